"""Selectors: their parts, their weight, and which of them are matched."""

from __future__ import annotations

import pytest
from tinycss2 import parse_component_value_list

from tests.evidence import Evidence, Threshold, check
from transforms.formats.html.selectors import Selector, Specificity, read_selectors


def read(css: str) -> tuple[Selector, ...]:
    return read_selectors(parse_component_value_list(css))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.html.selectors._LONGEST",
        inside=lambda: read("." + "n" * 999),
        outside=lambda: read("." + "n" * 1_000),
        moved=1_001,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_selector_is_its_compounds_and_what_stands_between() -> None:
    (selector,) = read("table /**/ td.a>b+ i ~u")
    assert selector.compounds == ("table", "td.a", "b", "i", "u")
    assert selector.combinators == (" ", ">", "+", "~")


@pytest.mark.parametrize(
    ("css", "weight"),
    [
        ("*", (0, 0, 0)),
        ("td b", (0, 0, 2)),
        ("#i.a.b", (1, 2, 0)),
        ("td[colspan]:first-child", (0, 2, 1)),
        ("td:nth-child(2)", (0, 1, 1)),
        (":is(b, .a, #i)", (1, 0, 0)),
        (":not(.a) b", (0, 1, 1)),
        (":where(#i) b", (0, 0, 1)),
    ],
)
def test_a_selector_weighs_its_ids_classes_and_tags(css: str, weight: Specificity) -> None:
    assert [one.specificity for one in read(css)] == [weight]


@pytest.mark.parametrize("css", [".a, !", ".a,", "> .a", ".a >", ".a:nonsense", ""])
def test_one_invalid_selector_makes_a_rule_invalid(css: str) -> None:
    assert read(css) == ()


@pytest.mark.parametrize("css", ["p::before", "p:has(b)", "p:not(b i)", "::-webkit-scrollbar", "p:nth-child(1 of b)"])
def test_what_selects_no_text_or_costs_too_much_takes_only_itself_out(css: str) -> None:
    assert [one.compounds for one in read(f"{css}, .a")] == [(".a",)]
