"""Slices of a header's labels, and the orders of its columns that they allow."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.form import Heading, Slice, has_same_characters, is_possible

PERSONS_FIRST = (Heading("自然人", 0, 0), Heading("商业企业", 1, 1), Heading("总计", 2, 2))
TOTAL_FIRST = (Heading("总计", 0, 0), Heading("自然人", 1, 1), Heading("商业企业", 2, 2))


def words(*lines: str) -> list[Slice]:
    """The words of lines without places."""
    return [
        Slice(text, number, place, place + 1, is_placed=False)
        for number, line in enumerate(lines)
        for place, text in enumerate(line.split())
    ]


def placed(*parts: tuple[str, int, int]) -> list[Slice]:
    """Words with their line and where they begin on it."""
    return [Slice(text, line, start, start + len(text), is_placed=True) for text, line, start in parts]


def many_ways(columns: int) -> bool:
    """Whether words that fit many columns, of which the last fits none, are given up in time (they are no header)."""
    headings = [Heading("结果维持", place, place) for place in range(columns)]
    lines = ["结 " * columns, "果 " * columns, "维 " * columns, "持 " * columns]
    return bool(is_possible(words(*lines), headings))


EVIDENCE = (
    Threshold(
        "transforms.form.sliced_header._DRIFT",
        inside=lambda: is_possible(
            placed(("总计", 0, 40), ("商", 0, 21), ("业企业", 1, 21), ("自", 0, 19), ("然人", 1, 22)), PERSONS_FIRST
        ),
        outside=lambda: is_possible(placed(("总计", 0, 40), ("商业企业", 0, 20), ("自然人", 1, 26)), PERSONS_FIRST),
        moved=4,
    ),
    Threshold(
        "transforms.form.sliced_header._MOST_STEPS",
        inside=lambda: many_ways(15),
        outside=lambda: not many_ways(15),
        moved=10,
    ),
    Threshold(
        "transforms.form.sliced_header._LETTERS",
        inside=lambda: is_possible(words("总 计"), [Heading("总计", 0, 0)], wraps=True),
        outside=lambda: is_possible(words("其他 结果"), [Heading("其他结果", 0, 0)], wraps=True),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_words_of_one_line_have_its_order() -> None:
    header = words("自然 商业 总计", "人 企业")
    assert is_possible(header, PERSONS_FIRST)
    assert not is_possible(header, TOTAL_FIRST)


def test_words_of_different_lines_have_none() -> None:
    header = words("总计", "自然人", "商业企业")
    assert is_possible(header, PERSONS_FIRST)
    assert is_possible(header, TOTAL_FIRST)


def test_places_order_words_of_different_lines() -> None:
    header = placed(("总计", 0, 30), ("自然人", 1, 2), ("商业企业", 2, 12))
    assert is_possible(header, PERSONS_FIRST)
    assert not is_possible(header, TOTAL_FIRST)


def test_a_heading_has_no_place_among_its_own_columns() -> None:
    header = words("法人 自然人", "商业企业 科研机构")
    columns = (Heading("商业企业", 0, 0), Heading("科研机构", 1, 1), Heading("自然人", 2, 2))
    assert is_possible(header, (*columns, Heading("法人", 0, 1)))
    assert not is_possible(
        header, (Heading("自然人", 0, 0), Heading("商业企业", 1, 1), Heading("科研机构", 2, 2), Heading("法人", 1, 2))
    )


def test_labels_are_read_from_top_to_bottom() -> None:
    assert not is_possible(words("企业 人", "商业 自然"), (Heading("商业企业", 0, 0), Heading("自然人", 1, 1)))


@pytest.mark.parametrize(("header", "is_same"), [("自然 总", True), ("自然", False), ("自然 总 上年", False)])
def test_a_whole_header_has_the_characters_of_its_labels(header: str, is_same: bool) -> None:
    assert has_same_characters(words(header, "人 计"), ("自然人", "总计")) is is_same
