"""Text files of delimited cells: CSV with commas or semicolons, and with tabs where cells are quoted."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.data_frames import plain_frames
from transforms.formats.decoded import decode_file
from transforms.formats.merged_cells import part_digits
from transforms.formats.prose_rows import part_prose_rows
from transforms.language import Pair
from transforms.limits import Limits
from transforms.text import Decoded, is_value_text

_DELIMITERS = ",;\t"
# Rows of cells at least: table 2 of the form has ten beside its captions.
_FEWEST_ROWS = 6
# Rows with a label and a value among them.
_FEWEST_VALUES = 3
# Cells of a row: a line of prose with one comma has two.
_FEWEST_CELLS = 3
# Numbers of cells that rows of one file have: those of its three tables.
_MOST_WIDTHS = 3
# Of the rows that have one of these numbers: lines of prose have any number of commas.
_LEAST_SHARE = 0.6
# Of the rows one in so many at most has a sentence beside other cells: notes do, lines of prose all do.
_SENTENCES_ONE_IN = 4
# Characters that are looked at; a report of more is decided by its beginning.
_SAMPLE_CHARACTERS = 20_000
# The end of a sentence inside of a cell. Leaves commas and colons, which labels have too.
_SENTENCE = re.compile("[。！？；]")
# A number that a spreadsheet was told to keep as text (="007", '12). Leaves quotation marks around words ('其他).
_KEPT_TEXT = re.compile(r"\s*=\s*\"([^\"]*)\"\s*|\s*'(?=[+-]?\d)(.*)", re.S)
# A cell between tabs that is quoted, as spreadsheets write one with a line end or a quotation mark. Leaves quotation
# marks inside of a cell, and tabs without any: a text whose lines are rows as they stand.
_QUOTED_CELL = re.compile(r"(?:^|\t)\"(?:[^\"]|\"\"){0,2000}+\"(?=\t|\r?$)", re.M)
# The separator of thousands. Leaves a comma between numbers (12,34) and one in front of four digits.
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def recognises(data: bytes) -> bool:
    """Whether bytes are text whose lines are rows of delimited cells."""
    if not any(mark in data for mark in (b",", b";", b'"')):
        return False
    decoded = decode_file(data)
    return isinstance(decoded, Decoded) and find_delimiter(decoded.text) is not None


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read a delimited text. Rejections: those of `transforms.text.decoding`, `damaged_file`, `too_many_cells`."""
    decoded = decode_file(data)
    if isinstance(decoded, Rejection):
        return decoded
    delimiter = find_delimiter(decoded.text) or ","
    try:
        rows = _read_rows(decoded.text, delimiter, strict=True)
    except csv.Error as error:
        detail = Pair("文件不是分隔文本：{error}。", "The file is no delimited text: {error}.", error=error)
        return Rejection(Reason.DAMAGED_FILE, detail)
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.table_cells:
        return Rejection(
            Reason.TOO_MANY_CELLS, Pair("文件的单元格超过读取上限。", "The file holds more cells than is read.")
        )
    blocks = tuple(part_prose_rows([list(map(part_digits, row)) for row in rows]))
    return Content(blocks, decoded.encoding, decoded.confidence, decoded.evidence, layout="csv", doubts=decoded.doubts)


def _read_rows(text: str, delimiter: str, *, strict: bool = False) -> list[list[str]]:
    """The rows, without what a data frame added; `strict` raises `csv.Error` for a quotation mark that is never closed,
    which would swallow rows."""
    lines = StringIO(text.replace("\0", ""), newline="")
    return plain_frames([list(map(_shown, row)) for row in csv.reader(lines, delimiter=delimiter, strict=strict)])


def _shown(cell: str) -> str:
    """What a spreadsheet shows of a cell: ="5", '5 and 5 behind a tab are 5, kept as text."""
    cell = cell.strip("\t")
    match = _KEPT_TEXT.fullmatch(cell)
    return (match[1] or match[2] or "") if match else cell


def find_delimiter(text: str) -> str | None:
    """The delimiter of a text of cells, None for other texts.

    Lines of cells have the same number of delimiters, most of their cells are short, and rows of values stand among
    them. Prose has its commas in sentences; `1,234` in a line of tabs or pipes is a number with a separator.

    >>> rows = "信息内容,本年制发件数,本年废止件数,现行有效件数\\n" + "规章,0,1,2\\n" * 6
    >>> find_delimiter(rows), find_delimiter("共 1,234 条, 其中\\n" * 9)
    (',', None)
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > len(sample):
        sample = sample.rpartition("\n")[0]
    return next((delimiter for delimiter in _DELIMITERS if _is_delimited(sample, delimiter)), None)


def _is_delimited(sample: str, delimiter: str) -> bool:
    if delimiter == "\t" and not ("\t" in sample and _QUOTED_CELL.search(sample)):
        return False
    try:
        rows = [row for row in _read_rows(sample, delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:
        return False
    wide = [row for row in rows if len(row) >= _FEWEST_CELLS and not _is_of_separated_numbers(row, delimiter)]
    if len(wide) < _FEWEST_ROWS or any("\t" in cell or "|" in cell for row in wide for cell in row):
        return False
    common = sum(count for _, count in Counter(len(row) for row in wide).most_common(_MOST_WIDTHS))
    are_regular = common >= _LEAST_SHARE * len(wide)
    values = sum(map(_is_row_of_values, wide))
    sentences = sum(any(_SENTENCE.search(cell) for cell in row if sum(map(bool, row)) > 1) for row in wide)
    return are_regular and values >= _FEWEST_VALUES and sentences * _SENTENCES_ONE_IN < len(wide)


def _is_of_separated_numbers(row: Sequence[str], delimiter: str) -> bool:
    """Whether what was taken for delimiters are all separators of thousands, as in `规章 1,234 2,345`."""
    return not _SEPARATOR.sub("", delimiter.join(row)).count(delimiter)


def _is_row_of_values(row: Sequence[str]) -> bool:
    """Whether a value stands behind the label of a row, which a running number may stand before."""
    label, *behind = row[1:] if _is_value(row[0]) else row
    return not _is_value(label) and any(map(_is_value, behind))


def _is_value(cell: str) -> bool:
    return bool(cell.strip()) and is_value_text(cell.strip(), is_whole=True)
