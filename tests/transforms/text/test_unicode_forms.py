"""Radicals and compatibility forms against Unicode's own names, and what must stay."""

from __future__ import annotations

import unicodedata

import pytest

from tests.evidence import Evidence, Given, check
from transforms.knowledge import read_rows
from transforms.text.unicode_forms import fold_forms

EVIDENCE = (
    Given(
        "transforms.text.unicode_forms._DECOMPOSED",
        source="Unicode: compatibility ideographs and their supplement, Latin ligatures, vertical forms",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_every_kangxi_radical_becomes_what_unicode_decomposes_it_to() -> None:
    for code in range(0x2F00, 0x2FD6):
        assert fold_forms(chr(code)) == unicodedata.normalize("NFKC", chr(code)), hex(code)


def test_every_radical_of_the_supplement_becomes_an_ideograph() -> None:
    radicals = {row["radical"] for row in read_rows("radicals")}
    named = {chr(code) for code in range(0x2E80, 0x2EF4) if unicodedata.name(chr(code), "").startswith("CJK RADICAL")}
    # U+2E80 repeats a part of a character and has no equivalent.
    assert named - radicals == {"\u2e80"}
    assert all(unicodedata.name(fold_forms(radical)).startswith("CJK UNIFIED IDEOGRAPH") for radical in radicals)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("⽇⼝⻚", "日口页"), ("⻄⽅⻅⻓⻔⻛", "西方见长门风"), ("\uf900\uf9d1", "豈六"), ("ﬁ", "fi"), ("︵一︶", "(一)")],
)
def test_folded(text: str, plain: str) -> None:
    assert fold_forms(text) == plain


@pytest.mark.parametrize("text", ["①２０２３年", "5²", "㈠", "㎡", "，。（）", "½", "ａｂ", "Ⅳ"])
def test_kept(text: str) -> None:
    assert fold_forms(text) == text
