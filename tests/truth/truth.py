"""What a reader may load from a page, judged from the marks that its text still carries.

The rules are about the page alone. A value that is printed may be loaded. A value is *recoverable* where the page
still says which cell it belongs to: its column headers and its row label stand, its row is whole, and either every
cell is set apart or only one way of parting the row's text into its columns exists. Arithmetic is never needed: what
only arithmetic can place is not demanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from tests.truth.form import REVIEW, Key, block_of, column_of, row_of
from tests.truth.marks import Event, read_marks
from tests.truth.typeset import Page

_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_ANNOTATION = re.compile(r"\([a-zà-ǿ]+\)")
_FOLDED = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad")),
    **str.maketrans("萬無項條詳見備註(),", "万无项条详见备注（），"),
}


@dataclass(frozen=True)
class Expectation:
    """The truth of one cell of the form on one page.

    `value` is the only value that may be loaded; None where none may. `is_recoverable` demands that it is loaded.
    """

    value: Decimal | None
    is_printed: bool
    is_recoverable: bool


@dataclass
class Run:
    """What follows one row label, up to what a reader can take for the end of the row."""

    row: Key
    events: list[Event] = field(default_factory=list)

    @property
    def values(self) -> list[Event]:
        return [event for event in self.events if event.kind == "value"]

    @property
    def foreign(self) -> int:
        return sum(event.kind == "foreign" for event in self.events)

    @property
    def footers(self) -> int:
        return sum(event.kind == "footer" for event in self.events)


def page_truth(page: Page) -> dict[Key, Expectation]:
    """The expectation for every cell of the page's form."""
    cells = page.document.figures.cells
    events = list(read_marks(page.text))
    printed = _printed_texts(events)
    recoverable = _recoverable_keys(page, events)
    truth = {}
    for key, cell in cells.items():
        texts = printed.get(key, set())
        value = cell.value if texts == {fold_text(cell.text)} else None
        is_recoverable = value is not None and key in recoverable and key not in page.unsure
        truth[key] = Expectation(value, bool(texts), is_recoverable)
    return truth


def _printed_texts(events: Iterable[Event]) -> dict[Key, set[str]]:
    texts: dict[Key, set[str]] = {}
    for event in events:
        if event.kind == "value":
            texts.setdefault(event.key, set()).add(fold_text(event.text))
    return texts


def fold_text(text: str) -> str:
    """The text of a value as it was before script, spaces or punctuation of the page were changed.

    >>> fold_text("12 萬(wàn)元")
    '12万元'
    """
    return "".join(_ANNOTATION.sub("", text).translate(_FOLDED).split())


def read_runs(events: Iterable[Event], *, has_row_marks: bool) -> Iterator[Run]:
    """Part the values of a page into rows as its visible structure does.

    Without row marks everything up to the next label belongs to a row, so that what follows a lost label falls to the
    row before it. Table four has no row label: its headers open its row.
    """
    run = Run(())
    for event in events:
        if event.kind == "row":
            yield run
            run = Run(event.key)
        elif event.kind in ("header", "label") and not has_row_marks:
            yield run
            run = Run((REVIEW,) if event.key == (REVIEW,) else ())
        elif event.kind == "header" and event.key == run.row == (REVIEW,) and run.values:
            yield run
            run = Run((REVIEW,))
        elif event.kind in ("value", "foreign", "footer"):
            if event.kind == "value" and has_row_marks and row_of(event.key) == (REVIEW,) != run.row:
                yield run
                run = Run((REVIEW,))
            run.events.append(event)
    yield run


def page_rows(page: Page) -> dict[Key, list[Key]]:
    """The cells that each row of the form should hold on this page."""
    rows: dict[Key, list[Key]] = {}
    for key in page.document.figures.cells:
        rows.setdefault(row_of(key), []).append(key)
    return rows


def _recoverable_keys(page: Page, events: list[Event]) -> set[Key]:
    headed = {(event.key, event.column) for event in events if event.kind == "header"}
    rows = page_rows(page)
    found: set[Key] = set()
    for run in read_runs(events, has_row_marks=page.layout.has_row_marks):
        own = [event for event in run.values if row_of(event.key) == run.row]
        is_alone = len(own) == len(run.values) and not run.foreign
        is_parted = page.layout.has_row_marks and (page.blanks == "visible" or not run.foreign)
        is_whole = [event.key for event in own] and {event.key for event in own} == set(rows.get(run.row, ()))
        if not is_whole or len(own) != len(rows[run.row]) or not (is_alone or is_parted):
            continue
        if all((block_of(event.key), column_of(event.key)) in headed for event in own):
            found |= _placed_keys(own, page)
    return found


def _placed_keys(row: list[Event], page: Page) -> set[Key]:
    """The cells of a whole row whose place the layout still shows."""
    empty = [not event.text.strip() for event in row]
    if page.layout.parts_values_with == "":
        return set() if any(empty) else _split_surely(row)
    is_seen = {"visible": True, "inner": not (empty[0] or empty[-1]), "hidden": not any(empty)}[page.blanks]
    return {event.key for event in row} if is_seen else set()


def _split_surely(row: list[Event]) -> set[Key]:
    texts = [event.text.translate(_NARROW) for event in row]
    if not all(text.isdecimal() and text.isascii() for text in texts):
        return set()
    options = split_options("".join(texts), len(texts), blanks=True)
    return {event.key for event, choices in zip(row, options, strict=True) if len(choices) == 1}


def split_options(digits: str, parts: int, *, blanks: bool = False) -> list[set[str]]:
    """All texts that each part can have where digits are parted into counts without leading zeros, or also blanks.

    >>> split_options("000", 3, blanks=True)
    [{'0'}, {'0'}, {'0'}]
    >>> [sorted(options) for options in split_options("120", 2)]
    [['1', '12'], ['0', '20']]
    """
    least = 0 if blanks else 1
    ends = [{0}]
    for _ in range(parts):
        ends.append({end for start in ends[-1] for end in _count_ends(digits, start, least)})
    options: list[set[str]] = [set() for _ in range(parts)]
    reachable = {len(digits)}
    for part in range(parts - 1, -1, -1):
        spans = {(start, end) for start in ends[part] for end in _count_ends(digits, start, least) if end in reachable}
        options[part] = {digits[start:end] for start, end in spans}
        reachable = {start for start, _ in spans}
    return options


def _count_ends(digits: str, start: int, least: int) -> range:
    longest = 1 if digits[start : start + 1] == "0" else len(digits) - start
    return range(start + least, start + min(longest, len(digits) - start) + 1)


def is_counterfeit(page: Page) -> bool:
    """Whether a row cannot be told from an honest one by anybody: as many values as columns, but not its own.

    Such a page has no truth that a reader could be held to, so the bench draws another. Padding, and a cut that joins
    two rows, can leave an empty cell behind, so one cell fewer is as good. Where nothing parts values,
    any row that is not whole and whose digits can yet be parted into its columns is one.
    """
    rows, events = page_rows(page), list(read_marks(page.text))
    return any(
        _is_counterfeit_run(run, len(rows[run.row]), page)
        for has_row_marks in {False, page.layout.has_row_marks}
        for run in read_runs(events, has_row_marks=has_row_marks)
        if run.row in rows
    )


def _is_counterfeit_run(run: Run, columns: int, page: Page) -> bool:
    shown = [event for event in run.values if event.text.strip() or page.blanks != "hidden"]
    strangers = run.foreign + run.footers + sum(row_of(event.key) != run.row for event in shown)
    if page.layout.parts_values_with:
        glued = sum(first.end == second.start for first, second in pairwise(shown))
        cells = len(shown) - glued + run.foreign
        has_pads = page.blanks == "inner" or not page.layout.has_row_marks
        return strangers > 0 and columns - has_pads <= cells + run.footers and cells <= columns
    printed = [event for event in run.events if event.text.strip()]
    is_whole = len(printed) == len(shown) == columns and strangers == run.foreign
    return not is_whole and any(split_options("".join(event.text for event in printed).translate(_NARROW), columns))


def count_expectations(truth: Mapping[Key, Expectation]) -> tuple[int, int]:
    """How many cells are printed with a value, and how many of those are recoverable."""
    printed = sum(expectation.value is not None for expectation in truth.values())
    return printed, sum(expectation.is_recoverable for expectation in truth.values())
