"""Gazetteers: what is refused, and what the national list knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.identity.places import HEADER, NAMESAKE, TOWN, TOWNSHIP, made_gazetteer
from transforms.identity.gazetteer import national_gazetteer, read_gazetteer
from transforms.identity.gazetteer_rows import GazetteerError
from transforms.identity.place_names import division_kind

ROOT = Path(__file__).parents[3]

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.identity.gazetteer._GENERIC_ZONE",
        takes=("经济技术开发区", "高新区", "工业园区管委会", "现代农业产业园"),
        leaves=("滨海新区", "黄桃产业园", "南宁经济技术开发区", "样例镇"),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_zone_under_the_word_for_its_kind_is_found_by_no_name() -> None:
    """Found by it, the zone of any city would be the one that a list happens to have."""
    national = national_gazetteer()
    assert national.find("经济技术开发区") == []
    assert "经济技术开发区" in {name for name, _, _ in national.townships.values()}


def test_the_rows_of_several_files_are_one_gazetteer() -> None:
    found = read_gazetteer(f"\ufeff{HEADER}\r\n{TOWN}\r\n", f"{HEADER}\n{TOWNSHIP}\n{TOWN}\n")
    assert sorted(found.frame["township"]) == ["样例镇", "范例乡"]


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
        (f"{HEADER}\n{TOWN.replace(',990101,', ',110101,')}", "is_fictional_in_a_fictional_province"),
        (f"{HEADER}\n{TOWN.replace('990101001000', '110101001000')}", "is_fictional_in_a_fictional_province"),
        (f"{HEADER}\n990101001000,样例镇,town", "line 2: 3 cells, where the first line has 9"),
    ],
    ids=[
        "empty",
        "few columns",
        "more columns",
        "one code twice",
        "short code",
        "unknown kind",
        "real county",
        "real township",
        "short row",
    ],
)
def test_a_gazetteer_that_cannot_be_trusted(text: str, said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        read_gazetteer(text)


def test_a_namesake_in_another_county_is_no_conflict() -> None:
    assert len(made_gazetteer(TOWN, NAMESAKE).find("样例镇")) == 2


# The national list, and what stands in its files.

BASE_ROW = "370305104000,朱台镇,town,370305,临淄区,370300,淄博市,370000,山东省"


def test_the_national_list_is_whole() -> None:
    national = national_gazetteer()
    assert len(national.townships) == 41352
    assert len(national.counties) == 2978
    assert {county.province for county in national.counties.values()} >= {"北京市", "西藏自治区", "新疆维吾尔自治区"}
    for code, (name, kind, county) in national.townships.items():
        assert county in national.counties
        assert code.startswith(county)
        assert kind == division_kind(name)


def test_every_other_name_is_of_something_that_is_listed() -> None:
    national = national_gazetteer()
    for entry in national.township_names:
        assert entry.name
        assert entry.township_code == "" or entry.township_code in national.townships
        assert entry.county_code == "" or entry.county_code in national.counties
    for name, code in national.county_names:
        assert name != national.counties[code].county


@pytest.mark.parametrize(
    ("code", "name", "county"),
    [
        ("370305104000", "朱台镇", "临淄区"),
        ("370305107000", "金岭回族镇", "临淄区"),
        ("230881103000", "临江镇", "同江市"),
        ("371083101000", "乳山口镇", "乳山市"),
        ("370725110000", "红河镇", "昌乐县"),
        ("110101001000", "东华门街道", "东城区"),
    ],
)
def test_a_township_of_the_national_list(code: str, name: str, county: str) -> None:
    national = national_gazetteer()
    assert national.townships[code][0] == name
    assert national.counties[national.townships[code][2]].county == county


def test_the_dimension_holds_the_national_list() -> None:
    frame = national_gazetteer().frame
    assert frame.height == 41352
    assert frame.filter(township_code="110101001000").rows() == [
        ("110101001000", "东华门街道", "subdistrict", "110101", "东城区", "110100", "北京市", "110000", "北京市", False)
    ]
    assert not frame["is_fictional"].any()


def test_former_names_lead_to_todays_codes() -> None:
    national = national_gazetteer()
    assert national.areas["崇明县"] == national.areas["崇明区"]
    assert national.areas["海安县"] == national.areas["海安市"]
    assert national.areas["景东县"] == national.areas["景东彝族自治县"]
    assert {entry.township_code for entry in national.find("刁镇")} == {"370114016000"}
    assert {entry.county_code for entry in national.find("宝马镇")} > {"511421"}


def test_additional_rows_join_the_national_list() -> None:
    both = read_gazetteer(f"{HEADER}\n{TOWN}\n{BASE_ROW}", base=national_gazetteer())
    assert both.frame.height == 41353
    assert both.frame.filter(pl.col("is_fictional"))["township_code"].to_list() == ["990101001000"]
    assert both.find("样例镇")[0].township_code == "990101001000"
    assert len(national_gazetteer().townships) == 41352


def test_an_additional_row_may_correct_a_kind_and_the_old_name_stays_known() -> None:
    corrected = read_gazetteer(
        f"{HEADER}\n{BASE_ROW.replace('镇,town', '街道,subdistrict')}", base=national_gazetteer()
    )
    assert corrected.townships["370305104000"][:2] == ("朱台街道", "subdistrict")
    assert {entry.township_code for entry in corrected.find("朱台镇")} == {"370305104000"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (BASE_ROW.replace("朱台", "样例"), "370305104000 stands for 朱台镇 in the national list and for 样例镇"),
        (BASE_ROW.replace("临淄区", "示例区"), "county 370305 is 临淄区 .* and 示例区"),
        (BASE_ROW.replace("370305104000", "370305999000").replace("淄博市", "示例市"), "county 370305"),
    ],
    ids=["another place", "another county", "another prefecture"],
)
def test_an_additional_row_that_contradicts_the_national_list(row: str, said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        read_gazetteer(f"{HEADER}\n{row}", base=national_gazetteer())


def test_importing_the_core_reads_no_gazetteer() -> None:
    cached = "gazetteer.national_gazetteer.cache_info().currsize"
    code = f"import transforms.report; from transforms.identity import gazetteer; print({cached})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0"
