"""How a report is divided: its title, its sections, where it ends, what its page shows around it."""

from transforms.outline.body_names import is_body_line, is_body_name
from transforms.outline.bounds import first_report
from transforms.outline.chrome import LISTED, PageText, is_chrome_line, read_label, read_page, read_pairs
from transforms.outline.menus import without_menus
from transforms.outline.sections import Outline, Section, find_outline, find_sections, say_missing
from transforms.outline.titles import (
    Title,
    best_title,
    compact_lines,
    find_title,
    find_titles,
    read_title,
    without_page_words,
)

__all__ = [
    "LISTED",
    "Outline",
    "PageText",
    "Section",
    "Title",
    "best_title",
    "compact_lines",
    "find_outline",
    "find_sections",
    "find_title",
    "find_titles",
    "first_report",
    "is_body_line",
    "is_body_name",
    "is_chrome_line",
    "read_label",
    "read_page",
    "read_pairs",
    "read_title",
    "say_missing",
    "without_menus",
    "without_page_words",
]
