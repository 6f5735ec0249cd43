"""Bare numbers of pages in texts that keep their page breaks."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.reading import HEAD
from transforms.report import read_report
from transforms.stream.page_numbers import mark_page_numbers


def pages_of(*numbers: str) -> str:
    return "".join(f"样例镇\n{number}\n\f" for number in numbers)


def is_marked(*numbers: str) -> bool:
    return mark_page_numbers(pages_of(*numbers)) == pages_of(*(f"- {number} -" for number in numbers))


EVIDENCE = (
    Pattern(
        "transforms.stream.page_numbers._BARE_NUMBER",
        takes=("3", "   12 ", "\u3000128"),
        leaves=("2020", "3件", "3.5", "3 4", "- 3 -", ""),
        how="fullmatch",
    ),
    Threshold(
        "transforms.stream.page_numbers._FEWEST_PAGES",
        inside=lambda: is_marked("1", "2", "3"),
        outside=lambda: is_marked("1", "2"),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_first_line_of_each_page_may_be_its_number() -> None:
    text = "1\n甲\n\f\n2\n乙\n\f 3\n丙\n\f"
    assert mark_page_numbers(text) == "- 1 -\n甲\n\f\n- 2 -\n乙\n\f- 3 -\n丙\n\f"


@pytest.mark.parametrize(
    "numbers", [("1", "2", "2"), ("0", "2", "4"), ("3", "2", "1"), ("7", "8", "9"), ("1", "甲", "3"), ("1", "2", "3件")]
)
def test_other_lines_stay(numbers: tuple[str, ...]) -> None:
    assert not is_marked(*numbers)
    assert mark_page_numbers(pages_of(*numbers)) == pages_of(*numbers)


PAGES = """第二十条第（六）项
信息内容 本年处理决定数量
行政处罚 5
行政强制 {}
1
\f三、收到和处理政府信息公开申请情况
2
\f四、政府信息公开行政复议、行政诉讼情况
3
\f"""


@pytest.mark.parametrize(("coercion", "loaded"), [("", "missing None"), ("7", "reported 7")])
def test_a_page_number_is_no_value_of_the_row_above_it(coercion: str, loaded: str) -> None:
    report = read_report(f"{HEAD}{PAGES.format(coercion)}".encode(), "report.txt").report
    assert report is not None
    cells = {fact.subject: f"{fact.cell_status} {fact.value}" for fact in report.facts}
    assert cells["fact_proactive.6.penalty.decisions"] == "reported 5"
    assert cells["fact_proactive.6.coercion.decisions"] == loaded
