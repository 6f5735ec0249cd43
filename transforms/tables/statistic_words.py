"""The words of the statistics form: its labels and unknown texts, each with the units and cells behind it.

Its labels are found as those of the other tables are, but units stand in cells of their own between a label and its
figure, 其中 stands before some labels, and a remark behind others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from transforms.form import ORDINAL_OF, Label, Role, fold_label, statistic_indicator
from transforms.form import statistic_vocabulary as _vocabulary
from transforms.stream import Entry, Kind, Token
from transforms.text import COUNT_UNITS, MONEY, ONE_TO_TEN

# A unit as a word of its own, behind a label or in a cell. What has a unit in it (申请件数, 元旦) is none.
_UNIT = re.compile(rf"(?:单位)?(?:[十百千万亿]{{0,2}}(?:{COUNT_UNITS})|{MONEY}|场|期|处|人民币)+")
# Such a unit that counts in tens to hundred millions (千条, 万人次); those of money are read elsewhere.
_SCALED_COUNT = re.compile(rf"[十百千万亿]{{1,2}}(?:{COUNT_UNITS})")
# A line of a wrapped label has at least so many characters: two begin words of all kinds.
_SHORTEST_BEGINNING = 3
_NUMBERS = "".join(ORDINAL_OF)
_NUMBER_OF = str.maketrans(ORDINAL_OF)
_NO_NUMBERS = dict.fromkeys(map(ord, f"0123456789{_NUMBERS}"))
# What stands before a label and belongs to it: 其中, a list number, both. 其中的 is part of another word.
_LEAD = re.compile(rf"(?:其中)?(?:第?[{ONE_TO_TEN}]{{1,3}}。?|[{_NUMBERS}]|\d{{1,2}})?")


def read_statistic_entries(tokens: Sequence[Token]) -> list[Entry]:
    """Labels and texts of a stream that was searched for the form's labels; units stay in the tail as texts."""
    words = list(_join_glued(tokens))
    entries: list[Entry] = []
    for index, token in enumerate(words):
        last = entries[-1] if entries else None
        if last is not None and (whole := _join_wrapped(last, token)):
            entries[-1] = whole
        elif token.kind == Kind.LABEL:
            entries.append(Entry(_with_lead(words, index), is_clean=_is_clean(words, index)))
        elif last is not None and (token.kind != Kind.TEXT or _belongs_to(token, last)):
            if not _continues_remark(token, last):
                last.tail.append(token)
        elif token.kind == Kind.TEXT and not _leads(words, index):
            entries.append(Entry(token))
    return entries


def is_unit(token: Token) -> bool:
    """Whether a word is a unit: no label is, and no cell."""
    return bool(_UNIT.fullmatch(token.text))


def is_scaled_count(text: str) -> bool:
    """Whether a text is a unit that counts in more than ones."""
    return bool(_SCALED_COUNT.fullmatch(text))


def _belongs_to(token: Token, entry: Entry) -> bool:
    if entry.is_text:
        return is_unit(token) and _without_lead(entry.token.text) in _beginnings()
    return is_unit(token) or _continues_remark(token, entry)


def _join_wrapped(entry: Entry, token: Token) -> Entry | None:
    """A label that was wrapped in its column, so that unit and figure stand behind its first line; None for others.

    Its first lines begin a label and are none, and the line behind the figure goes on with it.
    """
    if not entry.is_text or not entry.tail or token.kind not in (Kind.TEXT, Kind.LABEL) or is_unit(token):
        return None
    printed = _without_lead(entry.token.text) + token.text
    if printed not in _beginnings():
        return None
    core = max(filter(printed.startswith, _vocabulary().meanings), key=len, default="")
    if not core:
        return Entry(entry.token._replace(text=printed), tail=entry.tail)
    label = entry.token._replace(kind=Kind.LABEL, text=core, labels=_vocabulary().of(core), printed=printed)
    return Entry(label, tail=entry.tail)


def _without_lead(text: str) -> str:
    """A text without 其中 and the list number before its words."""
    lead, *_ = _LEAD.findall(text)
    return text.removeprefix(lead)


@cache
def _beginnings() -> frozenset[str]:
    """The beginnings of all labels of rows, whole ones among them."""
    meanings = _vocabulary().meanings.items()
    rows = [label for label, (first, *_) in meanings if first.role != Role.COLUMN]
    return frozenset(begun for row in rows for begun in accumulate(row) if len(begun) >= _SHORTEST_BEGINNING)


def _join_glued(tokens: Sequence[Token]) -> Iterator[Token]:
    """The stream with texts that nothing parts as one (2012年度)."""
    held: Token | None = None
    for token in tokens:
        if held is not None and token.kind == Kind.TEXT and token.is_glued:
            held = held._replace(text=held.text + token.text)
            continue
        if held is not None:
            yield held
        held = token if token.kind == Kind.TEXT else None
        if held is None:
            yield token
    if held is not None:
        yield held


def _leads(words: Sequence[Token], index: int) -> bool:
    """Whether a text is the beginning of the label behind it."""
    following = words[index + 1] if index + 1 < len(words) else None
    return following is not None and following.kind == Kind.LABEL and bool(_LEAD.fullmatch(words[index].text))


def _with_lead(words: Sequence[Token], index: int) -> Token:
    """A label that begins where what belongs to it begins, with the number that stands there (其中：1.当面申请数)."""
    token = words[index]
    if not index or words[index - 1].kind != Kind.TEXT or not _leads(words, index - 1):
        return token
    lead = words[index - 1]
    ordinal = token.ordinal or lead.text.removeprefix("其中").translate(_NUMBER_OF)
    return token._replace(before=max(token.before, lead.before), ordinal=ordinal)


def _is_clean(words: Sequence[Token], index: int) -> bool:
    """Whether a label is a word of its own, and alone in its cell."""
    token = words[index]
    before = words[index - 1] if index and token.is_glued else None
    behind = words[index + 1] if index + 1 < len(words) and words[index + 1].is_glued else None
    goes_on_before = before is not None and before.kind == Kind.TEXT and not _leads(words, index - 1)
    goes_on_behind = behind is not None and behind.kind == Kind.TEXT and not _explains(behind, token)
    others = [other for other in (before, behind) if other is not None and _are_figures_of(token, other)]
    return not (goes_on_before or goes_on_behind or (others and token.row_size))


def _are_figures_of(first: Token, second: Token) -> bool:
    """Whether two labels both have figures, so that what stands behind them may be of either."""
    return all(Role.ROW in {label.role for label in token.labels} for token in (first, second))


def _explains(token: Token, label: Token) -> bool:
    """Whether a text behind a label is its unit or a piece of its remark."""
    return is_unit(token) or any(_is_of_remark(token.text, found) for found in label.labels)


def _continues_remark(token: Token, entry: Entry) -> bool:
    """Whether a text is a piece of the remark that the form prints behind a label."""
    return token.kind == Kind.TEXT and any(_is_of_remark(token.text, label) for label in entry.token.labels)


def _is_of_remark(text: str, label: Label) -> bool:
    if label.role == Role.COLUMN:
        return False
    return len(text) > 1 and _without_numbers(text) in _remark(label.code)


@cache
def _remark(code: str) -> str:
    return _without_numbers(fold_label(statistic_indicator(code).remark))


def _without_numbers(text: str) -> str:
    return text.translate(_NO_NUMBERS)
