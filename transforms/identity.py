"""Who publishes a report: title, agency, its kind, and its township in a gazetteer.

A township code is given only to a name that the gazetteer has once among the places that the text names: the county
must be named too, because township names repeat across counties. Everything else is NULL.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from transforms.doubts import Doubt
from transforms.gazetteer import Gazetteer

_TITLE = re.compile(
    r"(?P<lead>20\d\d\s*年度?)?(?P<place>[\u4e00-\u9fff（）()·]{0,30}?)(?P<year>(?:20\d\d|[二2][〇○零0][〇○零0一二三\d][〇○零一二三四五六七八九\d])\s*年?度?)?"
    r"(?P<subject>(?:政府|政务)?信息公开(?:工作)?)(?P<kind>(?:年度)?(?:工作)?(?:年度)?(?:报告|年报))"
)
_HEAD_CHARS = 400
_MIN_MENTIONS = 2
_KINDS = (
    (re.compile(r"族乡"), "ethnic_township"),
    (re.compile(r"(?:街道|街道办事处)$"), "subdistrict"),
    (re.compile(r"镇$"), "town"),
    (re.compile(r"乡$"), "township"),
    (re.compile(r"(?:局|委|委员会|厅|办公室|中心|院|署|处|队|所|站)$"), "department"),
    (re.compile(r"(?:县|旗|区)$"), "county_government"),
    (re.compile(r"省$"), "province_government"),
)
_OFFICES = re.compile(r"(?:人民政府|办事处|党政办公室|办公室)$")
_GENERIC = ("我", "本", "各", "该", "全", "乡", "镇", "村", "县", "区", "市")


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


def find_identity(text: str, gazetteer: Gazetteer | None) -> Identity:
    """Find title, agency and township in a simplified text.

    >>> identity = find_identity("示例县样例乡2021年政府信息公开工作年度报告\\n一、总体情况", None)
    >>> identity.agency, identity.agency_kind, identity.township_match
    ('示例县样例乡', 'township', 'none')
    """
    title = find_title(text)
    place = _place_of(title) if title else ""
    evidence = "title" if place else "the name that the text uses most"
    agency = place or _most_used_name(text)
    if agency is None:
        return Identity(title, None, None, None, "none", "no agency is named")
    code, match, doubts = _resolve(agency, text, gazetteer)
    return Identity(title, agency, agency_kind(agency), code, match, evidence, doubts)


def find_title(text: str) -> str | None:
    """The title as printed, white space removed; the one that names a place, where there are several.

    >>> find_title("样例乡2020年政府信息公开\\n\\n工作年度报告\\n\\n本年报")
    '样例乡2020年政府信息公开工作年度报告'
    """
    lines = [re.sub(r"\s+", "", line) for line in text[:_HEAD_CHARS].split("\n")]
    head = _join_title_lines(lines)
    titles = [match for match in _TITLE.finditer(head) if match["year"] or match["lead"] or match["place"]]
    if not titles:
        return None
    best = next((match for match in titles if match["place"]), titles[0])
    return best[0]


def _join_title_lines(lines: list[str]) -> str:
    """The first lines, those that a title was broken over joined, up to the first sentence."""
    head: list[str] = []
    for line in lines:
        if re.search(r"[。：:；]|^(?:一、|1、|根据|按照|依据|本)", line):
            break
        head.append(line)
    return "".join(head)


def _place_of(title: str) -> str:
    match = _TITLE.search(title)
    place = match["place"] if match else ""
    return re.sub(r"^(?:关于|公布|发布)|(?:关于|的)$", "", place)


def _most_used_name(text: str) -> str | None:
    counts: Counter[str] = Counter()
    for match in re.finditer(r"(?=([\u4e00-\u9fff]{2,6}(?:镇|乡|街道|苏木)))", text):
        name = match[1]
        if name[0] not in "的在由经是为和与对向至到从我本各全该" and not name.startswith(_GENERIC):
            counts[name] += 1
    if not counts:
        return None
    top = max(counts.values())
    if top < _MIN_MENTIONS:
        return None
    frequent = [name for name, count in counts.items() if count >= 0.8 * top]
    return max(frequent, key=lambda name: (len(name), counts[name]))


def agency_kind(agency: str) -> str:
    """Kind of a body, by the ending of its name.

    >>> agency_kind("示例县演示回族乡人民政府"), agency_kind("范例街道办事处"), agency_kind("示例县财政局")
    ('ethnic_township', 'subdistrict', 'department')
    """
    bare = _OFFICES.sub("", agency) or agency
    for pattern, kind in _KINDS:
        if pattern.search(bare):
            return kind
    return "prefecture_government" if re.search(r"(?:市|州|盟)$", bare) else "other"


def _is_in_county(prefix: str, row: Mapping[str, str], text: str) -> bool:
    """Whether the county stands before the township's name, in the agency's name or else somewhere in the text."""
    if prefix:
        return prefix.endswith(row["county"])
    return row["county"] + row["township"] in text


def _resolve(agency: str, text: str, gazetteer: Gazetteer | None) -> tuple[str | None, str, tuple[Doubt, ...]]:
    if gazetteer is None:
        return None, "none", ()
    bare = _OFFICES.sub("", agency)
    names = [name for name in gazetteer.by_name if bare.endswith(name)]
    longest = max(names, key=len, default="")
    prefix = bare.removesuffix(longest)
    candidates = [row for row in gazetteer.by_name.get(longest, ()) if _is_in_county(prefix, row, text)]
    if len(candidates) == 1:
        is_whole = bare in (longest, candidates[0]["county"] + longest)
        return candidates[0]["township_code"], "exact" if is_whole else "inferred", ()
    if not candidates and not prefix:
        named = [row for row in gazetteer.by_name.get(longest, ()) if row["county"] in text]
        candidates = named if len(named) > 1 else []
    if not candidates:
        message = f"No township of the gazetteer is certainly “{agency}”."
        return None, "none", (Doubt("township_unresolved", "info", message, "report.township_code", None, agency),)
    listed = ", ".join(row["township_code"] for row in candidates)
    message = f"“{agency}” may be any of {listed}."
    return None, "ambiguous", (Doubt("township_ambiguous", "warning", message, "report.township_code", None, listed),)
