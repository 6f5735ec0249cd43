"""Tables of a plain text whose columns are told by where they stand: frames as they are printed, with columns that end
under each other, and tables between rules of dashes, one above each column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from transforms.formats.content import Block
from transforms.formats.data_frames import FEWEST_NUMBERS, plain_frame
from transforms.formats.markdown import plain_cell
from transforms.formats.merged_cells import part_digits
from transforms.formats.prose_rows import part_prose_rows
from transforms.text import display_width

# The numbers of the columns above a printed frame, in their places.
_COLUMN_NUMBERS = re.compile(r" *0(?: +\d{1,2})*")
_WORD = re.compile(r"\S+")
# A rule above or below columns: dashes for each, a gap between them.
_DASHES = re.compile(r" *-{2,}(?: +-{2,})+ *")
_ONE_RULE = re.compile(r" *-{9,} *")
_RUN = re.compile("-+")
# A rule between two rows of a table whose cells stand between pipes.
_CROSSINGS = re.compile(r"\+(?:[-=:]{2,}\+)+ *")
# The attributes of a span that go on in the next line of their cell.
_OPEN_SPAN = re.compile(r"\]\{[^{}]*$")
# A line end that Pandoc marks inside of a cell. Leaves a backslash that is text, which it writes twice.
_HARD_BREAK = re.compile(r"(?<!\\)\\$")
# The rule below the header of a table of pipes.
_PIPE_RULE = re.compile(r"\|(?: ?:?-+:? ?\|)+")
# The number of a row in an index.
_COUNT = re.compile(r"\d{1,4}(?= )")
# What parts the columns of a frame at least. Leaves the space inside of a cell.
_GAP = re.compile(" {2,}")
# The name that a frame makes of one that comes again (总计.1), or for none.
_MADE_NAME = re.compile(r"\D\.[1-9]\d?(?!\S)|Unnamed: \d")
# Rows above the columns' own names in a frame whose header has several: the form's has three.
_MOST_SPARSE = 2
# Lines of a table: the form's largest has thirty rows, on a few lines each.
_MOST_LINES = 300
# Beginnings that turn out as none, behind which no more are looked for: a report has a few, a hostile text a million.
_MOST_FAILURES = 100
# Fills the second place of a character that takes two; no text has it, as marks of this kind are taken out later.
_FILLER = "\ue0f9"


def part_tables(text: str) -> tuple[Block, ...]:
    """A text in blocks: its tables, and what stands between them."""
    lines = text.replace("\r\n", "\n").split("\n")
    blocks: list[Block] = []
    kept: list[str] = []
    number = failures = 0
    has_marks = any(mark in text for mark in ("+", "--", "|")) or _MADE_NAME.search(text) is not None
    may_begin = _may_begin if has_marks else _begins_with_numbers
    while number < len(lines):
        is_begun = failures < _MOST_FAILURES and may_begin(lines, number)
        found = _read_table(lines[number : number + _MOST_LINES]) if is_begun else None
        if found is None:
            failures += is_begun
            kept.append(lines[number])
            number += 1
            continue
        count, rows = found
        number += count
        blocks += ["\n".join(kept)] if kept else []
        blocks += part_prose_rows([list(map(part_digits, row)) for row in rows])
        kept = []
    return (*blocks, "\n".join(kept)) if blocks else (text,)


def _begins_with_numbers(lines: Sequence[str], start: int) -> bool:
    """Whether a frame may begin on a line of a text without rules and without names that a frame made."""
    return _COLUMN_NUMBERS.fullmatch(lines[start]) is not None


def _may_begin(lines: Sequence[str], start: int) -> bool:
    """Whether a table may begin on a line."""
    block = lines[start : start + _MOST_SPARSE + 1]
    is_first = start == 0 or not lines[start - 1].strip()
    is_ruled = len(block) > 1 and bool(_PIPE_RULE.fullmatch(block[1]))
    is_numbered = _COLUMN_NUMBERS.fullmatch(block[0]) is not None
    has_rule = _CROSSINGS.fullmatch(block[0]) is not None or _is_dashed(block, is_first=is_first)
    return has_rule or is_ruled or is_numbered or any(map(_MADE_NAME.search, block))


def _read_table(block: Sequence[str]) -> tuple[int, list[list[str]]] | None:
    """How many lines the table has that the first one may begin, and its rows."""
    if _CROSSINGS.fullmatch(block[0]):
        return _read_grid(list(map(_spread, block)))
    if _is_dashed(block, is_first=True):
        return _read_dashed(block)
    if len(block) > 1 and _PIPE_RULE.fullmatch(block[1]):
        return _read_pipes(block)
    if _numbers_too_few(block[0]):
        return None
    found = _read_aligned(block)
    spread = block if found else list(map(_spread, block))
    return found if spread == block else _read_aligned(spread)


def _numbers_too_few(line: str) -> bool:
    """Whether a line numbers fewer columns than a frame has, and none of an index, which a space stands for."""
    return not line.startswith(" ") and 0 < len(_numbered_ends(line)) < FEWEST_NUMBERS


def _read_pipes(lines: Sequence[str]) -> tuple[int, list[list[str]]] | None:
    """How many lines a table of pipes has that a frame printed, and its rows; None for other lines."""
    rows: list[list[str]] = []
    for number, line in enumerate(lines):
        row = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if "|" not in line or (rows and len(row) != len(rows[0])):
            break
        if number != 1:
            rows.append(row)
    plain = plain_frame(rows)
    return None if plain is None else (len(rows) + 1, plain)


def _read_aligned(lines: Sequence[str]) -> tuple[int, list[list[str]]] | None:
    """How many lines a frame has whose columns end under each other, and its rows as `plain_frame` gives them; None for
    other lines."""
    blank = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    numbered = _numbered_ends(lines[0])
    for sparse in range(1 if numbered else _MOST_SPARSE + 1):
        last = _end_of_index(lines[:blank], sparse)
        if numbered and not last and len(numbered) < FEWEST_NUMBERS:
            return None
        end = last or blank
        ends = numbered or _common_ends(lines[sparse:end])
        rows = _cut_aligned(lines[:end], ends, sparse) if ends else None
        plain = plain_frame(rows) if rows else None
        if plain is not None:
            return end, [[cell.replace(_FILLER, "") for cell in row] for row in plain]
    return None


def _end_of_index(lines: Sequence[str], sparse: int) -> int:
    """The line behind those that begin with the numbers of an index, below a header without one; 0 where none do."""
    first = sparse + 1
    if any(not line.startswith(" ") for line in lines[:first]):
        return 0
    end = next((at for at in range(first, len(lines)) if not _COUNT.match(lines[at])), len(lines))
    return end if end > first else 0


def _numbered_ends(line: str) -> list[int]:
    """Where columns end under a header of their numbers, each as wide as the longest."""
    words = list(_WORD.finditer(line)) if _COLUMN_NUMBERS.fullmatch(line) else []
    is_counted = [word[0] for word in words] == [str(number) for number in range(len(words))]
    return [word.start() + len(words[-1][0]) for word in words] if is_counted else []


def _common_ends(lines: Sequence[str]) -> list[int]:
    """Where a word ends on all lines."""
    common = {word.end() for line in lines[:1] for word in _WORD.finditer(line)}
    for line in lines[1:]:
        if not common:
            break
        common = {end for end in common if line[end - 1 : end].strip() and not line[end : end + 1].strip()}
    return sorted(common) if len(lines) > 1 else []


def _cut_aligned(lines: Sequence[str], ends: Sequence[int], sparse: int) -> list[list[str]] | None:
    """The cells of lines, first those of an index at the left, if the lines have one.

    Where a cell crosses an end, as characters were exchanged for fewer or more, the gaps part them; None where these
    are not as many as the columns need.
    """
    counts = [_COUNT.match(line) for line in lines[1 + sparse :]]
    left = max((count.end() for count in counts if count), default=0) if all(counts) else 0
    if left >= ends[0] or any(line[:left].strip() for line in lines[: 1 + sparse]):
        left = 0
    borders = [*([0] if left else []), left, *ends]
    rows = []
    for number, line in enumerate(lines):
        row = [line[first:last] for first, last in pairwise(borders)]
        own = row[1:] if left else row
        is_head = number == 0 and _COLUMN_NUMBERS.fullmatch(line)
        is_apart = _begins_columns(own) if number < sparse else is_head or _ends_columns(own)
        if line[ends[-1] :].strip() or not is_apart:
            row = _GAP.split(line.strip())
            if len(row) != len(borders) - 1:
                return None
        rows.append([cell.strip() for cell in row])
    return rows


def _ends_columns(cells: Sequence[str]) -> bool:
    """Whether cells end where their columns do, with a space before all but the first."""
    return _are_apart(cells) and all(not cell.strip() or not cell[-1].isspace() for cell in cells)


def _begins_columns(cells: Sequence[str]) -> bool:
    """Whether cells begin where their columns do, with a gap before all but the first."""
    return _are_apart(cells) and all(not cell.strip() or not cell[:3].isspace() for cell in cells)


def _are_apart(cells: Sequence[str]) -> bool:
    return all(cell[:1].isspace() or not cell for cell in cells[1:])


def _read_grid(lines: Sequence[str]) -> tuple[int, list[list[str]]] | None:
    """How many lines a table has whose cells stand between pipes, its rows between rules; None where a cell spans
    columns or rows, as a pipe or a rule is missing there."""
    borders = [at for at, char in enumerate(lines[0]) if char == "+"]
    rows: list[list[str]] = []
    own: list[list[str]] = []
    end = 0
    for number, line in enumerate(lines[1:], start=1):
        if _CROSSINGS.fullmatch(line):
            rows.append(_join_lines(own))
            own, end = [], number
        elif [line[at : at + 1] for at in borders] == ["|"] * len(borders) and not line[borders[-1] + 1 :].strip():
            own.append([_cell_text(line[first + 1 : last]) for first, last in pairwise(borders)])
        else:
            break
    return (end + 1, [row for row in rows if row]) if end and not own else None


def _cell_text(cell: str) -> str:
    return plain_cell(_HARD_BREAK.sub("", cell.replace(_FILLER, "").strip()))


def _is_dashed(lines: Sequence[str], *, is_first: bool) -> bool:
    """Whether a table begins whose columns stand under rules of dashes; its header is the first line behind a blank."""
    has_header = len(lines) > 1 and bool(lines[0].strip()) and bool(_DASHES.fullmatch(lines[1]))
    return (has_header and is_first) or bool(_ONE_RULE.fullmatch(lines[0]) or _DASHES.fullmatch(lines[0]))


def _read_dashed(lines: Sequence[str]) -> tuple[int, list[list[str]]] | None:
    """How many lines a table has whose columns stand under rules of dashes, and its rows.

    Such a rule stands below the header; without one, above and below the rows. Where a rule of one piece stands above
    the header and below the last row, or blank lines stand between, they part the rows; else each line is one.
    """
    has_frame = bool(_ONE_RULE.fullmatch(lines[0]))
    rule = next((at for at, line in enumerate(lines[: _MOST_SPARSE + 2]) if _DASHES.fullmatch(line)), None)
    if rule is None or not all(line.strip() for line in lines[:rule]):
        return None
    last = _end_of_dashed(lines, rule, has_frame=has_frame)
    if last is None:
        return None
    header, body = lines[int(has_frame) : rule], lines[rule + 1 : last]
    is_parted = has_frame or not all(line.strip() for line in body)
    runs = [run.span() for run in _RUN.finditer(lines[rule])]
    whole = [*header, *([""] if header else []), *body]
    rows = _cut_dashed(list(map(_spread, whole)), runs) or _cut_dashed(whole, runs)
    if rows is None:
        return None
    groups = _join_open(rows, _groups_of(whole, is_parted=is_parted))
    return min(last + 1, len(lines)), [_join_lines([rows[at] for at in group]) for group in groups]


def _join_lines(lines: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a row that takes several lines."""
    return ["\n".join(filter(None, cells)) for cells in zip(*lines, strict=True)]


def _end_of_dashed(lines: Sequence[str], rule: int, *, has_frame: bool) -> int | None:
    """The line that ends a table: its closing rule, or the blank line behind rows below a header."""
    for at in range(rule + 1, len(lines)):
        if _ONE_RULE.fullmatch(lines[at]) if has_frame else lines[at].strip() == lines[rule].strip():
            return at
        if not has_frame and rule and not lines[at].strip():
            return at
    return len(lines) if not has_frame and rule else None


def _join_open(rows: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The lines of each row, with those that only end the attributes of a span in the line before."""
    joined: list[list[int]] = []
    for group in groups:
        before = _join_lines([rows[at] for at in joined[-1]]) if joined else []
        if any(map(_OPEN_SPAN.search, before)):
            joined[-1] += group
        else:
            joined.append(list(group))
    return joined


def _groups_of(lines: Sequence[str], *, is_parted: bool) -> list[list[int]]:
    """The numbers of the lines of each row."""
    groups: list[list[int]] = []
    is_new = True
    for number, line in enumerate(lines):
        if line.strip() and (is_new or not is_parted):
            groups.append([number])
        elif line.strip():
            groups[-1].append(number)
        is_new = not line.strip()
    return groups


def _cut_dashed(lines: Sequence[str], runs: Sequence[tuple[int, int]]) -> list[list[str]] | None:
    """The cells of lines, each under the dashes of its column; None if something stands off its place."""
    rows = []
    for line in lines:
        cells = [line[first:last] for first, last in runs]
        is_placed = all(_is_placed(cell, last - first) for cell, (first, last) in zip(cells, runs, strict=True))
        if sum(map(_count_marks, cells)) != _count_marks(line) or not is_placed:
            return None
        rows.append(list(map(_cell_text, cells)))
    return rows


def _is_placed(cell: str, width: int) -> bool:
    """Whether a cell begins or ends where its column does, or stands in its middle, and is all of a piece."""
    left = len(cell) - len(cell.lstrip())
    right = width - len(cell.rstrip())
    is_in_place = not left or not right or abs(left - right) <= 1
    return not cell.strip() or (is_in_place and not _GAP.search(cell.strip()))


def _count_marks(text: str) -> int:
    return sum(not char.isspace() for char in text)


@lru_cache(maxsize=_MOST_LINES * 2)
def _spread(line: str) -> str:
    """A line with a filler behind each character that takes two places."""
    return line if line.isascii() else "".join(char + _FILLER * (display_width(char) - 1) for char in line)
