"""The reader's work grows no faster than the text, whatever the text is.

Function calls are counted where they are the work. Seconds are compared only where a regex may be the one that works
too hard, and then so generously that no busy machine fails the test: quadratic time would cost a hundred times as much.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import process_time
from types import FrameType

import pytest

from transforms.report import read_report

TIMES_LONGER = 10
SHORT = 10_000
TITLE = "示例县样例乡2021年政府信息公开工作年度报告\n一、总体情况\n"
HEADER = "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t0\t1\t2\n"

LABEL_TEXTS = {
    "pipes": "|",
    "label_like_lines": "（三）予以公升第3项 12\n",
    "tables": HEADER,
    "column_labels": "申请人情况\n自然人 其他 商业企业 未知词语\n",
    "headings": "一、总体情况\n无。\n二、主动公开政府信息情况\n无。\n",
    "headings_in_one_line": "一、总体情况 二、主动公开政府信息情况 ",
    "digit_groups": "12 ",
}
RUNS = {
    "years": "2021",
    "digits": "1234567890",
    "spaces": " ",
    "dashes": "—",
    "rules": "-",
    "han": "镇政府信息公开工作",
    "nested_brackets": "（" * 50 + "）" * 50,
    "latin_letters": "a",
    "counting_words": "件次",
    "statements": "未收到申请5件，",
}
BEGINNINGS = ("2021年", "一", "QQ", "|", "规章 ", "（1")


def count_calls(work: Callable[[], object]) -> int:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def take_time(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def repeat_to(size: int, unit: str) -> str:
    return unit * (size // len(unit.encode()))


@pytest.mark.parametrize("unit", LABEL_TEXTS.values(), ids=LABEL_TEXTS.keys())
def test_calls_grow_with_the_text(unit: str) -> None:
    short, long = ((TITLE + repeat_to(size, unit)).encode() for size in (SHORT, SHORT * TIMES_LONGER))
    read_report(short, "warm-up")
    few, many = (count_calls(partial(read_report, data, "x")) for data in (short, long))
    assert many < few * TIMES_LONGER * 1.3


@pytest.mark.parametrize("unit", RUNS.values(), ids=RUNS.keys())
def test_time_grows_with_the_text(unit: str) -> None:
    """Endless runs behind every beginning that a regex may wait at, in a report that has a section to mask."""
    short, long = (
        (TITLE + "".join(f"{begin}{repeat_to(size, unit)}。\n" for begin in BEGINNINGS)).encode()
        for size in (SHORT, SHORT * TIMES_LONGER)
    )
    quick = min(take_time(lambda: read_report(short, "x")) for _ in range(3))
    assert take_time(lambda: read_report(long, "x")) < quick * TIMES_LONGER * 3 + 0.2


def test_a_row_that_never_ends_keeps_findings_short() -> None:
    row = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t" + "1\t" * 50_000
    report = read_report((TITLE + row).encode(), "x").report
    assert report is not None
    assert [fact.value for fact in report.facts if fact.cell_status == "ambiguous"] == [None] * 7
    assert max(len(fact.raw_text or "") for fact in report.facts) <= 200
    assert max(len(doubt.message) for doubt in report.doubts) <= 300
