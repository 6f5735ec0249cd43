"""Headers wrapped inside their columns are put together where that makes labels of all words, and only there."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.cells import read_cells
from transforms.stream.wrapping import are_group_pieces, group_cores, is_group_piece, unwrap_labels


def unwrapped(text: str) -> list[str]:
    return [cell.text for cell in unwrap_labels(read_cells(text))]


def is_joined(text: str, *labels: str) -> bool:
    return unwrapped(text) == list(labels)


def joins_among(count: int) -> bool:
    """Whether two wrapped labels are joined in a line of so many words."""
    wholes = ["尚未审结"] * (count - 2)
    text = f"{' '.join(wholes)} 结果 结果\n维持 纠正"
    return is_joined(text, *wholes, "结果维持", "结果纠正")


EVIDENCE = (
    Pattern(
        "transforms.stream.wrapping._ORDINAL",
        takes=("三不予公开", "1属于国家秘密", "六其他处理"),
        found=("三", "1", "六"),
        leaves=("不予公开", "第三方", "0予以公开"),
        oversteps=("三类内部事务信息",),
    ),
    Threshold(
        "transforms.stream.wrapping._MAX_LINES",
        inside=lambda: is_joined("对外公 结\n开总 果维\n数量 持", "对外公开总数量", "结果维持"),
        outside=lambda: is_joined("对外 结\n公开 果\n总数 维\n量 持", "对外公开总数量", "结果维持"),
        moved=4,
    ),
    Threshold(
        "transforms.stream.wrapping._LONGEST_PIECE",
        inside=lambda: "结果维持" in unwrapped("政府信息公开行政复议和行政诉 结果\n讼情况 维持"),
        outside=lambda: "结果维持" in unwrapped("政府信息公开行政复议和行政诉讼 结果\n情况 维持"),
        moved=15,
    ),
    Threshold(
        "transforms.stream.wrapping._MOST_WORDS",
        inside=lambda: joins_among(16),
        outside=lambda: joins_among(17),
        moved=17,
    ),
    Threshold(
        "transforms.stream.wrapping._MOST_PARTS",
        inside=lambda: is_joined("危及 三安 全一 结果\n稳定 维持", "危及三安全一稳定", "结果维持"),
        outside=lambda: is_joined("没有 现成 信息 需要 结果\n另行制作 维持", "没有现成信息需要另行制作", "结果维持"),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("结果 结果 其他\n维持 纠正 结果", ["结果维持", "结果纠正", "其他结果"]),
        ("商业 科研 社会公益 法律服务\n企业 机构 组织 机构", ["商业企业", "科研机构", "社会公益组织", "法律服务机构"]),
        ("结果 结果 尚未审结 总计\n维持 纠正", ["结果维持", "结果纠正", "尚未审结", "总计"]),
    ],
)
def test_the_words_of_a_wrapped_header_are_joined(text: str, labels: list[str]) -> None:
    assert unwrapped(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "结果 结果\n维持 维修",
        "我镇 高度重视\n信息 公开工作",
        "规章 0\n行政许可 3",
        "结果 结果\n维持 纠正 5",
        "结果维持\n结果纠正",
    ],
)
def test_lines_that_are_not_all_labels_stay(text: str) -> None:
    assert unwrapped(text) == text.split()


def test_a_piece_of_a_group_s_label_beside_its_rows_is_left_out() -> None:
    """Else 法提供 would part 没有现成信息 from what follows, and its values go to nobody."""
    assert unwrapped("法提供 2.没有现成信息需要另行制作 3") == ["2.没有现成信息需要另行制作", "3"]
    assert unwrapped("法提供 村务公开 3") == ["法提供", "村务公开", "3"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("（三）不予", True),
        ("（五）", True),
        ("处理", True),
        ("3.其他", False),
        ("重复申请", False),
        ("村务", False),
        ("", False),
    ],
)
def test_what_is_a_piece_of_a_group_s_label(word: str, expected: bool) -> None:
    assert is_group_piece(word) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("（三）不予", True),
        ("办（三）不", True),
        ("理予公开", True),
        ("度形", False),
        ("予以公开数", False),
        ("", False),
    ],
)
def test_what_is_a_piece_of_one_or_two_groups(word: str, expected: bool) -> None:
    assert are_group_pieces(word) is expected


def test_a_long_word_is_not_tried_at_every_place(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def is_none(text: str) -> bool:
        tried.append(text)
        return False

    monkeypatch.setattr("transforms.stream.wrapping.is_group_piece", is_none)
    assert not are_group_pieces("处" * 10_000)
    assert len(tried) == 1


def test_the_groups_of_table_three() -> None:
    assert {"不予公开", "无法提供", "不予处理", "其他处理", "本年度办理结果"} <= set(group_cores())
    assert "重复申请" not in group_cores()


def test_a_label_that_a_space_tore_keeps_both_its_words() -> None:
    cells = unwrap_labels(read_cells("(六)其他 处理 0 0 0\n（三）不予 1.属于国家秘密 0"))
    assert [cell.text for cell in cells][:3] == ["(六)其他", "处理", "0"]
    assert "（三）不予" not in [cell.text for cell in cells]
