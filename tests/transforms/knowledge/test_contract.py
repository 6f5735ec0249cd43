"""The declared forms against the contract that analysts read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.form.declared import split_ordinal
from transforms.frames import dimension_frames
from transforms.knowledge import read_rows

CONTRACT = (Path(__file__).resolve().parents[3] / "docs" / "warehouse.md").read_text("utf-8")
CODE_AND_LABEL = re.compile(r"`(\w+)`\s*([\u4e00-\u9fff]+)")
FRAMES = dimension_frames()


def between(start: str, end: str) -> str:
    return CONTRACT.partition(start)[2].partition(end)[0]


def table_rows(text: str) -> list[list[str]]:
    """The rows of the Markdown table in a text, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_lines_of_table_three() -> None:
    rows = table_rows(between("`fact_request(", "`fact_review("))
    promised = [(code.strip(), group) for codes, _, group in rows for code in codes.split(",")]
    declared = FRAMES["dim_request_line"].sort("sort_order").select("line", "line_group").rows()
    assert declared == promised
    assert len(promised) == 26


def test_labels_of_table_three() -> None:
    labels = {
        code.strip(): label
        for codes, label, _ in table_rows(between("`fact_request(", "`fact_review("))
        for code in codes.split(",")
    }
    for row in FRAMES["dim_request_line"].iter_rows(named=True):
        printed = split_ordinal(row["label_zh"])[1].partition("、行政机关")[0]
        assert printed in labels[row["line"]]


@pytest.mark.parametrize(
    ("dimension", "code", "start", "end"),
    [
        ("dim_applicant", "applicant", "applicant: ", "`fact_review("),
        ("dim_review_procedure", "procedure", "procedure: ", "result: "),
        ("dim_review_result", "result", "result: ", "`fact_proactive("),
    ],
)
def test_columns_of_tables_three_and_four(dimension: str, code: str, start: str, end: str) -> None:
    promised = CODE_AND_LABEL.findall(between(start, end))
    assert promised
    assert FRAMES[dimension].sort("sort_order").select(code, "label_zh").rows() == promised


def test_cells_of_table_two() -> None:
    promised = set()
    for form, clause, items, measures in table_rows(between("`fact_proactive(", "Money is loaded")):
        for item in re.findall(r"[a-z_]+", items.replace("(and ", "").replace(" where printed)", "")):
            for measure in re.findall(r"[a-z_]+", measures):
                promised.add((form, int(clause), item, measure))
    declared = FRAMES["dim_proactive_measure"].select("form", "clause", "item", "measure").rows()
    assert set(declared) == promised
    assert len(declared) == len(promised) == 33


def test_indicators_of_the_statistics_form() -> None:
    promised: dict[str, list[str]] = {}
    for form, _, indicators in table_rows(between("`fact_statistic(", "`fact_narrative(")):
        promised.setdefault(form, []).extend(re.findall(r"(?:^|, )([a-z_]+) ", indicators))
    frame = FRAMES["dim_statistic_indicator"].filter(FRAMES["dim_statistic_indicator"]["unit"].is_not_null())
    declared: dict[str, list[str]] = {}
    for row in frame.sort("sort_order").iter_rows(named=True):
        declared.setdefault("2014" if "2014" in row["forms"] else "earlier", []).append(row["indicator"])
    assert promised == declared
    assert [len(codes) for codes in declared.values()] == [58, 19]


def test_money_is_where_the_contract_says_so() -> None:
    money = {
        (row["form"], row["item"], row["measure"]) for row in read_rows("proactive_measures") if row["unit"] == "CNY"
    }
    assert money == {("2019", "procurement", "amount"), ("2021", "fees", "amount")}


def test_printed_totals_are_marked() -> None:
    totals = {
        name: set(frame.filter(frame["is_total"])[frame.columns[0]])
        for name, frame in FRAMES.items()
        if name not in ("dim_proactive_measure", "dim_statistic_indicator", "dim_measure", "dim_measure_form")
    }
    assert totals == {
        "dim_request_line": {"handled_total"},
        "dim_applicant": {"total"},
        "dim_review_procedure": set(),
        "dim_review_result": {"total"},
    }


def test_every_variant_belongs_to_a_label_of_the_form() -> None:
    labels = {
        split_ordinal(row[column])[1]
        for table in ("request_lines", "applicants", "review_procedures", "review_results", "proactive_measures")
        for row in read_rows(table)
        for column in row
        if column.endswith("_zh")
    }
    variants = read_rows("label_variants")
    assert {row["label_zh"] for row in variants} <= labels
    assert all(row["variant_zh"] != row["label_zh"] for row in variants)
