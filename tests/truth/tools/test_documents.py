"""Documents: drawn from their id alone, with a truth that no tool was asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.truth.form import REQUEST, REVIEW, is_money
from tests.truth.tools.documents import (
    DOCUMENT_DAMAGES,
    TEXT_DAMAGES,
    DocumentId,
    can_pair,
    damage_text,
    draw,
    truncate_text,
)


def drawn_with(*damages: str, route: str = "web", seed: str = "1") -> DocumentId:
    return DocumentId(route, damages, seed)


def test_an_id_is_written_and_read() -> None:
    document_id = drawn_with("few_blanks", "number_column")
    assert str(document_id) == "web/few_blanks+number_column/1"
    assert DocumentId.parse(str(document_id)) == document_id


def test_the_same_report_goes_to_every_route() -> None:
    first, second = (draw(drawn_with("few_blanks", route=route)) for route in ("web", "word-pdf"))
    assert first.figures == second.figures
    assert first.truth == second.truth


@pytest.mark.parametrize("mode", ["few_blanks", "zeros_blank", "blank_row"])
def test_nothing_may_be_loaded_for_a_blank(mode: str) -> None:
    drawn = draw(drawn_with(mode))
    blank = [key for key, printed in drawn.figures.cells.items() if not printed.text]
    assert blank
    assert {drawn.truth[key].value for key in blank} == {None}


def test_a_value_is_what_the_document_prints() -> None:
    drawn = draw(drawn_with("note_column", seed="2"))
    counts = {key: cell.text for key, cell in drawn.figures.cells.items() if not is_money(key)}
    printed = {key: Decimal(text) for key, text in counts.items() if text.isdecimal()}
    assert len(printed) > 50
    assert {key: drawn.truth[key].value for key in printed} == printed


def test_a_dropped_table_may_not_be_loaded() -> None:
    drawn = draw(drawn_with("lost_tables"))
    lost = set(drawn.document.instead_of_table)
    assert lost
    assert {cell.value for key, cell in drawn.truth.items() if key[0] in lost} == {None}


def test_a_column_of_notes_is_in_the_document_and_not_in_the_truth() -> None:
    drawn = draw(drawn_with("few_blanks", "note_column"))
    assert drawn.document.grids[REQUEST].width == 11
    assert len([key for key in drawn.truth if key[0] == REVIEW]) == 15


def test_the_document_has_no_marks() -> None:
    drawn = draw(drawn_with("number_column"))
    texts = [cell.text for grid in drawn.document.grids.values() for row in grid.rows for cell in row]
    assert not [text for text in texts if any(ord(char) >= 0xF0000 for char in text)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("few_blanks", "number_column", True),
        ("few_blanks", "zeros_blank", False),
        ("few_blanks", "few_blanks", False),
        ("thousands_separators", "signs", False),
        ("page_numbers", "note_column", True),
        ("swapped_results", "dropped_header_row", False),
    ],
)
def test_pairs_that_leave_a_truth(first: str, second: str, expected: bool) -> None:
    assert can_pair(first, second) is expected


def test_a_text_without_damage_is_itself() -> None:
    assert damage_text("规章\t1\t0\t2\t", draw(drawn_with("none"))) == ("规章\t1\t0\t2\t".encode(), frozenset())


def test_a_text_is_damaged_as_its_id_says() -> None:
    stripped, _ = damage_text("规章\t1\t0\t\t\n", draw(drawn_with("trailing_blanks_stripped")))
    assert stripped == "规章\t1\t0\n".encode()
    garbled, unsure = damage_text("规章\t12\n", draw(drawn_with("utf8_as_latin1")))
    assert garbled.decode().encode("latin-1") == "规章\t12\n".encode()
    assert not unsure


@pytest.mark.parametrize("damage", ["truncated_end", "gb_as_big5"])
def test_what_a_damage_of_the_text_destroys_is_not_demanded(damage: str) -> None:
    drawn = draw(drawn_with(damage))
    assert damage_text("规章\t12\n" * 9, drawn)[1] == frozenset(drawn.truth)


def test_a_truncated_text_keeps_whole_lines() -> None:
    from random import Random

    lines = [f"{number}\t{number}" for number in range(40)]
    kept = truncate_text("\n".join(lines), Random(1)).split("\n")
    assert kept == lines[: len(kept)]
    assert 20 <= len(kept) < 40


def test_a_damage_is_done_to_the_document_or_to_the_text() -> None:
    assert set(DOCUMENT_DAMAGES).isdisjoint(TEXT_DAMAGES)
    assert "damaged_utf8" not in TEXT_DAMAGES
