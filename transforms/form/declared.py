"""The official forms as declared data: which cells exist, and under which labels they are printed.

The CSV files in `transforms/knowledge/` hold the forms that the State Council's General Office prescribed (`forms.csv`
names its letters), their cells, and the label variants that agencies print instead. A form of another year is a row of
`forms.csv`, its code at the lines that it keeps, rows for those that it adds; a new variant is a row as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transforms.knowledge import read_rows


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is prescribed from `first_year` on. `amount_unit` is the unit of an amount that states none."""

    code: str
    first_year: int
    amount_unit: str


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
    """One cell of table two: `item` counted by `measure`, with the labels of its row, column and caption.

    A report that does not print an optional one, which the form dropped and some still print, lacks nothing.
    """

    form: str
    clause: int
    item: str
    measure: str
    caption: str
    item_label: str
    measure_label: str
    unit: str
    is_optional: bool


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
def forms() -> tuple[Form, ...]:
    """The forms in the order of their years."""
    return tuple(Form(row["form"], int(row["first_year"]), row["amount_unit_zh"]) for row in read_rows("forms"))


FORM_CODES = tuple(form.code for form in forms())


def form_of_year(year: int | None) -> Form:
    """The form that a report of a year has to follow: the last prescribed by then, the first where none was; the latest
    where the year is not known.

    >>> [form_of_year(year).code for year in (2016, 2020, 2021, None)]
    ['2019', '2019', '2021', '2021']
    """
    prescribed = [form for form in forms() if year is None or form.first_year <= year]
    return prescribed[-1] if prescribed else forms()[0]


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
    """The cells of table two of all forms, in the order of the form."""
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
            row["is_optional"] == "true",
        )
        for row in read_rows("proactive_measures")
    )


@cache
def proactive_columns(form: str, item: str) -> tuple[ProactiveCell, ...]:
    """The cells of one row of table two, in the order of the form; empty where the form lacks the row."""
    return tuple(cell for cell in proactive_cells() if cell.form == form and cell.item == item)


@cache
def lines_of_form_alone(form: str) -> frozenset[str]:
    """The lines of table three that no other form has: they tell the form from every other."""
    return frozenset(row.line for row in request_lines() if row.forms == (form,))


@cache
def part_lines(line: str) -> frozenset[str]:
    """The lines that other forms print under a line as their heading, where this form prints figures beside it.

    >>> sorted(part_lines("other"))
    ['other_fee_unpaid', 'other_misc', 'other_not_corrected']
    """
    label = next(row.label for row in request_lines() if row.line == line)
    return frozenset(row.line for row in request_lines() if row.parent == label)


@cache
def groups_of(line: str) -> frozenset[str]:
    """The labels of the groups in which a line stands, in any form; none for a code that is no line's.

    >>> sorted(groups_of("denied_query"))
    ['不予公开', '本年度办理结果']
    """
    parents = {row.parent for row in request_lines() if row.line == line and row.parent}
    return frozenset({*parents, "本年度办理结果"} if parents else ())


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
