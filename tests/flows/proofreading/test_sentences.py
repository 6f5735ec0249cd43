"""No rule that a check may break lacks a sentence, in either language."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from flows.commands.check_words import WORDS
from flows.proofreading.comparing import rules_of_a_check
from flows.proofreading.findings import SEVERITIES
from flows.proofreading.labels import SECTIONS, TABLES
from flows.proofreading.sentences import REPAIRS, RULES, WHY_NOT_COMPARED, repair_text
from transforms.language import Pair
from transforms.schemas import READING_RULES

ROOT = Path(__file__).resolve().parents[3]
PAIRS = {
    **{f"title of {rule}": text.title for rule, text in RULES.items()},
    **{f"sentence of {rule}": text.said for rule, text in RULES.items() if text.said},
    **{f"repair {name}": pair for name, (_, pair) in REPAIRS.items()},
    **{f"why {name}": pair for name, (_, pair) in WHY_NOT_COMPARED.items()},
    **{f"word {name}": pair for name, pair in WORDS.items()},
    **{f"section {number}": pair for number, pair in SECTIONS.items()},
    **{f"table {name}": pair for name, pair in TABLES.items()},
}
HAN = re.compile("[\u4e00-\u9fff]")
# Words that hold nothing but a place, or quote the file, say the same in both.
PLACES_ALONE = re.compile(r"^[^\w]*\{\w+\}[^\w]*\{?\w*\}?$")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", PAIRS)
def test_words_stand_in_both_languages(name: str) -> None:
    pair = PAIRS[name]
    assert pair.zh
    assert pair.en
    assert HAN.search(pair.zh) or PLACES_ALONE.match(pair.zh)
    if not HAN.search(pair.zh):
        return
    assert not HAN.search(pair.en.replace("write 无", ""))


@pytest.mark.parametrize("name", PAIRS)
def test_the_places_of_both_languages_are_the_same(name: str) -> None:
    pair = PAIRS[name]
    assert {name for name in places(pair.zh) ^ places(pair.en) if name not in ("numeral", "number")} == set()


def test_every_rule_of_reading_and_of_the_warehouse_has_words() -> None:
    assert set(READING_RULES) | set(rules_of_a_check()) <= set(RULES)


def test_a_rule_of_reading_and_of_the_warehouse_brings_its_own_sentence() -> None:
    own = {rule for rule, text in RULES.items() if text.said is None}
    assert own == {*READING_RULES, *rules_of_a_check(), "cells_missing:all", "quarantined"}


def documented() -> dict[str, tuple[str, str]]:
    """Severity and Chinese title of each rule in docs/check.md."""
    table = (ROOT / "docs" / "check.md").read_text("utf-8").partition("## The rules")[2]
    rows = (line.strip("|").split("|") for line in table.splitlines() if line.startswith("| `"))
    return {rule.strip(" `"): (severity.strip(), title.strip()) for rule, severity, title, _ in rows}


def test_every_rule_is_documented_under_its_title() -> None:
    rules = {rule: text.title.zh for rule, text in RULES.items() if ":" not in rule}
    assert {rule: title for rule, (_, title) in documented().items()} == rules


def test_the_documented_severity_is_that_of_the_rule() -> None:
    assert {rule: severity for rule, (severity, _) in documented().items()} == {
        rule: " or ".join(sorted(severities_of(rule), key=SEVERITIES.index)) for rule in RULES if ":" not in rule
    }


def severities_of(rule: str) -> set[str]:
    """The severities that findings of a rule may have in a check of a report with the official tables."""
    own = {RULES[rule].severity, RULES.get(f"{rule}:all", RULES[rule]).severity} - {""}
    usual = {
        "repair_needed": {severity for severity, _ in REPAIRS.values()},
        "not_compared": {severity for severity, _ in WHY_NOT_COMPARED.values()},
    }
    if rule in READING_RULES and not RULES[rule].severity:
        own |= {"note" if severity == "info" else severity for severity in READING_RULES[rule].severities}
    if rule in rules_of_a_check():
        found = re.findall(r"'(error|warning|info)'", rules_of_a_check()[rule])
        own |= {"note" if severity == "info" else severity for severity in found}
    return own | usual.get(rule, set())


def test_severities_are_those_of_a_check() -> None:
    assert {text.severity for text in RULES.values()} <= {"", *SEVERITIES}


@pytest.mark.parametrize(
    ("repair", "severity"),
    [("pinyin-annotations", "warning"), ("opencc:t2s", "note"), ("converted:docx", "note"), ("of-tomorrow", "warning")],
)
def test_a_repair_says_how_much_it_matters(repair: str, severity: str) -> None:
    assert repair_text(repair)[0] == severity
    assert isinstance(repair_text(repair)[1], Pair)
