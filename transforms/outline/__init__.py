"""How a report is divided: its title, its sections, where it ends."""

from transforms.outline.bounds import first_report
from transforms.outline.sections import Outline, Section, find_outline, find_sections
from transforms.outline.titles import Title, compact_lines, find_title, find_titles, read_title

__all__ = [
    "Outline",
    "Section",
    "Title",
    "compact_lines",
    "find_outline",
    "find_sections",
    "find_title",
    "find_titles",
    "first_report",
    "read_title",
]
