"""The labels of both forms are found in folded text, the longest first, as what they mean."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.form.labels import EMPTY_MARK, VALUE_MARK, Label, Role, Table, table_labels, vocabulary

EVIDENCE = (
    Pattern(
        "transforms.form.labels._CELLS",
        takes=(VALUE_MARK, EMPTY_MARK, "规章12", "-3", "29.05", "0—", "/0", "1-2"),
        found=(VALUE_MARK, EMPTY_MARK, "12", "-3", "29.05", "0—", "/0", "1-2"),
        leaves=("规章", "—", "增/减", "二〇"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def found_in(text: str) -> list[str]:
    return [match[0] for match in vocabulary().scanner.finditer(text)]


def meanings_of(found: str) -> set[tuple[str, str, str]]:
    return {(label.table, label.role, label.code) for label in vocabulary().of(found)}


def test_the_longest_label_is_found() -> None:
    assert found_in("行政规范性文件12规章0") == ["行政规范性文件", "12", "规章", "0"]


def test_a_comma_of_the_form_may_be_lost() -> None:
    whole = "部分公开区分处理的。只计这一情形。不计其他情形"
    assert found_in(whole) == [whole]
    assert found_in(whole.replace("。", "")) == [whole.replace("。", "")]
    assert meanings_of(whole) == meanings_of(whole.replace("。", "")) == {("requests", "row", "partial")}


def test_a_comma_of_a_sentence_is_not_part_of_a_label() -> None:
    assert found_in("规章。规章") == ["规章", "规章"]


def test_a_word_that_the_form_prints_twice_has_all_its_meanings() -> None:
    assert meanings_of("总计") == {
        ("requests", "column", "total"),
        ("reviews", "column", "total"),
        ("requests", "row", "handled_total"),
    }


def test_the_words_of_taiwan_are_labels_too() -> None:
    """A page that was converted to Taiwan's vocabulary says 檔案 for a document, and 复議 turns into 複議."""
    assert meanings_of("规范性档案") == meanings_of("规范性文件")


def test_an_unknown_word_has_no_meaning() -> None:
    with pytest.raises(KeyError):
        vocabulary().of("村务公开")


def test_the_columns_of_a_table_stand_in_the_order_of_the_form() -> None:
    codes = [label.code for label in table_labels("requests")]
    assert codes == ["natural_person", "business", "research", "charity", "legal_service", "other", "total"]
    assert table_labels("reviews")[0] == Label(Table.REVIEWS, Role.COLUMN, "upheld", "结果维持")
    assert table_labels("no table") == ()
