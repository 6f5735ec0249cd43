"""Whose report it is by its own prose, where no title, preamble, contact or signature says so.

A department is named in the titles of rules that it made for itself, as what somebody does its disclosure work for, or
as who did something in the year; a government as what is compiled from its parts, as who did something, or as the owner
of the portal. Only a body whose area is of the kind that the text speaks of itself as (我市, 县委) is one, and only
where the text names one alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from transforms.form import DISCLOSURE
from transforms.identity.evidence import WORDS, area_at_end, areas_in
from transforms.identity.gazetteer import Gazetteer
from transforms.text import HAN

# A text that speaks of its own area (我市, 本县, 我旗), first person first; 我市级 and 本区域 are none.
_OWN_AREA = re.compile("[我本]([省市县区旗州盟])(?![域级着委直局])")
# The committee or government of the writer's area, without a name. What kinds of place end in (园区, 城区, 自治区) and what
# is said of all (各县区政府, 市、县、区政府) is left; whether a name ends there (示例县政府) is asked of the gazetteer.
_RULED = re.compile(
    "(?<![园社城辖地景发校各治新小库牧林农矿县区旗州)）/])(?<![市县区旗州]、)([市县区旗州])(?=委(?!员|托|派|任)|政府|直[机单各])"
)
# A department or an office that speaks of itself; a report of a government has no such word.
_DEPARTMENT_SELF = re.compile(rf"[我本](?:局|委|办|厅|院|处|中心|部门|单位|机关|公司|校|队|站)|(?<![{HAN}])局机关|[县区市]局党委")
# A township that speaks of itself.
_TOWNSHIP_SELF = re.compile(r"[我本](?:镇|乡|街道?|苏木|办事处|场)(?!邻)")
# What a body does at the beginning of a sentence or behind the year; 到, 来 and 与 are what visitors and partners do.
_DEED = re.compile(
    r"(?:始终|一直)?(?:在.{2,30}领导下|坚持|认真|严格|高度重视|(?:紧紧?)?围绕|深入|积极|全面|切实|不断|进一步|持续|扎实|以.{2,40}为)"
)
# A department or a township without its area that does something (市教育局高度重视): the report is its own or about it.
_LESSER = re.compile(
    rf"(?:^|[。；;\n）)]|年[,，])(?:[{HAN}]{{1,8}}(?:镇|乡|街道|苏木)|[{HAN}]{{2,10}}(?:局|委员会))(?={_DEED.pattern})"
)
# Where a sentence begins, or its subject behind the year.
_BEGUN = re.compile(r"(?:^|[\n。]|20\d\d年度?[,，]?)$")
# The same with the kind of its area before it, which a department may call itself by.
_BARE = re.compile(rf"(?:^|[。；;\n）)]|年[,，])([市县区旗州][{HAN}]{{2,8}}?(?:局|委))(?={_DEED.pattern})")
# Who reports for all of an area, in whatever words.
_ALL_OF_IT = re.compile("各(?:级|部门|单位|乡|镇|街|区|县|市|旗|州|苏木|有关|相关|职能)|[省市县区旗州盟]直各")
# Somebody else's paper; only those that the writer made for himself say who he is.
_PAPER = re.compile("《[^《》]*》")
_MADE = re.compile(r"(?:制定|制订|建立|完善|修订|健全|编制|形成)[^。；;]{0,40}$")
_SENTENCE_END = re.compile("[。；;\n]")
# What may stand before the name in the title of such a paper.
_YEAR = re.compile(r"(?:20\d\d年度?)?")
# Who asked for it or whose rule is followed; the clause is none of the writer's own.
_ASKED = re.compile(r"根据|按照|依据|落实|贯彻|要求|转发|参照|下发|对照|学习")
# A department behind its area. A unit of it and a branch of it are other bodies.
_DEPARTMENT = re.compile(rf"(?!人民|政府|委|各|市|县|区|直)[{HAN}]{{2,12}}?(?:局|委员会)(?![{HAN}]{{0,6}}(?:分局|支队|大队|派出所))")
# Whose disclosure work somebody does: 承担示例县公安局政府信息公开工作.
_DONE_FOR = re.compile(r"(?:承担|负责|推进|推动|做好|加强|开展|规范)了?$")
_DISCLOSURE_WORK = re.compile(rf"的?(?:{DISCLOSURE}|政务公开)工作")
# What a government's report is compiled from, and that it is compiled; counties make a prefecture's report or a
# province's, townships a county's.
_PARTS = re.compile(
    rf"(?:综合|汇总|结合)[^。\n]{{0,40}}?(?:各(?P<counties>县|区|市)|各(?P<towns>乡|镇|街道))[^。\n]{{0,120}}?(?:编制|编写|编辑|汇编)"
)
_OF_PARTS = re.compile(r"(?:人民政府)?(?:各(?:县|区|市|乡|镇|街|部门|级|有关|单位)|所属|所辖)")
# The portal of a government, where something is read or published.
_PORTAL = re.compile(r"(?:人民)?政府(?:信息公开)?(?:门户)?网站?|(?:政府)?门户网|政府信息公开(?:网|专栏|平台)")
_AT_PORTAL = re.compile(r"(?:通过|在|依托于?|登[录陆]|利用|从|月底[,，]?|“)$")
# How a body is called from then on (以下简称我局).
_CALLED = re.compile(r"[（(](?:以下|下)?(?:简称|称)?[:：]?[“\"「]?[我本](?:[局委办厅街镇乡县区市]|街道)[”\"」]?[)）]")
# A subdistrict by its short name at the beginning of a clause (样例街); two mentions, and 我街 or 本街 elsewhere.
_SHORT_STREET = re.compile(rf"(?:^|[^{HAN}]|年)((?!年)[{HAN}]{{2,4}})街(?![道{HAN}]?办事处|道|镇)(?=[以在严认坚持积政高主共开深不扎紧结人党])")
_STREET_SELF = re.compile(r"[我本]街(?!道|镇)")
_LEAST_STREETS = 2
_BEHIND_CHARS, _BEFORE_CHARS = 50, 60


class _Area(NamedTuple):
    """An area that a text names: its name, the areas before it with it, and where it stands."""

    name: str
    chain: str
    start: int
    end: int


def own_department(compact: str, gazetteer: Gazetteer, kind: str = "") -> str:
    """The department whose report a text is by its prose, '' where none is certain; of that kind (教育局) where given."""
    if not kind and not _DEPARTMENT_SELF.search(compact) and not _LESSER.search(compact):
        return ""
    own = _own_kinds(compact, gazetteer)
    found: dict[str, str] = {}
    for area in _areas(compact, gazetteer):
        behind = compact[area.end : area.end + _BEHIND_CHARS]
        name = _DEPARTMENT.match(behind)
        if not name or (own and area.name[-1] not in own):
            continue
        if kind and name[0] != kind:
            continue
        if not _is_own_department(compact, area, area.end + name.end()):
            continue
        found.setdefault(area.name + name[0], area.chain + name[0])
    return next(iter(found.values())) if len(found) == 1 else ""


def bare_department(compact: str, gazetteer: Gazetteer) -> str:
    """The department that calls itself by the kind of its area alone (市财政局), '' where none is certain."""
    own = _own_kinds(compact, gazetteer)
    found = {match[1] for match in _BARE.finditer(compact) if not own or match[1][0] in own}
    return next(iter(found)) if len(found) == 1 and _DEPARTMENT_SELF.search(compact) else ""


def own_government(compact: str, gazetteer: Gazetteer) -> str:
    """The area whose government's report a text is by its prose, '' where none is certain."""
    parts = _PARTS.search(compact)
    if _DEPARTMENT_SELF.search(compact) or _TOWNSHIP_SELF.search(compact) or (not parts and _LESSER.search(compact)):
        return ""
    own = _own_kinds(compact, gazetteer)
    areas = [one for one in _areas(compact, gazetteer) if own and one.name[-1] in own and one.name[-3:] != "自治区"]
    has_portal = bool(_OWN_AREA.search(compact) and _ALL_OF_IT.search(compact))
    found = {
        area.name: area.chain
        for area in areas
        if _acts(compact, area)
        or (has_portal and _has_portal(compact, area))
        or (parts and parts.start() <= area.start < parts.end())
    }
    named = {area.name: area.chain for area in areas}
    found = named if parts and not found else found
    if len(found) != 1:
        return ""
    name, chain = next(iter(found.items()))
    return "" if parts and not _is_whole(name, parts, gazetteer) else chain


def own_area(compact: str, gazetteer: Gazetteer) -> str:
    """The area of a department that its title names without one: the only one of its kind whose portal it uses."""
    own = _own_kinds(compact, gazetteer)
    found = {
        area.name: area.chain
        for area in _areas(compact, gazetteer)
        if own
        and area.name[-1] in own
        and _has_portal(compact, area)
    }
    return next(iter(found.values())) if len(found) == 1 else ""


def own_street(compact: str) -> str:
    """The subdistrict that calls itself a street (我街), under the name of its kind."""
    if not _STREET_SELF.search(compact):
        return ""
    counts = Counter(match[1] for match in _SHORT_STREET.finditer(compact))
    most = counts.most_common(2)
    return f"{most[0][0]}街道" if len(most) == 1 and most[0][1] >= _LEAST_STREETS else ""


def _own_kinds(compact: str, gazetteer: Gazetteer) -> str:
    """The ends that the name of the writer's area may have: what the text calls its own, else what rules there."""
    told = {match[1] for match in _OWN_AREA.finditer(compact)}
    ruled = {match[1] for match in _RULED.finditer(compact) if not area_at_end(compact[: match.end()][-16:], gazetteer)}
    kinds = told or ruled
    lower = kinds & {"县", "区", "旗"}
    if not told and lower:
        return "".join(sorted(lower)) if len(lower) == 1 else ""
    return "".join(kinds) if len(kinds) == 1 else ""


def _areas(compact: str, gazetteer: Gazetteer) -> Iterator[_Area]:
    for name, start, end in areas_in(compact, gazetteer):
        if name in WORDS:
            continue
        chain = name
        while above := area_at_end(compact[max(0, end - len(chain) - 16) : end - len(chain)], gazetteer):
            chain = above + chain
        yield _Area(name, chain, end - len(chain), end)


def _is_own_department(compact: str, area: _Area, end: int) -> bool:
    before, behind = compact[max(0, area.start - _BEFORE_CHARS) : area.start], compact[end : end + _BEHIND_CHARS]
    clause = _SENTENCE_END.split(before)[-1]
    opened = clause.rfind("《")
    if opened > clause.rfind("》"):
        made = clause[:opened]
        return bool(_MADE.search(_PAPER.sub("", made))) and not _ASKED.search(made) and bool(_YEAR.fullmatch(clause[opened + 1 :]))
    if _CALLED.match(behind):
        return True
    if _DISCLOSURE_WORK.match(behind) and _DONE_FOR.search(before):
        return True
    return bool(_BEGUN.search(before) and _DEED.match(behind))


def _acts(compact: str, area: _Area) -> bool:
    """Whether an area begins a sentence, or stands behind its year, and does something."""
    return bool(_BEGUN.search(compact[: area.start][-_BEFORE_CHARS:]) and _DEED.match(compact[area.end :][:_BEHIND_CHARS]))


def _has_portal(compact: str, area: _Area) -> bool:
    """Whether something is read or published at an area's portal."""
    before = compact[: area.start][-_BEFORE_CHARS:]
    return bool(_PORTAL.match(compact[area.end :][:_BEHIND_CHARS]) and _AT_PORTAL.search(before))


def _is_whole(name: str, parts: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Whether an area has such parts: a prefecture or a province counties, a county townships."""
    upper = {code.endswith("00") for code in gazetteer.areas[name]}
    return upper == {parts["counties"] is not None}


def own_name(compact: str, gazetteer: Gazetteer) -> str:
    """The body whose report a text is by its prose, '' where none is certain."""
    department = own_department(compact, gazetteer) or bare_department(compact, gazetteer)
    return department or own_government(compact, gazetteer) or own_street(compact)


def placed_name(name: str, compact: str, gazetteer: Gazetteer) -> str:
    """A department's name with the area that its title leaves out (教育局, 县公安局), '' where none is certain."""
    kind = name[1:] if name[:1] in "市县区旗州" else name
    found = own_department(compact, gazetteer, kind)
    area = "" if found else own_area(compact, gazetteer)
    if area and (kind == name or area[-1] == name[0]):
        return f"{area}{kind}"
    return found
