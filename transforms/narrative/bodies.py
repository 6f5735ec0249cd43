"""Whose a number is: of the body that reports, or of others of which it also tells.

Others are, in the report of a township or a department, a county, villages and the units below; in that of a county its
departments and townships.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.narrative.clauses import GROUP_END, after_last, last_start
from transforms.narrative.named import UPPER_KINDS, find_named, is_another_s_account, is_the_agency
from transforms.narrative.quantities import ANY_NUMBER
from transforms.narrative.statements import Sentence, Stated
from transforms.text import BASIC_HAN

# What may stand between the beginning of a clause and the body: a year, 其中. Leaves a place (在, 通过).
_CLAUSE_BEGINS = r"(?:^|[，,；;。：:（(])(?:其中)?[＃\d年度全今本，,：:]{0,9}?"
# Units below any body, by what they are to it (局属各单位, 各科室, 县直部门). Leaves 各级各部门 behind 全县: all
# of them.
_BELOW = (
    r"[局委办厅镇乡县市区州]?(?:属|直属?|下属|所属|辖)(?:事业|内设|派出|国有|各|的|[一二三四五六七八九十\d]+[个家])?(?:部门|单位|机关|机构|站所|企业|乡镇|街道|学校|分局|社区|村)"
    r"|基层(?:单位|站所|所)|各(?:科室|股室|处室|站所|站办所|办公室|分局|支部|小组|片区|学校|区县|县区|部门|单位)"
)
# Bodies other than a township or a department, where a clause begins with them (全县累计公开…, 我县公开…,
# 各村公开…); those of a county are its own. Leaves their sites (县政府网站), through which a township publishes. Misses
# a body in the middle of a clause.
_OTHER_BODIES = re.compile(
    rf"{_CLAUSE_BEGINS}(?P<body>[全我本][县市区省旗州盟](?!域)"
    r"|[县市区旗州省](?:委|级|直|里|人民政府|政府)(?!网|门户|信息公开[平网]|公开|官)|各?(?:行政)?村(?!务公开[栏网平])"
    rf"|各(?:社区|乡镇|镇街|街镇|乡|镇)|社区|上级|{_BELOW})"
)
# Departments, townships and units of a county, where a clause begins with them (县财政局公开…, 样例镇公开…). Leaves the
# county's own government and committee, what its office does for all (县政府办组织…), and places of publication
# (政务服务局网站).
_LOWER_BODIES = re.compile(
    rf"{_CLAUSE_BEGINS}(?P<body>[县市区旗州省]?[{BASIC_HAN}]{{1,6}}?(?:局|委员会|[改健国资建]委|镇|乡|街道|中心)(?:公开|发布|主动|累计|共|收到|受理|组织|召开|举办|全年)"
    r"|[县市区旗州省]?(?:人民)?政府办(?:公[室厅])?(?:收到|受理|主动|公开|发布)"
    rf"|各?(?:行政)?村(?!务公开[栏网平])|各(?:社区|乡镇|镇街|街镇|街道|乡|镇)|{_BELOW})"
)
# Behind 收到 and before its people a body is the place of an application, and does nothing (市政府收到我镇居民提交的…).
_AS_PLACE = r"(?<!收到)(?<!接到)(?<!受理)(?<!向)"
_OF_PEOPLE = "(?!居民|村民|群众|市民|公民|企业)"
# The body that reports, in its own words (我镇, 本单位, 全乡). Leaves its full name, which `is_the_agency` knows.
_SELF = re.compile(
    rf"{_AS_PLACE}(?:[我本](?:镇|乡|街道?|办|场|局|单位|苏木|机关|中心|委)|全(?:镇|乡|街道)){_OF_PEOPLE}"
)
# Any body in its own words. Leaves names.
OWN_BODY = re.compile(r"[我本全](?:镇|乡|街道?|办|场|局|单位|苏木|机关|中心|委|[县市区省旗州盟](?!域|[级直]))")
# A county or a province in its own words. Leaves its departments.
_UPPER_SELF = re.compile(r"[我本全][县市区省旗州盟](?!域|[级直])")
# A body of an unknown kind (开发区管理委员会) may speak of 全区 as its own.
_ANY_KIND = "other"
_OF_AN_ACCOUNT = ("followers", "new_media_posts")


def is_of_others(sentence: Sentence, stated: Stated, agency_kind: str | None, agency_names: Sequence[str] = ()) -> bool:
    """Whether the clauses before a number end in speaking of others, and not of the body itself.

    A body with a name (示例县公安局) is another one unless it is one of `agency_names`; where these are not known, one
    of the agency's kind is taken for the agency.
    """
    bodies = _LOWER_BODIES if agency_kind in UPPER_KINDS else _OTHER_BODIES
    own = _UPPER_SELF if agency_kind in UPPER_KINDS else OWN_BODY if agency_kind == _ANY_KIND else _SELF
    group = after_last(GROUP_END, sentence.text[: stated.start])
    if stated.fact.metric in _OF_AN_ACCOUNT and is_another_s_account(
        after_last(ANY_NUMBER, group), agency_kind, agency_names
    ):
        return True
    others = [match.start("body") for match in bodies.finditer(group)]
    selves = [last_start(own, group)]
    for named in find_named(group):
        if not is_the_agency(named, agency_kind, agency_names):
            others.append(named.start("body"))
        elif agency_names:
            selves.append(named.start("body"))
    return max(others, default=-1) > max(selves)
