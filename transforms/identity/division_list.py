"""The divisions above the townships: provinces, prefectures and counties, with those that are gone since 2007.

A division is its code. The same place may have had several codes one after the other (章丘市 370181, 章丘区 370114);
where it was the only one that became the other, both are one body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from transforms.identity.place_names import short_area
from transforms.schemas import FICTIONAL

# The endings that a province's or a prefecture's name may leave out before another division's (山东济南市).
_LEFT_OUT = ("省", "市", "自治州", "地区", "盟")


class Division(NamedTuple):
    """A division above the townships, by its code of six digits.

    `valid_from` and `valid_to` are the first and the last year at whose end it was listed; None where it was before
    the first list, or still is. `former` are earlier names under the same code with the last year of each.
    """

    code: str
    name: str
    level: str
    parent: str
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
    former: tuple[tuple[str, int], ...] = ()
    is_official: bool = True


class Bearer(NamedTuple):
    """A division that bears or bore a name, from one year's end to another's."""

    code: str
    first: int | None
    last: int | None

    def is_of(self, year: int, *, slack: int = 0) -> bool:
        """Whether the name was in use at the end of a year, or so many years before or after."""
        return (self.first is None or self.first - slack <= year) and (self.last is None or year <= self.last + slack)


def division_of_row(row: Sequence[str]) -> Division:
    """A division from a row of divisions.csv."""
    code, name, level, parent, first, last, successors, former = row
    names = (one.rpartition(":") for one in former.split())
    return Division(
        code,
        name,
        level,
        parent,
        int(first) if first else None,
        int(last) if last else None,
        tuple(successors.split()),
        tuple((one, int(year)) for one, _, year in names),
    )


def full_code(code: str) -> str:
    """A code of six digits as one of twelve."""
    return code.ljust(12, "0")


@dataclass(frozen=True)
class DivisionList:
    """Divisions by code and by name."""

    listed: Sequence[Division]

    @cached_property
    def by_code(self) -> Mapping[str, Division]:
        """The divisions by their codes of six digits."""
        return {one.code: one for one in self.listed}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Bearer, ...]]:
        """Who bears or bore a name; autonomous areas under their short names too. Zones have none here."""
        index: dict[str, list[Bearer]] = defaultdict(list)
        for one in self.listed:
            if not one.is_official:
                continue
            first = one.valid_from
            for name, last in one.former:
                index[name].append(Bearer(one.code, first, last))
                first = last + 1
            index[one.name].append(Bearer(one.code, first, one.valid_to))
        for name in list(index):
            if (short := short_area(name)) != name:
                index[short] += index[name]
        return {name: tuple(bearers) for name, bearers in index.items()}

    @cached_property
    def bare_names(self) -> Mapping[str, tuple[Bearer, ...]]:
        """Provinces and prefectures by their names without the ending."""
        index: dict[str, list[Bearer]] = defaultdict(list)
        for name, bearers in self.by_name.items():
            upper = [one for one in bearers if self.by_code[one.code].level != "county"]
            ending = next((one for one in _LEFT_OUT if name.endswith(one)), "")
            if upper and ending and len(name) - len(ending) > 1:
                index[name.removesuffix(ending)] += upper
        return {name: tuple(bearers) for name, bearers in index.items()}

    @cached_property
    def longest_name(self) -> int:
        """Length of the longest name."""
        return max(map(len, self.by_name), default=0)

    def lineage(self, code: str) -> tuple[str, ...]:
        """A division's code and those of what it belongs to, as far up as there is an official one."""
        found: list[str] = []
        while code in self.by_code and code not in found:
            found.append(code)
            code = self.by_code[code].parent
        return tuple(found)

    def places_of(self, code: str) -> frozenset[str]:
        """Codes of a division and of what it belongs to, those that they had then and those that they have today."""
        own = (*self.lineage(code), *self.lineage(self.body_code(code)))
        return frozenset((*own, *map(self.body_code, own)))

    def heirs(self, code: str) -> frozenset[str]:
        """Today's codes of what a division became; its own where it still is."""
        own = self.by_code[code]
        if own.valid_to is None:
            return frozenset((code,))
        return frozenset(heir for one in own.successors for heir in self.heirs(one))

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[str, ...]]:
        index: dict[str, list[str]] = defaultdict(list)
        for one in self.listed:
            for code in one.successors:
                index[code].append(one.code)
        return {code: tuple(codes) for code, codes in index.items()}

    def body_code(self, code: str) -> str:
        """The last code of the place."""
        *_, last = self._codes_of_place(code)
        return last

    def code_in(self, code: str, year: int) -> str | None:
        """The code of the place at the end of a year; None where it was no division of its own then."""
        listed = (self.by_code[one] for one in self._codes_of_place(code))
        return next((one.code for one in listed if Bearer(one.code, one.valid_from, one.valid_to).is_of(year)), None)

    def _codes_of_place(self, code: str) -> Iterator[str]:
        """A code and those of its only successors, as long as each was the only one to become the next."""
        own = self.by_code[code]
        yield code
        while own.valid_to is not None and len(own.successors) == 1:
            heir = self.by_code[own.successors[0]]
            is_same = heir.level == own.level and self._predecessors[heir.code] == (own.code,)
            if not is_same or heir.valid_from != own.valid_to + 1:
                return
            own = heir
            yield own.code

    def describe(self, code: str) -> str:
        """A division with its places, for people."""
        names = [self.by_code[one].name for one in reversed(self._official_lineage(code))]
        return f"{full_code(code)} {''.join(names)}"

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Rows of `dim_division` for the divisions; headings of lists that stand for no prefecture are left out."""
        for one in self.listed:
            if one.is_official or one.level == "county":
                yield self._row(one)

    def _row(self, one: Division) -> tuple[object, ...]:
        above = self._official_lineage(one.code)
        return (
            full_code(one.code),
            one.name,
            one.level,
            full_code(above[1]) if len(above) > 1 else None,
            *self._places(above),
            [name for name, _ in one.former],
            [full_code(code) for code in one.successors],
            one.valid_from,
            one.valid_to,
            one.is_official,
            one.code.startswith(FICTIONAL),
        )

    def _official_lineage(self, code: str) -> tuple[str, ...]:
        own, *above = self.lineage(code)
        return (own, *(one for one in above if self.by_code[one].is_official))

    def _places(self, lineage: Iterable[str]) -> tuple[str | None, ...]:
        """Names of the county, prefecture and province among divisions that belong to one another."""
        named = {self.by_code[code].level: self.by_code[code].name for code in lineage}
        return tuple(named.get(level) for level in ("county", "prefecture", "province"))

    def township_rows(self, townships: Iterable[tuple[str, str, str]]) -> Iterator[tuple[object, ...]]:
        """Rows of `dim_division` for townships, each as (code of twelve digits, name, code of its county).

        金门县 stands among the townships under its own code, and is left out.
        """
        known: dict[str, tuple[str | None, ...]] = {}
        for code, name, county in townships:
            if code == full_code(county):
                continue
            if county not in known:
                known[county] = self._places(self._official_lineage(county))
            yield (
                *(code, name, "township", full_code(county), *known[county]),
                *([], [], None, None, True, code.startswith(FICTIONAL)),
            )
