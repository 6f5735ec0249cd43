"""The kind of a body, by its name."""

from __future__ import annotations

import re

from transforms.identity.gazetteer import Gazetteer
from transforms.identity.place_names import division_kind, strip_office

# The four cities that are provinces; by its ending each would be a prefecture.
_MUNICIPALITY = re.compile(r"^(?:北京|天津|上海|重庆)市$")
# Zones, though most end in 区 as counties do and the lists count some as counties. Those that are counties by law
# (浦东新区) are told by their codes.
_ZONE = re.compile(
    r"(?:开发区|示范区|度假区|园区|产业园|新区|新城|管理区|高新区|经开区|工业区|实验区|保税区|风景区|保护区|名胜区|试验区)$"
)
# Villages and neighbourhoods with their committees: no division and no department; 委员会 alone would be one.
_PEOPLE = re.compile(r"(?:社区|村|居民委员会|村民委员会|居委会|村委会)$")
# The last words of departments and offices. Asked after 村委会, 开发区 and the like, which end in the same words.
# Schools by their short names (中心小学) are missed; they are “other”.
_DEPARTMENT = re.compile(
    r"(?:局|委|委员会|厅|办公室|办公厅|中心|院|署|处|队|所|站|馆|校|社|会|部|集团|公司|大学|学院|银行|党委|党工委)$"
)
# The words for a government behind the name of its division; its offices were cut off or recognised before.
_GOVERNMENT = re.compile(r"(?:人民政府|政府|行政公署|行署|本级)$")
# The division above that a name ends in, asked from province to prefecture: 自治区 ends in 区, so provinces come first;
# 市 and 地区 are asked last, and a 地区 that no list has is taken for a county before (大兴安岭地区行政公署).
_PROVINCE = re.compile(r"(?:省|自治区)$")
_PREFECTURE = re.compile(r"(?:市|自治州|州|盟|地区)$")
_COUNTY = re.compile(r"(?:县|旗|区)$")
# The end of an office. That of a government above the townships, whatever it is the office for (示例县政务公开办公室),
# is a department of it; that of a township is the township itself, and that of a zone the zone.
_OFFICE = re.compile(r"(?:办公室|办公厅|政府办|政府研究室)$")
# The last two digits of a county's code by which the Bureau of Statistics counts a zone that is no county by law.
_FIRST_ZONE = 70
UPPER_KINDS = frozenset({"county_government", "prefecture_government", "province_government"})
TOWNSHIP_KINDS = ("town", "township", "ethnic_township", "subdistrict")


def agency_kind(agency: str, gazetteer: Gazetteer | None = None) -> str:
    """Kind of a body, by the ending of its name; a gazetteer tells a county's city from a prefecture's.

    The office of a township's government is the township, as nobody else publishes there; the office of a county's
    government, or of a higher one, is a department of it.

    >>> agency_kind("示例县演示回族乡人民政府"), agency_kind("范例街道办事处"), agency_kind("示例县财政局")
    ('ethnic_township', 'subdistrict', 'department')
    >>> agency_kind("样例镇党政办公室"), agency_kind("示例县人民政府办公室"), agency_kind("示例县人民政府")
    ('town', 'department', 'county_government')
    """
    bare = strip_office(agency.replace("办公厅", "办公室"))
    if bare != agency and _OFFICE.search(agency) and division_kind(bare) == "other":
        kind = _upper_kind(bare, gazetteer)
        return "department" if kind in UPPER_KINDS else kind
    kind = division_kind(bare)
    if bare.endswith("地区") and bare == agency and not _is_listed(bare, gazetteer):
        kind = "prefecture_government"
    if kind == "other" and agency.endswith("办事处"):
        kind = "subdistrict"
    if kind != "other":
        return kind
    return _upper_kind(_GOVERNMENT.sub("", bare), gazetteer)


def _is_listed(bare: str, gazetteer: Gazetteer | None) -> bool:
    return gazetteer is not None and any(gazetteer.find(bare[start:]) for start in range(len(bare) - 2))


def _upper_kind(bare: str, gazetteer: Gazetteer | None) -> str:
    if _PROVINCE.search(bare) or _MUNICIPALITY.match(bare):
        return "province_government"
    level = _level(bare, gazetteer)
    if level:
        return level
    if _ZONE.search(bare) or _PEOPLE.search(bare):
        return "other"
    if _DEPARTMENT.search(bare):
        return "department"
    if _COUNTY.search(bare):
        return "county_government"
    return "prefecture_government" if _PREFECTURE.search(bare) else "other"


def _level(bare: str, gazetteer: Gazetteer | None) -> str:
    """The level of a name that the gazetteer has; '' where it has none or several."""
    areas = gazetteer.areas if gazetteer else {}
    starts = (start for start in range(len(bare)) if bare[start:] in areas and (not start or bare[:start] in areas))
    codes = areas.get(bare[next(starts, 0) :], frozenset())
    levels = {"prefecture_government" if code.endswith("00") else "county_government" for code in codes}
    is_zone = _ZONE.search(bare) and all(int(code[4:6]) >= _FIRST_ZONE for code in codes)
    if len(levels) != 1 or (is_zone and "county_government" in levels):
        return ""
    return next(iter(levels))
