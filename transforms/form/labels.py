"""The labels that the forms print, as what they mean, and the pattern that finds them in folded text.

There are two vocabularies: that of the three official tables, and that of the statistics form. The labels of the latter
are words of the prose of any report, and are looked for only in reports of its years.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from transforms.form.declared import proactive_cells, request_lines
from transforms.form.folding import STOP, fold_label
from transforms.form.statistics import statistic_indicators
from transforms.knowledge import read_rows
from transforms.text import taiwan_variants


class Table(StrEnum):
    """Whose label it is: one of the three tables, the statistics form's, the outline's, or anybody's."""

    PROACTIVE = "proactive"
    REQUESTS = "requests"
    REVIEWS = "reviews"
    STATISTICS = "statistics"
    SECTIONS = "sections"
    ANY = "any"


class Role(StrEnum):
    """What a label does in its table: `columns` heads several columns, `group` several rows."""

    ROW = "row"
    GROUP = "group"
    COLUMN = "column"
    COLUMNS = "columns"
    PROCEDURE = "procedure"
    CAPTION = "caption"
    NOTE = "note"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one of the tables; `form` is the form whose measure it names, '' where a label says nothing of it."""

    table: Table
    role: Role
    code: str
    core: str
    ordinal: str = ""
    form: str = ""


VALUE_MARK, EMPTY_MARK = "\x01", "\x02"

# What is no label: a cell that holds a value, an empty one, or digits in a word with the signs, points, dashes and
# slashes at them, which are blank cells glued to a value (0—) or make it unreadable (1-2); that is told later.
_CELLS = re.compile(rf"(?P<value>{VALUE_MARK})|(?P<empty>{EMPTY_MARK})|(?P<number>[-—/]*\d+(?:[.—/-]+\d+)*[—/]*)")


def _form_labels() -> Iterator[tuple[Label, str]]:
    for line in request_lines():
        yield Label(Table.REQUESTS, Role.ROW, line.line, fold_label(line.label), line.ordinal), line.label
        if line.parent:
            yield Label(Table.REQUESTS, Role.GROUP, line.parent, fold_label(line.parent)), line.parent
    for row in read_rows("applicants"):
        yield Label(Table.REQUESTS, Role.COLUMN, row["applicant"], fold_label(row["label_zh"])), row["label_zh"]
        if row["parent_zh"]:
            yield Label(Table.REQUESTS, Role.COLUMNS, row["parent_zh"], fold_label(row["parent_zh"])), row["parent_zh"]
    yield Label(Table.REQUESTS, Role.COLUMNS, "申请人情况", "申请人情况"), "申请人情况"
    for cell in proactive_cells():
        yield Label(Table.PROACTIVE, Role.ROW, cell.item, fold_label(cell.item_label)), cell.item_label
        yield (
            Label(Table.PROACTIVE, Role.COLUMN, cell.measure, fold_label(cell.measure_label), form=cell.form),
            cell.measure_label,
        )
        yield Label(Table.PROACTIVE, Role.CAPTION, cell.caption, fold_label(cell.caption)), cell.caption
    yield Label(Table.PROACTIVE, Role.CAPTION, "信息内容", "信息内容"), "信息内容"
    for row in read_rows("review_procedures"):
        yield Label(Table.REVIEWS, Role.PROCEDURE, row["procedure"], fold_label(row["label_zh"])), row["label_zh"]
    yield Label(Table.REVIEWS, Role.COLUMNS, "行政诉讼", "行政诉讼"), "行政诉讼"
    for row in read_rows("review_results"):
        yield Label(Table.REVIEWS, Role.COLUMN, row["result"], fold_label(row["label_zh"])), row["label_zh"]
    for row in read_rows("headings"):
        yield Label(Table.SECTIONS, Role.HEADING, row["section_no"], fold_label(row["heading_zh"])), row["heading_zh"]
    for row in read_rows("notes"):
        yield Label(Table.ANY, Role.NOTE, row["note_zh"], fold_label(row["note_zh"])), row["note_zh"]


def _statistic_labels() -> Iterator[tuple[Label, str]]:
    """The labels of the statistics form: a heading of indicators as a group, with 其中 before it or without."""
    for indicator in statistic_indicators():
        role = Role.GROUP if indicator.is_heading else Role.ROW
        label = Label(Table.STATISTICS, role, indicator.code, fold_label(indicator.label), indicator.ordinal)
        for words in indicator.printed:
            yield label, words
            yield label, f"其中{words}"
    for row in read_rows("statistic_columns"):
        yield Label(Table.STATISTICS, Role.COLUMN, row["column"], fold_label(row["label_zh"])), row["label_zh"]


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
    return _vocabulary_of(
        (label, words)
        for label, printed in _form_labels()
        for words in (printed, *variants[label.core.replace(STOP, "")])
    )


@cache
def statistic_vocabulary() -> Vocabulary:
    """The labels of the statistics form and its forerunners with their declared variants, likewise."""
    return _vocabulary_of(_statistic_labels())


def _vocabulary_of(printed: Iterable[tuple[Label, str]]) -> Vocabulary:
    meanings: dict[str, dict[Label, None]] = defaultdict(dict)
    patterns: set[str] = set()
    for label, words in printed:
        for text in (words, *taiwan_variants(words)):
            meanings[fold_label(text).replace(STOP, "")][label] = None
            patterns.add(_pattern_of(text))
    alternation = _one_of(sorted(patterns, key=_core_length, reverse=True))
    firsts = "".join({pattern[0] for pattern in patterns})
    found = f"(?=[{firsts}])(?:{alternation})"
    scanner = re.compile("|".join((f"(?P<label>{found})", _CELLS.pattern)))
    return Vocabulary({core: tuple(labels) for core, labels in meanings.items()}, scanner, re.compile(alternation))


def _one_of(patterns: Sequence[str]) -> str:
    """The first of the patterns that fits, with those together that begin alike, so that most are never tried."""
    if len(patterns) == 1:
        return patterns[0]
    groups: dict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        groups[pattern[:1]].append(pattern[1:])
    # A pattern that ends, or goes on with a mark or without, fits beside others: their order stays.
    if not all(groups) or any(rest.startswith("?") for group in groups.values() for rest in group):
        return f"(?:{'|'.join(patterns)})"
    return f"(?:{'|'.join(first + _one_of(rest) for first, rest in groups.items())})"


@cache
def table_labels(table: Table) -> tuple[Label, ...]:
    """The labels that head the columns of a table, in the order of the form."""
    return tuple(
        dict.fromkeys(label for label, _ in _form_labels() if label.table == table and label.role == Role.COLUMN)
    )


def _pattern_of(printed: str) -> str:
    """A label's pattern; where the form prints a comma or pause, a source may have either or none."""
    marked = fold_label(printed.replace("、", "，"))
    return marked.replace(STOP, f"{STOP}?")


def _core_length(pattern: str) -> int:
    return len(pattern.replace(f"{STOP}?", ""))
