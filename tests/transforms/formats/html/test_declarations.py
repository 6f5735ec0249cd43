"""The declarations of styles that matter to a reader of the text."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.formats.html.declarations import Declaration, is_of_interest, read_declarations, tame
from transforms.formats.html.properties import PROPERTIES

HERE = "transforms.formats.html.declarations"

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._OF_INTEREST",
        takes=(
            "display:none",
            "COLOR:red",
            "di\\73 play:none",
            "mso-hide:all",
            "order:1",
            "flex-flow:row",
            "unicode-bidi:embed",
            "content:'9'",
        ),
        leaves=("text-align:center", "line-height:2", "border:1px solid", "width:9px", "justify-content:center"),
        oversteps=("border-right:1px",),
    ),
    Pattern(
        f"{HERE}._ENDLESS_NUMBER",
        takes=("9" * 101, "0." + "0" * 200 + "px"),
        leaves=("9" * 100, "1.5em", "a" * 200),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_that_is_read_is_of_interest(name: str) -> None:
    assert is_of_interest(f"{name}:x")


def test_the_declarations_stand_in_their_order_each_with_its_weight() -> None:
    css = "display:none ! important; width:9px; visibility:hidden; display:nonsense; display:inline"
    assert read_declarations(css) == (
        Declaration("display", "none", is_important=True),
        Declaration("visibility", "hidden"),
        Declaration("display", "inline"),
    )


def test_words_for_all_properties_set_each_longhand() -> None:
    assert [(one.name, one.effect) for one in read_declarations("margin:initial;color:inherit")] == [
        ("margin-right", "initial"),
        ("margin-left", "initial"),
        ("color", ""),
    ]


def test_an_endless_number_is_one_of_a_hundred_digits() -> None:
    """Python refuses to convert a longer one, and tinycss2 asks it to."""
    assert tame(f"top:-{'9' * 9_999}px") == f"top:-{'9' * 100}px"
    assert read_declarations(f"top:-{'9' * 9_999}px") == (Declaration("top", "far"),)
