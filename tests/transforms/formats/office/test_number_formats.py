"""What a cell shows of a stored number."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Pattern, check
from transforms.formats.office.number_formats import show_number

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.office.number_formats._TOKEN", takes=('"件"', "\\-", "_)", "* ", "[Red]", "0"), leaves=("",)
    ),
    Pattern(
        "transforms.formats.office.number_formats._COLOUR",
        takes=("Red", "Color 12", "红"),
        leaves=(">2", "DBNum1", "$-804"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.office.number_formats._CURRENCY",
        takes=("$¥-804", "$-804", "$€"),
        leaves=("Red", ">2"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.office.number_formats._PATTERN",
        takes=("#,##0.00", "0", "0,", "#"),
        leaves=("0.0E+0", "# ?/?", "0.0,"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.office.number_formats._GENERAL",
        takes=("General", "G/通用格式", 'General"件"', "@"),
        leaves=("General;0", '0"件"', '"件"General'),
        how="fullmatch",
    ),
    Given("transforms.formats.office.number_formats._MOST_DIGITS", source="significant digits that Excel keeps"),
    Given("transforms.formats.office.number_formats._MOST_SECTIONS", source="ECMA-376 part 1, 18.8.31"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (12.5, "General", "12.5"),
        (12.345, "0.00", "12.35"),
        (-3, "0_);(0)", "(3)"),
        (-3, "#,##0;[Red]-#,##0", "-3"),
        (5, "000", "?（5）"),
        (1234567, '0!.0,"万"', "?（1234567）"),
        (3, "[>2]0;0.0", "?（3）"),
        (0.5, "# ?/?", "?（0.5）"),
        (7, '"约"0', "约7"),
        (0, "#", ""),
        (120, "[$-804]0", "120"),
    ],
)
def test_a_number_format_is_applied_or_confessed(value: float, code: str, expected: str) -> None:
    assert show_number(value, code) == expected


@pytest.mark.parametrize("code", ['0"件', "0[Red", "0;0;0;@;0"])
def test_a_format_that_breaks_its_own_rules_is_confessed(code: str) -> None:
    assert show_number(3, code) == "?（3）"


def test_a_fraction_never_passes_for_a_whole_number() -> None:
    """The form has whole numbers: 0.35 shown as 0 would load a zero that nobody stored."""
    assert show_number(0.35, "0") == "0（0.35）"
