"""People who follow an account."""

from __future__ import annotations

import re

from transforms.narrative.quantities import quantity
from transforms.narrative.rules.rule import LINK, Rule

FOLLOWERS = (
    # The followers, their number behind them, also without a unit. What follows must not make it another number (粉丝
    # 2020年, 粉丝5.3%).
    Rule(
        "followers",
        re.compile(
            rf"(?:粉丝|关注(?:人数|用户|量|者)|订阅(?:用户|数|人数))(?:总?数?量?|人数)?已?{LINK}"
            rf"{quantity('人|名|个|户|位', needs_unit=False)}(?![\d.%％年月次条篇])"
        ),
        example=("微信公众号粉丝数达5.3万人。", 53_000),
        counter_example="微信公众号关注量达300次。",
        is_about_disclosure=False,
        needs_unit=False,
    ),
)
