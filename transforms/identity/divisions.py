"""Whose government, or whose department, published a report: the official division, at every level.

A township is decided in `resolve`, what stands above it here. Where only one division bears the name in the report's
year, it is that one, if nothing official in the text points elsewhere; namesakes (鼓楼区) are told apart by the areas
before the name, then by the prefecture and the province that the text or the telephone names. Anything less is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from transforms.doubts import Doubt
from transforms.identity.agency import Identity
from transforms.identity.division_list import Bearer, DivisionList, full_code
from transforms.identity.evidence import OFFICIAL, WORDS, Places
from transforms.identity.named_body import NamedBody, part_body
from transforms.identity.place_names import strip_office
from transforms.language import Pair, listed

# A report names its body as it was called at the end of its year, or when it is published, a year later.
_SLACK_YEARS = 1
# By what a namesake is known before which no area stands: how many digits of a code its prefecture or province has.
_LEVELS = (
    (4, Pair("写明了所属地级市（州、盟）", "its prefecture is named")),
    (2, Pair("写明了所属省份", "its province is named")),
)
_ELSEWHERE = Pair(
    "叫这个名称的区划只有一个，正文写的却是别处的地名",
    "the text names other places than those of the only division with the name",
)
# A township without a code is compared by its name where a place stands in front of it (示例县样例镇); a bare name such
# as 城关镇 belongs to many.
_PLACED_TOWNSHIP = re.compile(r"(?:.[省市盟县区旗]|..州).+(?:镇|乡|街道|苏木)$")


@dataclass(frozen=True, slots=True)
class Publisher:
    """The division of a report's body. `name` is the body's own name in it, '' for the government; `body_code` the
    last code of the same place, under which its reports of all years are compared."""

    division_code: str | None
    division_level: str | None
    name: str
    body_code: str | None
    evidence: Pair
    doubts: tuple[Doubt, ...] = ()

    def body_key(self, agency: str | None, report_id: str) -> str:
        """What tells whether two reports are of one body: its division, level and name.

        A body whose division is unknown is known by its name only where that is a township's with its place; any
        other report stands alone.

        >>> unknown = Publisher(None, None, "", None, Pair("", ""))
        >>> unknown.body_key("示例县样例镇人民政府", "0123"), unknown.body_key("样例镇", "0123")
        ('agency 示例县样例镇', 'report 0123')
        """
        if self.body_code is not None:
            return " ".join(filter(None, (str(self.division_level), self.body_code, self.name)))
        bare = strip_office(agency or "")
        return f"agency {bare}" if _PLACED_TOWNSHIP.search(bare) else f"report {report_id}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A division's code or None, why, and the codes that it may be."""

    code: str | None
    evidence: Pair
    candidates: tuple[str, ...] = ()


def find_publisher(identity: Identity, year: int | None) -> Publisher:
    """The division of the body that an identity names, as of the report's year."""
    if identity.township_code is not None:
        code = identity.township_code
        return Publisher(
            code, "township", "", code, Pair("乡镇（街道）已经确定", "its township is known"), identity.doubts
        )
    if identity.places is None or identity.agency is None or identity.township_match == "ambiguous":
        return Publisher(None, None, "", None, Pair("没有确定", "none is known"), identity.doubts)
    divisions = identity.places.gazetteer.divisions
    bodies = [body for name in identity.names if (body := part_body(name, divisions))]
    found = _Search(identity.places, divisions, year).find(bodies, identity.rivals)
    if found.code is not None:
        own = divisions.by_code[found.code]
        body_code = full_code(divisions.body_code(own.code))
        return Publisher(full_code(own.code), own.level, bodies[0].name, body_code, found.evidence)
    # A body that may be a township has its finding already.
    doubts = identity.doubts or (_doubt(identity.agency, found, divisions),)
    return Publisher(None, None, "", None, found.evidence, doubts)


def _doubt(agency: str, found: _Found, divisions: DivisionList) -> Doubt:
    subject = "report.division_code"
    if not found.candidates:
        message = Pair(
            "不能确定“{agency}”属于哪个行政区划：{why}。",
            "No division is certainly that of “{agency}”: {why}.",
            agency=agency,
            why=found.evidence,
        )
        return Doubt("township_unresolved", "info", message, subject, None, agency)
    candidates = listed(divisions.describe(code) for code in found.candidates)
    message = Pair(
        "“{agency}”可能属于其中任何一个：{candidates}。{why}。",
        "“{agency}” may be of any of {candidates}: {why}.",
        agency=agency,
        candidates=candidates,
        why=found.evidence,
    )
    return Doubt("township_ambiguous", "warning", message, subject, None, str(candidates))


@dataclass(frozen=True)
class _Search:
    """The search for the division of a body in a report of a year, with what its text says of places."""

    places: Places
    divisions: DivisionList
    year: int | None

    def find(self, bodies: Sequence[NamedBody], rivals: Iterable[str]) -> _Found:
        """The division of a body that has these names, unless the text names a rival of another division."""
        if not bodies or any(self._is_below(body) for body in bodies):
            says = Pair("这个名称不是政府或政府部门的", "its name is that of no government and no department of one")
            return _Found(None, says)
        fullest = max(bodies, key=lambda body: len(body.areas))
        others = [{bearer.code for bearer in body.bearers} for body in bodies]
        bearers = [bearer for bearer in fullest.bearers if all(bearer.code in codes for codes in others)]
        codes = self._of_the_year(bearers)
        if not codes:
            says = Pair("报告所属年度没有{place}", "there was no {place} in the report's year")
            return _Found(None, says.filled(place="".join(fullest.areas)))
        found = self._choose(codes, fullest)
        against = found.code and self._find_rival(found.code, rivals)
        if against:
            says = Pair("正文还写明由{rival}发布", "the text names {rival} as its publisher too", rival=against)
            return _Found(None, says, (str(found.code),))
        return found

    def _is_below(self, body: NamedBody) -> bool:
        """Whether a body's own name begins with that of a township anywhere, or is that of one in the division."""
        find, codes = self.places.gazetteer.find, {bearer.code for bearer in body.bearers}
        if any(entry.county_code in codes for entry in find(body.name)):
            return True
        return any(find(body.name[:end]) for end in range(2, len(body.name)))

    def _of_the_year(self, bearers: Iterable[Bearer]) -> list[str]:
        """One code a place: of the bearers of the year, or else of places that bore the name before and still are.

        A division that ended long ago publishes nothing: either the year or the place is wrong.
        """
        known = list(bearers)
        if self.year is None:
            return self._last_of_each_place(known)
        for slack in (0, _SLACK_YEARS):
            near = [one for one in known if one.is_of(self.year, slack=slack)]
            if near:
                return self._last_of_each_place(near)
        former = (one.code for one in known if one.last is not None and one.last < self.year)
        codes = (self.divisions.code_in(code, self.year) for code in former)
        return list(dict.fromkeys(code for code in codes if code is not None))

    def _last_of_each_place(self, bearers: Iterable[Bearer]) -> list[str]:
        last = {self.divisions.body_code(one.code): one.code for one in sorted(bearers, key=lambda one: one.first or 0)}
        return list(last.values())

    def _choose(self, codes: Sequence[str], body: NamedBody) -> _Found:
        if len(body.areas) > 1:
            several = [*codes, *self._namesakes_in_text(codes, body.areas[-1])]
            if len(several) == 1:
                return _Found(codes[0], Pair("名称写明了在哪里", "its name says where it is"))
            says = Pair("写到了几个同名的区划", "several divisions of the name are named")
            return self._several(several, says)
        possible = [code for code in codes if self._fits_phone(code)]
        if not possible:
            return _Found(None, Pair("电话区号是别处的", "the telephone's area code is of another place"))
        # 矿区 and the like are words too, and mean another place where no prefecture is named.
        if len(codes) == 1 and body.areas[-1] not in WORDS:
            if self._is_contradicted(codes[0]):
                return _Found(None, _ELSEWHERE)
            return _Found(codes[0], Pair("没有别的区划叫这个名称", "no other division has the name"))
        return self._choose_namesake(possible, codes, body.areas[-1])

    def _choose_namesake(self, possible: Sequence[str], codes: Sequence[str], name: str) -> _Found:
        """One of several divisions of a name, by the areas before it in the text, else by those that it names."""
        counts = self._counts_before(codes, name)
        most = max(counts.values())
        ahead = [code for code in codes if counts[code] == most] if most else []
        ways = [(ahead, Pair("正文写明了在哪里", "the text says where it is"))]
        ways += [([code for code in codes if self._is_near(code, digits)], words) for digits, words in _LEVELS]
        for near, words in ways:
            if len(near) > 1:
                break
            if near:
                if near[0] in possible and not self._is_contradicted(near[0]):
                    return _Found(near[0], words)
                return self._several(codes, Pair("正文指向几个地方", "the text points to several places"))
        says = Pair("只凭名称看不出在哪里", "its name alone does not say where it is")
        return self._several(codes, says)

    def _several(self, codes: Iterable[str], reason: Pair) -> _Found:
        return _Found(None, reason, tuple(sorted(codes)))

    def _counts_before(self, codes: Iterable[str], name: str) -> dict[str, int]:
        """How often areas of each division stand before its name in the text, and none of another place."""
        areas, chains = self.places.gazetteer.areas, self.places.chains_before(name).items()
        related = {code: self._related(code) for code in codes}
        return {
            code: sum(count for chain, count in chains if all(self._touches(areas[area], around) for area in chain))
            for code, around in related.items()
        }

    def _is_near(self, code: str, digits: int) -> bool:
        """Whether the text officially names the division's prefecture or province; a telephone names the former."""
        above = {other for other in self._above(code) if other == other[:digits].ljust(6, "0")}
        if digits == 4 and self.places.phone_prefectures & _prefectures((code, *self.divisions.heirs(code))):
            return True
        return self.places.support(above) >= OFFICIAL

    def _above(self, code: str) -> frozenset[str]:
        return self.divisions.places_of(code) - {code, self.divisions.body_code(code)}

    def _related(self, code: str) -> frozenset[str]:
        """The division, what it became, and what they belong to."""
        own = (code, *self.divisions.heirs(code))
        return frozenset(other for one in own for other in self.divisions.places_of(one))

    def _touches(self, named: Collection[str], around: Collection[str]) -> bool:
        return any(code in around for code in named)

    def _is_contradicted(self, code: str) -> bool:
        """Whether the text officially names a place that neither holds the division nor lies in it."""
        areas, around = self.places.gazetteer.areas, self._related(code)
        own = {code, *self.divisions.heirs(code)}
        return any(
            rank >= OFFICIAL
            and not self._touches(areas[name], around)
            and not any(own & set(self.divisions.lineage(other)) for other in areas[name])
            for name, rank in self.places.strengths.items()
        )

    def _namesakes_in_text(self, codes: Sequence[str], name: str) -> list[str]:
        """Other places of the name that the text puts where they are as often: it may be copied from one of them."""
        heirs, listed = self.divisions.heirs, self.divisions.by_code
        own = frozenset(heir for code in codes for heir in heirs(code))
        levels = {listed[code].level for code in codes}
        named = dict.fromkeys(one.code for one in self.divisions.by_name[name] if not heirs(one.code) & own)
        others = [code for code in named if listed[code].level in levels]
        if not others:
            return []
        counts = self._counts_before((*codes, *others), name)
        least = max([1, *(counts[code] for code in codes)])
        return [code for code in others if counts[code] >= least]

    def _fits_phone(self, code: str) -> bool:
        """Whether the area code does not speak against a division; one of a neighbour in the province does not."""
        prefectures = self.places.phone_prefectures
        return not prefectures or any(other[:2] == code[:2] for other in prefectures)

    def _find_rival(self, code: str, rivals: Iterable[str]) -> str | None:
        """A body of another division that the text presents as the publisher as well."""
        around = self._related(code)
        for name in rivals:
            body = part_body(name, self.divisions)
            codes = self._of_the_year(body.bearers) if body else []
            if codes and not any(other in around or code in self.divisions.lineage(other) for other in codes):
                return name
        return None


def _prefectures(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{code[:4]}00" for code in codes)
