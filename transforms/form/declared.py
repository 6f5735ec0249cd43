"""The official forms as declared data: which cells exist, and under which labels they are printed.

The CSV files in `transforms/knowledge/` hold the two forms that the State Council's General Office prescribed, that of
2019 (国办公开办函〔2019〕60号) and that of 2021 (国办公开办函〔2021〕30号), and the label variants that agencies print
instead. A new form or a new variant is a new row there.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from transforms.schemas.tables import WAREHOUSE_SCHEMAS

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
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a declared CSV file, as it stands in `transforms/knowledge/`."""
    text = (files("transforms") / "knowledge" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


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


def _is_total(row: Mapping[str, str]) -> bool:
    return row.get("is_total") == "true"


def _code_frame(table: str, code: str, group: str) -> pl.DataFrame:
    rows = [
        {
            code: row[code],
            "label_zh": row["label_zh"],
            "label_en": row["label_en"],
            group: row[group],
            "forms": row.get("forms", " ".join(FORM_CODES)).split(),
            "sort_order": order,
            "is_total": _is_total(row),
        }
        for order, row in enumerate(read_rows(table), start=1)
    ]
    return pl.DataFrame(rows)


def _proactive_frame() -> pl.DataFrame:
    rows = [
        {**row, "clause": int(row["clause"]), "sort_order": order, "is_total": False}
        for order, row in enumerate(read_rows("proactive_measures"), start=1)
    ]
    return pl.DataFrame(rows).drop("caption_zh")


def dimension_frames() -> dict[str, pl.DataFrame]:
    """The five code dimensions of the warehouse, validated against their schemas."""
    frames = {
        "dim_request_line": _code_frame("request_lines", "line", "line_group"),
        "dim_applicant": _code_frame("applicants", "applicant", "applicant_group"),
        "dim_review_procedure": _code_frame("review_procedures", "procedure", "procedure_group"),
        "dim_review_result": _code_frame("review_results", "result", "result_group"),
        "dim_proactive_measure": _proactive_frame(),
    }
    return {
        name: WAREHOUSE_SCHEMAS[name].validate(frame.select(WAREHOUSE_SCHEMAS[name].column_names()), cast=True)
        for name, frame in frames.items()
    }
