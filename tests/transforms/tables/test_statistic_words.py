"""The words of the statistics form: labels with what belongs to them, units, unknown texts."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.statistic_rows import statistic_entries
from transforms.form import ORDINAL_OF
from transforms.stream import Boundary, Kind
from transforms.tables import statistic_words

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
        "transforms.tables.statistic_words._SCALED_COUNT",
        takes=("千条", "百件", "万人次", "十万条"),
        leaves=("条", "万元", "千", "二十件", "12万条"),
        misses=("千余条",),
        how="fullmatch",
    ),
    Threshold(
        "transforms.tables.statistic_words._SHORTEST_BEGINNING",
        inside=lambda: is_joined("收到申 件 5", "请数"),
        outside=lambda: is_joined("收到 件 5", "申请数"),
        moved=2,
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
    statistic_words._beginnings.cache_clear()


def is_joined(*lines: str) -> bool:
    """Whether two lines are one label; what is a beginning of one is worked out anew."""
    statistic_words._beginnings.cache_clear()
    return statistic_entries(*lines)[0].token.kind == Kind.LABEL


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


def test_a_heading_or_a_word_of_the_header_in_the_cell_of_a_label_takes_no_figure_from_it() -> None:
    assert words("三、依申请公开情况收到申请数 | 件 | 5")[-1] == ("requests_received", True, ["件", "5"])
    assert words("收到申请数统计数 | 件 | 5")[0][:2] == ("requests_received", True)


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        (["收到申请数 | 件 | 5", "说明文字"], [True]),
        (["收到申请数合计"], [False]),
        (["收到申请数（件） | 5"], [True]),
        (["当面申请数传真申请数 件 5"], [True, True]),
        (["| 收到申请数 | 件 | 5 |", "| 当面申请数 | 件 | 5 |"], [True, True]),
    ],
)
def test_a_label_is_a_word_of_its_own_if_no_other_word_goes_on_with_it(lines: list[str], clean: list[bool]) -> None:
    assert [entry.is_clean for entry in statistic_entries(*lines) if not entry.is_text] == clean


def test_a_single_character_is_no_piece_of_a_remark() -> None:
    assert words("（一）主动公开政府信息数 | 同 | 214") == [("disclosed", True, []), ("同", True, ["214"])]


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）主动公开政府信息 条 5", "数（不同渠道和方式公开", "相同信息计1条）"),
        ("1.政府网站公开政府信 条 5", "息数"),
        ("其中：主要负责同志参加 次 5", "政府网站在线访谈次数"),
        ("（一）召开政府信息公开 次 5", "工作会议或专", "题会议数"),
        ("1.专职人员数（不包括政府 人 5", "公报及政府网站工作人员数）"),
    ],
)
def test_a_label_that_is_wrapped_around_its_figure_is_one(lines: tuple[str, ...]) -> None:
    [(code, is_clean, tail), *rest] = words(*lines, "六、举报投诉数量 件 0")
    assert code in ("disclosed", "disclosed_website", "interviews_head", "meetings_held", "staff_full_time")
    assert (is_clean, tail[1:]) == (True, ["5"])
    assert [code for code, *_ in rest] == ["complaints"]


def test_words_that_begin_no_label_are_joined_with_nothing() -> None:
    assert [text for text, *_ in words("收到其他申 件 5", "请数")] == ["收到其他申", "件", "请数"]
    assert words("参加或举办新闻发布会总 | 5 | 次") == [("参加或举办新闻发布会总", True, ["5", "次"])]


def test_a_wrapped_label_is_the_longest_that_its_words_begin_with() -> None:
    [entry] = statistic_entries("四、行政复 件 5", "议数量")
    assert (entry.token.text, entry.token.labels[0].code) == ("行政复议数量", "reconsiderations")


def test_texts_that_nothing_parts_are_one() -> None:
    assert [text for text, *_ in words("某街道3号的办公室")] == ["某街道3号的办公室"]


def test_figures_follow_unknown_texts_too() -> None:
    [entry] = statistic_entries("某项 | 件 | 5")[:1]
    assert entry.token.kind == Kind.TEXT


def test_a_wrapped_label_below_other_rows_is_one() -> None:
    lines = ("六、举报投诉数量 件 0", "1.政府网站公开政府信 条 5", "息数")
    assert words(*lines) == [("complaints", True, ["件", "0"]), ("disclosed_website", True, ["条", "5"])]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("收到申 | 说明 | 5", [("收到申", []), ("说明", ["5"])]),
        ("主动公开政府 | 信息 | 5", [("主动公开政府", []), ("信息", ["5"])]),
        ("收到申 | 件 |  | 5", [("收到申", ["件", "", "5"])]),
        ("统计指 | 件 | 5", [("统计指", []), ("件", ["5"])]),
        ("其中 | 5", [("其中", ["5"])]),
        ("其中 | 说明 | 5", [("其中", []), ("说明", ["5"])]),
        ("其中", [("其中", [])]),
    ],
)
def test_words_that_are_no_label_together_stay_apart(line: str, read: list[tuple[str, list[str]]]) -> None:
    assert [(text, tail) for text, _, tail in words(line)] == read


def test_a_label_that_is_whole_takes_nothing_from_the_next_line() -> None:
    assert [text for text, *_ in words("行政复议数 | 件 | 5", "量")] == ["reconsiderations", "量"]


def test_figures_before_the_first_word_are_nobodys() -> None:
    assert words("50 70", "（一）收到申请数 | 件 | 5") == [("requests_received", True, ["件", "5"])]


def test_a_label_begins_with_what_stands_before_it_and_has_its_number() -> None:
    def begins(*lines: str) -> tuple[Boundary, str]:
        label = statistic_entries(*lines)[-1].token
        return label.before, label.ordinal

    above = "（一）收到申请数 件 5"
    assert begins(above, f"其中{FIRST}当面申请数 件 5") == (Boundary.LINE, "1")
    assert begins(above, "其中：当面申请数") == (Boundary.LINE, "")
    assert begins(above, "其中 2.传真申请数")[1] == "2"
    assert begins("说明", "当面申请数") == (Boundary.LINE, "")
    first, *_ = statistic_entries("当面申请数 | 件 | 5", f"其中{FIRST}")
    assert first.token.ordinal == ""
