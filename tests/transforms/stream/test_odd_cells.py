"""A cell of numbers and notes behind a label stays one cell; words that may be labels stay words."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream import odd_cells
from transforms.stream.cells import table_cells
from transforms.stream.tokens import Kind
from transforms.stream.whole_cells import read_tokens


def kept(*row: str) -> list[str]:
    """The values of a row, with □ for empty cells and the words in brackets."""
    shown = {Kind.VALUE: "{}", Kind.EMPTY: "□", Kind.TEXT: "({})", Kind.LABEL: "({})"}
    return [shown[token.kind].format(token.text) for token in read_tokens(list(table_cells([row])))]


def is_kept(word: str, values: int) -> bool:
    """Whether a word among so many values is a cell of its own."""
    return word in kept("规章", "1", word, *["0"] * (values - 1))


EVIDENCE = (
    Pattern(
        "transforms.stream.odd_cells._NUMBERS_AND_NOTES",
        takes=("0 3", "3件2项", "5 (3)", "22(其中修订16件)", "5/2", "5 [3]", "258874元 ."),
        leaves=("5", "5 见附件", "1.属于国家秘密", "2022年1月5日", "(3)", "第20条", "5."),
        oversteps=("1(新增)",),
        how="fullmatch",
    ),
    Threshold(
        "transforms.stream.odd_cells._LONGEST_NOTE",
        inside=lambda: len(kept("规章", f"5（{'附' * 37}）", "0")) == 3,
        outside=lambda: kept("规章", f"5（{'附' * 38}）", "0")[1].startswith("5（"),
        moved=41,
    ),
    Threshold(
        "transforms.stream.odd_cells._FEWEST_VALUES",
        inside=lambda: is_kept("@", 5),
        outside=lambda: is_kept("@", 4),
        moved=4,
    ),
    Threshold(
        "transforms.stream.odd_cells._LONGEST_ODD_WORD",
        inside=lambda: is_kept("附" * 8, 5),
        outside=lambda: is_kept("附" * 9, 5),
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_two_numbers_in_a_cell_are_one_odd_cell() -> None:
    assert kept("予以公开", "0 3", "1", "", "0") == ["(予以公开)", "0 3", "1", "□", "0"]
    assert kept("予以公开", "3件2项", "0", "7") == ["(予以公开)", "3件2项", "0", "7"]


def test_a_row_without_a_label_has_odd_cells_as_well() -> None:
    assert kept("1", "2", "@", "4", "5", "6") == ["1", "2", "@", "4", "5", "6"]
    assert kept("0 （3）", "0", "0", "0", "0")[0] == "0 （3）"


def test_a_label_and_its_number_are_no_odd_cell() -> None:
    assert kept("1", "规章", "0", "0", "0", "0", "0", "0") == ["1", "(规章)", *["0"] * 6]
    assert kept("规章", "1", "2.其他", "3", "4", "5", "6", "7")[2] != "2.其他"


def test_two_words_among_values_are_labels_that_no_list_knows() -> None:
    assert kept("规章", "1", "甲类", "2", "乙类", "3", "4", "5", "6")[2] == "(甲类)"


def test_a_long_number_that_ends_in_a_word_is_soon_told_to_be_none() -> None:
    """Of 32 zeros glued before a word the search for a note took hours; a hang of this test is the fault."""
    assert odd_cells._NUMBERS_AND_NOTES.fullmatch("0" * 500 + "总计") is None
