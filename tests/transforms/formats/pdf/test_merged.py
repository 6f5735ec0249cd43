"""The places behind a merged cell of a picture are no blanks where a value may stand in them."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.pdf.merged import covered_places
from transforms.text import recognised_mark

MODULE = "transforms.formats.pdf.merged"
ROWS = ("规章", "行政规范性文件")
HEADINGS = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def number(text: str = "3") -> str:
    return text + recognised_mark(0)


def covered(*rows: str) -> set[tuple[int, int]]:
    """The places that are covered in a table: rows of texts, in which < is one with its left neighbour, ^ with that
    above."""
    owners: dict[tuple[int, int], int] = {}
    texts: dict[int, str] = {}
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split()):
            if text in "<^":
                owners[row, column] = owners[(row, column - 1) if text == "<" else (row - 1, column)]
            else:
                owners[row, column] = len(texts)
                texts[len(texts)] = "" if text == "." else text
    cells: dict[int, list[tuple[int, int]]] = {}
    for place, owner in owners.items():
        cells.setdefault(owner, []).append(place)
    return covered_places(cells, texts)


def has_numbered_label(digits: int) -> bool:
    """Whether the label of a row is known behind a number so long."""
    return bool(covered(" ".join(HEADINGS), f"{'1' * digits}{ROWS[0]} < {number()} {number()}"))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._NUMBER", inside=lambda: has_numbered_label(4), outside=lambda: has_numbered_label(5), moved=6
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_over_two_headings_hides_a_value() -> None:
    assert covered(" ".join(HEADINGS), f"{ROWS[0]} {number()} < {number()}") == {(1, 2)}
    assert covered(f"{ROWS[0]} {number()} < {number()}") == {(0, 2)}


def test_a_number_below_a_heading_of_its_width_hides_none() -> None:
    assert covered("信息内容 本年处理决定数量 < <", f"行政许可 {number()} < <") == set()


def test_a_heading_that_is_two_labels_joins_nothing() -> None:
    assert covered("申请人 商业企业科研机构 <", f"予以公开 {number()} <") == {(1, 2)}


def test_a_number_beside_two_labels_hides_a_value() -> None:
    rows = (" ".join(HEADINGS), f"{ROWS[0]} {number()} {number()} {number()}", f"{ROWS[1]} ^ {number()} {number()}")
    assert covered(*rows) == {(2, 1)}
    assert covered(" ".join(HEADINGS), f"{ROWS[0]} {number()} {number()} .", f"^ ^ {number()} .") == set()


def test_the_label_of_a_row_hides_the_values_that_it_covers() -> None:
    assert covered(" ".join(HEADINGS), f"{ROWS[0]} < {number()} {number()}") == {(1, 1)}
    assert covered(" ".join(HEADINGS), "第二十条第（五）项 < < <") == set()
    assert covered(f"予以公开 < {number()}", f"总计 < {number()}") == set()


def test_an_empty_cell_of_several_places_is_blank() -> None:
    assert covered(" ".join(HEADINGS), f"{ROWS[0]} . < {number()}") == set()


def test_what_is_no_rectangle_hides_all_of_its_places() -> None:
    assert covered(f"{ROWS[0]} . <", f"{ROWS[1]} ^ {number()}") == {(0, 1), (0, 2), (1, 1)}
    assert covered(f"{ROWS[0]} {number()} <", f"{ROWS[1]} ^ {number()}") == {(0, 2), (1, 1)}
