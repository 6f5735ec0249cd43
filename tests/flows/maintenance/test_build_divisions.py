"""The list of divisions is the list of 2007 with all changes since, or it is not written."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from flows.maintenance.build_divisions import CORRECTIONS, DivisionListError, build, main, read_corrections

FIRST = {
    "990000": "示例省",
    "990100": "示例市",
    "990101": "市辖区",
    "990102": "旧名区",
    "990121": "样例县",
    "990122": "并入县",
}
TODAY = {
    "示例省": {
        "code": "990000000000",
        "cities": {
            "示例市": {
                "code": "990100000000",
                "counties": {"新名区": "990102000000", "样例区": "990103000000", "新区": "990104000000"},
            },
            "": {"code": None, "counties": {"直辖市": "990001000000"}},
        },
    },
    "香港特别行政区": {"code": "810000000000", "cities": {}},
}


def change(year: int, old: tuple[str, str] | None, new: tuple[str, str] | None, level: int = 3) -> dict[str, Any]:
    sides = [{"code": f"{side[0]}000000", "name": side[1]} if side else None for side in (old, new)]
    return {"year": year, "level": level, "old": sides[0], "new": sides[1]}


CHANGES = [
    change(2012, ("990102", "旧名区"), ("990102", "新名区")),
    change(2016, ("990121", "样例县"), ("990103", "样例区")),
    change(2005, ("990121", "样例县"), ("990109", "从前区")),
    change(2018, ("990122", "并入县"), ("990999", "错误区")),
    change(2020, None, ("990104", "新区")),
    change(2021, None, ("990001", "直辖市")),
]
MERGED = "2018,990122,并入县,990102 990103:样例区,divided"


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Both packages in one folder, with made places."""
    (tmp_path / "revision_200712.py").write_text(f"name = '200712'\ndivision_schema = {FIRST!r}\n", "utf-8")
    (tmp_path / "divisions_v1.json").write_text(json.dumps({"provinces": TODAY}), "utf-8")
    return tmp_path


def rows_of(folder: Path, changes: Sequence[Mapping[str, Any]], *corrections: str) -> dict[str, dict[str, str]]:
    (folder / "historical_changes_v1.json").write_text(json.dumps({"events": list(changes)}), "utf-8")
    path = folder / "corrections.csv"
    path.write_text("\n".join(["year,code,name,successors,why", *corrections]), "utf-8")
    text = build(folder, folder, path)
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


def test_changes_and_corrections_give_years_names_and_successors(packages: Path) -> None:
    rows = rows_of(packages, CHANGES, MERGED)
    told = {code: (row["valid_from"], row["valid_to"], row["successors"]) for code, row in rows.items()}
    assert told == {
        "990000": ("", "", ""),
        "990001": ("2021", "", ""),
        "990100": ("", "", ""),
        "990102": ("", "", ""),
        "990103": ("2016", "", ""),
        "990104": ("2020", "", ""),
        "990121": ("", "2015", "990103"),
        "990122": ("", "2017", "990102 990103"),
    }
    assert (rows["990102"]["division"], rows["990102"]["former_names"]) == ("新名区", "旧名区:2011")
    assert [rows[code]["parent_code"] for code in ("990000", "990001", "990100", "990121")] == [
        *("", "990000", "990000", "990100"),
    ]
    assert [rows[code]["level"] for code in ("990000", "990100", "990121")] == ["province", "prefecture", "county"]


def test_a_code_that_another_division_took_over_has_not_its_name(packages: Path) -> None:
    took_over = "2012,990102,旧名区,990102:新名区,took over"
    rows = rows_of(packages, CHANGES, MERGED, took_over)
    own = rows["990102"]
    assert (own["former_names"], own["valid_from"], own["successors"]) == ("", "2012", "990102")


@pytest.mark.parametrize("missing", range(len(CHANGES)), ids=str)
def test_a_list_that_is_not_todays_is_refused(packages: Path, missing: int) -> None:
    changes = [one for number, one in enumerate(CHANGES) if number != missing]
    if missing in (2, 3):  # one of before 2007, and one that the correction replaces
        assert rows_of(packages, changes, MERGED)
        return
    with pytest.raises(DivisionListError, match="today's list"):
        rows_of(packages, changes, MERGED)


def test_a_change_of_a_division_that_is_in_no_list_is_refused(packages: Path) -> None:
    with pytest.raises(DivisionListError, match="990777 is in no list"):
        rows_of(packages, [*CHANGES, change(2019, ("990777", "无"), None)], MERGED)
    with pytest.raises(DivisionListError, match="became 990888"):
        rows_of(packages, CHANGES, MERGED, "2019,990103,样例区,990888,slip")


def test_every_correction_has_a_reason() -> None:
    with CORRECTIONS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(read_corrections(CORRECTIONS))
    assert all(row["why"] for row in rows)
    assert len({(row["year"], row["code"], row["successors"]) for row in rows}) == len(rows)


def test_the_file_is_written(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of(packages, CHANGES, MERGED)
    monkeypatch.setattr("flows.maintenance.build_divisions.build.__defaults__", (packages / "corrections.csv",))
    main(["--snapshots", str(packages), "--ministry", str(packages), "--into", str(packages)])
    assert (packages / "divisions.csv").read_text("utf-8").startswith("code,division,level")
