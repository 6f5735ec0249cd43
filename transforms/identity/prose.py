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

# A text that speaks of its own area (我市, 本县, 我旗); 我市级 and 本区域 are none.
_OWN_AREA = re.compile("[我本]([省市县区旗州盟])(?![域级着委直局])")
# The committee or government of the writer's area, without a name. What kinds of place end in (园区, 城区, 自治区) and
# what is said of all (各县区政府, 市、县、区政府) is left; of 示例县政府 the gazetteer is asked.
_RULED = re.compile(
    r"(?<![园社城辖地景发校各治新小库牧林农矿县区旗州)）/])(?<![市县区旗州]、)([市县区旗州])"
    r"(?=委(?!员|托|派|任)|政府|直[机单各])"
)
# A department or an office that speaks of itself; a report of a government has no such word.
_DEPARTMENT_SELF = re.compile(
    rf"[我本](?:局|委|办|厅|院|处|中心|部门|单位|机关|公司|校|队|站)|(?<![{HAN}])局机关|[县区市]局党委"
)
# A township that speaks of itself.
_TOWNSHIP_SELF = re.compile(r"[我本](?:镇|乡|街道?|苏木|办事处|场)")
# What a body does; 到, 来 and 与 are what visitors and partners do. Other verbs are missed.
_DEED = re.compile(
    r"(?:始终|一直)?(?:在.{2,30}领导下|坚持|认真|严格|高度重视|(?:紧紧?)?围绕|深入|积极|全面|切实|不断|进一步|持续|扎实"
    r"|以.{2,40}为)"
)
# Where a sentence begins, or its subject behind the year.
_BEGUN = re.compile(r"(?:^|[\n。]|20\d\d年度?[,，]?)$")
# A department or a township without its area that does something: the report is its own or about it.
_LESSER = re.compile(
    rf"(?:^|[。；;\n）)]|年[,，])(?:[{HAN}]{{1,8}}(?:镇|乡|街道|苏木)|[{HAN}]{{2,10}}(?:局|委员会))(?={_DEED.pattern})"
)
# A department that calls itself by the kind of its area and does something (市教育局高度重视).
_BARE = re.compile(rf"(?:^|[。；;\n）)]|年[,，])([市县区旗州][{HAN}]{{2,8}}?(?:局|委))(?={_DEED.pattern})")
# Who reports for all of an area, in whatever words.
_ALL_OF_IT = re.compile("各(?:级|部门|单位|乡|镇|街|区|县|市|旗|州|苏木|有关|相关|职能)|[省市县区旗州盟]直各")
# Behind the name of a department in the title of a paper stands what it made it for; before it, that it made it.
_MADE = re.compile(r"(?:制定|制订|建立|完善|修订|健全|编制|形成)[^。；;]{0,40}$")
_PAPER = re.compile("《[^《》]*》")
# What ends a sentence, whose other words say nothing of a name.
_SENTENCE_END = re.compile("[。；;\n]")
# What may stand before the name in the title of such a paper.
_YEAR = re.compile(r"(?:20\d\d年度?)?")
# Somebody else's paper, which is followed, passed on or studied.
_ASKED = re.compile(r"根据|按照|依据|落实|贯彻|要求|转发|参照|下发|对照|学习")
# A department behind its area. A unit or a branch of it is another body; 中心 and 办公室 are missed.
_DEPARTMENT = re.compile(
    rf"(?>(?!人民|政府|委|各|市|县|区|直)[{HAN}]{{2,12}}?(?:局|委员会))(?![{HAN}]{{0,6}}(?:分局|支队|大队|派出所))"
)
# Whose disclosure work somebody does: 承担示例县公安局政府信息公开工作.
_DONE_FOR = re.compile(r"(?:承担|负责|推进|推动|做好|加强|开展|规范)了?$")
_DISCLOSURE_WORK = re.compile(rf"的?(?:{DISCLOSURE}|政务公开)工作")
# What a government's report is compiled from, and that it is compiled; counties make a prefecture's report or a
# province's, townships a county's.
_PARTS = re.compile(
    r"(?:综合|汇总|结合)[^。\n]{0,40}?(?:各(?P<counties>县|区|市)|各(?P<towns>乡|镇|街道))[^。\n]{0,120}?"
    r"(?:编制|编写|编辑|汇编)"
)
# The portal of a government, and where something is read or published; what links to it is left.
_PORTAL = re.compile(r"(?:人民)?政府(?:信息公开)?(?:门户)?网站?|(?:政府)?门户网|政府信息公开(?:网|专栏|平台)")
_AT_PORTAL = re.compile(r"(?:通过|在|依托于?|登[录陆]|利用|从|月底[,，]?|“)$")
# A subdistrict by its short name at the beginning of a clause (样例街), in a text that speaks of 我街.
_SHORT_STREET = re.compile(rf"(?:^|[^{HAN}]|年)((?!年)[{HAN}]{{2,4}})街(?=[以在严认坚持积政高主共开深不扎紧结人党])")
_STREET_SELF = re.compile(r"[我本]街(?!道|镇)")
_LEAST_STREETS = 2
# Bounds on work: a deed or a portal begins directly behind the name, and a paper's title is shorter.
_BEHIND_CHARS, _BEFORE_CHARS = 50, 60
# Bound on work: the longest name of an area is shorter.
_AREA_CHARS = 16


class _Area(NamedTuple):
    """An area that a text names: its name, with the areas before it, and where they stand."""

    name: str
    chain: str
    start: int
    end: int


def own_name(compact: str, gazetteer: Gazetteer) -> str:
    """The body whose report a text is by its prose, '' where none is certain.

    >>> from transforms.identity.gazetteer import national_gazetteer
    >>> own_name("我市加强公开。2020年,乳山市高度重视公开工作。", national_gazetteer())
    '乳山市'
    """
    department = own_department(compact, gazetteer) or bare_department(compact, gazetteer)
    return department or own_government(compact, gazetteer) or own_street(compact)


def placed_name(name: str, compact: str, gazetteer: Gazetteer) -> str:
    """A department's name with the area that its title leaves out (教育局, 县公安局), '' where none is certain."""
    kind = name[1:] if name[:1] in "市县区旗州" else name
    level = "" if kind == name else name[0]
    found = own_department(compact, gazetteer, kind)
    area = "" if found else own_area(compact, gazetteer, level)
    return f"{area}{kind}" if area.endswith(level) and area else found


def own_department(compact: str, gazetteer: Gazetteer, kind: str = "") -> str:
    """The only department that the prose presents as the writer; of that kind (教育局) where given."""
    if not kind and not _DEPARTMENT_SELF.search(compact) and not _LESSER.search(compact):
        return ""
    own = _own_kinds(compact, gazetteer)
    found: dict[str, str] = {}
    for area in _areas(compact, gazetteer, own):
        name = _DEPARTMENT.match(compact, area.end)
        if name and (not kind or name[0] == kind) and _is_own_department(compact, area, name.end()):
            found.setdefault(area.name + name[0], area.chain + name[0])
    return _only(found)


def bare_department(compact: str, gazetteer: Gazetteer) -> str:
    """The only department that calls itself by the kind of its area alone (市财政局)."""
    own = _own_kinds(compact, gazetteer)
    found = {match[1]: match[1] for match in _BARE.finditer(compact) if not own or match[1][0] in own}
    return _only(found) if _DEPARTMENT_SELF.search(compact) else ""


def own_government(compact: str, gazetteer: Gazetteer) -> str:
    """The area whose government's report a text is by its prose."""
    parts = _PARTS.search(compact)
    if _DEPARTMENT_SELF.search(compact) or _TOWNSHIP_SELF.search(compact) or (not parts and _LESSER.search(compact)):
        return ""
    own = _own_kinds(compact, gazetteer)
    areas = [one for one in _areas(compact, gazetteer, own) if own and not one.name.endswith("自治区")]
    has_portal = bool(_OWN_AREA.search(compact) and _ALL_OF_IT.search(compact))
    found = {
        area.name: area.chain
        for area in areas
        if _acts(compact, area.start, area.end)
        or (has_portal and _has_portal(compact, area))
        or (parts and parts.start() <= area.start < parts.end())
    }
    if parts and not found:
        found = {area.name: area.chain for area in areas}
    name = _only({name: name for name in found})
    return "" if not name or (parts and not _is_whole(name, parts, gazetteer)) else found[name]


def own_area(compact: str, gazetteer: Gazetteer, level: str = "") -> str:
    """The only area of the writer's kind, or of that level where the text says none, whose portal the writer uses."""
    own = _own_kinds(compact, gazetteer) or level
    areas = _areas(compact, gazetteer, own) if own else ()
    return _only({area.name: area.chain for area in areas if _has_portal(compact, area)})


def own_street(compact: str) -> str:
    """The subdistrict that calls itself a street (我街), under the name of its kind."""
    if not _STREET_SELF.search(compact):
        return ""
    counts = Counter(match[1] for match in _SHORT_STREET.finditer(compact))
    return _only({name: f"{name}街道" for name in counts}) if max(counts.values(), default=0) >= _LEAST_STREETS else ""


def _only(found: dict[str, str]) -> str:
    return next(iter(found.values())) if len(found) == 1 else ""


def _own_kinds(compact: str, gazetteer: Gazetteer) -> str:
    """How the name of the writer's area ends: as the text calls its own, else as what rules there, the lowest of it."""
    told = {match[1] for match in _OWN_AREA.finditer(compact)}
    ruled = {
        match[1]
        for match in _RULED.finditer(compact)
        if not area_at_end(compact[max(0, match.end() - _AREA_CHARS) : match.end()], gazetteer)
    }
    lower = ruled & {"县", "区", "旗"}
    kinds = told or lower or ruled
    return "".join(kinds) if len(kinds) == 1 else ""


def _areas(compact: str, gazetteer: Gazetteer, kinds: str) -> Iterator[_Area]:
    """The areas that a text names, of these kinds if any; names that are words are left."""
    for name, first, end in areas_in(compact, gazetteer):
        start = first
        if name in WORDS or (kinds and name[-1] not in kinds):
            continue
        while above := area_at_end(compact[max(0, start - _AREA_CHARS) : start], gazetteer):
            start -= len(above)
        yield _Area(name, compact[start:end], start, end)


def _is_own_department(compact: str, area: _Area, end: int) -> bool:
    before = compact[max(0, area.start - _BEFORE_CHARS) : area.start]
    clause = _SENTENCE_END.split(before)[-1]
    opened = clause.rfind("《")
    if opened > clause.rfind("》"):
        made, title = _PAPER.sub("", clause[:opened]), clause[opened + 1 :]
        return bool(_MADE.search(made) and not _ASKED.search(made) and _YEAR.fullmatch(title))
    is_done_for = _DISCLOSURE_WORK.match(compact, end) and _DONE_FOR.search(before)
    return bool(is_done_for) or _acts(compact, area.start, end)


def _acts(compact: str, start: int, end: int) -> bool:
    """Whether a name begins a sentence, or stands behind its year, and does something."""
    before = compact[max(0, start - _BEFORE_CHARS) : start]
    return bool(_BEGUN.search(before) and _DEED.match(compact[end : end + _BEHIND_CHARS]))


def _has_portal(compact: str, area: _Area) -> bool:
    """Whether something is read or published at an area's portal."""
    before = compact[max(0, area.start - _BEFORE_CHARS) : area.start]
    return bool(_PORTAL.match(compact, area.end) and _AT_PORTAL.search(before))


def _is_whole(name: str, parts: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Whether an area has such parts: a prefecture or a province counties, a county townships."""
    upper = {code.endswith("00") for code in gazetteer.areas[name]}
    return upper == {parts["counties"] is not None}
