"""The parts of a division's or a body's name: offices, kinds, nationalities.

Names are taken as they are written: `壶镇镇` has the stem 壶镇 and `杨镇` the stem 杨, and nothing is collapsed.
"""

from __future__ import annotations

import re

NATIONALITY = (
    "柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|哈尼|傈僳|高山|拉祜|东乡"
    "|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|回|藏|苗|彝|壮|满|侗|瑶|白"
    "|傣|黎|佤|畲|水|土|羌|怒|京"
)
# The nationalities between a township's own name and its kind (回族, 布依族苗族, 哈萨克民族, 各族). A name that is
# nothing else keeps them (回族乡), and so does one that only sounds like them (民主乡, 蒙古乡). 蒙古 without 族 is
# missed.
_OF_NATIONALITIES = re.compile(rf"(?<=.)(?:(?:{NATIONALITY})族|(?:{NATIONALITY})?民族|各族)+(?=(?:乡|镇|苏木)$)")
# An autonomous county or prefecture: its own name, the nationalities, the kind (景东彝族自治县 → 景东县). A name of two
# characters at least must stand before them: that of 东乡族自治县 is its nationality, and there is no shorter one.
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:(?:{NATIONALITY})族?|各族)+自治([县州旗])")
# A remark behind a name in a list (（撤销）, （筹）); brackets inside a name stay, and so do brackets in brackets.
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
_KINDS = (
    ("族乡", "ethnic_township"),
    ("街道", "subdistrict"),
    ("地区", "subdistrict"),
    ("镇", "town"),
    ("乡", "township"),
)
# The kinds of two characters, where a name stands before them; `stem` cuts 镇 and 乡 itself, as names are many.
_KIND = re.compile(r"(?<=.)(?:街道|地区|苏木)$")
# The offices through which a government of a township publishes; the body behind them is the township itself.
OFFICE = (
    r"(?:(?:信息|政务|政府信息|政府信息与政务)?公开(?:工作)?(?:领导)?(?:小组)?办公室|(?:党政|综合|党政综合|行政|政务|党建)?办公室"
    r"|党政办|政府办|党政综合办|综合办)"
)
# A government, a party committee with it, or an office of either, at the end of a name. A party committee alone
# stays. Of an office that is a department of its own (应急管理办公室) the last word goes, which leaves no township's
# name.
_OFFICES = re.compile(rf"(?:党委|党工委|、)*(?:人民政府|政府)?{OFFICE}$|(?:党委|党工委|[、和])*(?:人民政府|政府)$")
# A subdistrict under the name of its office, as lists write it. Two characters must stand before it; where they are
# 街道, the name that results is one of those that the gazetteer leaves out. An area's office is not meant here.
_NAMED_OFFICE = re.compile(
    r"(?<=..)(?<!地区)(?:街道街道办事处|街道办事处|办事处街道|街道管理委员会|街道办|街道地区|办事处)$"
)
# An area (地区, in Beijing and Xinjiang) keeps its kind; only the office behind it goes.
_AREA_OFFICE = re.compile(r"(?<=地区)(?:办事处|街道)$")
# The office of a subdistrict or an area in a body's name; a bare 办事处 says not what it is the office of, and stays.
_SUBDISTRICT = re.compile(r"(?:街道|地区)(?:党工委|[、和])*(?:办事处|办)$")
# The administration of a zone, and the party committee beside it; 居民委员会 and other committees stay.
_ZONE_OFFICE = re.compile(r"(?:党工委|[、和])*(?:管理委员会|管委会)$")


def strip_office(name: str) -> str:
    """The name of the division whose office a body is; the name itself where it is none.

    >>> strip_office("示例县样例镇人民政府办公室"), strip_office("范例街道办事处"), strip_office("示例县财政局")
    ('示例县样例镇', '范例街道', '示例县财政局')
    >>> strip_office("样例开发区管委会"), strip_office("虚构镇党政办公室")
    ('样例开发区', '虚构镇')
    """
    bare = _OFFICES.sub("", name) or name
    subdistrict = _SUBDISTRICT.search(bare)
    if subdistrict:
        return bare[: subdistrict.start() + 2]
    return _ZONE_OFFICE.sub("", bare) or name


def plain_name(name: str) -> str:
    """The name of a division in a list, without office and remark.

    >>> plain_name("示范街道办事处"), plain_name("样例乡（撤销）"), plain_name("虚构办事处")
    ('示范街道', '样例乡', '虚构街道')
    """
    bare = _BRACKETED.sub("", name).removesuffix("人民政府")
    return _NAMED_OFFICE.sub("", bare) + "街道" if _NAMED_OFFICE.search(bare) else _AREA_OFFICE.sub("", bare)


def without_nationality(name: str) -> str:
    """The name of a township without the nationalities that have it as theirs.

    >>> without_nationality("演示回族乡"), without_nationality("演示布依族苗族镇"), without_nationality("样例镇")
    ('演示乡', '演示镇', '样例镇')
    """
    return _OF_NATIONALITIES.sub("", name) if "族" in name else name


def stem(name: str) -> str:
    """A name without its kind; a name of no kind of township is its own stem.

    >>> stem("壶镇镇"), stem("样例街道"), stem("演示回族乡"), stem("示例农场")
    ('壶镇', '样例', '演示回族', '示例农场')
    """
    if name[-1:] in "镇乡":
        return name[:-1] or name
    return _KIND.sub("", name)


def division_kind(name: str) -> str:
    """Kind of a township-level division, by its name, as `dim_township` has it.

    >>> division_kind("演示回族乡"), division_kind("示例地区"), division_kind("样例苏木")
    ('ethnic_township', 'subdistrict', 'other')
    """
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "other")


def short_area(name: str) -> str:
    """The short name of an autonomous area; any other name as it is.

    >>> short_area("景东彝族自治县"), short_area("广西壮族自治区"), short_area("乳山市")
    ('景东县', '广西', '乳山市')
    """
    if name.endswith("自治区"):
        return name[: 3 if name.startswith("内蒙古") else 2]
    autonomous = _AUTONOMOUS.fullmatch(name)
    return f"{autonomous[1]}{autonomous[2]}" if autonomous else name
