"""A measure is declared in one place, from which table, views, sums and comments follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.warehouse.sqlfiles import SQL_FOLDER
from transforms.form.declared import proactive_cells, request_lines, review_columns
from transforms.schemas.measures import MEASURES, ReportMeasure

ROOT = SQL_FOLDER.parent
DECLARED_IN = "transforms/schemas/measures.py"
# This view sets measures beside figures of an older form, and says of each column how the forms differ.
BESIDE_ANOTHER_FORM = "sql/views/request_history.sql"
# The checks speak of the lines of table three, some of which have the names of measures.
FOLDERS = ("sql/macros", "sql/staged", "sql/tables", "sql/views", "transforms/schemas")


def names_in_sql(text: str) -> set[str]:
    """The words of a query and the columns that its file comments on; a line about a rate may name its measures."""
    text = "\n".join(line for line in text.splitlines() if "_rate" not in line)
    commented = re.findall(r"^-- (\w+?)(?:_townships)?:", text, re.MULTILINE)
    return {*commented, *re.findall(r"\w+", re.sub(r"--.*", "", text))}


def names_in_python(text: str) -> set[str]:
    """The columns that the classes of a module declare."""
    return set(re.findall(r"^    (\w+) = ", text, re.MULTILINE))


def list_places(root: Path) -> dict[str, list[str]]:
    """The files that name each measure."""
    files = [path for folder in FOLDERS for path in sorted((root / folder).glob("*")) if path.suffix in (".py", ".sql")]
    names = {
        path.relative_to(root).as_posix(): (names_in_python if path.suffix == ".py" else names_in_sql)(
            path.read_text("utf-8")
        )
        for path in files
        if path.relative_to(root).as_posix() != BESIDE_ANOTHER_FORM
    }
    return {measure.measure: [place for place in names if measure.measure in names[place]] for measure in MEASURES}


@pytest.mark.parametrize("measure", [measure.measure for measure in MEASURES])
def test_a_measure_stands_in_one_place(measure: str) -> None:
    assert list_places(ROOT)[measure] == [DECLARED_IN]


@pytest.mark.parametrize(
    "text",
    [
        "-- A view.\n--\n-- granted: 予以公开 — Requests granted.\n\nselect 1\n",
        "-- A view.\n--\n-- granted_townships: Townships that granted is the sum of.\n\nselect 1\n",
        "select sum(granted)::bigint\n",
        "select measures.granted from measures\n",
        "select * from (values (4, 'granted', '予以公开'))\n",
    ],
)
def test_a_second_place_would_be_noticed(tmp_path: Path, text: str) -> None:
    for place, content in {DECLARED_IN: "    granted = _count()\n", "sql/views/v.sql": text}.items():
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text(content, "utf-8")
    places = list_places(tmp_path)
    assert places["granted"] == ["sql/views/v.sql", DECLARED_IN]
    assert places["partial"] == []


def test_money_and_nothing_else_ends_in_amount() -> None:
    # township_sums knows by it what to leave as a decimal number.
    money = {name for name, column in ReportMeasure.columns().items() if "Decimal" in str(column.dtype)}
    assert money == {measure.measure for measure in MEASURES if measure.unit == "CNY"}
    assert money == {measure.measure for measure in MEASURES if measure.measure.endswith("_amount")}
    assert money == {"fees_amount", "procurement_amount"}


def test_every_cell_of_a_measure_is_on_a_form() -> None:
    cells = {
        *(f"fact_request.line.{line.line}" for line in request_lines()),
        *(f"fact_request.line_group.{line.group}" for line in request_lines()),
        *(f"fact_review.{procedure}.{result}" for procedure, result in review_columns()),
        *(f"fact_proactive.{cell.item}.{cell.measure}" for cell in proactive_cells()),
    }
    named = [cell for measure in MEASURES for cell in measure.cells]
    assert set(named) <= cells
    assert len(named) == len(set(named))
