"""The official forms as declared data: which cells exist, and under which labels they are printed.

The CSV files in `transforms/knowledge/` hold the two forms that the State Council's General Office prescribed, that of
2019 (国办公开办函〔2019〕60号) and that of 2021 (国办公开办函〔2021〕30号), and the label variants that agencies print
instead. A new form or a new variant is a new row there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transforms.knowledge import read_rows

FORM_CODES = ("2019", "2021")


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One line of table three. `label` is without, `ordinal` with its number, such as （一） or 1."""

    line: str
    forms: tuple[str, ...]
    group: str
    parent: str
    label: str
    ordinal: str


@dataclass(frozen=True, slots=True)
class ProactiveCell:
    """One cell of table two: `item` counted by `measure`, with the labels of its row, column and caption."""

    form: str
    clause: int
    item: str
    measure: str
    caption: str
    item_label: str
    measure_label: str
    unit: str


# The 2021 form dropped this row; a report that does not print it lacks nothing.
OPTIONAL_PROACTIVE_ITEMS = frozenset({("2021", "other_services")})


def split_ordinal(label: str) -> tuple[str, str]:
    """Split the printed number off a label.

    >>> split_ordinal("（一）予以公开")
    ('一', '予以公开')
    >>> split_ordinal("2.重复申请")
    ('2', '重复申请')
    >>> split_ordinal("总计")
    ('', '总计')
    """
    if label.startswith("（"):
        ordinal, _, rest = label[1:].partition("）")
        return ordinal, rest
    for mark in ("、", "."):
        if label[1:2] == mark:
            return label[0], label[2:]
    return "", label


@cache
def request_lines() -> tuple[RequestLine, ...]:
    """The lines of table three in the order of the form."""
    lines = []
    for row in read_rows("request_lines"):
        ordinal, label = split_ordinal(row["label_zh"])
        parent = split_ordinal(row["parent_zh"])[1]
        lines.append(RequestLine(row["line"], tuple(row["forms"].split()), row["line_group"], parent, label, ordinal))
    return tuple(lines)


@cache
def proactive_cells() -> tuple[ProactiveCell, ...]:
    """The cells of table two of both forms, in the order of the form."""
    return tuple(
        ProactiveCell(
            row["form"],
            int(row["clause"]),
            row["item"],
            row["measure"],
            row["caption_zh"],
            row["item_label_zh"],
            row["measure_label_zh"],
            row["unit"],
        )
        for row in read_rows("proactive_measures")
    )


@cache
def proactive_columns(form: str, item: str) -> tuple[ProactiveCell, ...]:
    """The cells of one row of table two, in the order of the form; empty where the form lacks the row."""
    return tuple(cell for cell in proactive_cells() if cell.form == form and cell.item == item)


@cache
def applicants() -> tuple[str, ...]:
    """Codes of the columns of table three in the order of the form."""
    return tuple(row["applicant"] for row in read_rows("applicants"))


@cache
def review_columns() -> tuple[tuple[str, str], ...]:
    """(procedure, result) of the fifteen columns of table four in the order of the form."""
    return tuple(
        (procedure["procedure"], result["result"])
        for procedure in read_rows("review_procedures")
        for result in read_rows("review_results")
    )
