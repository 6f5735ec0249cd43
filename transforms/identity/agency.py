"""The publisher of a report: one body of those that the text names, and its township."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.doubts import Doubt
from transforms.identity.evidence import Places, build_places
from transforms.identity.gazetteer import Gazetteer
from transforms.identity.kinds import TOWNSHIP_KINDS, agency_kind
from transforms.identity.mentions import SELF, Mention, find_mentions
from transforms.identity.place_names import strip_office
from transforms.identity.resolve import Resolution, known_as, resolve
from transforms.outline import compact_lines, find_titles

LOCAL_KINDS = (*TOWNSHIP_KINDS, "other")
# How much a place says about the publisher. A title or a signature is written for this report; metadata are often
# those of the website's owner, and a path those of whoever collected the files. Only their order and the halves that
# `_RIVAL_SHARE` makes of them decide: a contact or a signature can contest a title, the text cannot.
WEIGHTS = {
    "title": 4.0,
    "signature": 3.0,
    "contact": 3.0,
    "preamble": 2.0,
    "text": 2.0,
    "metadata title": 2.0,
    "metadata": 1.0,
    "path": 1.0,
}
# A township that weighs as much is chosen before a heavier body that is none: the text names it, or two weak places do.
# A path or metadata alone are no such evidence.
_LEAST_WEIGHT = 2
# A township that weighs more than this share of the chosen one is its rival, and makes the report ambiguous. A title
# has one in a contact or signature of another township, not in a neighbour that the text speaks of.
_RIVAL_SHARE = 0.5
# Most common names have some ten bearers; a finding with fifty codes is read by nobody.
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """The disclosing body as named, simplified, and its township where that is certain."""

    title: str | None
    agency: str | None
    agency_kind: str | None
    township_code: str | None
    township_match: str
    evidence: str
    doubts: tuple[Doubt, ...] = ()


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
        return self.mentions[0].name

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
    pairs = tuple(metadata)
    compact = compact_lines(text)
    titles = find_titles(compact)
    title = next((one.text for one in titles if one.place), titles[0].text if titles else None)
    mentions = find_mentions(compact, titles, path, pairs, gazetteer)
    chosen, rivals = _choose_body(_group(mentions, gazetteer), compact)
    if chosen is None:
        return Identity(title, None, None, None, "none", "no agency is named")
    evidence = f"named in: {', '.join(place for place in WEIGHTS if place in chosen.places)}"
    if gazetteer is None:
        return Identity(title, chosen.name, chosen.kind, None, "none", evidence)
    spoken = [mention.name for mention in chosen.mentions]
    found = _resolve(chosen, rivals, build_places(compact, spoken, path, pairs, gazetteer))
    doubts = _doubts(chosen.name, found, rivals, gazetteer)
    return Identity(title, chosen.name, chosen.kind, found.code, found.match, f"{evidence}; {found.evidence}", doubts)


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
    return not is_known and any(one.endswith(name) or name.endswith(one) for one in body.names)


def _choose_body(bodies: Sequence[Body], text: str) -> tuple[Body | None, list[Body]]:
    """The publisher, and the townships that may be it instead.

    What a title names is the publisher, if nothing of weight speaks for another. Without a title it is whoever signs.
    A township that only the text names may be one that a county or a department reports on, so beside one of those it
    must say of itself that it is a township; a county that only the contact or the metadata name is then its superior.
    """
    titled = next((body for body in bodies if "title" in body.places), None)
    telling = [body for body in bodies if body.weight >= _LEAST_WEIGHT or len(bodies) == 1]
    local = next((body for body in telling if body.is_local), None)
    upper = next((body for body in telling if not body.is_local), None)
    chosen = titled or local or upper or next(iter(bodies), None)
    if titled is None and local and upper:
        is_own = local.places & {"signature", "contact", "preamble"} or (
            "signature" not in upper.places and SELF.search(text)
        )
        chosen = local if is_own else upper
    if chosen is None:
        return None, []
    rivals = [body for body in bodies if body is not chosen and body.is_local and _is_rival(body, chosen)]
    return chosen, rivals if chosen.is_local else []


def _is_rival(body: Body, chosen: Body) -> bool:
    return "title" in body.places or body.weight > chosen.weight * _RIVAL_SHARE


def _resolve(body: Body, rivals: Sequence[Body], places: Places) -> Resolution:
    if not body.is_local:
        return Resolution(None, "none", "it is no township")
    if rivals:
        candidates = tuple(
            sorted({code for one in (body, *rivals) if (code := resolve(one.name, places).code) is not None})
        )
        names = "、".join(rival.name for rival in rivals)
        return Resolution(None, "ambiguous", f"the text names {names} as its publisher too", candidates)
    found = max((resolve(name, places) for name in _spellings(body)), key=_certainty)
    is_told = bool(body.places - {"path", "metadata"})
    return found if is_told or found.match != "exact" else found._replace(match="inferred")


def _spellings(body: Body) -> list[str]:
    """The names of a body as its mentions write them; the first decides, another one may name the county as well."""
    first = body.name
    longer = [mention.name for mention in body.mentions if strip_office(mention.name).endswith(strip_office(first))]
    return list(dict.fromkeys([first, *longer]))


def _certainty(found: Resolution) -> int:
    return ("none", "ambiguous", "inferred", "exact").index(found.match)


def _doubts(agency: str, found: Resolution, rivals: Sequence[Body], gazetteer: Gazetteer) -> tuple[Doubt, ...]:
    if found.code is not None:
        return ()
    subject = "report.township_code"
    if found.match == "none":
        message = f"No township of the gazetteer is certainly “{agency}”: {found.evidence}."
        return (Doubt("township_unresolved", "info", message, subject, None, agency),)
    listed = ", ".join(gazetteer.describe(code) for code in found.candidates[:_MOST_LISTED])
    more = f" and {len(found.candidates) - _MOST_LISTED} more" if len(found.candidates) > _MOST_LISTED else ""
    message = f"“{agency}” may be any of {listed or 'several townships'}{more}: {found.evidence}."
    return (Doubt("township_ambiguous", "warning", message, subject, None, listed or agency),)
