"""Where a row ends: what stands behind it must not be taken for its own, and its own not for somebody else's."""

from __future__ import annotations

import pytest

from tests.transforms.placement.made_rows import found
from transforms.placement.cut import CutRow, cut_rows
from transforms.tables import FoundRow


def texts(row: CutRow) -> tuple[str, str]:
    return " ".join(token.text or "□" for token in row.cells), " ".join(token.text or "□" for token in row.orphans)


def cut(*rows: FoundRow, header_before: bool = False) -> list[tuple[str, str]]:
    return [texts(row) for row in cut_rows(rows, header_before=header_before)]


@pytest.mark.parametrize(
    ("tail", "own", "orphans"),
    [
        (" 1 2 3", "1 2 3", ""),
        (" 1 2 3¶4", "1 2 3", "4"),
        (" 1 2 3#4 5", "1 2 3", "4 5"),
        ("¶1 2 3", "", "1 2 3"),
        (" 1 2 3\n4", "1 2 3", "4"),
        (" 1 2\n3\n4", "1 2 3 4", ""),
        ("\n1 2 3\n4", "1 2 3 4", ""),
        (" 1 2 3\n4\t5", "1 2 3 4 5", ""),
        (" 1 2 3 — 4 —", "1 2 3", "— 4 —"),
        (" 1 2 — 4 —", "1 2 — 4 —", ""),
        (" 1 — 3\n— 4 —", "1 — 3", "— 4 —"),
        ("\t1\t\t3", "1 □ 3", ""),
        (" 1 2 3 4 5 6", "1 2 3 4 5 6", ""),
    ],
)
def test_the_cells_of_a_row_and_what_stands_behind_it(tail: str, own: str, orphans: str) -> None:
    assert cut(found(tail)) == [(own, orphans)]


def test_the_number_of_a_page_behind_a_row_is_parted_from_it_whatever_its_width() -> None:
    assert cut(found(" 1 2 — 4 —", ("a", "b"))) == [("1 2", "— 4 —")]


def test_a_label_with_nothing_behind_it_has_no_cells() -> None:
    assert cut(FoundRow("row", (), [])) == [("", "")]


def test_blank_lines_end_a_row_unless_the_source_has_one_behind_most_cells() -> None:
    spread, dense = found("¶1¶2¶3"), found(" 1 2 3")
    assert cut(spread) == [("1 2 3", "")]
    assert cut(spread, dense, dense) == [("", "1 2 3"), ("1 2 3", ""), ("1 2 3", "")]
    assert cut(spread, dense) == [("", "1 2 3"), ("1 2 3", "")]
    assert cut(spread, found("¶4"), dense) == [("1 2 3", ""), ("4", ""), ("1 2 3", "")]


def test_under_a_header_the_one_row_with_values_counts_wherever_it_begins() -> None:
    assert cut(found("\t\t\t#1\t2\t3"), header_before=True) == [("1 2 3", "")]
    assert cut(found("#1\t2\t3#4\t5\t6"), header_before=True) == [("", "1 2 3 4 5 6")]
    assert cut(found("\t\t"), header_before=True) == [("", "□ □")]


def test_a_row_knows_its_size_where_the_source_keeps_rows() -> None:
    gridded, plain = cut_rows([found("\t1\t2\t3", row_size=4), found(" 1 2 3")], header_before=False)
    assert (gridded.row_size, plain.row_size) == (4, 0)
    assert (gridded.width, CutRow(found("")).row_size) == (3, 0)
