"""The script that rebuilds the national gazetteer, on packages of a few made-up places."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from flows.maintenance.build_gazetteer import build, main

PROVINCES = [("99", "示例省")]
CITIES = [("9901", "示例市", "99")]
PHONES = "data = {\n '86999':{'en': 'Example', 'zh': '示例省示例市'},\n '8610':{'en': 'Beijing', 'zh': '北京市'},\n}\n"


def write_csv(path: Path, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header.split(","), *rows])


def edition(folder: Path, areas: dict[str, str], streets: dict[str, str]) -> Path:
    """An edition of the list: counties and townships by code."""
    write_csv(folder / "dist" / "provinces.csv", "code,name", PROVINCES)
    write_csv(folder / "dist" / "cities.csv", "code,name,provinceCode", CITIES)
    counties = [(code, name, "9901", "99") for code, name in areas.items()]
    write_csv(folder / "dist" / "areas.csv", "code,name,cityCode,provinceCode", counties)
    townships = [(code, name, code[:6], "99", "9901") for code, name in streets.items()]
    write_csv(folder / "dist" / "streets.csv", "code,name,areaCode,provinceCode,cityCode", townships)
    return folder


def ministry(folder: Path, townships: dict[str, str], events: list[dict[str, Any]]) -> Path:
    counties = {"990101000000": {"county": "示例县", "townships": {name: code for code, name in townships.items()}}}
    folder.mkdir()
    (folder / "townships_v1.json").write_text(json.dumps(counties), "utf-8")
    (folder / "historical_changes_v1.json").write_text(json.dumps({"events": events}), "utf-8")
    return folder


@pytest.fixture
def packages(tmp_path: Path) -> dict[str, Any]:
    base = edition(
        tmp_path / "base",
        {"990101": "示例县", "990103": "模拟市"},
        {
            "990101100": "样例镇",
            "990101101": "演示镇",
            "990101102": "范例镇",
            "990101001": "虚构街道",
            "990103100": "甲镇",
            "990103101": "乙镇",
            "990103102": "移来镇",
        },
    )
    older = edition(
        tmp_path / "older",
        {"990101": "示例县", "990102": "模拟县"},
        {
            "990101200": "样例乡",
            "990101101": "演示镇",
            "990101102": "范例镇",
            "990101202": "范例乡",
            "990101203": "消失乡",
            "990101001": "虚构街道办事处",
            "990101204": "移来乡",
            "990102100": "甲镇",
            "990102101": "乙乡",
        },
    )
    (tmp_path / "phones" / "geodata").mkdir(parents=True)
    (tmp_path / "phones" / "geodata" / "data0.py").write_text(PHONES, "utf-8")
    event = {
        "year": 2010,
        "type": "更名",
        "level": 3,
        "old": {"code": "990101000000", "name": "旧名县"},
        "new": {"code": "990101000000", "name": "示例县"},
    }
    early = {**event, "year": 1985, "old": {"code": "990101000000", "name": "更旧县"}}
    listed = {"990101100000": "样例镇", "990101105000": "演示回族镇"}
    return {
        "base_folder": base,
        "older": [older],
        "ministry": ministry(tmp_path / "ministry", listed, [event, early]),
        "phones": tmp_path / "phones",
    }


def rows(text: str) -> set[tuple[str, ...]]:
    return {tuple(row) for row in list(csv.reader(text.splitlines()))[1:]}


def test_codes_are_the_bases_and_nationalities_the_ministrys(packages: dict[str, Any]) -> None:
    townships = rows(build(**packages)["townships.csv"])
    assert ("990101101000", "演示回族镇", "town") in townships
    assert ("990101001000", "虚构街道", "subdistrict") in townships
    assert len(townships) == 7


def test_a_county_has_its_prefecture_and_its_area_code(packages: dict[str, Any]) -> None:
    assert rows(build(**packages)["counties.csv"]) == {
        ("990101", "示例县", "990100", "示例市", "990000", "示例省", "999"),
        ("990103", "模拟市", "990100", "示例市", "990000", "示例省", "999"),
    }


def test_a_county_is_found_by_its_townships_and_by_the_ministrys_events(packages: dict[str, Any]) -> None:
    assert rows(build(**packages)["county_names.csv"]) == {("模拟县", "990103"), ("旧名县", "990101")}


def test_former_names_of_townships(packages: dict[str, Any]) -> None:
    assert rows(build(**packages)["township_names.csv"]) == {
        ("样例乡", "990101", "990101100000"),  # another kind
        ("乙乡", "990103", "990103101000"),  # another kind, in a county that was renamed
        ("移来乡", "990101", "990103102000"),  # moved to another county of the prefecture
        ("消失乡", "990101", ""),  # gone
        ("范例乡", "990101", ""),  # gone: the same list has 范例镇 beside it
    }


def test_the_same_packages_give_the_same_bytes(packages: dict[str, Any], tmp_path: Path) -> None:
    given = [
        *("--base", str(packages["base_folder"]), "--older", str(packages["older"][0])),
        *("--ministry", str(packages["ministry"]), "--phones", str(packages["phones"])),
    ]
    for name in ("first", "second"):
        main([*given, "--into", str(tmp_path / name)])
    first = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert sorted(first) == ["counties.csv", "county_names.csv", "township_names.csv", "townships.csv"]


def test_a_folder_without_the_list_is_named(packages: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no dist/cities\.csv"):
        build(**{**packages, "base_folder": tmp_path / "phones"})
