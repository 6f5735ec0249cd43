"""The name of a body above the townships: the areas that it opens with, and what the body is in the last of them.

济南市历城区财政局 is the 财政局 of 历城区 in 济南市, 示例县人民政府 the government of 示例县. A zone is no division
and its bodies are none of the division around it; what lies below a county is none of the county's departments; and a
sentence, a school, a hospital, a bank or a company is no department.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.identity.division_list import Bearer, DivisionList
from transforms.text import HAN

# Before a body that signs for the party, or in a title that says 关于.
_NOISE = re.compile(r"^(?:中共|关于|中国共产党)+")
# The government itself: nothing behind its division's name, or the word for it.
_GOVERNMENT = re.compile(r"(?:人民政府|政府|行政公署|行署|本级)?")
# The office of that government, which publishes a report of its own beside the government's.
_GOVERNMENT_OFFICE = re.compile(r"(?:人民政府|政府|行政公署|行署)(?:办公室|办公厅|办)")
# The office of a department, which is the department itself. That of a committee (…委员会办公室) may be its own body.
_DEPARTMENT_OFFICE = re.compile(r"(?<=[局厅])(?:政务公开|政府信息公开|信息公开)?办公室$")
# The last words of a department. 中学, 医院, 银行, 公司 are none. A party committee's name ends in 委 or 部 as well.
_DEPARTMENT = re.compile(
    r"(?:局|委|委员会|厅|办公室|办公厅|办|中心|署|处|队|所|站|馆|部|联合会|联合社|协会|红十字会|总工会|工商联)$"
)
# Zones, the corps of Xinjiang, and committees that run a zone, whose own bodies are none of the division around them.
# Committees that are departments (国有资产监督管理委员会, 城市管理委员会) stay.
_ZONE = re.compile(r"新城|片区|管委会|行政委员会|兵团|农垦|(?<!监督)(?<!城市)(?<!公积金)管理委员会")
# Words in which 市, 区, 乡 and their like name no place. 城乡 and its kin need what is done there behind them, as they
# may end the name of a township as well (罗城乡, 古城镇).
_NO_PLACE = re.compile(
    r"市场|市政|市容|市民|城市|[省市县区][级直]|区域|区划|县域|场馆|园[林艺]"
    r"|(?:城乡|乡村|村镇|乡镇|城镇|农村)(?=建设|规划|管理|环境|统筹|一体|振兴|企业|居民|职工|工作|经济|能源|局|委|厅)"
)
# The government, or its office, of a place that is written without its kind (威海市文登人民政府办公室).
_OF_UNKNOWN = re.compile(r"^.+?人民政府")
# What is left names a place that the list does not have, or one below the counties: 虚构区, 样例镇, 开发区, 示例林场.
_OTHER_PLACE = re.compile(r"[省市县区旗州盟镇乡村场园]|街道|苏木|办事处")
# A sentence, or two bodies together.
_SENTENCE = re.compile(
    rf"[^{HAN}]|根据|按照|依据|编制(?!委员会)|公布|发布|关于|情况|要求|现将|结合|通过|开展|负责|会同|以及|所属|报告|年度|条例|工作的"
    r"|(?:局|委|厅|办|处|中心)[和与及]"
)
# The longest names of departments have some thirty characters; what is longer is a sentence.
_LONGEST_DEPARTMENT = 32


# A branch of a department in one of the divisions below it (公安局花都区分局), which is that division's. The division
# is written in full: 新城分局 may be that of a new town. A branch of a zone is left, as no list has the zone.
_BRANCH = re.compile(rf"([{HAN}]{{2,12}}局)([{HAN}]{{2,15}})分局")
# What a prefecture has in its counties, behind a county that is written without its kind: the government
# (威海市文登人民政府办公室) and the branches that end in 局 alone (内江市隆昌生态环境局). Any other department whose
# name begins so (丽江市古城保护管理局) may be the prefecture's or the county's.
_IN_COUNTY = re.compile(
    r"人民政府(?:办公室)?"
    r"|(?:生态环境|环境保护|自然资源(?:和规划)?|国土资源|公安|国家税务|地方税务|税务|市场监督管理|工商行政管理"
    r"|质量技术监督|食品药品监督管理|气象|烟草专卖)局"
)
# The ends that a county's name may leave out, and the lengths of what is left.
_COUNTY_ENDS = "县市区旗"
_BARE_LENGTHS = range(2, 5)
# A zone and a division under one government (高新区(新市区), 松北区(哈尔滨新区)).
_ZONE_NAME = rf"[{HAN}]{{0,6}}?(?:高新区|开发区|经开区|新区|高新技术产业开发区|经济技术开发区)"
_JOINT_ZONE = re.compile(rf"^{_ZONE_NAME}[(（](?=[^()（）]{{2,8}}[县市区旗][)）])|[(（]{_ZONE_NAME}[)）]")


class NamedBody(NamedTuple):
    """Areas, largest first; the body's own name in the last of them, '' for the government; and the divisions that bear
    the last area's name and lie in those before it."""

    areas: tuple[str, ...]
    name: str
    bearers: tuple[Bearer, ...]


def part_body(name: str, divisions: DivisionList) -> NamedBody | None:
    """A body's name as areas and its own name; None where it opens with no area, or is no body of one.

    Of several ways to read it, that with the longest areas counts.
    """
    for areas, rest in _read_areas(_one_of_both(_NOISE.sub("", name)), divisions):
        county = _county_without_kind(areas, rest, divisions)
        if county and not _IN_COUNTY.fullmatch(county.name):
            return None
        branch = _BRANCH.fullmatch(rest)
        if county is None and branch and branch[2] in divisions.by_name:
            within = (*areas, branch[2])
            county = NamedBody(within, f"{branch[1]}分局", _find_bearers(within, divisions))
        body = county or NamedBody(areas, rest, _find_bearers(areas, divisions))
        own = _own_name(body.areas[-1], body.name)
        if own is not None:
            return body._replace(name=own)
    return None


def _county_without_kind(areas: tuple[str, ...], rest: str, divisions: DivisionList) -> NamedBody | None:
    """The county of a prefecture that a name goes on with, without its kind, and what stands behind it there."""
    if not areas[-1].endswith(("市", "州", "盟", "地区")) or rest.startswith("公安"):
        return None
    for length in _BARE_LENGTHS:
        bare, behind = rest[:length], rest[length:]
        if not behind or behind[0] in _COUNTY_ENDS:
            continue
        names = [name for end in _COUNTY_ENDS if (name := bare + end) in divisions.by_name]
        bearers = [one for name in names for one in _find_bearers((*areas, name), divisions)]
        counties = tuple(one for one in bearers if divisions.by_code[one.code].level == "county")
        if counties:
            return NamedBody((*areas, names[-1]), behind, counties)
    return None


def _one_of_both(name: str) -> str:
    """The name without the zone that has its government in common with a division."""
    bare = _JOINT_ZONE.sub("", name, count=1)
    return bare if bare == name else bare.replace(")", "").replace("）", "")


def _read_areas(text: str, divisions: DivisionList) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ways to read the beginning of a text as a row of areas; an ending is left out only before another area."""
    for length in range(min(divisions.longest_name, len(text)), 1, -1):
        name, rest = text[:length], text[length:]
        if name in divisions.by_name or name in divisions.bare_names:
            yield from (((name, *more), end) for more, end in _read_areas(rest, divisions))
        if name in divisions.by_name:
            yield (name,), rest


def _own_name(area: str, rest: str) -> str | None:
    """The name of a body in an area as it is compared, from what stands behind the area; None where it is no body."""
    if rest[:1] == area[-1] and rest[1:].startswith(("人民政府", "政府", "委")):
        rest = rest[1:]
    if _GOVERNMENT.fullmatch(rest):
        return ""
    if _GOVERNMENT_OFFICE.fullmatch(rest):
        return "政府办公室"
    is_name = _DEPARTMENT.search(rest) and len(rest) <= _LONGEST_DEPARTMENT and not _SENTENCE.search(rest)
    is_elsewhere = _OF_UNKNOWN.search(rest) or _ZONE.search(rest) or _OTHER_PLACE.search(_NO_PLACE.sub("", rest))
    return _DEPARTMENT_OFFICE.sub("", rest) if is_name and not is_elsewhere else None


def _find_bearers(areas: Sequence[str], divisions: DivisionList) -> tuple[Bearer, ...]:
    """The divisions of the last area's name that lie in all areas before it."""
    *above, last = areas
    around = [_codes_of(name, divisions) for name in above]
    return tuple(
        bearer
        for bearer in divisions.by_name[last]
        if all(codes & divisions.places_of(bearer.code) for codes in around)
    )


def _codes_of(name: str, divisions: DivisionList) -> frozenset[str]:
    bearers = (*divisions.by_name.get(name, ()), *divisions.bare_names.get(name, ()))
    return frozenset(code for one in bearers for code in (one.code, divisions.body_code(one.code)))
