"""Which township of the gazetteer a body is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.identity.evidence import NAMED, OFFICIAL, Places
from transforms.identity.gazetteer import Entry, Gazetteer
from transforms.identity.place_names import stem, strip_office, without_nationality
from transforms.language import Pair
from transforms.text import HAN

# A zone that is no county in the lists says nothing of the county that its townships are counted in. A county of such
# an ending is looked up before (新区); zones of other endings (样例新城) are missed, and their townships not found.
_ZONE = re.compile(
    rf"[{HAN}]{{0,8}}?(?:高新区|开发区|经开区|新区|示范区|管理区|度假区|旅游区|风景区|园区|保税区|实验区|管委会|管理委员会)$"
)
# Before a body that signs for the party, or in a title that says 关于; 关 alone begins names (关山镇).
_NOISE = re.compile(r"^(?:中共|关于|中国共产党)+")
# By what a township is known that no county tells; the last needs no place at all.
_LEVELS = (
    (1, Pair("写明了所属地级市（州、盟）", "its prefecture is named")),
    (2, Pair("写明了所属省份", "its province is named")),
    (0, Pair("没有别的地方叫这个名称", "no other place has the name")),
)
_ELSEWHERE = Pair(
    "叫这个名称的乡镇（街道）只有一个，正文写的却是别处的地名",
    "the text names other places than those of the only township with the name",
)
_COUNTY_NAMED = Pair("名称前写明了所属的县", "its county stands before the name")
_COUNTY_IN_TEXT = Pair("正文中的名称前写明了所属的县", "its county stands before the name in the text")
_SEVERAL_PLACES = Pair("几个地方都叫这个名称", "several places have the name")
# The governments above a township, before its name (示例市人民政府演示县政府样例镇); the areas are what counts.
_GOVERNMENT = re.compile(r"(?<=[省市县区旗州盟])(?:人民)?政府")
# The office of a subdistrict whose name leaves 街道 out (永乐办事处); a name of one character is none.
_SHORT_OFFICE = re.compile(r"(?<=..)办事处$")


class Resolution(NamedTuple):
    """A township's code or None, the kind of match, what decided it, and the codes that it may be."""

    code: str | None
    match: str
    evidence: Pair
    candidates: tuple[str, ...] = ()


class Split(NamedTuple):
    """One way to read a body's name: areas, then the name of a township that the gazetteer has."""

    areas: tuple[str, ...]
    name: str
    entries: tuple[Entry, ...]
    is_fuzzy: bool = False


NOTHING = Resolution(None, "none", Pair("区划名录中没有这样的乡镇（街道）", "the gazetteer has no such township"))


def resolve(agency: str, places: Places) -> Resolution:
    """The township that a body is, as far as the name and the places of the text decide it."""
    gazetteer = places.gazetteer
    bare = _NOISE.sub("", strip_office(agency))
    bare = _SHORT_OFFICE.sub("街道", bare)
    exact = [_consistent(split, gazetteer) for split in _splits(bare, gazetteer, is_fuzzy=False)]
    found = next((split for split in exact if split.entries), None)
    decided = _choose(found, places) if found else NOTHING
    if decided.code or decided.candidates:
        return decided
    fuzzy = [_consistent(split, gazetteer) for split in _splits(bare, gazetteer, is_fuzzy=True)]
    for split in fuzzy:
        if split.entries:
            chosen = _choose(split, places)
            return chosen if chosen.code else decided
    return decided


def known_as(agency: str, gazetteer: Gazetteer) -> tuple[str, frozenset[str]]:
    """The name of a township that a body's name ends in, itself where there is none, and the codes of its bearers."""
    bare = _SHORT_OFFICE.sub("街道", _NOISE.sub("", strip_office(agency)))
    splits = (_consistent(split, gazetteer) for split in _splits(bare, gazetteer, is_fuzzy=False))
    split = next((split for split in splits if split.entries), None)
    if split is None:
        return bare, frozenset()
    return without_nationality(split.name), frozenset(entry.township_code for entry in split.entries) - {""}


def _splits(bare: str, gazetteer: Gazetteer, *, is_fuzzy: bool) -> Iterator[Split]:
    """All ways to read a name, the longest name of a township first."""
    for start in range(max(0, len(bare) - 1)):
        name = bare[start:]
        entries = _similar(name, gazetteer) if is_fuzzy else gazetteer.find(name)
        areas = _read_areas(_GOVERNMENT.sub("", bare[:start]), gazetteer) if entries else None
        if areas is not None:
            yield Split(areas, name, tuple(entries), is_fuzzy)


def _similar(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Townships of that stem and another kind, or of the name with its kind doubled or its 子 lost."""
    if name[-2:] in ("镇镇", "乡乡"):
        return gazetteer.find(name[:-1])
    if stem(name) == name:
        return []
    found = gazetteer.find_stem(name)
    return found or gazetteer.find(f"{stem(name)}子{name[len(stem(name)) :]}")


def _read_areas(text: str, gazetteer: Gazetteer) -> tuple[str, ...] | None:
    """A text as a row of areas' names; None where it is not that alone."""
    if not text:
        return ()
    for length in gazetteer.area_lengths.get(text[-2:], ()):
        if text[-length:] in gazetteer.areas:
            before = _read_areas(text[:-length], gazetteer)
            if before is not None:
                return (*before, text[-length:])
    short = next((f"{text}{end}" for end in ("省", "市", "县", "区", "旗") if f"{text}{end}" in gazetteer.areas), "")
    if short:
        return (short,)
    return () if _ZONE.fullmatch(text) else _read_areas_before_zone(text, gazetteer)


def _read_areas_before_zone(text: str, gazetteer: Gazetteer) -> tuple[str, ...] | None:
    zone = _ZONE.search(text)
    if zone is None:
        return None
    for start in range(zone.start(), len(text) - 2):
        areas = _read_areas(text[:start], gazetteer) if start else None
        if areas:
            return areas
    return None


def _consistent(split: Split, gazetteer: Gazetteer) -> Split:
    """A split with the entries that lie in all areas of the name."""
    entries = [entry for entry in split.entries if _is_within(entry, split.areas, gazetteer)]
    return split._replace(entries=tuple(entries))


def _choose(split: Split, places: Places) -> Resolution:
    """One of the entries of a split, or why none can be chosen."""
    gazetteer = places.gazetteer
    entries = _once(split.entries)
    chains = places.chains_before(split.name)
    named = [entry for entry in entries if _is_below(entry, split.areas, gazetteer)]
    chained = named or [entry for entry in entries if _chain_count(entry, chains, gazetteer)]
    if chained:
        rivals = _find_rivals(chained, split, chains, places)
        if rivals:
            says = Pair("正文还写到了同名乡镇（街道）所属的县", "the text names the county of a namesake too")
            return _several([*chained, *rivals], gazetteer, says)
        return _decide(chained, split, _COUNTY_NAMED if named else _COUNTY_IN_TEXT, places, is_exact=True)
    foreign = [chain for chain in chains if not any(_is_within(entry, chain, gazetteer) for entry in entries)]
    if foreign:
        says = Pair(
            "名称前写的是{area}，区划名录中那里没有这个地方",
            "the gazetteer has no such place in {area}, which stands before the name",
            area="".join(foreign[0]),
        )
        return Resolution(None, "none", says)
    return _choose_by_places(entries, split, places)


def _find_rivals(
    chained: Sequence[Entry], split: Split, chains: Mapping[tuple[str, ...], int], places: Places
) -> list[Entry]:
    """Namesakes whose county the text has as often before the name, or names officially elsewhere."""
    gazetteer = places.gazetteer
    own = max(_chain_count(entry, chains, gazetteer) for entry in chained)
    codes = {entry.township_code for entry in chained}
    return [
        entry
        for entry in gazetteer.find(split.name)
        if entry.township_code not in codes
        and (
            _chain_count(entry, chains, gazetteer) >= max(own, 1)
            or all(places.supports_rather(entry, other) for other in chained)
        )
    ]


def _choose_by_places(entries: Sequence[Entry], split: Split, places: Places) -> Resolution:
    """Choose by what the text names elsewhere: the county, then the prefecture, then the province, then nothing."""
    possible = [entry for entry in entries if _fits_phone(entry, places)]
    if not possible:
        return Resolution(None, "none", Pair("电话区号是别处的", "the telephone's area code is of another place"))
    chosen = _choose_by_county(possible, split, places)
    if chosen is not None:
        return chosen
    if split.is_fuzzy:
        return Resolution(None, "none", Pair("只有另一类名称的地方", "only a name of another kind is known"))
    everywhere = _all_of_stem(split.name, places.gazetteer)
    for level, words in _LEVELS:
        near = [entry for entry in everywhere if not level or _is_near(entry, level, places)]
        own = [entry for entry in possible if any(_is_one_place(entry, other) for other in near)]
        if len(near) == 1 and own and not places.contradicts(own[0], OFFICIAL):
            return _decide(own, split, words, places, is_exact=False)
    if len(entries) == 1 and places.contradicts(entries[0], OFFICIAL):
        return Resolution(None, "none", _ELSEWHERE)
    return _several(everywhere, places.gazetteer, _SEVERAL_PLACES)


def _choose_by_county(possible: Sequence[Entry], split: Split, places: Places) -> Resolution | None:
    """Choose by the county that the text names; None where it names none of a candidate's, or only by the way."""
    strengths = [places.support(_county_codes(entry, places.gazetteer)) for entry in possible]
    best = max(strengths)
    supported = [entry for entry, strength in zip(possible, strengths, strict=True) if strength == best]
    by_the_way = len(supported) == 1 and not split.is_fuzzy and not places.contradicts(supported[0], OFFICIAL)
    if best >= OFFICIAL or (best >= NAMED and by_the_way):
        is_only = len(_all_of_stem(split.name, places.gazetteer)) == 1
        return _decide(supported, split, Pair("写明了所属的县", "its county is named"), places, is_exact=is_only)
    return None


def _decide(entries: Sequence[Entry], split: Split, reason: Pair, places: Places, *, is_exact: bool) -> Resolution:
    codes = {entry.township_code for entry in entries}
    if len(entries) > 1 and len(codes) > 1:
        return _several(entries, places.gazetteer, _SEVERAL_PLACES)
    code = entries[0].township_code
    if not code:
        says = Pair("名录中已经没有{name}", "{name} is no longer in the list", name=split.name)
        return Resolution(None, "none", says)
    current = places.gazetteer.townships[code][0]
    is_same = without_nationality(current) == without_nationality(split.name)
    return Resolution(code, "exact" if is_exact and is_same and not split.is_fuzzy else "inferred", reason)


def _several(entries: Iterable[Entry], gazetteer: Gazetteer, reason: Pair) -> Resolution:
    codes = tuple(sorted({entry.township_code for entry in entries if entry.township_code}))
    return Resolution(None, "ambiguous", reason, codes) if codes else NOTHING


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of different townships; a township that moved counts once, under each county that it belonged to."""
    return list({(entry.township_code, entry.county_code): entry for entry in entries}.values())


def _all_of_stem(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """One entry for every township that bears the name's stem: a list of one day does not know all earlier kinds."""
    entries = gazetteer.find_stem(name)
    with_code = {entry.township_code: entry for entry in entries if entry.township_code}
    counties = {entry.county_code for entry in with_code.values()}
    gone = {
        entry.county_code: entry for entry in entries if not entry.township_code and entry.county_code not in counties
    }
    return [*with_code.values(), *gone.values()]


def _is_one_place(entry: Entry, other: Entry) -> bool:
    """Whether two entries are of one township; one that is gone is the only one of its county."""
    if entry.township_code or other.township_code:
        return entry.township_code == other.township_code
    return entry.county_code == other.county_code


def _is_within(entry: Entry, areas: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Whether an entry lies in all of these areas."""
    lineage = gazetteer.lineage(entry)
    return all(gazetteer.areas[area] & lineage for area in areas)


def _is_below(entry: Entry, areas: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether an entry lies in all of these areas, and one of them is its county."""
    counties = _county_codes(entry, gazetteer)
    return _is_within(entry, areas, gazetteer) and any(gazetteer.areas[area] & counties for area in areas)


def _chain_count(entry: Entry, chains: Mapping[tuple[str, ...], int], gazetteer: Gazetteer) -> int:
    """How often the text names an entry's township with its county."""
    return sum(count for chain, count in chains.items() if _is_below(entry, chain, gazetteer))


def _county_codes(entry: Entry, gazetteer: Gazetteer) -> set[str]:
    own = {gazetteer.townships[entry.township_code][2]} if entry.township_code else set()
    return own | {entry.county_code}


def _fits_phone(entry: Entry, places: Places) -> bool:
    """Whether the area code does not speak against an entry."""
    prefectures = places.phone_prefectures
    county = places.gazetteer.counties.get(entry.county_code)
    return not (prefectures and county and county.area_codes and county.prefecture_code not in prefectures)


def _is_near(entry: Entry, level: int, places: Places) -> bool:
    """Whether the text names the prefecture (1) or the province (2) of an entry officially, or the telephone does."""
    county = places.gazetteer.counties.get(entry.county_code)
    if county is None:
        return False
    if level == 1 and county.prefecture_code in places.phone_prefectures:
        return True
    return places.support({county.codes[level]}) >= OFFICIAL
