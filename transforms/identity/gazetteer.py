"""Township-level divisions with their counties, under all names that they bear or bore.

The national list ships in `transforms/knowledge/gazetteer/` (sources: SOURCES.md there); it is read when it is first
asked for. Additional lists are CSV texts with the columns of `ListedTownship`; loading a file is the shell's business.

A list is of one day, reports are of many years. Names that a township or county bore before are therefore known too,
and so are the names of townships that are gone: those stand for no code, but a namesake elsewhere must not be taken
for them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

import dataframely as dy
import polars as pl

from transforms.identity.division_list import Division, DivisionList, division_of_row
from transforms.identity.gazetteer_rows import COLUMNS, GazetteerError, ListedRow, at_line, read_rows
from transforms.identity.place_names import plain_name, short_area, stem, without_nationality
from transforms.language import Pair
from transforms.schemas import FICTIONAL, DimDivision, DimTownship, ListedTownship

# Two townships are listed under the word for their kind; no report can be told to be theirs by that.
_NO_NAMES = frozenset({"街道", "街道街道"})
# Zones that are listed under the words for their kind (经济技术开发区): hundreds that no list has are called so. Words
# of a place (滨海新区) and of a product that few have (黄桃产业园) make a name.
_GENERIC_ZONE = re.compile(
    r"(?:高新|新兴|经济|技术|产业|开发|工业|科技|现代|农业|综合|出口|加工|旅游|度假|物流|保税|化工|循环|经开|集中|集聚|示范|园|区)+"
    r"(?:管委会|管理委员会)?"
)


class County(NamedTuple):
    """A county with what it belongs to. `area_codes` are the telephone area codes of its prefecture without the 0."""

    county_code: str
    county: str
    prefecture_code: str
    prefecture: str
    province_code: str
    province: str
    area_codes: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, str, str]:
        """Codes of the county, its prefecture and its province."""
        return self.county_code, self.prefecture_code, self.province_code


class Entry(NamedTuple):
    """A name that a township of a county bears or bore; `township_code` is '' for one that is gone."""

    name: str
    county_code: str
    township_code: str


@dataclass(frozen=True)
class Gazetteer:
    """Townships by code as (name, kind, county's code), counties by code, and the other names of both.

    `listed` are the divisions above the townships, those that are gone since 2007 among them.
    """

    townships: Mapping[str, tuple[str, str, str]]
    counties: Mapping[str, County]
    township_names: Sequence[Entry] = ()
    county_names: Sequence[tuple[str, str]] = ()
    listed: Sequence[Division] = ()

    @cached_property
    def frame(self) -> dy.DataFrame[DimTownship]:
        """The townships with the columns of `dim_township`."""
        rows = [(code, name, kind, *self.counties[county][:6]) for code, (name, kind, county) in self.townships.items()]
        frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
        is_fictional = pl.col("township_code").str.starts_with(FICTIONAL)
        return DimTownship.validate(frame.with_columns(is_fictional=is_fictional), cast=True)

    @cached_property
    def divisions(self) -> DivisionList:
        """The divisions above the townships, with those that only the list of townships names."""
        known = {one.code for one in self.listed}
        above: dict[str, Division] = {}
        for county in self.counties.values():
            for one in _above_townships(county):
                if one.code not in known:
                    above.setdefault(one.code, one)
        return DivisionList((*self.listed, *above.values()))

    @cached_property
    def division_frame(self) -> dy.DataFrame[DimDivision]:
        """All divisions with the columns of `dim_division`."""
        townships = ((code, name, county) for code, (name, _, county) in self.townships.items())
        rows = [*self.divisions.rows(), *self.divisions.township_rows(townships)]
        columns = {name: column.dtype for name, column in DimDivision.columns().items()}
        return DimDivision.validate(pl.DataFrame(rows, schema=columns, orient="row"))

    @cached_property
    def by_stem(self) -> Mapping[str, Sequence[Entry]]:
        """All entries by the stem of their names, with and without nationalities."""
        entries = [Entry(name, county, code) for code, (name, _, county) in self.townships.items()]
        entries += self.township_names
        return _index(entries)

    @cached_property
    def areas(self) -> Mapping[str, frozenset[str]]:
        """Codes of the counties, prefectures and provinces of each name, former names included."""
        index: dict[str, set[str]] = defaultdict(set)
        for county in self.counties.values():
            for name, code in zip(county[1:6:2], county.codes, strict=True):
                index[name].add(code)
        for name, code in self.county_names:
            index[name].add(code)
        for one in self.listed:
            if one.valid_to is not None and one.name not in index:
                index[one.name] |= self.divisions.heirs(one.code)
        for name, codes in list(index.items()):
            index[short_area(name)] |= codes
        return {name: frozenset(codes) for name, codes in index.items() if name}

    @cached_property
    def area_lengths(self) -> Mapping[str, tuple[int, ...]]:
        """Lengths of the areas' names, longest first, by their last two characters."""
        return _lengths(self.areas)

    @cached_property
    def name_lengths(self) -> Mapping[str, tuple[int, ...]]:
        """Lengths of the townships' names, longest first, by their last two characters."""
        return _lengths({entry.name for entries in self.by_stem.values() for entry in entries})

    @cached_property
    def area_code_prefectures(self) -> Mapping[str, frozenset[str]]:
        """Prefectures' codes by telephone area code."""
        index: dict[str, set[str]] = defaultdict(set)
        for county in self.counties.values():
            for area_code in county.area_codes:
                index[area_code].add(county.prefecture_code)
        return {area_code: frozenset(codes) for area_code, codes in index.items()}

    def find(self, name: str) -> list[Entry]:
        """The entries of a name as it is written; the nationality may be left out of an official name.

        >>> sorted(entry.township_code for entry in national_gazetteer().find("乳山口镇"))
        ['371083101000']
        """
        bare = without_nationality(name)
        return [
            entry
            for entry in self.by_stem.get(stem(name), ())
            if entry.name == name or (bare == name and without_nationality(entry.name) == name)
        ]

    def find_stem(self, name: str) -> list[Entry]:
        """The entries of a name whatever their kind: 样例乡 for 样例镇.

        >>> {entry.name for entry in national_gazetteer().find_stem("乳山口乡")}
        {'乳山口镇'}
        """
        return list(self.by_stem.get(stem(name), ()))

    def lineage(self, entry: Entry) -> frozenset[str]:
        """Codes of the counties, prefectures and provinces that an entry's township belongs or belonged to."""
        own = self.counties.get(self.townships[entry.township_code][2]) if entry.township_code else None
        named = self.counties.get(entry.county_code)
        return frozenset(code for county in (own, named) if county for code in county.codes)

    def describe(self, code: str) -> str:
        """A township with its places, for people."""
        name, _, county_code = self.townships[code]
        county = self.counties[county_code]
        places = dict.fromkeys((county.province, county.prefecture, county.county))
        return f"{code} {''.join(places)}{name}"


def _above_townships(county: County) -> tuple[Division, ...]:
    """County, prefecture and province of a row; a prefecture without counties is no county as well."""
    province = Division(county.province_code, county.province, "province", "")
    prefecture = Division(county.prefecture_code, county.prefecture, "prefecture", county.province_code)
    own = Division(county.county_code, county.county, "county", county.prefecture_code)
    return (province, prefecture, own) if county.county_code != county.prefecture_code else (province, prefecture)


def _index(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.name in _NO_NAMES or _GENERIC_ZONE.fullmatch(entry.name):
            continue
        name = stem(entry.name)
        index[name].append(entry)
        if "族" in entry.name and (bare := stem(without_nationality(entry.name))) != name:
            index[bare].append(entry)
    return index


def _lengths(names: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[-2:]].add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}


def _knowledge(name: str) -> list[list[str]]:
    text = (files("transforms") / "knowledge" / "gazetteer" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def _first_six(values: Sequence[str]) -> tuple[str, str, str, str, str, str]:
    county_code, county, prefecture_code, prefecture, province_code, province = values[:6]
    return county_code, county, prefecture_code, prefecture, province_code, province


@cache
def national_gazetteer() -> Gazetteer:
    """The township-level divisions of China, read once in a process."""
    counties = {row[0]: County(*_first_six(row), tuple(row[6].split())) for row in _knowledge("counties")}
    listed = {row[0]: division_of_row(row) for row in _knowledge("divisions")}
    # What only the Bureau of Statistics lists: zones, and the headings that stand for prefectures.
    for county in counties.values():
        for one in _above_townships(county):
            listed.setdefault(one.code, one._replace(is_official=False))
    return Gazetteer(
        townships={code: (name, kind, code[:6]) for code, name, kind in _knowledge("townships")},
        counties=counties,
        township_names=[Entry(*row) for row in _knowledge("township_names")],
        county_names=[(name, code) for name, code in _knowledge("county_names")],
        listed=tuple(listed.values()),
    )


def read_gazetteer(*csv_texts: str, base: Gazetteer | None = None) -> Gazetteer:
    """One gazetteer from the texts of CSV files with the columns of `ListedTownship`, added to `base`.

    Raises GazetteerError for what `read_rows` and the schema refuse, and two rows that give one code to different
    divisions. The same row twice is one row. A row may correct the kind or the nationality in a name of the base, which
    stays known as another name of the township; any other difference is a contradiction.
    """
    rows: dict[str, ListedRow] = {}
    for text in csv_texts:
        for row in read_rows(text):
            known = rows.setdefault(row.values["township_code"], row)
            if known.values != row.values:
                raise _two_divisions(known, row)
    _check_rules(rows)
    if base is not None and not rows:
        return base
    return _add_rows(base or Gazetteer({}, {}), rows.values())


def _two_divisions(known: ListedRow, row: ListedRow) -> GazetteerError:
    column = next(name for name in COLUMNS if known.values[name] != row.values[name])
    return at_line(
        row.line,
        Pair(
            "代码{code}既指“{known}”，又指“{other}”（{column}）",
            "code {code} stands for {known} and for {other} ({column})",
            code=row.values["township_code"],
            known=known.values[column],
            other=row.values[column],
            column=column,
        ),
    )


def _check_rules(rows: Mapping[str, ListedRow]) -> None:
    frame = pl.DataFrame([row.values for row in rows.values()], schema=dict.fromkeys(COLUMNS, pl.String))
    result = ListedTownship.filter(frame, cast=True)
    if not result.failure.counts():
        return
    refused = set(rows) - set(result.result["township_code"])
    rules = ", ".join(f"{rule} ({count})" for rule, count in result.failure.counts().items())
    raise at_line(
        min(rows[code].line for code in refused),
        Pair("区划名录不合规则：{rules}", "the gazetteer breaks these rules: {rules}", rules=rules),
    )


def _add_rows(base: Gazetteer, rows: Iterable[ListedRow]) -> Gazetteer:
    townships, counties = dict(base.townships), dict(base.counties)
    names = list(base.township_names)
    for listed in rows:
        row = listed.values
        code, name = row["township_code"], row["township"]
        county = County(*_first_six([row[column] for column in COLUMNS[3:]]))
        known = counties.setdefault(county.county_code, county)
        if known[:6] != county[:6]:
            raise at_line(
                listed.line,
                Pair(
                    "县{code}既是{known}，又是{other}",
                    "county {code} is {known} and {other}",
                    code=county.county_code,
                    known=" ".join(known[1:6]),
                    other=" ".join(county[1:6]),
                ),
            )
        if code in townships and townships[code][0] != name:
            names.append(_former_name(base, listed))
        townships[code] = (name, row["kind"], county.county_code)
    return Gazetteer(townships, counties, names, base.county_names, base.listed)


def _former_name(base: Gazetteer, row: ListedRow) -> Entry:
    """The base's name of a township that an additional row names otherwise."""
    code, name = row.values["township_code"], row.values["township"]
    former, _, county = base.townships[code]
    if stem(without_nationality(plain_name(name))) != stem(without_nationality(former)):
        raise at_line(
            row.line,
            Pair(
                "代码{code}在全国名录中指{former}，此处指{name}",
                "code {code} stands for {former} in the national list and for {name}",
                code=code,
                former=former,
                name=name,
            ),
        )
    return Entry(former, county, code)
