"""The short ways of the reader give what the general way gives, are taken where reports are whole, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.truth.short_ways import count_taken, generated, kept_files, kept_texts, read_generally, undamaged
from transforms.report import read_report

# Reports with all three tables whose figures have neither unmarked blanks nor, in texts, slips: layout and seed.
WHOLE = (
    ("xlsx_sheets", "short 0"),
    ("pdf_tight", "short 0"),
    ("csv_utf8", "short 0"),
    ("docx_padded", "short 4"),
    ("odt_nested", "short 0"),
    ("html_plain", "short 2"),
    ("tab_rows_padded", "short 1"),
    ("pipe_rows_framed", "short 1"),
    ("space_rows", "short 3"),
)
# Of a page whose labels are wrapped within their cells more is searched for.
LEAST_TAKEN = 0.6


def differing(files: Iterable[tuple[str, bytes]]) -> list[str]:
    return [name for name, data in files if read_report(data, "report.txt") != read_generally(data, "report.txt")]


@pytest.mark.parametrize("files", [kept_files, kept_texts])
def test_kept_reports_are_read_alike_both_ways(files: Callable[[], Iterator[tuple[str, bytes]]]) -> None:
    assert differing(files()) == []


@pytest.mark.parametrize("seed", [11])
def test_generated_reports_are_read_alike_both_ways(seed: int) -> None:
    assert differing(generated(60, seed)) == []


@pytest.mark.parametrize(("layout", "seed"), WHOLE)
def test_the_short_ways_are_taken_for_whole_reports(layout: str, seed: str) -> None:
    with count_taken() as taken:
        report = read_report(undamaged(layout, seed), "report.txt").report
    assert report is not None
    assert len(report.facts) > 180
    assert (taken.tables, taken.all_tables) == (3, 3)
    assert taken.cells > LEAST_TAKEN * taken.all_cells


def test_a_damaged_table_is_read_the_general_way_and_the_others_are_not() -> None:
    text = undamaged("csv_utf8", "short 0").decode("utf-8-sig")
    [whole] = [line for line in text.splitlines() if "结转下年度继续办理" in line]
    damaged = text.replace(whole, whole.rpartition(",")[0] + ",0 0件")
    with count_taken() as taken:
        assert differing([("damaged", damaged.encode())]) == []
    assert (taken.tables, taken.all_tables) == (2, 3)
    assert taken.cells < taken.all_cells


def test_a_difference_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.placement.facts.read_plain_rows", lambda *_: ())
    assert differing([("whole", undamaged(*WHOLE[0]))]) == ["whole"]
