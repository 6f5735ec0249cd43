"""Properties of styles: digits that a browser does not show, or shows as a mark, are no part of a number."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.html.styled_pages import shown, styled
from transforms.formats.html.declarations import read_declarations
from transforms.formats.html.properties import PROPERTIES

HERE = "transforms.formats.html.properties"


def effects_of(css: str) -> dict[str, str]:
    return {one.name: one.effect for one in read_declarations(css)}


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{HERE}._FAR",
        inside=lambda: effects_of("text-indent:-900px")["text-indent"] == "far",
        outside=lambda: effects_of("text-indent:-899px")["text-indent"] == "far",
        moved=899,
    ),
    Given(f"{HERE}._SIDES", source="CSS Box Model 3, sections 3.2 and 4.2"),
    Threshold(
        f"{HERE}._HALF",
        inside=lambda: effects_of("clip-path:inset(50%)")["clip-path"] == "all",
        outside=lambda: effects_of("clip-path:inset(49%)")["clip-path"] == "all",
        moved=49,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NoNe",
        "display:/* block */none",
        "display/**/:none",
        "color:red;/* ; */display:none",
        "di\\73 play:none",
        "display:none!important;display:inline",
        "display:inline;display:none",
        "display:none;display:nonsense",
        "display:none;display:inline\\9",
        "*color:red;display:none",
        "color red;display:none",
        "background:url(a;b);display:none",
        "content:'}';display:none",
        "font-size:0",
        "font-size:0px",
        "font-size:0%",
        "font-size:0.0em",
        "font-size:.0pt",
        "font-size:+0rem",
        "font-size:0e5vw",
        "font-size:calc(0px)",
        "font-size:calc(1em - 1em)",
        "font-size:calc((2px + 1em) * 0)",
        "font-size:calc(-3px)",
        "font-size:max(0px, 0em)",
        "font-size:clamp(0px, -1em, 0px)",
        "font:0/0 a",
        "font:bold 0px serif",
        "text-decoration:underline line-through",
        "text-decoration:line-through 2px red",
        "mso-hide:all",
        "position:absolute;left:-9999px",
        "position:fixed;top:-100em",
        "position:absolute;clip:rect(0 0 0 0)",
        "position:absolute;clip:rect(1px,1px,1px,1px)",
        "clip-path:inset(50%)",
        "content-visibility:hidden",
        "display:none;order:1",
    ],
)
def test_what_a_style_takes_away_leaves_the_number(style: str) -> None:
    assert shown(f'<span style="{style}">9</span>') == "379"
    assert styled(f".n{{{style}}}") == "379"


@pytest.mark.parametrize(
    "style",
    [
        "visibility:hidden",
        "visibility:collapse",
        "opacity:0",
        "opacity:0.00",
        "opacity:0%",
        "opacity:-1",
        "opacity:calc(1 - 1)",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "color:red;-webkit-text-fill-color:transparent",
        "color:rgb(0 0 0 / 0%)",
        "color:#fff0",
        "color:#FFF;background:white",
        "background-color:rgb(255,255,255);color:white",
        "text-indent:-9999px",
        "margin-left:-9999px",
    ],
)
def test_what_is_invisible_keeps_its_place_beside_the_number(style: str) -> None:
    assert shown(f'<span style="{style}">9</span>') == "379"
    assert shown(f'5<span style="{style}">9</span>') == "5⏎379"


@pytest.mark.parametrize(
    "style",
    [
        "",
        "display:none;display:inline",
        "display:none!important;display:inline!important",
        "display:nonsense",
        "display:none none",
        "display:none\\9",
        "display:none!ie",
        "/*display:none*/",
        "/*display:none",
        "content:'display:none'",
        "x-display:none",
        "display",
        "display:",
        "{display:none}",
        "visibility:visible",
        "visibility:none",
        "opacity:0.01",
        "opacity:10%",
        "opacity:0px",
        "fill-opacity:0",
        "font-size:0.5em",
        "font-size:10%",
        "font-size:-0.1em",
        "font-size:0;font-size:12px",
        "font-size:calc(0)",
        "font-size:calc(1px * )",
        "font-size:calc(1px/0)",
        "font-size:calc(1em - 16px + 1rem)",
        "font-size:0xx",
        "font:0",
        "line-height:0",
        "text-decoration:underline",
        "text-decoration:line-through;text-decoration:none",
        "color:#fff",
        "color:#fff;background:#fff url(dark.png)",
        "color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text",
        "left:-9999px",
        "position:absolute;position:static;left:-9999px",
        "clip:rect(0 0 0 0)",
        "text-indent:-2em",
        "margin:0 auto",
        "padding:5px 0",
        "vertical-align:baseline",
        "vertical-align:0",
        "order:0",
        "order:1.5",
        "order:1;order:initial",
        "filter:grayscale(100%)",
        "filter:opacity(0);filter:none",
        "mask:none",
        "clip-path:circle(0);clip-path:none",
        "color:transparent;-webkit-text-fill-color:red",
        "-webkit-text-fill-color:transparent;-webkit-text-fill-color:currentcolor",
        "unicode-bidi:isolate",
        "flex-flow:row wrap-reverse",
    ],
)
def test_what_a_browser_shows_is_part_of_the_number(style: str) -> None:
    assert shown(f'<span style="{style}">9</span>') == "9379"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("vertical-align:super", "⁹379"),
        ("vertical-align:10px", "⁹379"),
        ("vertical-align:0.4em", "⁹379"),
        ("vertical-align:calc(1px + 20%)", "⁹379"),
        ("vertical-align:super;vertical-align:baseline", "9379"),
        ("mso-text-raise:3.0pt", "⁹379"),
        ("display:inline-block", "9⏎379"),
        ("display:inline flex", "9⏎379"),
        ("display:table-cell", "9⏎379"),
        ("display:block", "9⏎379"),
        ("float:left", "9⏎379"),
        ("position:absolute;left:5px", "9⏎379"),
        ("margin-right:5px", "9⏎379"),
        ("margin:0 5px", "9⏎379"),
        ("padding:0 1px 0 0", "9⏎379"),
        ("padding:0 0 9px 0.5em", "9⏎379"),
        ("order:1", "9⏎379"),
        ("order:-1", "9⏎379"),
        ("filter:opacity(0)", "9⏎379"),
        ("filter:blur(1px) opacity(0%)", "9⏎379"),
        ("mask:linear-gradient(transparent,transparent)", "9⏎379"),
        ("-webkit-mask-image:url(clear.png)", "9⏎379"),
        ("clip-path:circle(0)", "9⏎379"),
        ("clip-path:polygon(0 0,0 0,0 0)", "9⏎379"),
    ],
)
def test_what_is_raised_or_set_apart_is_no_digit_of_the_number(style: str, text: str) -> None:
    assert shown(f'<span style="{style}">9</span>') == text
    assert styled(f".n{{{style}}}") == text


@pytest.mark.parametrize(
    "style",
    [
        "unicode-bidi:bidi-override;direction:rtl",
        "unicode-bidi:isolate-override",
        "display:flex;flex-direction:row-reverse",
        "flex-flow:wrap column-reverse",
    ],
)
def test_what_is_drawn_in_another_order_is_no_number(style: str) -> None:
    """The character that turns the letters behind it stands before them; a value with it is not read."""
    assert "\u202e" in shown(f'<span style="{style}">98</span>')
    assert "\u202e" in styled(f".n{{{style}}}")
    assert "\u202e" in styled(f"td{{{style}}}")


def test_an_element_that_turns_its_letters_is_no_number() -> None:
    assert "\u202e" in shown("<bdo dir=rtl>98</bdo>")


def test_a_popover_is_not_shown() -> None:
    assert shown("<b popover>9</b>") == "379"


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_value_that_no_browser_knows_sets_nothing(name: str) -> None:
    """All but those of which only a few values are told from the others, that of a system font from any word."""
    lenient = {"background", "background-clip", "-webkit-background-clip", "clip-path", "font"}
    assert bool(effects_of(f"{name}:no-such-value")) is (name in lenient)


@pytest.mark.parametrize(
    ("css", "left", "right"),
    [
        ("margin:5px", "apart", "apart"),
        ("margin:0 5px", "apart", "apart"),
        ("margin:5px 0 5px", "", ""),
        ("margin:0 0 0 5px", "apart", ""),
        ("margin:0 5px 0 -9999px", "far", "apart"),
    ],
)
def test_a_shorthand_names_its_sides_clockwise_from_the_top(css: str, left: str, right: str) -> None:
    assert effects_of(css) == {"margin-left": left, "margin-right": right}


def test_a_shorthand_of_five_sides_sets_nothing() -> None:
    assert effects_of("margin:1px 2px 3px 4px 5px") == {}
