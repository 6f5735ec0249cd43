"""Numbers with counting words."""

from __future__ import annotations

import re

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.narrative.quantities import (
    CASE_UNITS,
    EVENT_UNITS,
    ITEM_UNITS,
    PEOPLE_UNITS,
    Quantity,
    holds_quantity,
    quantity,
    read_quantity,
)

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.quantities.ANY_NUMBER",
        takes=("公开12条", "四十余次", "85人次", "十一大类"),
        leaves=("2020年", "12345", "第三"),
        found=("12条", "四十余次", "85人次", "十一大类"),
    ),
    Pattern(
        "transforms.narrative.quantities._DIGITS_IN_A_ROW",
        takes=("三四", "两三", "三四五"),
        leaves=("二十三", "五", "二〇"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.narrative.quantities._END_OF_ANY",
        takes=("12条", "1.2万余条", "四十余次", "零件", "3百余人次", "5位人大代表, 3名"),
        leaves=("2020年", "2.重复申请", "第一", "一是", "3，件"),
        oversteps=("第3条",),
    ),
    Threshold(
        "transforms.narrative.quantities._TOO_LARGE",
        inside=lambda: read("999,999,999,999条")[0],
        outside=lambda: read("1,000,000,000,000条")[0],
        moved=10**18,
    ),
)


@pytest.mark.parametrize("units", [ITEM_UNITS, CASE_UNITS, EVENT_UNITS, PEOPLE_UNITS])
@pytest.mark.parametrize("number", ["12", "1,234", "3.5万", "1.2万余", "四十余", "约3", "3百多", "零", "5余万多"])
def test_no_quantity_is_missed_by_the_cheap_question(number: str, units: str) -> None:
    for unit in units.split("|"):
        text = f"共{number}{unit}。"
        assert holds_quantity(text) or not re.search(quantity(units), text)
        assert holds_quantity(text)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def read(text: str) -> list[Quantity | None]:
    return [read_quantity(match) for match in re.finditer(quantity("条|件|次"), text)]


@pytest.mark.parametrize(
    ("text", "value", "is_approximate"),
    [
        ("12条", 12, False),
        ("1,234条", 1234, False),
        ("1.2万余条", 12_000, True),
        ("四十余次", 40, True),
        ("约30件", 30, True),
        ("30件左右", 30, True),
        ("零件", 0, False),
    ],
)
def test_a_quantity_is_read_with_its_vagueness(text: str, value: int, is_approximate: bool) -> None:
    (found,) = read(text)
    assert found is not None
    assert (int(found.value), found.is_approximate) == (value, is_approximate)


@pytest.mark.parametrize(
    "text",
    [
        "第3条",
        "2-3次",
        "2至3次",
        "2—3次",
        "三到四件",
        "三、四件",
        "3、4件",
        "三四件",
        "十七八次",
        "二三十条",
        "2.5.1条",
        "一次性",
        "3条例",
    ],
)
def test_a_number_that_belongs_to_another_is_none(text: str) -> None:
    """A range would be loaded as its end, an article of the regulation as a count."""
    assert read(text) in ([], [None])


def test_a_number_that_no_column_holds_is_no_quantity() -> None:
    assert read("1" + ",204" * 17 + "条，1" + ",204" * 3 + "亿条") == [None, None]


def test_a_part_of_a_thing_is_no_quantity() -> None:
    assert read("2.5条") == [None]
