"""The layout is named by most of the values, not by a stray line."""

from __future__ import annotations

import pytest

from transforms.stream.cells import read_cells
from transforms.stream.layout import name_layout


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("规章\t0\t1", "tab_rows"),
        ("规章 | 0 | 1", "pipe_rows"),
        ("规章 |\n0 |\n1 |", "pipe_lines"),
        ("规章 0 1", "space_rows"),
        ("规章\n0\n1", "cell_lines"),
        ("规章\t0\n\t1", "cell_lines"),
        ("规章01", "glued"),
        ("我镇高度重视信息公开工作。", "glued"),
        ("", "glued"),
        ("规章 0 1\n规章\t0\t1\t2\t3", "tab_rows"),
    ],
)
def test_the_layout_of_a_text(text: str, name: str) -> None:
    assert name_layout(read_cells(text), text) == name
