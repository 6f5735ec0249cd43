"""The apostrophe that keeps a spreadsheet from running a text: it is taken away where it was put, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.commands.spreadsheet import FORMULA_START, PLAIN_NUMBER, unescape_formula


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "＝1", "＠x", "\t=1", "'=1+1", "''=1"])
def test_what_a_spreadsheet_runs_is_known_by_its_beginning(text: str) -> None:
    assert re.match(FORMULA_START, text)
    assert unescape_formula(f"'{text}") == text


@pytest.mark.parametrize("text", ["示范镇", "1=1", "'s", "", "（-1）", " =1"])
def test_what_it_does_not_run_is_left_alone(text: str) -> None:
    assert not re.match(FORMULA_START, text)
    assert unescape_formula(text) == text


@pytest.mark.parametrize(("text", "is_number"), [("-12.5", True), ("+7", True), ("-1-2", False), ("-", False)])
def test_a_plain_number_is_no_formula(text: str, is_number: bool) -> None:
    assert bool(re.fullmatch(PLAIN_NUMBER, text)) is is_number


@given(st.text("'=-+@＝x1\t"))
def test_a_text_comes_back_whatever_apostrophes_it_has(text: str) -> None:
    escaped = f"'{text}" if re.match(FORMULA_START, text) else text
    assert unescape_formula(escaped) == text
