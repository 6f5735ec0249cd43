"""A report's text as one stream of cells with the boundaries that the source kept.

Every format and every layout yields this stream and nothing else; all table reading starts from it. A boundary is
what stands between a cell and the one before it, from nothing at all (glued) to the end of a table row. A plain text
gives spaces, line ends, tabs, pipes and blank lines; a format with real tables gives cells and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import dropwhile, groupby
from typing import NamedTuple

from transforms.text import BLANK_PLACE, COUNT_UNITS, HAN, MONEY_UNITS, NUMERALS, is_han, is_value_text


class Boundary(IntEnum):
    """What stands before a cell, weakest first."""

    NONE = 0
    SPACE = 1
    LINE = 2
    CELL = 3
    BLANK = 4
    ROW = 5


class Cell(NamedTuple):
    """A piece of text, '' for a cell that is there and empty, and the boundary before it.

    `is_whole` says that the piece is all that its cell or line holds. In a source that keeps rows of cells `column`
    is the cell's place in its row, from 0, and `row_size` the number of cells in the row; else -1 and 0. `is_odd`
    says that a cell among values holds more than one (`odd_cells`).
    """

    text: str
    before: Boundary
    line: int
    is_whole: bool = False
    column: int = -1
    row_size: int = 0
    is_odd: bool = False


# A tab or pipe says that the cells of a line are known.
CELL_MARK = re.compile(r"[\t|]")
# Every line end of Unicode but the page break, which PDFs and old word processors put between pages.
_LINE_END = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
# The bars that stand for the lines of a table where a text was copied from one. Corners and crossings are no bars.
_PIPES = re.compile("[｜│┃¦║╎]")
# Characters without width, which web pages put between letters; inside a label they would hide it.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

# A line that only rules a table, of Markdown or of box drawing: nothing but its marks, and two dashes or crossings that
# follow each other. In a row of blank cells (| - | - |) none do; one whose blank cells are marked -- is lost. Rules of
# Chinese dashes (|——|——|) look like blank cells, and are read so.
_RULE_LINE = re.compile(r"(?=.*[\-─━┄┅═┼+┬┴]{2})[\s|+:=\-─━┄┅═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]++")
# The number of a page between two dashes, or 第3页 with the number of all. A bare number may be a value and stays; so
# does one that is printed 3/12, and one with a dash on one side only. A row of a blank cell, a value and a blank cell
# that are parted by spaces alone (－ 0 －) cannot be told from it and is lost.
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－~·]+\s*\d{1,3}\s*[-—–－~·]+|第\s*\d{1,3}\s*页(?:[\s,，/]*共\s*\d{1,3}\s*页)?)\s*"
)

# A word of Chinese numerals alone: a value in a row of values, a list number elsewhere. 三项 and 十月 are words.
_NUMERAL = re.compile(f"[{NUMERALS}]{{1,9}}")
# A unit, and a number, that a space tore apart (3 件, 29.05 万元). A number with a word at it has no unit to wait for.
_UNIT = re.compile(f"{COUNT_UNITS}|{MONEY_UNITS}")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,.，．]*")

# A blank mark that is glued to the label before it (规章— 0): a cell of its own. The slash of 增/减 is part of a label.
_LABEL_AND_MARK = re.compile(f"([{HAN}）)”](?<!增))([-—－–/]+)(?= |$)")
# 增 / 减 with its slash torn off, which would be taken for a blank cell.
_TORN_SLASH = re.compile(r"(?<=增) ?([/\\／]) ?(?=减)")

# The marks of both.
_MARKS = frozenset("-—－–/\\／")

# Thousands whose comma stands between spaces (71 ， 757): a comma alone behind a number, and three digits behind it.
# Without these (71 ， 75) the comma stays at the number, which nobody reads for a value then.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[,，]\d{3})*")
_OPEN_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[,，]\d{3})*[,，]")
_THREE_DIGITS = re.compile(r"\d{3}(?:\.\d+)?")
_COMMAS = (",", "，")

_LIST_MARKS = ".．、)）"
# A list number whose brackets are torn from it, whole or begun (( 1 ), （3 ）). Two digits are no number of the form.
_OPEN_NUMBER = re.compile("[(（][1-9]?")
_BRACKETED = re.compile("[(（][1-9][)）]")

# Words that are spaced out letter by letter (规 范 性 文 件) have at least so many; two may be two cells (有 无).
_FEWEST_LETTERS = 3
# Whether a line with marks is a row of cells is told by so many lines with marks on either side of it: a row with one
# filled cell stands among rows with several, a cell alone among others alone.
_WINDOW = 8
# Whether a pipe at an end of a row is the frame's is told by so many rows on either side, for one text can hold tables
# of both makes, and the next may begin a few rows on.
_FRAME_WINDOW = 3
# Shares of the neighbours that begin, or end, with a pipe where it is the frame's. At the beginning a blank cell is
# usual (below a label that spans rows), so nearly all have to; at the end, half.
_FRAMED_LEFT = 0.8
_FRAMED_RIGHT = 0.5
# The widest table has fifteen columns; a line with many more cells is a whole page, and has no rows to speak of.
_WIDEST_ROW = 40
# Table three, the largest, has fewer than 200 cells; what goes on for longer without a word is no table.
_LONGEST_RUN = 1000


def read_cells(text: str) -> list[Cell]:
    """The stream of a plain text.

    Tabs and pipes delimit cells. Whether a line is a row of cells or holds one cell only is decided from the lines
    around it, as sources that put each cell on a line of its own still write tabs or pipes.

    >>> [(cell.text, cell.before.name) for cell in read_cells("规章\\t0\\t\\t2")]
    [('规章', 'ROW'), ('0', 'CELL'), ('', 'CELL'), ('2', 'CELL')]
    >>> [(cell.text, cell.before.name) for cell in read_cells("\\t规章\\n\\t0\\n\\n\\t另一行")]
    [('规章', 'CELL'), ('0', 'CELL'), ('另一行', 'BLANK')]
    >>> [(cell.text, cell.before.name) for cell in read_cells("规章 |\\n0 |\\n|\\n2 |")]
    [('规章', 'CELL'), ('0', 'CELL'), ('', 'CELL'), ('2', 'CELL')]
    """
    return list(_cut_endless_rows(_read_lines(split_lines(text))))


def table_cells(rows: Iterable[Sequence[str]], first_line: int = 0) -> Iterator[Cell]:
    """The stream of a table whose cells are known; each row has a line number of its own.

    >>> [(cell.text, cell.before.name, cell.column) for cell in table_cells([["规章", "0"], ["", "2"]])]
    [('规章', 'ROW', 0), ('0', 'CELL', 1), ('', 'ROW', 0), ('2', 'CELL', 1)]
    """
    for number, row in enumerate(rows, start=first_line):
        yield from _row_cells([_INVISIBLE.sub("", part) for part in row], number)


def unify_line_ends(text: str) -> str:
    """The text with a line feed for every line end that Unicode knows; page breaks stay.

    >>> unify_line_ends("a\\r\\nb\\rc\\u2028d")
    'a\\nb\\nc\\nd'
    """
    return _LINE_END.sub("\n", text)


def split_lines(text: str) -> list[str]:
    """The lines of a text as cells count them: invisible characters gone, page breaks as line ends, pipes alike."""
    return _PIPES.sub("|", _INVISIBLE.sub("", text)).replace("\f", "\n").split("\n")


def is_page_number(line: str) -> bool:
    """Whether a line holds the number of a page and nothing else.

    >>> is_page_number(" — 3 —"), is_page_number("3")
    (True, False)
    """
    return _PAGE_NUMBER.fullmatch(line) is not None


def _read_lines(lines: Sequence[str]) -> Iterator[Cell]:
    row_pipes = _row_lines(lines, "|")
    row_tabs = _row_lines(lines, "\t")
    ends_with_tab = all(lines[number].endswith("\t") for number in row_tabs)
    pipe_rows = _split_pipe_rows(lines, row_pipes)
    after = Boundary.LINE
    open_pipe_cell = in_pipe_cells = False
    for number, line in enumerate(lines):
        if not line.strip() and "\t" not in line:
            if not in_pipe_cells:
                after = Boundary.BLANK
            continue
        if is_page_number(line):
            continue
        in_pipe_cells = "|" in line and number not in row_pipes
        if "|" in line:
            if _RULE_LINE.fullmatch(line):
                continue
            if number in row_pipes:
                yield from _row_cells(pipe_rows[number], number)
                after = Boundary.ROW
            else:
                first = max(after, Boundary.LINE if open_pipe_cell else Boundary.CELL)
                yield from _pipe_cells(line, number, first, is_open=open_pipe_cell)
                open_pipe_cell = not line.rstrip().endswith("|")
                after = Boundary.LINE if open_pipe_cell else Boundary.CELL
        elif "\t" in line:
            if number in row_tabs:
                yield from _row_cells((line[:-1] if ends_with_tab else line).split("\t"), number)
                after = Boundary.ROW
            else:
                yield from _cell_pieces(line.strip(), max(after, Boundary.CELL), number)
                after = Boundary.LINE
        else:
            yield from _soft_pieces(line, max(after, Boundary.LINE), number)
            after, open_pipe_cell = Boundary.LINE, True


def _cut_endless_rows(cells: Iterator[Cell]) -> Iterator[Cell]:
    """Leave out the cells that follow very many without a word: they are no row, and millions would fill the memory."""
    count = 0
    for cell in cells:
        is_word = cell.text and not is_value_text(cell.text, is_whole=cell.is_whole)
        count = 0 if is_word else count + 1
        if count <= _LONGEST_RUN:
            yield cell


def _row_lines(lines: Sequence[str], mark: str) -> frozenset[int]:
    """Numbers of the lines that hold a row of cells; the other lines with `mark` hold one cell each."""
    marked = [number for number, line in enumerate(lines) if mark in line]
    filled = [sum(1 for part in lines[number].split(mark) if part.strip()) for number in marked]
    votes = [(1 if count >= 2 else -1) for count in filled]
    rows = []
    window_sum = sum(votes[:_WINDOW])
    for index, number in enumerate(marked):
        if index + _WINDOW < len(votes):
            window_sum += votes[index + _WINDOW]
        if index - _WINDOW - 1 >= 0:
            window_sum -= votes[index - _WINDOW - 1]
        if votes[index] > 0 or window_sum > 0:
            rows.append(number)
    return frozenset(rows)


def _split_pipe_rows(lines: Sequence[str], rows: frozenset[int]) -> dict[int, list[str]]:
    """The cells of each row line, without those that only the frame around a table makes.

    A pipe at the end of a line closes the row's last cell or delimits a blank one; the lines around it tell, for one
    text can hold tables of both makes. Where they are divided the pipe is the frame's: a blank cell that is lost is
    noticed, one that is invented is not.
    """
    numbers = sorted(rows)
    stripped = [lines[number].strip() for number in numbers]
    split = {}
    for index, line in enumerate(stripped):
        around = stripped[max(0, index - _FRAME_WINDOW) : index] + stripped[index + 1 : index + 1 + _FRAME_WINDOW]
        parts = line.split("|")
        if not parts[0].strip() and sum(other.startswith("|") for other in around) > _FRAMED_LEFT * len(around):
            parts = parts[1:]
        if (
            parts
            and not parts[-1].strip()
            and sum(other.endswith("|") for other in around) >= _FRAMED_RIGHT * len(around)
        ):
            parts = parts[:-1]
        split[numbers[index]] = parts
    return split


def _row_cells(parts: Sequence[str], number: int) -> Iterator[Cell]:
    for index, part in enumerate(parts):
        before = Boundary.CELL if index else Boundary.ROW
        if len(parts) <= _WIDEST_ROW:
            yield from _cell_pieces(part, before, number, index, len(parts))
        else:
            yield from _cell_pieces(part, before, number)


def _pipe_cells(line: str, number: int, first: Boundary, *, is_open: bool) -> Iterator[Cell]:
    """The cells of a line in a source that ends each cell with a pipe; a pipe after a pipe closes an empty cell."""
    parts = line.split("|")
    before = first
    for part in parts[:-1]:
        if part.strip():
            yield from _cell_pieces(part, before, number)
        elif not is_open:
            yield Cell("", before, number, is_whole=True)
        is_open, before = False, Boundary.CELL
    if parts[-1].strip():
        yield from _cell_pieces(parts[-1], before, number)


def _cell_pieces(text: str, before: Boundary, number: int, column: int = -1, row_size: int = 0) -> Iterator[Cell]:
    """One delimited cell: whole if it is a value or empty, else its pieces, so that labels are found across them."""
    stripped = text.strip()
    if not stripped or is_value_text(stripped, is_whole=True) or len(stripped) == 1:
        yield Cell(stripped, before, number, True, column, row_size)
    else:
        yield from _soft_pieces(text, before, number, column, row_size)


def _soft_pieces(line: str, before: Boundary, number: int, column: int = -1, row_size: int = 0) -> Iterator[Cell]:
    pieces = _join_pieces(line.split())
    are_numerals = all(map(_NUMERAL.fullmatch, pieces))
    for index, piece in enumerate(pieces):
        is_value = are_numerals or (bool(_NUMERAL.fullmatch(piece)) and _stands_among_values(pieces, index))
        is_whole = len(pieces) == 1 or is_value
        text = piece if piece != BLANK_PLACE else ""
        yield Cell(text, before, number, is_whole or not text, column, row_size)
        before = Boundary.SPACE


def _join_pieces(pieces: Sequence[str]) -> list[str]:
    """Join what a space tore apart: a list number and its mark (2 .), a bracketed number, a value and its unit."""
    joined: list[str] = []
    text = " ".join(_join_letters(pieces) if len(pieces) > 1 else pieces)
    if not _MARKS.isdisjoint(text):
        text = _LABEL_AND_MARK.sub(r"\1 \2", _TORN_SLASH.sub(r"\1", text))
    for piece in text.split():
        if joined and _is_torn(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _join_letters(pieces: Sequence[str]) -> Iterator[str]:
    """Join words that are spaced out letter by letter; numerals and marks at their end are cells, not letters."""
    for is_letter, group in groupby(pieces, key=_is_letter):
        letters = list(group)
        if not is_letter or sum(map(_is_plain_letter, letters)) < _FEWEST_LETTERS:
            yield from letters
            continue
        end = next(index for index in range(len(letters), 0, -1) if _is_plain_letter(letters[index - 1]))
        yield "".join(letters[:end])
        yield from letters[end:]


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 and not piece.isascii()


def _is_plain_letter(piece: str) -> bool:
    return is_han(piece) and not _NUMERAL.fullmatch(piece) and piece != "无"


def _is_torn(first: str, rest: str) -> bool:
    if first.endswith("无") and rest.startswith("正当"):  # the one label that begins with a word for zero
        return True
    if _UNIT.fullmatch(rest) and _PLAIN_NUMBER.fullmatch(first):
        return True
    if (rest in _COMMAS and _THOUSANDS.fullmatch(first)) or (
        _OPEN_THOUSANDS.fullmatch(first) and _THREE_DIGITS.fullmatch(rest)
    ):
        return True
    if rest[0] in _LIST_MARKS and len(first) == 1 and first.isdigit() and not rest[1:2].isdigit():
        return True
    whole = first + rest
    return bool(_BRACKETED.fullmatch(whole) or (_OPEN_NUMBER.fullmatch(first) and _OPEN_NUMBER.fullmatch(whole)))


def _stands_among_values(pieces: Sequence[str], index: int) -> bool:
    """Whether a Chinese numeral stands in a row of values, and does not number a heading."""
    before, behind = pieces[index - 1] if index else "", pieces[index + 1 :]
    if behind and behind[0].startswith(tuple(_LIST_MARKS)):
        return False
    after = next(dropwhile(_NUMERAL.fullmatch, behind), "")
    return any(part and is_value_text(part, is_whole=bool(index) and part is before) for part in (before, after))
