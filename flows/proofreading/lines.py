"""Where something stands in the text of a file: its line, and the section that it is in.

Lines are numbered only where the file is a text that a person opens, and where the text that was read has as many lines
as the file: elsewhere a number would lead astray.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.doubts import Rejection
from transforms.formats import Converter
from transforms.limits import Limits
from transforms.outline import Section
from transforms.placement import Fact
from transforms.report import Reading
from transforms.stream import Cell, read_document, read_entries, read_tokens, unwrap_labels
from transforms.tables import Column, FoundRow, find_tables

# Media types of files that are text as it stands.
_TEXTS = ("text/plain", "text/csv", "text/x-wiki")
# A cell of a table: its table, the code of its row, the code of its column.
_Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file as it was read, in simplified script, with its cells.

    `starts` are the places where its sections begin, with their numbers, in order. `has_lines` says that its lines are
    those of the file.
    """

    text: str
    cells: tuple[Cell, ...]
    starts: tuple[tuple[int, int], ...]
    has_lines: bool

    def line_at(self, place: int) -> int | None:
        """The number of the line, from 1, of a place in the text."""
        return self.text.count("\n", 0, place) + 1 if self.has_lines else None

    def section_at(self, place: int) -> int | None:
        """The number of the section of a place in the text, None before the first."""
        before = bisect_right(self.starts, place, key=lambda start: start[0])
        return self.starts[before - 1][1] if before else None


def read_text(data: bytes, reading: Reading, limits: Limits, converter: Converter | None) -> FileText | None:
    """The text of a file; None where it has none that can be read."""
    document = read_document(data, reading.media_type, limits, converter)
    if isinstance(document, Rejection):
        return None
    sections = reading.report.sections if reading.report else ()
    has_lines = reading.media_type in _TEXTS and _count_lines(data, document.encoding) == document.text.count("\n")
    return FileText(document.text, document.cells, tuple(_find_sections(document.text, sections)), has_lines)


def _count_lines(data: bytes, encoding: str | None) -> int:
    """How many line ends a file has; -1 where it is not in one encoding throughout."""
    try:
        text = data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return -1
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _find_sections(text: str, sections: Iterable[Section]) -> Iterator[tuple[int, int]]:
    """Where sections begin. What stands behind a heading that is not found is taken for the section before."""
    end = 0
    for section in sections:
        place = text.find(section.heading, end)
        if place >= 0:
            yield place, section.section_no
            end = place + len(section.heading)


def find_quote(text: str, quote: str) -> int | None:
    """Where a text has a quote, whatever blanks and line ends stand in either; None where it has not.

    >>> find_quote("共收到\\n申请 3件", "申请3 件")
    4
    """
    places = [place for place, character in enumerate(text) if not character.isspace()]
    found = "".join(text[place] for place in places).find("".join(quote.split()))
    return places[found] if found >= 0 and quote.strip() else None


def lines_of_cells(found: FileText, facts: Iterable[Fact]) -> Mapping[str, int]:
    """The numbers of the lines on which cells of the form stand, by the cells' names.

    A cell is taken where the file's line has its text; one that is blank stands where its row begins.
    """
    if not found.has_lines:
        return {}
    lines, tokens = found.text.split("\n"), read_tokens(unwrap_labels(found.cells))
    places: dict[_Cell, tuple[int, ...]] = {}
    for table, rows in find_tables(read_entries(tokens)).by_table.items():
        for row in rows:
            for cell, own in _cells_of(row):
                places.setdefault((table, *cell), own)
    candidates = ((fact, places.get(_name_of(fact), ())) for fact in facts)
    chosen = {fact.subject: _choose_line(lines, fact.raw_text or "", own) for fact, own in candidates}
    return {subject: line + 1 for subject, line in chosen.items() if line is not None}


def _name_of(fact: Fact) -> _Cell:
    return fact.table, str(fact.key[-2]), str(fact.key[-1])


def _cells_of(row: FoundRow) -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
    """The cells of a row, by row and column, with the lines on which each may stand, the likeliest first."""
    if not row.tail:
        return
    for place, column in enumerate(row.columns):
        if column is not None:
            own = row.tail[place].line if place < len(row.tail) else row.tail[0].line
            yield (_row_code(row, column), column.code), (own, *(token.line for token in row.tail))


def _row_code(row: FoundRow, column: Column) -> str:
    return column.procedure or row.code


def _choose_line(lines: Sequence[str], text: str, candidates: Sequence[int]) -> int | None:
    """The line that has the text of a cell; of a blank one the first."""
    known = (line for line in candidates if line < len(lines))
    wanted = "".join(text.split())
    return next((line for line in known if wanted in "".join(lines[line].split())), None)
