"""Gazetteers: what is refused, and which township a report is given."""

from __future__ import annotations

import pytest

from transforms.gazetteer import COLUMNS, Gazetteer, GazetteerError, read_gazetteer
from transforms.identity import find_identity

HEADER = ",".join(COLUMNS)
PLACE = "990101,示例县,990100,示例市,990000,示例省"
TOWN = f"990101001000,样例镇,town,{PLACE}"
TOWNSHIP = f"990101002000,范例乡,township,{PLACE}"
NAMESAKE = "990102001000,样例镇,town,990102,模拟县,990100,示例市,990000,示例省"


def gazetteer(*rows: str) -> Gazetteer:
    return read_gazetteer("\n".join([HEADER, *rows]))


def test_the_rows_of_several_files_are_one_gazetteer() -> None:
    found = read_gazetteer(f"\ufeff{HEADER}\r\n{TOWN}\r\n", f"{HEADER}\n{TOWNSHIP}\n{TOWN}\n")
    assert sorted(found.by_name) == ["样例镇", "范例乡"]
    assert found.frame.height == 2


def test_a_gazetteer_may_be_empty() -> None:
    assert read_gazetteer(HEADER).frame.height == read_gazetteer().frame.height == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs the columns"),
        ("township_code,township\n1,样例镇", "needs the columns"),
        (f"{HEADER},note\n{TOWN},x", "needs the columns"),
        (f"{HEADER}\n{TOWN}\n{TOWN.replace('样例镇', '范例镇')}", "990101001000 stands for 样例镇 and for 范例镇"),
        (f"{HEADER}\n{TOWN.replace('990101001000', '9901')}", "township_code"),
        (f"{HEADER}\n{TOWN.replace('town', 'village')}", "kind"),
        (f"{HEADER}\n990101001000,样例镇,town", "breaks these rules"),
    ],
    ids=["empty", "few columns", "more columns", "one code twice", "short code", "unknown kind", "short row"],
)
def test_a_gazetteer_that_cannot_be_trusted(text: str, said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        read_gazetteer(text)


def test_a_namesake_in_another_county_is_no_conflict() -> None:
    assert len(gazetteer(TOWN, NAMESAKE).by_name["样例镇"]) == 2


@pytest.mark.parametrize(
    ("title", "code", "match", "rules"),
    [
        ("示例县样例镇2020年政府信息公开工作年度报告", "990101001000", "exact", set()),
        ("示例县样例镇人民政府2020年政府信息公开工作年度报告", "990101001000", "exact", set()),
        ("模拟县样例镇2020年政府信息公开工作年度报告", "990102001000", "exact", set()),
        ("示例市示例县样例镇2020年政府信息公开工作年度报告", "990101001000", "inferred", set()),
        ("样例镇2020年政府信息公开工作年度报告", None, "none", {"township_unresolved"}),
        ("示例县虚构镇2020年政府信息公开工作年度报告", None, "none", {"township_unresolved"}),
    ],
    ids=["county and name", "government", "its namesake", "whole chain", "no county", "not listed"],
)
def test_the_township_of_a_title(title: str, code: str | None, match: str, rules: set[str]) -> None:
    identity = find_identity(f"{title}\n一、总体情况", gazetteer(TOWN, TOWNSHIP, NAMESAKE))
    assert (identity.township_code, identity.township_match) == (code, match)
    assert {doubt.rule for doubt in identity.doubts} == rules


def test_a_name_of_two_counties_that_are_both_named_is_ambiguous() -> None:
    text = "样例镇2020年政府信息公开工作年度报告\n我镇由示例县划入模拟县。"
    identity = find_identity(text, gazetteer(TOWN, NAMESAKE))
    assert (identity.township_code, identity.township_match) == (None, "ambiguous")
    assert [doubt.rule for doubt in identity.doubts] == ["township_ambiguous"]
