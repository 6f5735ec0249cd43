"""Whose a number is: of the body that reports, or of a county or of villages of which it also tells."""

from __future__ import annotations

import re

from transforms.narrative.clauses import GROUP_END, after_last, last_start
from transforms.narrative.statements import Sentence, Stated

# Bodies other than a township, where a clause begins with them (全县累计公开…, 各村公开…); those of a county are its
# own. Leaves their sites (县政府网站), through which a township publishes. Misses a body in the middle of a clause.
_OTHER_BODIES = re.compile(
    r"(?:^|[，,；;。：:（(])[＃\d年度全今本]{0,8}[，,]?(?P<body>全[县市区省旗州盟](?!域)"
    r"|[县市区旗州省](?:委|级|直|里|人民政府|政府)(?!网|门户|信息公开[平网]|公开|官)|各?(?:行政)?村(?!务公开[栏网平])|各(?:社区|乡镇|镇街|街镇|乡|镇)|社区|上级)"
)
# The body that reports, in its own words (我镇, 本单位, 全乡). Leaves its full name: 样例镇 may be another one.
_SELF = re.compile(r"[我本](?:镇|乡|街道?|办|场|局|单位|苏木|机关|中心|委)|全(?:镇|乡|街道)")


def is_of_others(sentence: Sentence, stated: Stated) -> bool:
    """Whether the clauses before a number end in speaking of a county or of villages, and not of the body itself."""
    group = after_last(GROUP_END, sentence.text[: stated.start])
    others = max((match.start("body") for match in _OTHER_BODIES.finditer(group)), default=-1)
    return others > last_start(_SELF, group)
