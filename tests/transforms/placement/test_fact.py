"""One cell as it is loaded: counts are whole, amounts are yuan, and what is neither is unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from transforms.placement.fact import make_fact
from transforms.placement.readings import MISSING, CellReading, ambiguous
from transforms.schemas import CellStatus, FactTable
from transforms.tables.guards import MERGED_DIGITS


def cut_text(length: int) -> str:
    return make_fact(FactTable.REQUEST, ("new", "total"), reading("1", raw_text="字" * length)).raw_text or ""


def loaded(value: str) -> object:
    return make_fact(FactTable.REQUEST, ("new", "total"), reading(value)).value


EVIDENCE = (
    Pattern(
        "transforms.placement.fact._DATE",
        how="fullmatch",
        takes=("20200131", "20391231", "20210101"),
        leaves=("20201301", "20200132", "20400101", "2020131", "202001310", "19991231"),
        oversteps=("20210230",),
    ),
    Given("transforms.placement.fact._GROUP", source="thousands are groups of three digits"),
    Given("transforms.placement.fact._CENT", source="DECIMAL(18, 2) of fact_proactive.value"),
    Threshold(
        "transforms.placement.fact._LARGEST",
        inside=lambda: loaded("999999999999999"),
        outside=lambda: loaded("1000000000000000"),
        moved=Decimal(10) ** 16,
    ),
    Threshold(
        "transforms.placement.fact._LONGEST_RAW_TEXT",
        inside=lambda: cut_text(200).endswith("字"),
        outside=lambda: cut_text(201).endswith("字"),
        moved=201,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


KEY = (9, "procurement", "amount")


def reading(value: str, unit: str = "", raw_text: str = "raw") -> CellReading:
    return CellReading(CellStatus.REPORTED, Decimal(value), raw_text, unit)


@pytest.mark.parametrize(
    ("value", "unit", "loaded"),
    [
        ("12", "", 12),
        ("12.0", "件", 12),
        ("-3", "", -3),
        ("1.5", "", None),
        ("151.000", "", None),
        ("1.000", "", None),
        ("151.00", "", 151),
        ("1510.000", "", 1510),
        ("0.000", "", 0),
        ("5", "万元", None),
        ("0", "元", 0),
        ("20210131", "", None),
        ("20211331", "", 20211331),
        ("20400131", "", 20400131),
        ("999999999999999", "", 999999999999999),
        ("1000000000000000", "", None),
    ],
)
def test_a_count(value: str, unit: str, loaded: int | None) -> None:
    fact = make_fact(FactTable.REQUEST, ("new", "total"), reading(value, unit))
    assert fact.value == loaded
    assert fact.cell_status == ("reported" if loaded is not None else "unreadable")
    assert not fact.is_unit_assumed


@pytest.mark.parametrize(
    ("value", "unit", "form", "loaded", "is_assumed"),
    [
        ("12.5", "万元", "2019", 125000, False),
        ("12.5", "元", "2021", Decimal("12.5"), False),
        ("12", "", "2019", 12, True),
        ("12", "", "2021", 120000, True),
        ("0", "", "2019", 0, False),
        ("12", "美元", "2019", None, False),
        ("0", "美元", "2019", 0, False),
        ("0.001", "元", "2019", None, False),
        ("151.000", "元", "2019", None, False),
        ("151.000", "万元", "2019", 1510000, False),
        ("0.001", "万元", "2019", 10, False),
        ("1000000000000", "千元", "2019", None, False),
        ("999999999999999999999999999", "元", "2019", None, False),
    ],
)
def test_an_amount_is_in_yuan(value: str, unit: str, form: str, loaded: Decimal | None, is_assumed: bool) -> None:
    fact = make_fact(FactTable.PROACTIVE, KEY, reading(value, unit), "CNY", form)
    assert (fact.value, fact.is_unit_assumed) == (loaded, is_assumed)
    assert fact.cell_status == ("reported" if loaded is not None else "unreadable")


def test_what_was_not_read_stays_so_with_its_text_and_cause() -> None:
    doubted = make_fact(FactTable.REQUEST, ("new", "total"), ambiguous("05", MERGED_DIGITS))
    assert (doubted.value, doubted.cell_status, doubted.raw_text) == (None, "ambiguous", "05")
    assert doubted.cause == "merged_digits"
    missing = make_fact(FactTable.REQUEST, ("new", "total"), MISSING)
    assert (missing.value, missing.cell_status, missing.raw_text, missing.cause) == (None, "missing", None, "")


def test_a_text_is_cut_where_a_row_ran_on_over_a_page() -> None:
    short = make_fact(FactTable.REQUEST, ("new", "total"), reading("1", raw_text="字" * 200))
    assert short.raw_text == "字" * 200
    long = make_fact(FactTable.REQUEST, ("new", "total"), reading("1", raw_text="字" * 201))
    assert long.raw_text == "字" * 199 + "…"


def test_a_cell_is_named_by_table_and_codes() -> None:
    assert make_fact(FactTable.PROACTIVE, KEY, MISSING).subject == "fact_proactive.9.procurement.amount"
