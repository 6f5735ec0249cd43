"""Suggestions of the people's congress and proposals of the political conference that were handled."""

from __future__ import annotations

import re

from transforms.narrative.rules.rule import CASES, GAP, LINK, Rule

NPC_SUGGESTIONS = r"(?:人大(?:代表)?的?(?:意见)?(?:建议|议案|提案)|(?<!人大)代表(?:建议|议案))(?:意见)?"
CPPCC_PROPOSALS = r"(?:政协(?:委员|代表)?的?(?:意见)?(?:提案|建议|议案)|(?<!政协)委员提案)"
JOINT_PROPOSALS = (
    rf"(?:(?:{NPC_SUGGESTIONS}|人大(?:代表)?)(?:[、和及与或]|以及|，|,)(?:{CPPCC_PROPOSALS})"
    r"|(?:建议提案|提案建议|议案提案|两会建议提案))"
)
_DONE = r"(?:的?(?:办理|承办|答复|办结))?(?:件|数)?"

PROPOSALS = (
    # Both kinds in one number.
    Rule(
        "proposals_handled",
        re.compile(rf"{JOINT_PROPOSALS}{_DONE}{LINK}{CASES}"),
        example=("全年共办理人大代表建议和政协提案7件，答复率100%。", 7),
        counter_example="全年办理群众意见建议7件。",
        is_about_disclosure=False,
    ),
    # Suggestions, their number behind them.
    Rule(
        "proposals_handled",
        re.compile(rf"(?<![、和及与或]){NPC_SUGGESTIONS}{_DONE}{LINK}{CASES}"),
        example=("2020年人大代表建议办理4件。", 4),
        counter_example="2020年接待人大代表4人，听取意见。",
        channel="npc_suggestions",
        is_about_disclosure=False,
    ),
    # Proposals, their number behind them.
    Rule(
        "proposals_handled",
        re.compile(rf"{CPPCC_PROPOSALS}{_DONE}{LINK}{CASES}"),
        example=("2020年政协委员提案办理2件。", 2),
        counter_example="2020年征集提案2件。",
        channel="cppcc_proposals",
        is_about_disclosure=False,
    ),
    # The number before the suggestions.
    Rule(
        "proposals_handled",
        re.compile(
            rf"(?:办理|承办|办结|答复|收到|接到)了?{LINK}{CASES}{GAP}{{0,10}}?{NPC_SUGGESTIONS}(?![、和及与或])"
        ),
        example=("2020年承办4件人大代表建议。", 4),
        counter_example="2020年承办4件人大代表建议和政协提案。",
        channel="npc_suggestions",
        is_about_disclosure=False,
    ),
    # The number before the proposals.
    Rule(
        "proposals_handled",
        re.compile(rf"(?:办理|承办|办结|答复|收到|接到|[、，,和及]|建议){LINK}{CASES}{GAP}{{0,8}}?{CPPCC_PROPOSALS}"),
        example=("2020年承办2件政协委员提案。", 2),
        counter_example="2020年走访2个政协委员提案单位。",
        channel="cppcc_proposals",
        is_about_disclosure=False,
    ),
)
