"""Bodies named where a clause begins (示例县公安局主动公开…), and whether such a name is that of the agency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.text import BASIC_HAN, ONE_TO_TEN

_BEGINS = rf"(?:^|[，,；;。：:（(])(?:[{ONE_TO_TEN}]{{1,2}}是)?(?:其中[，,]?)?[＃\d年度全今本，,：:]{{0,9}}?"
# What a name neither begins with (在示例县…, 由县公安局…) nor holds (落实示例县…). Leaves names that begin alike
# (从江县, 向阳镇).
_NO_NAME = (
    r"(?![年度全今本我该各其在由以把被受至到据按对为是与或共]|从(?!江|化)|经(?!开)|向(?!阳)|将(?!乐)|按照|根据|落实|贯彻|通过|参照|围绕|结合|依托|依据"
    r"|执行|关于|推[进动]|建设|打造|创建|做好|加强|报送|收到|接受|组织|参加|公开|发布|指导|督促|协助|配合|以及|面向|深入|严格)"
)
_INNER = (
    r"(?!按照|根据|落实|贯彻|通过|参照|围绕|结合|依托|依据|执行|关于|推[进动]|打造|创建|做好|加强|报送|收到|接受|组织|参加|公开|发布|指导|督促|协助|配合|以及"
    r"|面向|深入|严格)"
)
# What a body does or has. Leaves its places of publication (县自然资源局网站, 县政府信息公开平台).
_DOES = (
    r"(?=20\d\d年|全年|今年|本年|年[初内底]|＃|共(?!青)|累计|总(?!工)|主动|依法|公开(?!网|平|栏|专|官)|发布|收到|收悉|接到|接收|受理|办理|办结|承办|答复|配备|配置|设[立有置]"
    r"|举办|举行|组织|召开|开展|培训|有(?!关)|现有|拥有|新增|推送|更新|上传|认真|积极|坚持|按照|严格|切实|通过|在|利用|依托|根据|高度|持续|不断|深入|扎实|强化|加强"
    r"|推[进出动]|围绕|结合|印发|制[作发定]|建[立成]|编[发制]|无|未|没有|对|已|实际|参加|处理|均)"
)
_UNITS = (
    rf"卫生院|派出所|司法所|税务所|医院|学校|中学|小学|幼儿园|公司|[县市区旗州省][{BASIC_HAN}]{{1,8}}?中心"
    r"|(?<![农乡])村(?:民委员会|委会)?|社区(?:居委会|居民委员会)?"
)
_OFFICES = r"局|厅|委员会|[改健国资建]委|(?:政府|[县市区旗州省]委)办(?:公[室厅])?"
_TOWNSHIPS = (
    r"(?:(?<![城乡集])镇|(?<![城下返家])乡|街道|苏木)(?:人民政府|政府|办事处|党工委|党委|党政|综合|办公室|办|机关)*"
)
_DIVISIONS = (
    r"(?:县|(?<![城超股夜])市|(?<![专片地辖景园社灾校战库厂])区|旗|州|省|(?<!联)盟)"
    r"(?:人民政府|政府|委|管理委员会|管委会)?"
)
# A body by its name or its office where a clause begins and it does something (示例县公安局主动公开, 县教育局配备).
# Leaves places of publication, names behind a preposition, 乡镇, 专区. Misses names in the middle of a clause, and
# behind 我镇 (我镇样例村收到).
_NAMED = re.compile(
    rf"{_BEGINS}(?P<body>{_NO_NAME}(?:{_INNER}[{BASIC_HAN}]){{0,10}}?"
    rf"(?:(?P<unit>{_UNITS})|(?P<office>{_OFFICES})|(?P<township>{_TOWNSHIPS})|(?P<division>{_DIVISIONS}))){_DOES}"
)
# Another one of the kind, by its first word (邻镇收到). Leaves 邻 in a name (邻水县).
_NEIGHBOUR = re.compile(r"邻近?[镇乡县市区街村]|周边|兄弟|外[县市]")
# The government and the offices of a township, which are the township. Leaves those of a county.
_OWN_OFFICES = re.compile(
    r"(?<=[镇乡道木])(?:人民政府|政府|办事处|党工委|党委|党政|综合|政务公开|信息公开|办公室|办|机关)+$"
)
# The government of a division, which is the division; a zone's committee likewise. Leaves a government's office.
_OWN_GOVERNMENT = re.compile(r"(?:人民政府|政府|管理委员会|管委会|(?<=[县市区旗州省])委)$")
_SHORTER = (("人民政府", "政府"), ("办公室", "办"), ("办公厅", "办"), ("委员会", "委"))
_TOWNSHIP_KINDS = frozenset({"town", "township", "ethnic_township", "subdistrict"})
UPPER_KINDS = frozenset({"county_government", "prefecture_government", "province_government"})
# The place that a quoted name of an account ends in or begins with (掌上示例县, 范例镇发布). Leaves names without the
# kind of their division (样例发布), which may be the body's own, and 市民, 社区.
_PLACE_IN_ACCOUNT = re.compile(
    rf"[“\"「『《](?:掌上|微|今日|美丽|魅力|文明|平安|幸福|这里是)?(?P<body>[{BASIC_HAN}]{{2,6}}?(?:县|市(?!民|场)|(?<![社辖园])区|旗|镇|乡(?!村)|街道))[^”\"」』》]{{0,10}}[”\"」』》]"
)
# The media centre of a county, whose accounts a township or a department quotes. Leaves one of the township's own.
_MEDIA_CENTRE = re.compile(r"(?<![镇乡道木])融媒体?中心")
# A quoted name. Leaves an open quotation mark.
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,16})[”\"」』》]")
# The county in the name of a township, without its kind, and the first word of the township itself. Leaves names
# without a county.
_COUNTY_OF_NAME = re.compile(
    rf"^(?:[{BASIC_HAN}]{{2,6}}市)?(?P<county>[{BASIC_HAN}]{{2,4}}?)[县市区旗](?P<own>[{BASIC_HAN}]{{2}})"
)


def find_named(text: str) -> Iterator[re.Match[str]]:
    """The bodies that clauses of a text begin with, each in the group `body`."""
    return _NAMED.finditer(text)


def is_the_agency(named: re.Match[str], agency_kind: str | None, names: Sequence[str]) -> bool:
    """Whether a body that `find_named` found is the agency: by its names, or where it has none by its kind."""
    if _NEIGHBOUR.match(named["body"]):
        return False
    if names:
        return any(_is_same(named["body"], name, can_be_short=bool(named["office"])) for name in names)
    if agency_kind in _TOWNSHIP_KINDS:
        return named["township"] is not None
    if agency_kind in UPPER_KINDS:
        return named["division"] is not None
    return agency_kind != "department" or named["office"] is not None or named["unit"] is not None


def is_another_s_account(words: str, agency_kind: str | None, names: Sequence[str]) -> bool:
    """Whether words name the account of a county's media centre, or one with another place in its quoted name."""
    if agency_kind not in UPPER_KINDS and _MEDIA_CENTRE.search(words):
        return not any(_MEDIA_CENTRE.search(name) for name in names)
    places = [match["body"] for match in _PLACE_IN_ACCOUNT.finditer(words)]
    if names:
        is_other = any(not any(_is_same(place, name, can_be_short=False) for name in names) for place in places)
        return is_other or (agency_kind in _TOWNSHIP_KINDS and _is_of_the_county(words, names))
    return agency_kind in _TOWNSHIP_KINDS and any(place.endswith(("县", "市", "区", "旗")) for place in places)


def _is_of_the_county(words: str, names: Sequence[str]) -> bool:
    """Whether a quoted account is named after the county of a township (示例发布 for 示例县样例镇)."""
    parts = [match for match in map(_COUNTY_OF_NAME.match, names) if match]
    quoted = _QUOTED.findall(words)
    return any(part["county"] in name and part["own"] not in name for part in parts for name in quoted)


def _is_same(body: str, name: str, *, can_be_short: bool) -> bool:
    """Whether one name is the end of the other, or where it may be short (县人社局) its characters in order."""
    ours, theirs = _bare(name), _bare(body)
    if ours.endswith(theirs) or theirs.endswith(ours):
        return True
    characters = iter(ours)
    return can_be_short and ours[-1:] == theirs[-1:] and all(char in characters for char in theirs)


def _bare(name: str) -> str:
    bare = _OWN_OFFICES.sub("", name)
    if bare == name:
        bare = _OWN_GOVERNMENT.sub("", name) or name
    for long, short in _SHORTER:
        bare = bare.replace(long, short)
    return bare
