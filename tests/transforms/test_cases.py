"""The files of `tests/cases/`: that they are well formed and run, and the cases of topics that span several rooms."""

from __future__ import annotations

import codecs
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.transforms.case_files import (
    CLASSES,
    Case,
    case_paths,
    differences,
    expand_facts,
    facts_by_subject,
    params,
    read_cases,
    split_name,
)
from transforms.doubts import Rejection
from transforms.narrative.facts import read_narrative
from transforms.report import ParsedReport, read_report
from transforms.text.decoding import Decoded, decode
from transforms.text.numbers import parse_number
from transforms.text.privacy import mask_personal_data
from transforms.text.script import repair_script

TOPICS = {
    "cells",
    "tables",
    "repairs",
    "decoding",
    "years",
    "identities",
    "townships",
    "sections",
    "privacy",
    "rejections",
    "kinds",
    "narratives",
}
# Doubts that every short text raises, because it prints one table or two.
PARTIAL = {"cells_missing", "section_missing"}
ROW = "fact_proactive.5.licensing"
CELL_IN_A_REPORT = """示例县样例镇2020年政府信息公开工作年度报告
本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。
二、主动公开政府信息情况
第二十条第（五）项
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政许可\t40\t{cell}\t60
其他对外管理服务事项\t70\t80\t90
五、存在的主要问题及改进情况
无。
"""
MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def parsed(text: str) -> ParsedReport:
    reading = read_report(text.encode(), "case.txt")
    assert reading.report is not None, reading.rejection
    return reading.report


@params("cells")
def test_the_text_of_a_cell(case: Case) -> None:
    expected = case.expected
    value = Decimal(expected["value"]) if "value" in expected else None
    cells = facts_by_subject(parsed(CELL_IN_A_REPORT.format(cell=case.original)).facts)
    cell = cells[f"{ROW}.change"]
    assert cell.value == value
    assert cell.cell_status == expected.get("status", cell.cell_status)
    neighbours = [cells[f"{ROW}.prior_year_items"].value, cells[f"{ROW}.decisions"].value]
    if value is None:
        # What is no number may cost its neighbours, but never move them.
        assert neighbours[0] in (40, None)
        assert neighbours[1] in (60, None)
    else:
        number = parse_number(case.original)
        assert (number.value, number.unit) == (value, expected.get("unit", ""))
        assert neighbours == [40, 60]


@params("tables")
def test_the_tables_of_a_text(case: Case) -> None:
    report = parsed(case.original)
    assert differences(report.facts, case.expected) == []
    assert report.form == case.expected.get("form", report.form)
    if "doubts" in case.expected:
        assert {doubt.rule for doubt in report.doubts} - PARTIAL == set(case.expected["doubts"])


@params("repairs")
def test_the_repairs_of_a_text(case: Case) -> None:
    repaired = repair_script(case.original)
    assert repaired.text == case.expected["text"]
    assert repaired.script == case.expected["script"]
    assert list(repaired.repairs) == case.expected["repairs"]


@params("decoding")
def test_the_decoding_of_bytes(case: Case) -> None:
    if isinstance(case.original, dict):
        refused = decode(bytes.fromhex(case.original["hex"]))
        assert isinstance(refused, Rejection)
        assert refused.reason == case.expected
        return
    for codec, encoding in case.expected.items():
        decoded = decode(MARKS.get(codec, b"") + case.original.encode(codec))
        assert isinstance(decoded, Decoded), (codec, decoded)
        assert (decoded.text, decoded.encoding) == (case.original, encoding), codec
        assert 0 <= decoded.confidence <= 1


@params("privacy")
def test_the_masking_of_personal_data(case: Case) -> None:
    assert mask_personal_data(case.original) == case.expected


@params("narratives")
def test_the_numbers_of_a_sentence(case: Case) -> None:
    assert stated_numbers(case) == {tuple(fact) for fact in case.expected["facts"]}


def stated_numbers(case: Case) -> set[tuple[str | None, ...]]:
    """Metric, channel, value (~ if approximate), counting word and period of each number that is read, in 2020.

    A case may name the kind of the body whose report it is of.
    """
    facts = read_narrative([(case.expected.get("section", 1), case.original)], 2020, case.expected.get("agency_kind"))
    return {
        (fact.metric, fact.channel, f"{'~' * fact.is_approximate}{fact.value}", fact.unit, fact.period)
        for fact in facts
    }


def test_numbers_of_the_prose_are_read_precisely() -> None:
    """At least 98 of 100 numbers that are read are stated, and at least 90 of 100 that are stated are read."""
    cases = [case for path in case_paths() if split_name(path)[0] == "narratives" for case in read_cases(path)]
    read = [(case.label, *fact) for case in cases for fact in stated_numbers(case)]
    stated = [(case.label, *fact) for case in cases for fact in case.expected["facts"]]
    right = len(set(read) & set(stated))
    assert len(cases) >= 80
    assert sum(not case.expected["facts"] for case in cases) >= 0.4 * len(cases)
    assert right >= 0.98 * len(read)
    assert right >= 0.90 * len(stated)


@pytest.mark.parametrize("path", case_paths(), ids=lambda path: path.name)
def test_a_case_file_is_run_and_well_formed(path: Path) -> None:
    topic, kind = split_name(path)
    assert topic in TOPICS
    assert kind in CLASSES
    cases = read_cases(path)
    assert cases
    assert [label for label, count in Counter(case.label for case in cases).items() if count > 1] == []
    if kind == "known-failures":
        assert all(case.comment for case in cases)


def test_every_topic_is_run_by_a_test() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    assert {topic for topic in TOPICS if f'@params("{topic}")' not in sources} == set()


def test_every_topic_has_cases_of_what_must_not_be_touched() -> None:
    assert {split_name(path)[0] for path in case_paths() if split_name(path)[1] == "negative"} == TOPICS


# The comparison itself, as a case that compares nothing would pass whatever the core does.

GRANTED = CELL_IN_A_REPORT.format(cell="50")


@pytest.mark.parametrize(
    ("expected", "count"),
    [
        ({f"{ROW}.prior_year_items": 40, f"{ROW}.change": 50, f"{ROW}.decisions": 60}, 3),
        ({ROW: 40, "fact_proactive.5.other_services": "reported"}, 5),
        ({}, 6),
        ({f"{ROW}.change": "50 repaired", ROW: "blank"}, 6),
        ({"fact_proactive.5.permits": 1}, 7),
    ],
    ids=["unexpected values", "wrong values", "nothing expected", "wrong status", "no such cell"],
)
def test_a_difference_would_be_noticed(expected: dict[str, object], count: int) -> None:
    assert len(differences(parsed(GRANTED).facts, expected)) == count


def test_lists_are_spread_over_the_columns_of_the_form() -> None:
    cells = expand_facts({"fact_review.litigation_direct": [1, 2, 3, 4, 10], "form": "2019"})
    assert cells["fact_review.litigation_direct.total"] == 10
    assert len(cells) == 5
    with pytest.raises(ValueError, match="zip"):
        expand_facts({"fact_request.new": [1, 2, 3]})
