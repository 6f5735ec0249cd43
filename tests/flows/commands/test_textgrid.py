"""Grids for people: nothing is ever cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.commands.textgrid import grid_lines, hanging_lines

WORDS = st.text("ab1 示例镇（）–∅~?", max_size=30)
ROWS = st.integers(1, 7).flatmap(
    lambda columns: st.tuples(
        st.lists(WORDS, min_size=columns, max_size=columns),
        st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=columns, max_size=columns)), max_size=5),
    )
)


def letters(text: str) -> list[str]:
    return sorted(text.replace(" ", "").replace("─", ""))


@given(ROWS, st.integers(10, 120))
def test_every_character_is_there(table: tuple[list[str], list[tuple[str, list[str]]]], width: int) -> None:
    headers, rows = table
    lines = list(grid_lines(headers, [(label, [Text(cell) for cell in cells]) for label, cells in rows], width))
    given_text = "".join([*headers, *(label + "".join(cells) for label, cells in rows)])
    assert letters("".join(line.plain for line in lines)) == letters(given_text)


@given(ROWS, st.integers(80, 120))
def test_lines_are_no_wider_than_asked(table: tuple[list[str], list[tuple[str, list[str]]]], width: int) -> None:
    headers, rows = table
    lines = grid_lines(headers, [(label, [Text(cell) for cell in cells]) for label, cells in rows], width)
    assert all(cell_len(line.plain) <= width for line in lines)


def test_wide_characters_count_twice() -> None:
    rows = [("示例", [Text("1")]), ("abcd", [Text("2")])]
    assert [line.plain for line in grid_lines(["总计"], rows, 100)] == [
        "      总计",
        "──────────",
        "示例     1",
        "abcd     2",
    ]


def test_a_long_cell_folds_in_its_column() -> None:
    rows = [("新收", [Text("0"), Text("一二三四五六七八九十")])]
    lines = [line.plain for line in grid_lines(["甲", "乙"], rows, 24)]
    assert lines[2:] == ["新收   0  一二三四五六七", "                  八九十"]


def test_a_hanging_text_goes_on_under_its_beginning() -> None:
    lines = hanging_lines("title  ", Text("示" * 60), Console(width=47))
    assert [line.plain for line in lines] == [f"title  {'示' * 20}", f"       {'示' * 20}", f"       {'示' * 20}"]
