"""Divisions by code, name and year: what is the same place, and what became of it."""

from __future__ import annotations

import pytest

from tests.transforms.identity.places import NAMESAKE, TOWN, made_gazetteer
from transforms.identity.division_list import Bearer, Division, DivisionList, division_of_row
from transforms.identity.gazetteer import national_gazetteer

NATIONAL = national_gazetteer().divisions
# The Ministry of Civil Affairs counted so many counties at the end of these years.
COUNTED = {2015: 2850, 2016: 2851, 2017: 2851, 2018: 2851, 2019: 2846, 2020: 2844, 2021: 2843}


@pytest.mark.parametrize(("year", "count"), COUNTED.items())
def test_there_were_as_many_counties_as_the_ministry_counted(year: int, count: int) -> None:
    counties = [one for one in NATIONAL.listed if one.level == "county" and one.is_official]
    assert sum(Bearer(one.code, one.valid_from, one.valid_to).is_of(year) for one in counties) == count


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("370181", "370114"),  # 章丘市, 章丘区
        ("371202", "370116"),  # 莱城区, 莱芜区
        ("632121", "630203"),  # 平安县 with 海东地区, with 海东市, 平安区
        ("341521", "340422"),  # 寿县 went from 六安市 to 淮南市
        ("120225", "120119"),  # 蓟县, 蓟州区
        ("542100", "540300"),  # 昌都地区, 昌都市
        ("330104", "330104"),  # 江干区 was divided
        ("330103", "330103"),  # 下城区 was merged into 拱墅区, which was there before
        ("500222", "500222"),  # 綦江县 and 万盛区 became 綦江区
        ("370634", "370634"),  # 长岛县 and 蓬莱市 became 蓬莱区
        ("371200", "371200"),  # 莱芜市, a prefecture, went to another one
        ("522201", "522201"),  # 铜仁市, a county, was divided
        ("110108", "110108"),
    ],
)
def test_a_place_is_known_by_its_last_code_where_it_only_was_renamed(code: str, last: str) -> None:
    assert NATIONAL.body_code(code) == last


@pytest.mark.parametrize(
    ("code", "first", "last", "successors"),
    [
        ("370181", None, 2015, ("370114",)),
        ("370114", 2016, None, ()),
        ("370282", None, 2016, ("370215",)),
        ("330104", None, 2020, ("330102", "330114")),
        ("330110", None, None, ("330113",)),
        ("130103", None, 2013, ("130102", "130104")),
        ("341400", None, 2010, ("340100", "340200", "340500")),
    ],
)
def test_the_years_and_the_successors_of_a_division(
    code: str, first: int | None, last: int | None, successors: tuple[str, ...]
) -> None:
    own = NATIONAL.by_code[code]
    assert (own.valid_from, own.valid_to, own.successors) == (first, last, successors)


def test_a_name_has_its_years() -> None:
    assert NATIONAL.by_name["襄樊市"] == (Bearer("420600", None, 2009),)
    assert NATIONAL.by_name["襄阳市"] == (Bearer("420600", 2010, None),)
    assert Bearer("420600", None, 2009).is_of(2009)
    assert not Bearer("420600", None, 2009).is_of(2010)
    assert Bearer("420600", None, 2009).is_of(2010, slack=1)
    assert not Bearer("420600", 2010, None).is_of(2009)


def test_an_autonomous_area_has_its_short_name_too() -> None:
    assert [one.code for one in NATIONAL.by_name["景东县"]] == ["530823"]
    assert [one.code for one in NATIONAL.bare_names["山东"]] == ["370000"]
    assert "历城" not in NATIONAL.bare_names


def test_a_zone_has_no_name_here_and_a_heading_no_row() -> None:
    assert "苏州工业园区" not in NATIONAL.by_name
    rows = {row[0]: row for row in NATIONAL.rows()}
    assert rows["320576000000"][-2] is False
    assert "429000000000" not in rows
    assert rows["429004000000"][3] == "420000000000"


def test_what_a_division_is_today() -> None:
    assert NATIONAL.heirs("330104") == {"330102", "330114"}
    assert NATIONAL.heirs("632121") == {"630203"}
    assert NATIONAL.heirs("110108") == {"110108"}


def test_places_are_those_of_then_and_of_today() -> None:
    assert {"341500", "340400", "340000"} <= NATIONAL.places_of("341521")


def test_a_gazetteer_adds_its_divisions() -> None:
    frame = made_gazetteer(TOWN, NAMESAKE).division_frame
    found = {row["division_code"]: row for row in frame.to_dicts()}
    assert sorted(found) == [
        *("990000000000", "990100000000", "990101000000", "990101001000", "990102000000", "990102001000"),
    ]
    assert found["990101001000"]["parent_code"] == "990101000000"
    assert found["990101000000"]["parent_code"] == "990100000000"
    assert found["990000000000"]["parent_code"] is None
    assert all(row["is_fictional"] and row["is_official"] for row in found.values())


def test_a_row_of_the_list_is_a_division() -> None:
    row = ["990101", "示例区", "county", "990100", "2010", "", "990102 990103", "示例县:2012 示例市:2015"]
    expected = Division(
        "990101", "示例区", "county", "990100", 2010, None, ("990102", "990103"), (("示例县", 2012), ("示例市", 2015))
    )
    assert division_of_row(row) == expected
    names = DivisionList((expected,)).by_name
    assert names["示例市"] == (Bearer("990101", 2013, 2015),)
    assert names["示例区"] == (Bearer("990101", 2016, None),)
