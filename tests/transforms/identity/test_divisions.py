"""The division whose government or department published a report, at every level.

divisions.csv was written from the lists of divisions and from what is publicly known of them: a body, the year and some
text of its report, and the code of the division, empty where nobody could be certain.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity import find_identity, find_publisher
from transforms.identity.agency import Identity
from transforms.identity.divisions import Publisher
from transforms.identity.evidence import build_places
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.kinds import agency_kind
from transforms.language import Pair

CASES = Path(__file__).with_name("divisions.csv")
NATIONAL = national_gazetteer()


def read_rows() -> list[Mapping[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def identity_of(agency: str, text: str = "", rivals: tuple[str, ...] = ()) -> Identity:
    """What is known of a body that no township's name resolves to."""
    places = build_places(text, (agency,), "", (), NATIONAL)
    kind = agency_kind(agency, NATIONAL)
    return Identity(None, agency, kind, None, "none", Pair("", ""), names=(agency,), rivals=rivals, places=places)


def find(agency: str, year: int = 2021, text: str = "", rivals: tuple[str, ...] = ()) -> Publisher:
    return find_publisher(identity_of(agency, text, rivals), year)


EVIDENCE = (
    Pattern(
        "transforms.identity.divisions._PLACED_TOWNSHIP",
        takes=("示例县样例镇", "甘孜州甲乡", "示例旗某苏木", "示例区某街道"),
        leaves=("样例镇", "城关镇", "州城镇", "杭州路街道", "示例县", "示例县财政局"),
    ),
    Threshold(
        "transforms.identity.divisions._SLACK_YEARS",
        inside=lambda: find("杭州市钱塘区财政局", 2020).division_code,
        outside=lambda: find("杭州市钱塘区财政局", 2019).division_code,
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def report_of(row: Mapping[str, str]) -> str:
    """A report with the body in its title and the text of a case in its first section."""
    return (
        f"{row['agency']}{row['year']}年政府信息公开工作年度报告\n"
        f"根据《中华人民共和国政府信息公开条例》，现公布{row['year']}年度报告。\n"
        f"一、总体情况\n{row['text']}\n二、主动公开政府信息情况\n"
    )


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: f"{row['agency']}-{row['year']}-{row['code']}")
def test_the_division_of_a_body(row: Mapping[str, str]) -> None:
    found = find(row["agency"], int(row["year"]), row["text"])
    expected = row["code"].ljust(12, "0") if row["code"] else None
    assert found.division_code == expected, found.evidence


def test_no_division_is_wrong_and_few_are_missed_in_whole_reports() -> None:
    named = hits = 0
    for row in read_rows():
        expected = row["code"].ljust(12, "0") if row["code"] else None
        found = find_publisher(find_identity(report_of(row), NATIONAL), int(row["year"]))
        assert found.division_code in (None, expected), (row, found.evidence)
        named += expected is not None
        hits += expected is not None and found.division_code == expected
    assert named >= 150
    assert hits >= 0.97 * named


@pytest.mark.parametrize(
    ("agency", "year", "text", "rule"),
    [
        ("鼓楼区财政局", 2021, "", "township_ambiguous"),
        ("鼓楼区财政局", 2021, "地址：徐州市鼓楼区。电话：0591-00000000。", "township_ambiguous"),
        ("章丘区财政局", 2021, "电话：0571-00000000", "township_unresolved"),
        ("示例县财政局", 2021, "", "township_unresolved"),
        ("济南市高新区财政局", 2021, "", "township_unresolved"),
        ("济南市历城区财政局", 2021, "", None),
    ],
)
def test_a_body_without_a_division_has_a_finding(agency: str, year: int, text: str, rule: str | None) -> None:
    doubts = find(agency, year, text).doubts
    assert [doubt.rule for doubt in doubts] == ([rule] if rule else [])
    assert all(doubt.subject == "report.division_code" for doubt in doubts)


def test_namesakes_are_named_in_the_finding() -> None:
    (doubt,) = find("鼓楼区财政局").doubts
    for place in ("江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "福建省福州市鼓楼区", "河南省开封市鼓楼区"):
        assert place in doubt.message


def test_a_rival_of_another_division_leaves_the_division_open() -> None:
    """A copied report with the neighbour's signature would otherwise be given to either of the two."""
    copied = find("济南市历城区财政局", rivals=("章丘区财政局",))
    assert (copied.division_code, [doubt.rule for doubt in copied.doubts]) == (None, ["township_ambiguous"])
    above = find("济南市历城区财政局", rivals=("济南市财政局", "历城区审计局"))
    assert above.division_code == "370112000000"


def test_two_spellings_of_one_body_must_agree() -> None:
    both = identity_of("鼓楼区财政局")
    told = find_publisher(replace(both, names=("鼓楼区财政局", "南京市鼓楼区财政局")), 2021)
    assert told.division_code == "320106000000"
    torn = find_publisher(replace(both, names=("历城区财政局", "章丘区财政局")), 2021)
    assert torn.division_code is None


@pytest.mark.parametrize(
    ("agency", "year", "key"),
    [
        ("济南市历城区", 2021, "county 370112000000"),
        ("历城区人民政府", 2021, "county 370112000000"),
        ("历城区人民政府办公室", 2021, "county 370112000000 政府办公室"),
        ("济南市历城区政府办", 2021, "county 370112000000 政府办公室"),
        ("济南市历城区财政局", 2021, "county 370112000000 财政局"),
        ("章丘区财政局", 2021, "county 370114000000 财政局"),
        ("章丘市财政局", 2015, "county 370114000000 财政局"),
        ("济南市财政局", 2021, "prefecture 370100000000 财政局"),
        ("示例县财政局", 2021, "report 0123"),
        ("示例县", 2021, "report 0123"),
    ],
)
def test_a_body_is_its_division_and_its_name(agency: str, year: int, key: str) -> None:
    assert find(agency, year).body_key(agency, "0123") == key


def test_a_township_is_its_own_division() -> None:
    identity = Identity(None, "乳山口镇", "town", "371083101000", "exact", Pair("", ""), names=("乳山口镇",))
    found = find_publisher(identity, 2021)
    assert (found.division_code, found.division_level) == ("371083101000", "township")
    assert found.body_key("乳山口镇", "0123") == "township 371083101000"
