"""Style sheets: which of their rules apply to a page on a screen."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.html.styled_pages import styled
from transforms.formats.html.sheets import is_shown, read_rules


def is_read_within(layers: int) -> bool:
    """Whether a rule is read that so many at-rules hold; a sheet that was read before is not read anew."""
    read_rules.cache_clear()
    return bool(read_rules("@media all{" * layers + ".n{display:none}" + "}" * layers))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.html.sheets._DEEPEST",
        inside=lambda: is_read_within(8),
        outside=lambda: is_read_within(9),
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "screen",
        "ALL",
        "print, screen",
        "only screen and (min-width: 1920px)",
        "(max-width: 120em)",
        "(min-height: calc(1000px + 5em))",
        "(orientation: landscape) and (pointer: fine)",
        "not print",
        "not screen and (max-width: 600px)",
    ],
)
def test_a_query_that_is_true_of_a_screen_is_shown(query: str) -> None:
    assert is_shown(query)


@pytest.mark.parametrize(
    "query",
    [
        "print",
        "not all",
        "screen and (min-width: 1921px)",
        "(max-width: 119em)",
        "(orientation: portrait)",
        "(prefers-color-scheme: dark)",
        "(nobody-knows: 1)",
        "not (nobody-knows: 1)",
        "(min-width)",
        "screen or print",
    ],
)
def test_a_query_that_is_false_or_unknown_is_not_shown(query: str) -> None:
    assert not is_shown(query)


def test_rules_that_say_nothing_of_the_text_are_left_out() -> None:
    sheet = "p{line-height:2} @font-face{font-family:a} .a{display:none} @page{margin:0} .b{width:1px}"
    assert [rule.selectors[0].compounds for rule in read_rules(sheet)] == [(".a",)]


@pytest.mark.parametrize(
    "sheet",
    [
        "td::after{content:'9'}",
        "td .n:before{content:'9'}",
        "p, .n::BEFORE {content:'a' counter(x)}",
        ".n:after{content:attr(id)}",
        ".n:after{content:var(--digits)}",
    ],
)
def test_a_number_to_which_a_sheet_adds_digits_is_not_read(sheet: str) -> None:
    assert "[object]" in styled(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "p::after{content:'9'}",
        ".n::after{content:'\\e601'}",
        ".n::after{content:'9';content:''}",
        ".n::after{content:'9';display:none}",
        ".n:hover::after{content:'9'}",
        "@media print{.n::after{content:'9'}}",
        ".n{content:'9'}",
    ],
)
def test_what_a_sheet_adds_elsewhere_or_without_digits_changes_no_number(sheet: str) -> None:
    assert styled(sheet) == "9379"
