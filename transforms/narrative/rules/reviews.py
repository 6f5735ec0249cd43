"""Reconsiderations and litigations over disclosure."""

from __future__ import annotations

import re

from transforms.narrative.rules.rule import CASES, GAP, LINK, Rule

_RECONSIDERED = r"行政复议(?:案件|申请|案|事项)?"
_LITIGATED = r"(?:行政诉讼|(?<!行政)诉讼)(?:案件|案|事项)?"

REVIEWS = (
    # Reconsiderations, their number behind them.
    Rule(
        "reconsiderations",
        re.compile(rf"(?<!经){_RECONSIDERED}{LINK}{CASES}(?!行政诉讼)"),
        example=("2020年，因政府信息公开引发行政复议2件。", 2),
        counter_example="2020年，政府信息公开事项未经行政复议2件。",
    ),
    # The number before them.
    Rule(
        "reconsiderations",
        re.compile(rf"(?:发生|收到|受理|产生|涉及|有){LINK}{CASES}{GAP}{{0,12}}?行政复议(?!后|、|和|及|与|或)"),
        example=("2020年，政府信息公开工作发生2件行政复议。", 2),
        counter_example="2020年，政府信息公开工作发生2件行政复议和行政诉讼。",
    ),
    # Litigations, their number behind them; joined to reconsiderations without a number of their own it is nobody's.
    Rule(
        "litigations",
        re.compile(rf"(?<![^件起宗例次）)][、和及与或]){_LITIGATED}{LINK}{CASES}"),
        example=("2020年，因政府信息公开引发行政诉讼1件。", 1),
        counter_example="2020年，因政府信息公开引发行政复议和诉讼1件。",
    ),
    # The number before them.
    Rule(
        "litigations",
        re.compile(rf"(?:发生|收到|受理|产生|涉及|有|、|，|,){LINK}{CASES}{GAP}{{0,12}}?行政诉讼"),
        example=("2020年，政府信息公开工作发生1件行政诉讼。", 1),
        counter_example="2020年，政府信息公开工作发生1件来信，后未提起行政诉讼。",
    ),
)

# Reconsiderations and litigations in one number; the group `each` says that it is that of either. Leaves the two with a
# number each (行政复议2件，行政诉讼1件).
JOINT_REVIEWS = re.compile(
    rf"{_RECONSIDERED}(?:[、和及与或，,]|以及){{1,2}}(?:提起)?{_LITIGATED}(?P<each>各|均|都|分别)?{LINK}{CASES}"
)
