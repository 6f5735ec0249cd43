"""The apostrophe that keeps a spreadsheet from running a text: it is taken away where it was put, and nowhere else."""

from __future__ import annotations

import re
from contextlib import closing

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.commands.spreadsheet import FORMULA, PLAIN_NUMBER, WITH_APOSTROPHE, unescape_formula
from flows.duck import quote_text

# A text, and how it stands in a CSV file.
FORMULAS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1+2": "'-1+2",
    "@SUM(A1)": "'@SUM(A1)",
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "-": "'-",
    "＝1": "'＝1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠x": "'＠x",
    "﹢1": "'﹢1",
    "﹣1": "'﹣1",
    "﹦1": "'﹦1",
    "﹫x": "'﹫x",
    "−1": "'−1",
    " =1": "' =1",
    "\u3000=1": "'\u3000=1",
    "\xa0\ufeff=1": "'\xa0\ufeff=1",
    "\x00=1": "'\x00=1",
    "\x1b\x01-1": "'\x1b\x01-1",
    "\u202e=1": "'\u202e=1",
    '"=1': "'\"=1",
    "'=1": "''=1",
    "''=1": "'''=1",
    "\t=1": "\t'=1",
    "\r\n=1": "\r\n'=1",
    "x;=1": "x;'=1",
    "x,=1": "x,'=1",
    "x\t@a": "x\t'@a",
    "行\n-项": "行\n'-项",
    'x"; "=1': 'x";\' "=1',
    "=1;=2,=3": "'=1;'=2,'=3",
}
TEXTS = [
    "示范镇",
    "1=1",
    "1-2",
    "'s",
    "",
    "'",
    "（-1）",
    "；-1",
    "，=1",
    "——",
    "—",
    "–5",
    "‐",
    "‑1",
    "x;y",
    "a, b",
    ";",
    "\t",
]
ALPHABET = "'=-+@＝−x1\t\n\r,; \"\x00\u2028\u3000；"


def escape(text: str) -> str:
    return re.sub(FORMULA, WITH_APOSTROPHE, text)


@pytest.mark.parametrize(("text", "escaped"), FORMULAS.items(), ids=ascii)
def test_what_a_spreadsheet_runs_is_known_by_how_a_cell_begins(text: str, escaped: str) -> None:
    assert escape(text) == escaped
    assert unescape_formula(escaped) == text


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_what_it_does_not_run_is_left_alone(text: str) -> None:
    assert escape(text) == text
    assert unescape_formula(text) == text


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("-12.5", True), ("+7", True), ("0.35", True), ("-1-2", False), ("-5%", False)],
)
def test_a_plain_number_is_no_formula(text: str, is_number: bool) -> None:
    assert bool(re.fullmatch(PLAIN_NUMBER, text)) is is_number


@given(st.text(ALPHABET))
def test_a_text_comes_back_whatever_apostrophes_it_has(text: str) -> None:
    assert unescape_formula(escape(text)) == text


@given(st.text(ALPHABET))
def test_no_cell_begins_with_a_sign_however_a_line_is_split(text: str) -> None:
    for cell in re.split("[,;\t\n\r]", escape(text)):
        assert cell.strip(' "\0\u2028\u3000')[:1] not in set("=-+@＝−")


def test_python_and_the_database_escape_every_character_alike() -> None:
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    texts = pl.DataFrame({"text": [f"{one}=1x{one}=2{one}1" for one in characters]})
    with closing(duckdb.connect()) as connection:
        connection.register("texts", texts.to_arrow())
        escaped = connection.execute(
            f"SELECT regexp_replace(text, {quote_text(FORMULA)}, {quote_text(WITH_APOSTROPHE)}, 'g') FROM texts"
        ).fetchall()
    assert [text for (text,) in escaped] == [escape(text) for text in texts["text"]]
