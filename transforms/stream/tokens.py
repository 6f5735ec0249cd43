"""Recognise the labels of the official forms in a stream of cells.

The texts of the cells are folded (no spaces, brackets or quotes) and joined, and labels are searched in the joined
text, so that a label is found whether it stands in one cell, is wrapped over several or is glued to its neighbours.
What is left between labels becomes values, empty cells and unknown text. Nothing is interpreted here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.form.declared import proactive_cells, read_rows, request_lines
from transforms.stream.cells import Boundary, Cell
from transforms.text.numbers import fold_number, is_value_text, parse_number
from transforms.text.script import taiwan_variants

STOP = "。"
# Stands for a mark beside a digit that makes the digits no plain number (50%, 1:2): they are a word then.
BREAK = "\ue00f"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one of the tables. `role` is row, column, group, procedure, caption, note or heading."""

    table: str
    role: str
    code: str
    core: str
    ordinal: str = ""


class Token(NamedTuple):
    """A piece of the stream: `kind` is label, value, empty or text.

    `text` is what stands there, folded for labels and texts. `labels` are the meanings that the text can have, more
    than one where the form uses a label twice (总计). `is_glued` says that no boundary parts it from the token
    before, `ordinal` is the list number that stands before a label, `printed` is what stands there where a
    damaged label was recognised. `column` and `row_size` are those of the cell.
    """

    kind: str
    text: str
    before: Boundary
    line: int
    labels: tuple[Label, ...] = ()
    ordinal: str = ""
    printed: str = ""
    column: int = -1
    row_size: int = 0

    @property
    def is_glued(self) -> bool:
        return self.before == Boundary.NONE


_HAN = "\u3400-\u9fff"
_LONGEST_CACHED = 64
_LONGEST_SPOILT = 12
# A word of digits and marks in turn that goes on for longer is no part of a table, and would fill the memory.
_MOST_PIECES = 1000
_SENTENCE_MARKS = "，,。；！？;!?"
_DROPPED = (
    "“”\"'‘’（）()【】[]〔〕《》<>、：:·•—–―…／/\\*~_－%％|+＋=&#@^`￥$"
    " \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad"
)
_FOLD_TABLE = str.maketrans({**dict.fromkeys(_SENTENCE_MARKS, STOP), **dict.fromkeys(_DROPPED, None)})
_CIRCLED = {chr(0x2460 + index): str(index + 1) for index in range(20)}
_ORDINAL_CHARS = {str(number): chr(0xE000 + number) for number in range(1, 10)}
_ORDINAL_OF = {char: number for number, char in _ORDINAL_CHARS.items()}
_ORDINAL_BEFORE_HAN = re.compile(
    rf"(?:(?<![\d.,])[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、，,]|^([1-9])(?=[{_HAN}“\"]))\s*[、.．]?\s*(?=[“\"]?[{_HAN}])|(?<=\d)([1-9])[.．、]$"
)
_LONE_ORDINAL = re.compile(r"[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、]")
_CIRCLED_BEFORE_HAN = re.compile(rf"[①-⑨](?=\s*[“\"]?[{_HAN}])")
_ZERO_WORDS = ("无", "零", "〇")
_MARKED_NUMBER = re.compile(r"[^\w\s]{0,2}\d[\d.,]*[^\w\s]{0,2}")
_ARTICLE = re.compile("第.+[条项款章节页]")
_LONE_CIRCLED = re.compile("[①-⑨]()()")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LONE_POINT = re.compile(r"(?<!\d)[.．]|[.．](?!\d)")
_FOOTNOTE = re.compile(r"(?<=\d)\s*[\[〔【]\s*\d{1,2}\s*[\]〕】]")
_BROKEN_NUMBER = re.compile(
    r"(?<=\d)(?:[^\w\s.\-—/]|_)+(?=\d)|(?<=\d)\s*[%％‰…\\]|[<>≤≥≈~～:：…\\](?=\s*\d)|(?<!\d)[.．](?=\d)"
    rf"|[(（\[【]\s*\d[\d.,]*\s*[)）\]】]|(?<=[{_HAN}）)”\"])[-—－–/]+$"
)
_PERCENT = re.compile(rf"(?<=[{_HAN}])\s*[(（]?\s*[%％‰]\s*[)）]?")
_DASHED = re.compile(r"((?<=\d)[—/]+|(?<![—/])[—/]++(?=\d))")
_LONE_MINUS = re.compile(r"-(?!\d)")
_ORDINAL_TEXT = re.compile(rf"第?[一二三四五六七八九十]{{1,3}}{STOP}?")
_NUMBER = r"[-—/]*\d+(?:[.—/-]+\d+)*[—/]*"
_VALUE, _EMPTY = "\x01", "\x02"


def fold_label(text: str) -> str:
    """The letters, digits and sentence marks of a text; spaces, brackets, quotes and list marks are dropped.

    >>> fold_label("（二）部 分 公 开，１２３")
    '二部分公开。123'
    """
    return fold_number(text).translate(_FOLD_TABLE).replace(".", "").replace("-", "")


def _fold_piece(text: str) -> str:
    return _fold_cached(text) if len(text) <= _LONGEST_CACHED else _fold_words(text)


@lru_cache(maxsize=16_384)
def _fold_cached(text: str) -> str:
    return _fold_words(text)


def _fold_words(text: str) -> str:
    text = fold_number(text)
    if lone := _LONE_ORDINAL.fullmatch(text) or _LONE_CIRCLED.fullmatch(text):
        return _ORDINAL_CHARS[_CIRCLED.get(text) or lone[1] or lone[2]]
    text = _PERCENT.sub(BREAK, text)
    text = _CIRCLED_BEFORE_HAN.sub(_keep_circled, text)
    text = _ORDINAL_BEFORE_HAN.sub(_keep_ordinal, text)
    text = _THOUSANDS.sub("", _FOOTNOTE.sub("", text))
    text = _BROKEN_NUMBER.sub(BREAK, text)
    text = _LONE_MINUS.sub("", _LONE_POINT.sub("", text))
    return text.translate(_FOLD_TABLE) if not _DASHED.search(text) else _fold_dashed(text)


def _fold_dashed(text: str) -> str:
    """Fold a text in which blank marks are glued to digits, and keep the marks: they are cells too."""
    parts = _DASHED.split(text)
    return "".join(part if index % 2 else part.translate(_FOLD_TABLE) for index, part in enumerate(parts))


def _keep_circled(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[_CIRCLED[match[0]]]


def _keep_ordinal(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[next(filter(None, match.groups()))]


def _form_labels() -> Iterator[tuple[Label, str]]:
    for line in request_lines():
        yield Label("requests", "row", line.line, fold_label(line.label), line.ordinal), line.label
        if line.parent:
            yield Label("requests", "group", line.parent, fold_label(line.parent)), line.parent
    for row in read_rows("applicants"):
        yield Label("requests", "column", row["applicant"], fold_label(row["label_zh"])), row["label_zh"]
        if row["parent_zh"]:
            yield Label("requests", "columns", row["parent_zh"], fold_label(row["parent_zh"])), row["parent_zh"]
    yield Label("requests", "columns", "申请人情况", "申请人情况"), "申请人情况"
    for cell in proactive_cells():
        yield Label("proactive", "row", cell.item, fold_label(cell.item_label)), cell.item_label
        yield (
            Label("proactive", "column", cell.measure, fold_label(cell.measure_label), cell.form),
            cell.measure_label,
        )
        yield Label("proactive", "caption", cell.caption, fold_label(cell.caption)), cell.caption
    yield Label("proactive", "caption", "信息内容", "信息内容"), "信息内容"
    for row in read_rows("review_procedures"):
        yield Label("reviews", "procedure", row["procedure"], fold_label(row["label_zh"])), row["label_zh"]
    yield Label("reviews", "columns", "行政诉讼", "行政诉讼"), "行政诉讼"
    for row in read_rows("review_results"):
        yield Label("reviews", "column", row["result"], fold_label(row["label_zh"])), row["label_zh"]
    for row in read_rows("headings"):
        yield Label("sections", "heading", row["section_no"], fold_label(row["heading_zh"])), row["heading_zh"]
    for row in read_rows("notes"):
        yield Label("any", "note", row["note_zh"], fold_label(row["note_zh"])), row["note_zh"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All labels by folded text, the pattern that finds the longest of them, values and empty cells, and that of the
    labels alone."""

    meanings: dict[str, tuple[Label, ...]]
    scanner: re.Pattern[str]
    labels: re.Pattern[str]

    def of(self, found: str) -> tuple[Label, ...]:
        return self.meanings[found.replace(STOP, "")]


@cache
def vocabulary() -> Vocabulary:
    """The labels of both forms with their declared variants and their words on Taiwan-vocabulary pages."""
    variants = defaultdict(list)
    for row in read_rows("label_variants"):
        variants[fold_label(row["label_zh"]).replace(STOP, "")].append(row["variant_zh"])
    meanings: dict[str, dict[Label, None]] = defaultdict(dict)
    patterns: set[str] = set()
    for label, printed in _form_labels():
        bare = label.core.replace(STOP, "")
        words = (printed, *variants[bare])
        for text in (*words, *(variant for word in words for variant in taiwan_variants(word))):
            meanings[fold_label(text).replace(STOP, "")][label] = None
            patterns.add(_pattern_of(text))
    alternation = "|".join(sorted(patterns, key=_core_length, reverse=True))
    firsts = "".join({pattern[0] for pattern in patterns})
    found = f"(?=[{firsts}])(?:{alternation})"
    scanner = re.compile(rf"(?P<label>{found})|(?P<value>{_VALUE})|(?P<empty>{_EMPTY})|(?P<number>{_NUMBER})")
    return Vocabulary({core: tuple(labels) for core, labels in meanings.items()}, scanner, re.compile(alternation))


@cache
def table_labels(table: str) -> tuple[Label, ...]:
    """The labels that head the columns of a table, in the order of the form."""
    return tuple(dict.fromkeys(label for label, _ in _form_labels() if label.table == table and label.role == "column"))


def _pattern_of(printed: str) -> str:
    """A label's pattern; where the form prints a comma or pause, a source may have either or none."""
    marked = fold_label(printed.replace("、", "，"))
    return marked.replace(STOP, f"{STOP}?")


def _core_length(pattern: str) -> int:
    return len(pattern.replace(f"{STOP}?", ""))


@dataclass(frozen=True, slots=True)
class _Joined:
    """The folded texts of the cells as one string, and for each cell where it begins in it."""

    text: str
    starts: tuple[int, ...]
    cells: tuple[Cell, ...]

    def token_cell(self, position: int) -> tuple[Cell, Boundary]:
        index = bisect_right(self.starts, position) - 1
        cell = self.cells[index]
        return cell, cell.before if self.starts[index] == position else Boundary.NONE

    def cuts(self, start: int, end: int) -> list[int]:
        """Positions of cell beginnings inside a stretch, with its two ends."""
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        return [start, *self.starts[first:last], end]


def _join(cells: Sequence[Cell]) -> _Joined:
    texts: list[str] = []
    starts: list[int] = []
    kept: list[Cell] = []
    position, pending = 0, Boundary.NONE
    for cell in cells:
        folded = _fold_cell(cell)
        pending = max(pending, cell.before)
        if not folded:
            continue
        texts.append(folded)
        starts.append(position)
        kept.append(cell if cell.before == pending else cell._replace(before=pending))
        position, pending = position + len(folded), Boundary.NONE
    return _Joined("".join(texts), tuple(starts), tuple(kept))


def _fold_cell(cell: Cell) -> str:
    if not cell.text:
        return _EMPTY
    if is_value_text(cell.text, is_whole=cell.is_whole) or _is_spoilt_value(cell) or _is_marked_number(cell.text):
        return _VALUE
    return _fold_piece(cell.text)


def _is_marked_number(text: str) -> bool:
    """Whether a word is digits with marks at them and nothing else (–2, (12, 50%), but no list number."""
    folded = fold_number(text)
    return bool(_MARKED_NUMBER.fullmatch(folded)) and not _LONE_ORDINAL.fullmatch(folded)


def _is_spoilt_value(cell: Cell) -> bool:
    """Whether a delimited cell holds digits and something else, but no label: an unreadable value (5。, 5(1))."""
    if not cell.is_whole or cell.before < Boundary.CELL or len(cell.text) > _LONGEST_SPOILT:
        return False
    folded = _fold_piece(cell.text)
    is_numbered = any(char in _ORDINAL_OF for char in folded) or _ARTICLE.search(folded)
    if is_numbered or not any(char.isdigit() for char in cell.text):
        return False
    return not vocabulary().labels.search(folded)


def read_tokens(cells: Sequence[Cell]) -> list[Token]:
    """The stream of cells as labels, values, empty cells and unknown texts, in order.

    >>> from transforms.stream.cells import read_cells
    >>> [(token.kind, token.text) for token in read_tokens(read_cells("规 章0 12\\n2.重复申请7"))]
    [('label', '规章'), ('value', '0'), ('value', '12'), ('label', '重复申请'), ('value', '7')]
    """
    joined = _join(cells)
    tokens: list[Token] = []
    position = word_start = 0
    for match in vocabulary().scanner.finditer(joined.text):
        _add_text(tokens, joined, position, match.start())
        position = match.end()
        if match.lastgroup == "label":
            _add_label(tokens, joined, match)
        elif match.lastgroup == "number":
            _add_numbers(tokens, joined, match.start(), match.end())
        else:
            cell, before = joined.token_cell(match.start())
            kind = "value" if match.lastgroup == "value" else "empty"
            tokens.append(Token(kind, cell.text, before, cell.line, column=cell.column, row_size=cell.row_size))
        if tokens[-1].kind == "label" or not tokens[-1].is_glued:
            word_start = len(tokens)
        del tokens[word_start + _MOST_PIECES :]
    _add_text(tokens, joined, position, len(joined.text))
    return _settle_mixed_words(tokens)


def _stands_behind_label(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is glued to the label before it and to nothing behind it."""
    is_glued_to_label = index > 0 and tokens[index].is_glued and tokens[index - 1].kind == "label"
    return is_glued_to_label and (index + 1 == len(tokens) or not tokens[index + 1].is_glued)


def _numbers_its_line(tokens: Sequence[Token], index: int) -> bool:
    """Whether a lone number begins a line of words, as in 3 收到和处理…: it is the line's, not the row's before it."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    starts_line = token.before in (Boundary.LINE, Boundary.BLANK)
    is_word = following is not None and following.kind in ("label", "text")
    return starts_line and is_word and following is not None and following.before == Boundary.SPACE


def _settle_mixed_words(tokens: list[Token]) -> list[Token]:
    """Numbers glued to unknown text are part of a word (约3件, 2022年), not the value of a cell."""
    settled = list(tokens)
    for index, token in enumerate(tokens):
        if token.text in _ZERO_WORDS and _stands_behind_label(tokens, index):
            settled[index] = token._replace(kind="value")
        if token.kind != "value":
            continue
        if _numbers_its_line(tokens, index):
            settled[index] = token._replace(kind="text")
            continue
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        after_text = previous is not None and previous.kind == "text" and token.is_glued
        before_text = following is not None and following.kind == "text" and following.is_glued
        if following is not None and before_text and not after_text and parse_number(token.text + following.text).unit:
            settled[index] = token._replace(text=token.text + following.text)
            settled[index + 1] = following._replace(text="")
        elif after_text or before_text:
            settled[index] = token._replace(kind="text")
    return [token for token in settled if token.kind != "text" or token.text]


def _add_label(tokens: list[Token], joined: _Joined, match: re.Match[str]) -> None:
    """Add a label, taking the list number before it off the stream."""
    cell, before = joined.token_cell(match.start())
    ordinal = ""
    previous = tokens[-1] if tokens else None
    if previous is not None and previous.kind == "text":
        ordinal = _ordinal_of(previous.text)
        if ordinal:
            before = max(before, previous.before)
            tokens.pop()
    labels = vocabulary().of(match[0])
    token = Token("label", match[0], before, cell.line, labels, ordinal, column=cell.column, row_size=cell.row_size)
    tokens.append(token)


def _ordinal_of(text: str) -> str:
    if text in _ORDINAL_OF:
        return _ORDINAL_OF[text]
    return text.strip(f"第{STOP}") if _ORDINAL_TEXT.fullmatch(text) else ""


def _add_text(tokens: list[Token], joined: _Joined, start: int, end: int) -> None:
    if start >= end:
        return
    cuts = joined.cuts(start, end)
    for first, last in pairwise(cuts):
        cell, before = joined.token_cell(first)
        tokens.append(
            Token("text", joined.text[first:last], before, cell.line, column=cell.column, row_size=cell.row_size)
        )


def _add_numbers(tokens: list[Token], joined: _Joined, start: int, end: int) -> None:
    cuts = joined.cuts(start, end)
    for first, last in pairwise(cuts):
        cell, before = joined.token_cell(first)
        tokens.append(
            Token("value", joined.text[first:last], before, cell.line, column=cell.column, row_size=cell.row_size)
        )
