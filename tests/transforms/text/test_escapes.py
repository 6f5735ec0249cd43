"""Escapes that were meant to be read are read; those that are code, an address or a price stay."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.text.escapes import unescape
from transforms.text.resync import LOST


def escaped(count: int) -> str:
    """So many Han characters as escapes of JavaScript, behind nine that are plain."""
    return "一二三四五六七八九" + "%u653F" * count


EVIDENCE = (
    Pattern(
        "transforms.text.escapes._ENTITY",
        takes=("规章&nbsp;12", "规章&nbsp", "&#25919;", "&#x5E9C;", "&frac12;"),
        found=("&nbsp;", "&nbsp", "&#25919;", "&#x5E9C;", "&frac12;"),
        leaves=("AT&T", "R&D", "5&6元", "x=1&y=2;", "&#;", "&nbspx"),
        misses=("版权&copy 2021", "&#25919"),
    ),
    Pattern(
        "transforms.text.escapes._NUMERIC_HAN",
        takes=("&#25919;", "&#x653F;", "&amp;amp;#25919;", "&#x20BB7;", "&#134071;"),
        leaves=("&#160;", "&#x3A;", "&#8220;", "&eacute;", "#25919;"),
        oversteps=("&#x201C;", "&#12354;"),
    ),
    Pattern(
        "transforms.text.escapes._TYPOGRAPHIC",
        how="fullmatch",
        takes=("nbsp", "ldquo", "hellip", "lt", "yen"),
        leaves=("eacute", "alpha", "sum", "sp", "copy"),
        misses=("larr", "yuml"),
    ),
    Pattern(
        "transforms.text.escapes._LETTER_ENTITY",
        takes=("&Otilde;", "&thorn;", "&THORN;", "&aelig;", "&szlig;"),
        leaves=("&nbsp;", "&sup2;", "&otimes;", "Otilde;"),
        oversteps=("&tilde;",),
    ),
    Pattern(
        "transforms.text.escapes._PERCENT",
        takes=("内容 %E6%94%BF%20a%E5", "https://a.example/%E6%94%BF", "%D5%FE8"),
        found=("%E6%94%BF%20a%E5", "https://a.example/%E6%94%BF", "%D5%FE8"),
        leaves=("占5%", "100%的", "5%，%", "%u653F"),
        oversteps=("占50%20件",),
    ),
    Pattern(
        "transforms.text.escapes._PERCENT_U",
        takes=("%u653F%20%u5E9C", "www.a.example/%u653F"),
        found=("%u653F%20%u5E9C", "www.a.example/%u653F"),
        leaves=("%u65", "\\u653f", "5%"),
    ),
    Pattern(
        "transforms.text.escapes._BACKSLASH_U",
        takes=(r"\u653f\u5e9c", r"http://a.example/\u653f"),
        leaves=(r"C:\users", r"\u65", "%u653F"),
        misses=(r"\U0000653f",),
    ),
    Pattern(
        "transforms.text.escapes._HEX",
        takes=("%u653F", "%0A", r"\u653f"),
        found=("%u653F", "%0A", r"\u653f"),
        leaves=("653F", "%u", "%G0"),
    ),
    Pattern(
        "transforms.text.escapes._SIMPLE_ESCAPE",
        takes=(r"\n", r"\t", r"\"", r"\/", "\\\\"),
        leaves=("\n", "n", r"\u653f", r"\x41", r"\b"),
    ),
    Pattern(
        "transforms.text.escapes._FORBIDDEN",
        takes=("\0", "\x1f", "\ud800", "\ue0f0", "\uffff"),
        leaves=("政", "\t\n\r", "\x85", LOST, "\U00020bb7"),
    ),
    Threshold(
        "transforms.text.escapes._MANY_LETTERS",
        inside=lambda: "&" not in unescape("政府" + "&Otilde;" * 8)[0],
        outside=lambda: "&" not in unescape("政府" + "&Otilde;" * 7)[0],
        moved=4,
    ),
    Threshold(
        "transforms.text.escapes._MANY_ESCAPED",
        inside=lambda: "%" not in unescape(escaped(8))[0],
        outside=lambda: "%" not in unescape(escaped(7))[0],
        moved=5,
    ),
    Threshold(
        "transforms.text.escapes._MOST_PLAIN",
        inside=lambda: "\n" in unescape("镇" + r"\u653f" * 7 + r"\n12")[0],
        outside=lambda: "\n" in unescape("镇" + r"\u653f" * 6 + r"\n12")[0],
        moved=4,
    ),
    Threshold(
        "transforms.text.escapes._DEPTH",
        inside=lambda: unescape("&amp;amp;#25919;府")[0] == "政府",
        outside=lambda: unescape("&amp;amp;amp;#25919;府")[0] == "政府",
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("主动公开&nbsp;12&nbsp;件，&ldquo;三公&rdquo;经费&hellip;", "主动公开\xa012\xa0件，“三公”经费…"),
        ("规章&#9;&#49;&#50;&#x33;&nbsp", "规章\t123\xa0"),
        ("&amp;amp;#25919;府", "政府"),
        ("政府&#0;&#57584;&#xD800;信息", f"政府{LOST}&#57584;{LOST}信息"),
        ("\\u653f\\u5e9c\\u4fe1\\u606f\\n\\u89c4\\u7ae0\\t12", "政府信息\n规章\t12"),
        ("\\ud842\\udfb7\\u4e61\\u653f\\u5e9c", "𠮷乡政府"),
        ("%u653F%u5E9C%0A12", "政府\n12"),
        ("规章 %E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%09%E5%85%AC%E5%BC%80", "规章 政府信息\t公开"),
        ("%D5%FE%B8%AE%20%D0%C5%CF%A2", "政府 信息"),
    ],
)
def test_escapes(text: str, plain: str) -> None:
    assert unescape(text)[0] == plain


def test_no_escape_brings_in_a_mark_of_structure() -> None:
    for code in range(0xE0F0, 0xE0F4):
        for escaped in (f"政府&#{code};", f"%u653F%u5E9C%u{code:04X}", f"\\u653f\\u5e9c\\u{code:04x}"):
            assert chr(code) not in unescape(escaped)[0]
