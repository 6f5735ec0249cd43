"""The words of the statistics form: labels with what belongs to them, units, unknown texts."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.tables.statistic_rows import statistic_entries
from transforms.form import ORDINAL_OF
from transforms.stream import Kind

FIRST = next(iter(ORDINAL_OF))

EVIDENCE = (
    Pattern(
        "transforms.tables.statistic_words._UNIT",
        takes=("条", "件", "人次", "万元", "单位万元", "期"),
        leaves=("申请件数", "元旦", "规章", ""),
        misses=("人/次",),
        oversteps=("条例",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.tables.statistic_words._LEAD",
        takes=("其中", "一", f"其中{FIRST}", FIRST, "12", "（一）"[1:2], ""),
        leaves=("其中的", "其中之一", "附表一", "123"),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def words(*lines: str) -> list[tuple[str, bool, list[str]]]:
    """Of each entry the code or the text, whether it is clean, and the texts behind it."""
    return [
        (
            entry.token.text if entry.is_text else entry.token.labels[0].code,
            entry.is_clean,
            [token.text for token in entry.tail],
        )
        for entry in statistic_entries(*lines)
    ]


def test_a_unit_stays_between_its_label_and_its_figure() -> None:
    assert words("（一）收到申请数 | 件 | 5") == [("requests_received", True, ["件", "5"])]


@pytest.mark.parametrize("lead", ["其中：", "其中：1.", "1.", "（1）", "12 "])
def test_what_stands_before_a_label_belongs_to_it(lead: str) -> None:
    assert words(f"{lead}当面申请数 | 件 | 5") == [("requests_in_person", True, ["件", "5"])]


def test_a_remark_belongs_to_its_label_wherever_a_line_ends_in_it() -> None:
    lines = ("（一）主动公开政府信息数（不同渠道和方式", "公开相同信息计", "1条）", "条", "214")
    [(code, is_clean, tail)] = words(*lines)
    assert (code, is_clean, tail[-2:]) == ("disclosed", True, ["条", "214"])


@pytest.mark.parametrize("text", ["上年收到申请数", "收到申请数合计", "收到申请数的增长"])
def test_a_label_inside_of_a_longer_word_is_none(text: str) -> None:
    assert not any(is_clean and code == "requests_received" for code, is_clean, _ in words(f"{text} | 件 | 5"))


def test_two_labels_in_one_cell_have_no_figure_of_their_own() -> None:
    assert [is_clean for _, is_clean, _ in words("当面申请数、传真申请数 | 件 | 5")] == [False, False]


def test_texts_that_nothing_parts_are_one() -> None:
    assert [text for text, *_ in words("某街道3号的办公室")] == ["某街道3号的办公室"]


def test_figures_follow_unknown_texts_too() -> None:
    [entry] = statistic_entries("某项 | 件 | 5")[:1]
    assert entry.token.kind == Kind.TEXT
