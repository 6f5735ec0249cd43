"""Which rules of a page's sheets are about an element, which of them wins, and what that may cost."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.html.styled_pages import read, shown, styled
from transforms.formats.html import cascade
from transforms.formats.html.cascade import CostlyStylesError, read_cascade
from transforms.formats.html.selectors import Selector

HERE = "transforms.formats.html.cascade"


def fits(steps: int, *compounds: str, children: int = 1) -> bool:
    """Whether these compounds, each a child of the one before, are matched in so many steps.

    The page has three elements and so many of `b` in its body.
    """
    parser = LexborHTMLParser("<html><head></head><body>" + "<b></b>" * children + "</body></html>")
    try:
        cascade._Matcher(parser, steps).find(Selector(compounds, (">",) * (len(compounds) - 1), (0, 0, 1)))
    except CostlyStylesError:
        return False
    return True


def is_matched_in(steps: int) -> bool:
    """Whether a page is read of which one match costs all but four of so many steps."""
    parser = LexborHTMLParser("<html><head><style>b{top:0}</style></head><body><b></b></body></html>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cascade, "_STEPS_OF_A_MATCH", steps - 5)
        try:
            read_cascade(parser)
        except CostlyStylesError:
            return False
    return True


def is_read_to(size: int) -> bool:
    """Whether a rule is read that ends so many characters behind the beginning of the sheets."""
    rule = ".n{display:none"
    sheets = f"<style>{' ' * (size - len(rule))}</style><style>{rule}</style>"
    return shown("<span class='n'>9</span>", sheets) == "379"


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{HERE}._LONGEST_SHEETS",
        inside=lambda: is_read_to(1_000_000),
        outside=lambda: is_read_to(1_000_001),
        moved=1_000_001,
    ),
    Threshold(
        f"{HERE}._MOST_STEPS",
        inside=lambda: is_matched_in(50_000_000),
        outside=lambda: is_matched_in(50_000_001),
        moved=50_000_001,
    ),
    Threshold(f"{HERE}._STEPS_OF_A_MATCH", inside=lambda: fits(54, "b"), outside=lambda: fits(53, "b"), moved=49),
    Threshold(
        f"{HERE}._STEPS_OF_A_WALK",
        inside=lambda: fits(118, "body", "b"),
        outside=lambda: fits(117, "body", "b"),
        moved=9,
    ),
    Threshold(
        f"{HERE}._SIBLINGS_A_STEP",
        inside=lambda: fits(56, "b:nth-child(1)", children=3),
        outside=lambda: fits(57, "b:nth-child(1)", children=4),
        moved=32,
    ),
    Threshold(
        f"{HERE}._CHARACTERS_A_STEP",
        inside=lambda: fits(54, "b:not(.abcdefg)"),
        outside=lambda: fits(54, "b:not(.abcdefgh)"),
        moved=17,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


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
