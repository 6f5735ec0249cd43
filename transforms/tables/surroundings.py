"""What stands around a table and says whose figures it holds, and in which unit.

A file can hold more than the figures of its own year and body: last year's table beside this year's, a sample that
was left in, a second report behind the first. The labels of all of them are alike, so what sets them apart is what
stands above them: a title, a caption with a year, 示例. The unit of its amounts, too, may stand above a table or below
it instead of in its header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from transforms.form import GOVERNMENTAL, OF_THE_WORK, REPORT, STOP, Role, Table, fold_label
from transforms.stream import Entry, Kind
from transforms.text import COUNT_UNITS, HAN, MONEY, find_money_unit

# A report's title as a line of its own: whose it is, its year, 政府信息公开工作年度报告. A line that goes on behind it
# (报告发布) is none, nor as yet one with its year in numerals (二〇二〇年).
_TITLE = re.compile(
    rf"(?P<place>[{HAN}]{{0,30}}?)(?P<year>20\d\d)?年?度?(?P<rest>[{HAN}]{{0,12}}?)"
    rf"{GOVERNMENTAL}?(?:信息|政务)公开{OF_THE_WORK}(?:年度)?{REPORT}"
)
# The same behind the date that signs the report before, in a source that has both on one line.
_TITLE_AT_END = re.compile(rf"(?<=日){_TITLE.pattern}$")
# A line that is nothing but the name of a body: the first line of a title of two. Other bodies (局, 委) have none.
_PLACE = re.compile(rf"[{HAN}]{{2,30}}(?:省|市|县|区|旗|镇|乡|街道|苏木|政府|办事处)")
# What a body is called besides its place, which one title has and the next leaves out: 样例镇人民政府 is 样例镇.
_OFFICE = re.compile(r"(?:(?:人民政府|政府)?(?:街道办事处|办事处|办公室)|人民政府|政府)$")
# A year of a date, of a document or of a form's version says nothing of the figures below it.
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度|全年)?(?!\d|修订|版|格式|式样|以来|起|底|末|至|发布|公布|印发)")
# A caption that begins with 上年 or the like; this year's own header says 上一年项目数量, which its reader sees to.
_LAST_YEAR = re.compile(r"(?:上一?年度?|去年|前一年度?|往年|历年)")
# A caption that says that figures are an example, or how to fill the form in (附件1：填表说明), up to twelve characters
# before it. A longer line speaks of samples, and 不示例 is none.
_SAMPLE = re.compile(
    r"(?:附[件表]?\d*|表\d*)?(?:.{0,12}(?<!不))?(?:示例|样表|例表|样张|范例|填表说明|填[写报]说明|模板)表?"
)
# The end of a sentence that stands for a caption (情况如下表所示。); one that goes on behind it does not.
_INTRODUCTION = re.compile(rf"如下表?(?:所示)?{STOP}?$")
# A caption with the year, the body and the table's whole name has 40 characters; what is longer is prose.
_LONGEST_CAPTION = 45
# A line of the widest table has some thirty words and cells; one of more is a whole report without line breaks.
_MOST_PIECES = 100
_TITLE_ENDS = ("报告", "年报")
# The tables whose rows a label can name, and all whose header can; what stands in a header and above it.
_TABLES_OF_ROWS = (Table.REQUESTS, Table.PROACTIVE, Table.STATISTICS)
_TABLES = (*_TABLES_OF_ROWS, Table.REVIEWS)
_ABOVE_ROWS = (Role.COLUMN, Role.COLUMNS, Role.CAPTION, Role.PROCEDURE)
_OTHER_UNITS = f"(?:人民币|{COUNT_UNITS})*"
# A unit of money behind 单位, beside others or alone (单位件万元), or in a sentence on amounts (金额以万元计). With a
# word behind it (单位元旦) it is none.
_STATED_UNIT = re.compile(
    rf"单位(?:均?[为是])?{_OTHER_UNITS}(?P<unit>{MONEY})(?={_OTHER_UNITS}(?![{HAN}]))"
    rf"|(?:金额|数额|费用)均?[以按](?:人民币)?(?P<counted>{MONEY})(?:计|为单位)"
)
# A unit of money that is a whole word: （万元） as a caption. With a number before it, it is an amount.
_BARE_UNIT = re.compile(rf"(?:金额)?(?:人民币)?(?P<unit>{MONEY})")
# 单位：百件. A plain 件 scales nothing, and 万元 is no unit of counts.
_SCALED_COUNT = re.compile(rf"单位(?:均?[为是])?[十百千万亿]+(?:{COUNT_UNITS})")
# Sections seen before a title that is another report's: behind one heading a title is that of the report begun, printed
# below the navigation of its page. A report of one section before the next is missed, unless it has a table.
_MIN_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said of the figures at one place of a report.

    `years` are the years that the nearest caption names, or a later title. `is_borrowed` says that the caption is that
    of a sample or of last year's figures, `is_of_other_body` that a later title names another body or year than the
    first.
    `units` are the units of money stated outside the header, `has_scaled_counts` says that counts are stated in
    hundreds or thousands.
    """

    years: frozenset[int] = frozenset()
    is_borrowed: bool = False
    is_of_other_body: bool = False
    units: tuple[str, ...] = ()
    has_scaled_counts: bool = False

    def is_own(self, year: int | None) -> bool:
        """Whether nothing says that the figures are not those of the report of a year.

        >>> Surroundings(frozenset({2019})).is_own(2020), Surroundings().is_own(2020)
        (False, True)
        """
        is_of_year = not self.years or year is None or year in self.years
        return is_of_year and not self.is_borrowed and not self.is_of_other_body


NOTHING_SAID = Surroundings()


@dataclass(frozen=True, slots=True)
class _Line:
    """The entries that begin on one line: all their words, and those that are no label.

    `is_row` says that values or the label of a row stand on it, `is_header` that names of columns or a caption do.
    """

    entries: tuple[Entry, ...]
    words: str
    texts: str
    has_values: bool
    is_heading: bool
    is_prose: bool
    is_row: bool
    is_header: bool

    @property
    def has_texts_in_cells(self) -> bool:
        """Whether its words that are no label stand in cells behind others, and so head columns (上年总计)."""
        texts = [entry.token for entry in self.entries if entry.is_text]
        return bool(texts) and all(token.row_size and token.column > 0 for token in texts)

    def has_row_of_values(self, *, is_menu: bool) -> bool:
        """Whether a row of a table is on the line; in a menu one value behind a label is none (行政处罚 3)."""
        return any(
            entry.has_values
            and (
                entry.meaning(Table.REQUESTS, Role.ROW)
                or (entry.meaning(Table.PROACTIVE, Role.ROW) and not (is_menu and _is_single(entry)))
            )
            for entry in self.entries
        )


class _Piece(NamedTuple):
    """A word or a cell of a line; `entry` is the word's."""

    line: int
    words: str
    is_text: bool
    entry: Entry | None = None


@dataclass(slots=True)
class _Reader:
    """The state of reading a report line by line.

    `pending` is a caption that no table has followed yet, `before` the words of the line before. `first` is the title
    of the first report, `headings` are the sections that were seen since the last title, `has_header` says that names
    of columns were, and `has_rows` that rows of tables were.
    """

    current: Surroundings = NOTHING_SAID
    report: Surroundings = NOTHING_SAID
    pending: Surroundings | None = None
    before: str = ""
    first: tuple[str, int] | None = None
    headings: set[str] | None = None
    has_header: bool = False
    has_rows: bool = False

    def read(self, line: _Line) -> Surroundings:
        """Take the next line, and give what is said of the figures on it."""
        title = None if line.has_values or line.is_prose else _title_of(line.words, self.before)
        if title:
            self._read_title(title)
        elif line.is_heading:
            self._read_heading(line)
        elif line.is_row:
            self._take_caption(is_new_table=_begins_requests(line))
        elif caption := _caption_of(line):
            self.pending = caption
            if line.is_header:
                self._take_caption(is_new_table=True)
        elif line.is_header:
            self._take_caption(is_new_table=True)
        elif line.is_prose:
            self.pending = None
        self.has_header = self.has_header or line.is_header
        self.has_rows = self.has_rows or line.has_row_of_values(is_menu=not (self.has_header or self.headings))
        self.before = line.words
        return self.current

    def _take_caption(self, *, is_new_table: bool) -> None:
        """Let the caption that stands above a table's beginning speak for it; within a table it is a note."""
        if self.pending is not None and is_new_table:
            self.current = replace(self.pending, is_of_other_body=self.report.is_of_other_body)
        self.pending = None

    def _read_heading(self, line: _Line) -> None:
        self.headings = {*(self.headings or ()), *_section_numbers(line)}
        self.current, self.pending = self.report, None
        if caption := _caption_of(line):
            self.current = replace(caption, is_of_other_body=self.report.is_of_other_body)

    def _read_title(self, title: tuple[str, int]) -> None:
        """Take a title: behind a report's sections or tables one of another body or year opens another report."""
        is_behind = self.has_rows or len(self.headings or ()) >= _MIN_HEADINGS
        if is_behind:
            place, year = self.first or ("", 0)
            is_other_place = not (place.endswith(title[0]) or title[0].endswith(place))
            is_other = is_other_place or bool(year and title[1] and title[1] != year)
            years = frozenset({title[1]}) if title[1] and title[1] != year else frozenset[int]()
            self.report = Surroundings(years, is_of_other_body=is_other)
            self.current, self.pending = self.report, None
        else:
            self.first = _own_title(self.first or ("", 0), title)


def _is_single(entry: Entry) -> bool:
    return sum(token.kind == Kind.VALUE for token in entry.tail) == 1


def _own_title(before: tuple[str, int], title: tuple[str, int]) -> tuple[str, int]:
    """Of two titles above the first section that of the report: the first that names a body, else the last.

    A title without a body may be a link to a report of another year; body and year may each have a title as well.
    """
    if before[0]:
        return before[0], before[1] or title[1]
    return title[0], title[1] or before[1]


def read_surroundings(entries: Sequence[Entry]) -> list[Surroundings]:
    """What is said of the figures of each entry."""
    lines = list(_lines_of(entries))
    reader = _Reader()
    said = [reader.read(line) for line in lines]
    units = _stated_units(lines)
    return [
        whole
        for line, surroundings, stated in zip(lines, said, units, strict=True)
        for whole in [_with_units(surroundings, *stated)] * len(line.entries)
    ]


def _with_units(said: Surroundings, units: tuple[str, ...], has_scaled_counts: bool) -> Surroundings:
    if not units and not has_scaled_counts:
        return said
    return replace(said, units=units, has_scaled_counts=has_scaled_counts)


def _lines_of(entries: Sequence[Entry]) -> Iterator[_Line]:
    pieces = [piece for entry in entries for piece in _pieces_of(entry)]
    lines = (list(group) for _, group in groupby(pieces, key=lambda piece: piece.line))
    for line in (part for whole in lines for part in _parts_of(whole)):
        own = tuple(piece.entry for piece in line if piece.entry is not None)
        has_values = any(piece.entry is None and not piece.is_text for piece in line)
        words = "".join(piece.words for piece in line)
        is_row = has_values or any(map(_heads_row, own))
        yield _Line(
            own,
            words,
            "".join(piece.words for piece in line if piece.is_text),
            has_values,
            is_heading=any(entry.meaning(Table.SECTIONS, Role.HEADING) for entry in own),
            is_prose=any(entry.is_prose() for entry in own),
            is_row=is_row,
            is_header=not is_row and any(map(_heads_columns, own)),
        )


def _heads_row(entry: Entry) -> bool:
    """Whether a label is that of a row in a table in which it names no column."""
    return any(
        label.role == Role.ROW and label.table in _TABLES_OF_ROWS and not entry.meaning(label.table, Role.COLUMN)
        for label in entry.token.labels
    )


def _heads_columns(entry: Entry) -> bool:
    return any(label.role in _ABOVE_ROWS and label.table in _TABLES for label in entry.token.labels)


def _parts_of(line: list[_Piece]) -> Iterator[list[_Piece]]:
    """A line, or its sentences, its titles and what stands between them, where a source has everything on one line."""
    if len(line) <= _MOST_PIECES:
        yield line
        return
    part: list[_Piece] = []
    for piece in line:
        is_prose = piece.entry is not None and piece.entry.is_prose()
        if part and is_prose:
            yield part
            part = []
        part.append(piece)
        if is_prose or (piece.is_text and piece.words.endswith(_TITLE_ENDS)):
            yield part
            part = []
    if part:
        yield part


def _pieces_of(entry: Entry) -> Iterator[_Piece]:
    """An entry's word and its cells. What names a year was taken for a cell that no number can be read from."""
    words = (entry.token.printed or entry.token.text) + entry.unit
    yield _Piece(entry.token.line, words, entry.is_text, entry)
    for token in entry.tail:
        if token.kind == Kind.VALUE:
            is_text = bool(_YEAR.search(token.text))
            yield _Piece(token.line, fold_label(token.text) if is_text else "", is_text)


def _section_numbers(line: _Line) -> set[str]:
    found = (entry.meaning(Table.SECTIONS, Role.HEADING) for entry in line.entries)
    return {label.code for label in found if label}


def _begins_requests(line: _Line) -> bool:
    label = line.entries[0].meaning(Table.REQUESTS, Role.ROW) if line.entries else None
    return label is not None and label.code == "new"


def _title_of(words: str, before: str) -> tuple[str, int] | None:
    """The body and the year (0 without one) of a line that ends a report's title; None for any other line."""
    if "公开" not in before + words:
        return None
    match = _TITLE.fullmatch(words) or _TITLE.fullmatch(before + words) or _TITLE_AT_END.search(words)
    if match is None:
        return None
    place = match["place"] or match["rest"] or (before if _PLACE.fullmatch(before) else "")
    return _OFFICE.sub("", place.removeprefix("附件")), int(match["year"] or 0)


def _caption_of(line: _Line) -> Surroundings | None:
    """What a line above a table says of its figures; None if it says nothing of them."""
    if line.is_row or len(line.words) > _LONGEST_CAPTION or (line.is_prose and not _INTRODUCTION.search(line.words)):
        return None
    years = frozenset(int(year) for year in _YEAR.findall(line.words))
    if years:
        return Surroundings(years)
    heads_column = line.is_header and (_is_label_piece(line.texts) or line.has_texts_in_cells)
    is_of_last_year = bool(_LAST_YEAR.match(line.texts)) and not heads_column
    if is_of_last_year or _SAMPLE.fullmatch(line.texts):
        return Surroundings(is_borrowed=True)
    return None


def _is_label_piece(text: str) -> bool:
    """Whether a word is the first line of a wrapped header label."""
    return "上一年项目数量".startswith(text)


def _stated_units(lines: Sequence[_Line]) -> list[tuple[tuple[str, ...], bool]]:
    """For each line the units of money stated in its section outside of headers, and whether counts are scaled there.

    There is one amount on each form, so a statement counts for its whole section, also where it is a note below.
    """
    sections: list[list[_Line]] = [[]]
    for line in lines:
        if line.is_heading:
            sections.append([])
        sections[-1].append(line)
    return [stated for section in sections for stated in [_units_of(section)] * len(section)]


def _units_of(section: Sequence[_Line]) -> tuple[tuple[str, ...], bool]:
    entries = [entry for line in section for entry in line.entries if not entry.meaning(Table.PROACTIVE, Role.COLUMN)]
    units = dict.fromkeys(unit for entry in entries if (unit := _stated_unit(entry)))
    # A caption may be several words: 单 位：万元, 单位: 万元、件.
    lines = (_STATED_UNIT.search(line.texts) for line in section if not line.has_values)
    units |= dict.fromkeys(_unit_of(stated) for stated in lines if stated)
    return tuple(units), any(_SCALED_COUNT.search(entry.token.text + entry.unit) for entry in entries)


def _stated_unit(entry: Entry) -> str:
    """The unit of money that a word states or that stands behind a label, '' where none does.

    A unit glued to what stands before it is that of a number in a sentence.
    """
    if entry.unit:
        return find_money_unit(entry.unit)
    stated = _STATED_UNIT.search(entry.token.text if entry.is_text else entry.token.printed)
    if stated is None and entry.is_text and not entry.token.is_glued:
        stated = _BARE_UNIT.fullmatch(entry.token.text)
    return _unit_of(stated) if stated else ""


def _unit_of(stated: re.Match[str]) -> str:
    groups = stated.groupdict()
    return groups["unit"] or groups["counted"]
