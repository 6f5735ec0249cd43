"""Counting: what is wrong, doubted, missing or right, and what the bench does where a tool is absent."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.truth.accuracy import main as measure_accuracy
from tests.truth.form import REQUEST, Key
from tests.truth.tools.__main__ import Tally, missing_tools, run
from tests.truth.tools.documents import DocumentId, Drawn, draw
from tests.truth.tools.reading import Output, Result, convert_all, count_cells, judge_reading, source_bytes, tool_output
from tests.truth.tools.registry import CONVERSIONS, TOOLS, Tool
from tests.truth.tools.store import Store
from transforms.doubts import Doubt
from transforms.language import Pair
from transforms.placement.fact import Fact
from transforms.report import read_report
from transforms.schemas import CellStatus, FactTable


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw(DocumentId("web", ("few_blanks",), "2"))


def true_facts(drawn: Drawn) -> dict[Key, Fact]:
    """Every cell read as it is in the document."""
    facts = {}
    for key, truth in drawn.truth.items():
        status = CellStatus.BLANK if truth.value is None else CellStatus.REPORTED
        facts[key] = Fact(FactTable(str(key[0])), key[1:], truth.value, "count", "", status)
    return facts


def counted(drawn: Drawn, facts: dict[Key, Fact]) -> Result:
    result = Result("bs4/web/few_blanks/2", "bs4", ("few_blanks",))
    count_cells(drawn, facts, "no row", result)
    return result


def some_key(drawn: Drawn, *, is_blank: bool) -> Key:
    return next(key for key, truth in drawn.truth.items() if (truth.value is None) is is_blank and key[0] == REQUEST)


def test_what_is_read_as_printed_is_right(drawn: Drawn) -> None:
    result = counted(drawn, true_facts(drawn))
    assert (result.right, result.doubted, result.missing, result.silent) == (result.valued, 0, 0, [])
    assert 0 < result.valued < result.cells


def test_another_value_is_silently_wrong_whatever_its_status(drawn: Drawn) -> None:
    facts, key = true_facts(drawn), some_key(drawn, is_blank=False)
    facts[key] = replace(facts[key], value=Decimal(987654), cell_status=CellStatus.REPAIRED)
    result = counted(drawn, facts)
    assert [(wrong.cell, wrong.loaded) for wrong in result.silent] == [(".".join(map(str, key)), Decimal(987654))]
    assert result.right == result.valued - 1


def test_a_value_in_a_blank_cell_is_silently_wrong(drawn: Drawn) -> None:
    facts, key = true_facts(drawn), some_key(drawn, is_blank=True)
    facts[key] = replace(facts[key], value=Decimal(0), cell_status=CellStatus.REPORTED)
    (wrong,) = counted(drawn, facts).silent
    assert wrong.expected is None
    assert "a blank" in str(wrong)


def test_a_value_in_a_cell_that_the_form_does_not_have_is_silently_wrong(drawn: Drawn) -> None:
    fact = Fact(FactTable(REQUEST), ("no_line", "total"), Decimal(1), "count", "1", CellStatus.REPORTED)
    result = counted(drawn, {**true_facts(drawn), (REQUEST, "no_line", "total"): fact})
    assert [wrong.cell for wrong in result.silent] == [f"{REQUEST}.no_line.total"]


def test_doubted_and_missing_cells_are_told_apart_with_their_causes(drawn: Drawn) -> None:
    facts = true_facts(drawn)
    keys = [key for key, truth in drawn.truth.items() if truth.value is not None and key[0] == REQUEST][:3]
    facts[keys[0]] = replace(facts[keys[0]], value=None, cell_status=CellStatus.AMBIGUOUS, cause="a_guard")
    facts[keys[1]] = replace(facts[keys[1]], value=None, cell_status=CellStatus.MISSING)
    del facts[keys[2]]
    result = counted(drawn, facts)
    assert (result.doubted, result.missing, result.right) == (1, 2, result.valued - 3)
    assert result.lost == {f"{REQUEST} ambiguous a_guard": 1, f"{REQUEST} missing": 1, f"{REQUEST} no row": 1}


def test_a_rejected_document_counts_all_its_values_as_lost(drawn: Drawn) -> None:
    result = counted(drawn, {})
    assert (result.missing, result.right) == (result.valued, 0)


def test_a_tool_that_stops_gives_nothing_and_the_bench_goes_on(drawn: Drawn, tmp_path: Path) -> None:
    def stop(data: bytes) -> str:
        raise ValueError("No tables found")

    assert tool_output(drawn, Tool("broken", "html", stop), b"<p>", Store(tmp_path)) is None


def test_a_tool_gets_the_file_and_its_text_is_kept(drawn: Drawn, tmp_path: Path) -> None:
    asked = []

    def make_text(data: bytes) -> str:
        asked.append(data)
        return "规章 1"

    tool = Tool("own", "html", make_text)
    assert [tool_output(drawn, tool, b"<p>", Store(tmp_path)) for _ in range(2)] == [Output("规章 1".encode())] * 2
    assert asked == [b"<p>"]


def test_what_cannot_be_converted_gives_nothing(tmp_path: Path) -> None:
    drawn = draw(DocumentId("word-pdf", ("none",), "1"))
    assert tool_output(drawn, TOOLS["pdf"], source_bytes(drawn), Store(tmp_path)) is None


def test_an_absent_program_is_named_and_converts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: Drawn
) -> None:
    monkeypatch.setattr("tests.truth.tools.registry.find_program", lambda name: None)
    missing = missing_tools()
    assert "pdf from docx" in missing["soffice"]
    assert "innertext from html" in missing["chromium"]
    assert convert_all([(DocumentId("word-pdf", ("none",), "1"), b"")], Store(tmp_path)) == 0
    assert all(conversion.is_missing for conversion in CONVERSIONS.values())


def test_the_table_has_a_line_a_tool_and_the_status_says_whether_a_number_was_wrong(
    drawn: Drawn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = counted(drawn, true_facts(drawn))
    assert run([good], 5, None) == 0
    facts, key = true_facts(drawn), some_key(drawn, is_blank=True)
    facts[key] = replace(facts[key], value=Decimal(3))
    bad = replace(counted(drawn, facts), case="pypdf/word-pdf-unruled/few_blanks/2", tool="pypdf")
    assert run([good, bad], 5, tmp_path / "details") == 1
    told = capsys.readouterr().out
    assert "\nbs4 " in told
    assert "\npypdf (no rules) " in told
    assert "--case 'pypdf/word-pdf-unruled/few_blanks/2'" in told
    lines = [json.loads(line) for line in (tmp_path / "details").read_text("utf-8").splitlines()]
    assert [len(line["silent"]) for line in lines] == [0, 1]


def test_recall_is_of_all_values_of_the_document() -> None:
    tally = Tally()
    tally.add(Result("a/web/none/1", "a", ("none",), cells=200, valued=150, right=120, demanded=100, demanded_right=90))
    tally.add(Result("a/web/typos/1", "a", ("typos",), cells=200, valued=150, right=30))
    assert (tally.undamaged_right, tally.undamaged_valued) == (120, 150)
    assert (tally.right, tally.valued) == (150, 300)


def test_the_accuracy_bench_hands_over_to_the_bench_with_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run_tools(arguments: list[str]) -> int:
        asked.append(arguments)
        return 3

    monkeypatch.setattr("tests.truth.tools.__main__.main", run_tools)
    assert measure_accuracy(["--tools", "--sample", "8", "--tool", "pypdf"]) == 3
    assert asked == [["--sample", "8", "--tool", "pypdf"]]


def test_another_year_is_silently_wrong_unless_a_finding_says_that_years_disagree(drawn: Drawn) -> None:
    reading = read_report(source_bytes(drawn), "report.txt")
    assert reading.report is not None
    year = drawn.figures.year + 1
    wrong = replace(reading.report, report_year=year, doubts=())
    silent = Result("", "", ("none",))
    judge_reading(drawn, replace(reading, report=wrong), frozenset(), silent)
    assert [(one.cell, one.loaded) for one in silent.silent] == [("report.year", Decimal(year))]
    told = Result("", "", ("none",))
    doubts = (Doubt("year_conflict", "warning", Pair("标题与正文不符", "title and text disagree")),)
    judge_reading(drawn, replace(reading, report=replace(wrong, doubts=doubts)), frozenset(), told)
    assert (told.silent, told.notes) == ([], {"wrong year": 1})
