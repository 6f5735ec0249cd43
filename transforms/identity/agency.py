"""The publisher of a report: one body of those that the text names, and its township."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transforms.doubts import Doubt
from transforms.identity.evidence import Places, areas_in, build_places
from transforms.identity.gazetteer import Gazetteer
from transforms.identity.kinds import TOWNSHIP_KINDS, UPPER_KINDS, agency_kind
from transforms.identity.mentions import AREA_SELF, OTHER_SELF, SELF, Mention
from transforms.identity.place_names import strip_office
from transforms.identity.prose import own_name, placed_name
from transforms.identity.resolve import Resolution, known_as, resolve
from transforms.identity.told import ends_alike, read_told, title_of
from transforms.language import NOTHING, Pair, joined, listed

LOCAL_KINDS = (*TOWNSHIP_KINDS, "other")
# How much a place says about the publisher. A title or a signature is written for this report; metadata are often
# those of the website's owner, and a path those of whoever collected the files. Only their order and the halves that
# `_RIVAL_SHARE` makes of them decide: a contact or a signature can contest a title, the text cannot.
WEIGHTS = {
    "title": 4.0,
    "heading": 3.0,
    "signature": 3.0,
    "contact": 2.5,
    "preamble": 2.0,
    "text": 2.0,
    "metadata title": 2.0,
    "office": 1.0,
    "list": 1.0,
    "metadata": 1.0,
    "address": 1.0,
    "navigation": 1.0,
    "path": 1.0,
}
_PLACES: Mapping[str, Pair] = {
    "title": Pair("标题", "title"),
    "heading": Pair("题头", "heading"),
    "signature": Pair("落款", "signature"),
    "contact": Pair("联系方式", "contact"),
    "preamble": Pair("开头部分", "preamble"),
    "text": Pair("正文", "text"),
    "metadata title": Pair("元数据的标题", "metadata title"),
    "office": Pair("办公机构", "office"),
    "list": Pair("列表", "list"),
    "metadata": Pair("元数据", "metadata"),
    "address": Pair("地址", "address"),
    "navigation": Pair("导航", "navigation"),
    "path": Pair("路径", "path"),
}
# A township that weighs as much is chosen before a heavier body that is none: the text names it, or two weak places do.
# A path or metadata alone are no such evidence.
_LEAST_WEIGHT = 2
# A township that weighs more than this share of the chosen one is its rival, and makes the report ambiguous. A title
# has one in a contact or signature of another township, not in a neighbour that the text speaks of.
_RIVAL_SHARE = 0.5
# A department that speaks of itself.
_BUREAU_SELF = re.compile("[我本](?:局|委|办|厅|院|处|中心|部门|单位|街道)")
_TITLES = frozenset({"title", "heading"})
# Where a report says whose it is, beside its title.
_SPOKEN = frozenset({"signature", "contact", "preamble", "text"})
_DECLARED = frozenset({"signature", "preamble"})
_WEAK = frozenset({"office", "list", "path", "metadata", "navigation", "address"})
_UNNAMED = Doubt(
    "township_unresolved",
    "info",
    Pair("没有写明是哪个机关的报告，因而不知属于何地。", "No body is named as its publisher, so its place is unknown."),
    "report.agency",
)
# Most common names have some ten bearers; a finding with fifty codes is read by nobody.
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """The disclosing body as named, simplified, and its township where that is certain.

    `names` are the spellings of its name, the most telling first, `rivals` the bodies above the townships that the text
    presents as the publisher as well, and `places` what the text says of places: what `find_publisher` asks.
    """

    title: str | None
    agency: str | None
    agency_kind: str | None
    township_code: str | None
    township_match: str
    evidence: Pair
    doubts: tuple[Doubt, ...] = ()
    names: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    places: Places | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """Mentions of one body; `names` and `codes` are those under which other mentions are known to be it."""

    mentions: tuple[Mention, ...]
    names: frozenset[str]
    codes: frozenset[str]
    kind: str

    @property
    def name(self) -> str:
        """Its name at the most telling place."""
        telling = (mention for mention in self.mentions if mention.place not in _WEAK - {"list"})
        return next(telling, self.mentions[0]).name

    @property
    def places(self) -> frozenset[str]:
        """The places of the text that name it."""
        return frozenset(mention.place for mention in self.mentions)

    @property
    def weight(self) -> float:
        """The weight of these places."""
        return sum(WEIGHTS[place] for place in self.places)

    @property
    def is_local(self) -> bool:
        """Whether it may be a township-level division."""
        return self.kind in LOCAL_KINDS


def find_identity(
    text: str,
    gazetteer: Gazetteer | None,
    path: str = "",
    metadata: Iterable[tuple[str, str]] = (),
) -> Identity:
    """Find title, agency and township in a simplified text.

    `path` is the file's path below the raw folder, `metadata` what the file states about itself.

    >>> identity = find_identity("示例县样例乡2021年政府信息公开工作年度报告\\n一、总体情况", None)
    >>> identity.agency, identity.agency_kind, identity.township_match
    ('示例县样例乡', 'township', 'none')
    """
    told = read_told(text, path, metadata, gazetteer)
    bodies = _group(told.mentions, gazetteer)
    chosen, rivals = _choose_body(bodies, told.compact)
    if chosen is None and gazetteer is not None and (name := own_name(told.compact, gazetteer)):
        bodies = _group([Mention(name, "text")], gazetteer)
        chosen = bodies[0]
    title = title_of(frozenset(mention.name for mention in chosen.mentions) if chosen else frozenset(), told)
    if chosen is None:
        nobody = Pair("没有写明机关", "no agency is named")
        return Identity(title, None, None, None, "none", nobody, () if gazetteer is None else (_UNNAMED,))
    named_in = listed(words for place, words in _PLACES.items() if place in chosen.places)
    evidence = Pair("机关名称见于：{places}", "named in: {places}", places=named_in)
    if gazetteer is None:
        return Identity(title, chosen.name, chosen.kind, None, "none", evidence)
    spoken = [mention.name for mention in chosen.mentions]
    places = build_places(told.named, spoken, told.path, told.pairs, gazetteer)
    found = _resolve(chosen, rivals, places)
    doubts = _doubts(chosen.name, found, gazetteer) if chosen.is_local else ()
    return Identity(
        title,
        chosen.name,
        chosen.kind,
        found.code,
        found.match,
        joined("；", "; ", [evidence, found.evidence]),
        doubts,
        names=tuple(_spellings(chosen, told.compact, gazetteer)),
        rivals=tuple(body.name for body in bodies if not body.is_local and body != chosen and _is_rival(body, chosen)),
        places=places,
    )


def _group(mentions: Sequence[Mention], gazetteer: Gazetteer | None) -> list[Body]:
    """The mentions by body: names of the same township, whatever stands before them; the weightiest body first."""
    bodies: list[Body] = []
    for mention in mentions:
        bare = strip_office(mention.name)
        name, codes = known_as(mention.name, gazetteer) if gazetteer else (bare, frozenset[str]())
        same = [body for body in bodies if _is_same(body, name, codes)]
        if not same:
            bodies.append(Body((mention,), frozenset({name}), codes, agency_kind(mention.name, gazetteer)))
            continue
        body = same[0]
        grown = Body((*body.mentions, mention), body.names | {name}, body.codes | codes, body.kind)
        bodies[bodies.index(body)] = grown
    return sorted(bodies, key=lambda body: -body.weight)


def _is_same(body: Body, name: str, codes: frozenset[str]) -> bool:
    """Whether a name is one of the body's; names of the gazetteer are compared whole, others by their ends."""
    if name in body.names or body.codes & codes:
        return True
    is_known = bool(body.codes and codes)
    return not is_known and any(ends_alike(one, name) or ends_alike(name, one) for one in body.names)


def _choose_body(bodies: Sequence[Body], text: str) -> tuple[Body | None, list[Body]]:
    """The publisher, and the townships that may be it instead.

    What a title names is the publisher, if nothing of weight speaks for another. Without a title it is whoever signs.
    A township that only the text names may be one that a county or a department reports on, so beside one of those it
    must say of itself that it is a township; a county that only the contact or the metadata name is then its superior.
    """
    speaks_as_area = AREA_SELF.search(text) and not SELF.search(text) and not _BUREAU_SELF.search(text)
    if not speaks_as_area:
        bodies = [body for body in bodies if body.places != {"office"}]
    is_town = bool(SELF.search(text)) and not OTHER_SELF.search(text)
    if is_town or speaks_as_area:
        bodies = [body for body in bodies if body.places != {"contact"} or not _is_helper(body, is_town=is_town)]
    if is_town:
        bodies = [body for body in bodies if body.is_local or body.places - _WEAK - {"heading"}]
    titled = _titled(bodies, is_town=is_town)
    telling = [body for body in bodies if body.weight >= _LEAST_WEIGHT or len(bodies) == 1]
    local = next((body for body in telling if body.is_local), None)
    upper = next((body for body in telling if not body.is_local), None)
    upper = _most_specific(upper, telling) if upper else None
    chosen = titled or local or upper or _of_weak(bodies, is_town=is_town)
    if titled is None and local and upper:
        is_own = local.places & {"signature", "contact", "preamble"} or (
            "signature" not in upper.places and SELF.search(text)
        )
        chosen = local if is_own else upper
    if chosen is None:
        return None, []
    rivals = [body for body in bodies if body is not chosen and body.is_local and _is_rival(body, chosen)]
    return chosen, rivals if chosen.is_local else []


def _is_helper(body: Body, *, is_town: bool) -> bool:
    """Whether a body that only the contact names is not the township, or else the area, that speaks in the report."""
    return not body.is_local if is_town else body.kind == "department"


def _titled(bodies: Sequence[Body], *, is_town: bool) -> Body | None:
    """The body of the title. A government above the title is the site's where another body speaks in the report."""
    titled = next((body for body in bodies if body.places & _TITLES), None)
    if titled is None or titled.is_local:
        return titled
    told = [body for body in bodies if body is not titled and body.places & _SPOKEN]
    lower = next((body for body in told if body.is_local), None)
    if is_town and (lower or "title" not in titled.places):
        return lower
    if "title" in titled.places:
        return titled
    asked = next((body for body in told if body.is_local and body.places & {"contact", *_DECLARED}), None)
    if asked or titled.kind not in UPPER_KINDS:
        return asked or titled
    return next((body for body in told if body.places & _DECLARED and body.kind not in UPPER_KINDS), titled)


def _most_specific(upper: Body, bodies: Sequence[Body]) -> Body:
    """The branch of a department, where the text names both (示例市公安局, 示例市公安局样例分局)."""
    return next((body for body in bodies if body is not upper and body.name.startswith(upper.name)), upper)


def _of_weak(bodies: Sequence[Body], *, is_town: bool) -> Body | None:
    """The only body that metadata and paths name; of several, the only one that may speak so."""
    possible = [body for body in bodies if body.is_local or not is_town]
    return possible[0] if len(possible) == 1 else None


def _is_rival(body: Body, chosen: Body) -> bool:
    return bool(body.places & _TITLES) or body.weight > chosen.weight * _RIVAL_SHARE


def _resolve(body: Body, rivals: Sequence[Body], places: Places) -> Resolution:
    if not body.is_local:
        return Resolution(None, "none", Pair("它不是乡镇（街道）", "it is no township"))
    if rivals:
        candidates = tuple(
            sorted({code for one in (body, *rivals) if (code := resolve(one.name, places).code) is not None})
        )
        names = "、".join(rival.name for rival in rivals)
        says = Pair("正文还写明由{names}发布", "the text names {names} as its publisher too", names=names)
        return Resolution(None, "ambiguous", says, candidates)
    found = max((resolve(name, places) for name in _mentioned(body)), key=_certainty)
    is_told = bool(body.places - _WEAK)
    return found if is_told or found.match != "exact" else found._replace(match="inferred")


def _mentioned(body: Body) -> list[str]:
    """The names of a body as its mentions write them; the first decides, another one may name the county as well."""
    first = body.name
    longer = [mention.name for mention in body.mentions if strip_office(mention.name).endswith(strip_office(first))]
    return list(dict.fromkeys([first, *longer]))


def _spellings(body: Body, compact: str, gazetteer: Gazetteer) -> list[str]:
    """The names of a body; that of a department without an area, with the area that the prose says."""
    names = _mentioned(body)
    is_bare = body.kind == "department" and not any(True for name in names for _ in areas_in(name, gazetteer))
    placed = placed_name(names[0], compact, gazetteer) if is_bare else ""
    return [*names, placed] if placed else names


def _certainty(found: Resolution) -> int:
    return ("none", "ambiguous", "inferred", "exact").index(found.match)


def _doubts(agency: str, found: Resolution, gazetteer: Gazetteer) -> tuple[Doubt, ...]:
    if found.code is not None:
        return ()
    subject = "report.township_code"
    if found.match == "none":
        message = Pair(
            "不能确定“{agency}”是区划名录中的哪个乡镇（街道）：{why}。",
            "No township of the gazetteer is certainly “{agency}”: {why}.",
            agency=agency,
            why=found.evidence,
        )
        return (Doubt("township_unresolved", "info", message, subject, None, agency),)
    candidates = listed(gazetteer.describe(code) for code in found.candidates[:_MOST_LISTED])
    message = Pair(
        "“{agency}”可能是其中任何一个：{candidates}{more}。{why}。",
        "“{agency}” may be any of {candidates}{more}: {why}.",
        agency=agency,
        candidates=candidates or Pair("几个乡镇（街道）", "several townships"),
        more=_more(len(found.candidates) - _MOST_LISTED),
        why=found.evidence,
    )
    return (Doubt("township_ambiguous", "warning", message, subject, None, str(candidates) or agency),)


def _more(count: int) -> Pair:
    return Pair("，另有{count}个", " and {count} more", count=count) if count > 0 else NOTHING
