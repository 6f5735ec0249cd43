"""Styles of web pages: digits that a browser does not show, or shows as a mark, are no part of a number."""

from __future__ import annotations

import pytest

from tests.transforms.formats.html.styled_pages import read, shown, styled


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
    ],
)
def test_what_is_raised_or_set_apart_is_no_digit_of_the_number(style: str, text: str) -> None:
    assert shown(f'<span style="{style}">9</span>') == text
    assert styled(f".n{{{style}}}") == text


@pytest.mark.parametrize(
    "sheet",
    [
        ".n{display:none}",
        "<!-- .n{display:none} -->",
        "/* .n{ */ .n/**/{display:none}",
        "@charset 'x'; @import url(x.css); .n{display:none}",
        "@font-face{font-family:x} .n{display:none}",
        "p{color:red}} .n{color:red} .n{display:none}",
        "td .n{display:none}",
        "table td > span.n{display:none}",
        "body table .n{display:none}",
        "html>body *.n{display:none}",
        "td:nth-child(2) span{display:none}",
        "td + td .n{display:none}",
        "td ~ td > .n{display:none}",
        "td:last-child .n:not(.m){display:none}",
        "[class='n']{display:none}",
        "#i{display:none}",
        "SPAN{display:none}",
        ".m, .n{display:none}",
        ".n::before, .n{display:none}",
        "::-webkit-scrollbar, .n{display:none}",
        "span:is(.m, .n){display:none}",
        ".n{display:inline} .n{display:none}",
        "span.n{display:none} .n{display:inline}",
        "#i{display:none} td span.n{display:inline}",
        ":is(#i){display:none} span.n{display:inline}",
        ".n{display:none!important} #i{display:inline}",
        "@media screen{.n{display:none}}",
        "@media all{@media (min-width: 800px){.n{display:none}}}",
        "@media print, screen and (min-width:1000px) and (orientation:landscape){.n{display:none}}",
        "@media not print{.n{display:none}}",
        "@media only screen{.n{display:none}}",
        "@supports (display:grid){.n{display:none}}",
        "@layer a{.n{display:none}}",
        "@media print{.n{display:inline}} .n{display:none}",
        ".n{display:none",
    ],
)
def test_a_sheet_hides_what_it_selects(sheet: str) -> None:
    assert styled(sheet) == "379"


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        ".N{display:none}",
        ".m{display:none}",
        ".n.m{display:none}",
        "p .n{display:none}",
        "table > .n{display:none}",
        ".n td{display:none}",
        "td:first-child .n{display:none}",
        "span + .n, span ~ .n{display:none}",
        ".n:hover{display:none}",
        ".n::before{display:none}",
        ".n:before{display:none}",
        ".n::after, .m{display:none}",
        ".n:has(b){display:none}",
        ".n, !{display:none}",
        ".n,{display:none}",
        "> .n{display:none}",
        ".n >{display:none}",
        ".n:nonsense, .n{display:none}",
        ".n:-moz-any-link, .n{display:none}",
        ".n{display:none} .n{display:inline}",
        ".n{display:inline} span{display:none}",
        ":where(#i){display:none} span{display:inline}",
        "#i{display:none} .n{display:inline!important}",
        "@media print{.n{display:none}}",
        "@media screen and (max-width:600px){.n{display:none}}",
        "@media not screen{.n{display:none}}",
        "@media (nobody-knows:1){.n{display:none}}",
        "@media not (nobody-knows){.n{display:none}}",
        "@media speech, print and (min-width:1px){.n{display:none}}",
        "@media tv{.n{display:none}}",
        "@supports not (display:grid){.n{display:none}}",
        "@supports (-ms-ime-align:auto){.n{display:none}}",
        "@page{.n{display:none}}",
        "@nonsense{.n{display:none}}",
        "/* .n{display:none} */",
        "'.n{display:none}",
        "\\.n{display:none}",
        ".n{/*display:none*/}",
    ],
)
def test_a_sheet_leaves_what_it_does_not_select(sheet: str) -> None:
    assert styled(sheet) == "9379"


@pytest.mark.parametrize(
    ("sheet", "digit", "text"),
    [
        (".n{display:none}", "<span class=n style='display:inline'>9</span>", "9379"),
        (".n{display:none!important}", "<span class=n style='display:inline'>9</span>", "379"),
        (".n{display:inline}", "<span class=n style='display:none'>9</span>", "379"),
        (".n{display:inline!important}", "<span class=n style='display:none'>9</span>", "9379"),
        (".n{visibility:hidden}", "<i class=n>8<b style='visibility:visible'>9</b></i>", "9379"),
        (".n{display:none}", "<i class=n>8<b style='display:inline'>9</b></i>", "379"),
        (".n{opacity:0}", "<i class=n><b style='opacity:1;visibility:visible'>9</b></i>", "379"),
        (".n{font-size:0}", "<i class=n>8<b style='font-size:1em'>9</b></i>", "379"),
        (".n{font-size:0}", "<i class=n>8<b style='font-size:1rem'>9</b></i>", "9379"),
        (".n{color:transparent}", "<i class=n>8<b style='color:#000'>9</b></i>", "9379"),
        (".n{text-decoration:line-through}", "<i class=n><b style='text-decoration:none'>9</b></i>", "379"),
        (
            ".n{font-size:0}",
            "<i class=n style='text-decoration:line-through'><b style='font-size:9px'>9</b></i>",
            "379",
        ),
        ("", "<i hidden>9</i>", "379"),
        ("", "<i hidden style='display:inline'>9</i>", "9379"),
        ("", "<s style='text-decoration:none'>9</s>", "9379"),
        ("del{text-decoration:none}", "<s>8</s><del>9</del>", "9379"),
        ("sup{vertical-align:baseline;position:relative;top:-.5em}", "<sup>9</sup>", "⁹379"),
    ],
)
def test_the_winner_of_the_cascade_is_taken_over_by_what_stands_inside(sheet: str, digit: str, text: str) -> None:
    assert styled(sheet, digit) == text


@pytest.mark.parametrize(
    ("sheets", "text"),
    [
        ("<style>.n{display:none}</style><style>.n{display:inline}</style>", "9379"),
        ("<style media='screen and (min-width:1px)'>.n{display:none}</style>", "379"),
        ("<style media='(max-width:1px)'>.n{display:none}</style>", "9379"),
        ("<style type='text/less'>.n{display:none}</style>", "9379"),
        ("<noscript><style>.n{display:none}</style></noscript>", "9379"),
    ],
)
def test_the_sheets_of_a_page_are_those_for_its_screen(sheets: str, text: str) -> None:
    assert shown("<span class='n'>9</span>", sheets) == text


def test_names_differ_by_case_except_in_pages_of_old_browsers() -> None:
    page = "<style>.N{display:none}</style><p>年<i class=n>9</i>3</p>"
    assert read(f"<html>{page}").blocks == ("年3",)
    assert read(f"<!DOCTYPE html><html>{page}").blocks == ("年93",)


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden", "opacity:0"])
def test_a_page_that_a_script_shows_is_read(style: str) -> None:
    assert read(f"<html><style>body{{{style}}}</style><body><p>年报").blocks == ("年报",)


def test_letters_without_size_on_a_page_are_those_that_get_none() -> None:
    page = "<html><style>body{font-size:0} p{font-size:14px}</style><body>9<p>年<i style='font-size:2em'>3</i></p>"
    assert read(page).blocks == ("年3",)


@pytest.mark.parametrize(
    ("style", "lines"),
    [("white-space:pre", "年\n 报"), ("white-space:pre-wrap;white-space:normal", "年报"), ("white-space:x", "年报")],
)
def test_white_space_is_kept_where_a_style_says_so(style: str, lines: str) -> None:
    assert read(f"<html><div style='{style}'><p>年\n 报</p></div>").blocks == (lines,)
    assert read(f"<html><style>div{{{style}}}</style><div><p>年\n 报</p></div>").blocks == (lines,)
