"""The load: from the last version where that may be and is worth while, else anew, and in bounds of memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.state.work import built_path, run_folder
from flows.versions.publication import publish
from flows.warehouse.load import load
from tests.flows import rows
from tests.flows.made_nights import Folder
from tests.flows.rows import load_tables, query, report_row, request_cells
from tests.flows.warehouse.test_incremental import Walk
from transforms.language import Pair

# --- memory ---


def load_two_reports(warehouse: Path) -> list[tuple[str, float]]:
    """The new requests of two reports that were loaded."""
    reports = [report_row("a"), report_row("b", report_year=2022)]
    cells = [cell for report in reports for cell in request_cells(report, {("new", "total"): 3})]
    load_tables(warehouse, {"report": reports, "fact_request": cells})
    return query(
        warehouse, "SELECT report_id, value FROM fact_request WHERE (line, applicant) = ('new', 'total') ORDER BY ALL"
    )


def test_memory_that_does_not_suffice_costs_a_second_build(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rows, "load", partial(load, memory=1_000_000))
    with caplog.at_level(logging.WARNING, "nianbao"):
        assert load_two_reports(warehouse) == [("a", 3), ("b", 3)]
    assert "NIANBAO_BUILD_MEMORY" in caplog.text


def test_memory_that_suffices_costs_no_word(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rows, "load", partial(load, memory=100_000_000))
    with caplog.at_level(logging.WARNING, "nianbao"):
        assert load_two_reports(warehouse) == [("a", 3), ("b", 3)]
    assert caplog.text == ""


# --- from the last version or anew ---


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A night with twenty reports."""
    walk = Walk(tmp_path, 1)
    walk.live_first_night(20)
    return walk


def load_next(walk: Walk, news: Callable[[Folder], None], *, may_build_on: bool = True) -> bool:
    """Whether the load of the next night took reports over as the last version has them."""
    news(walk.folder)
    run, previous = walk.folder.next_run(), walk.warehouse.resolve()
    with run_folder(walk.warehouse, run.run_id) as work:
        stage = walk.folder.stage_night(walk.warehouse, walk.place / "stage", work, run)
        load(built_path(work), work, stage, previous=previous if may_build_on else None)
        publish(built_path(work), walk.warehouse, run.run_id, keep=2)
    [(reports, loaded)] = query(
        walk.warehouse, f"SELECT count(*), count(*) FILTER (run_id = '{run.run_id}') FROM report"
    )
    assert reports == len(set(walk.folder.paths.values()))
    return bool(loaded < reports)


def add_many(folder: Folder) -> None:
    """As many reports as there are."""
    for _ in range(20):
        folder.add()


def test_a_night_with_little_news_takes_the_other_reports_over(walk: Walk) -> None:
    assert load_next(walk, Folder.add)


def test_a_night_with_much_news_is_built_anew(walk: Walk) -> None:
    assert not load_next(walk, add_many)


def test_a_file_that_has_grown_by_renewals_is_built_anew(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.warehouse.incremental.MOST_PLACES", 1)
    assert [load_next(walk, Folder.overwrite) for _ in range(3)] == [True, False, True]


def test_without_a_version_to_build_on_all_is_built_anew(walk: Walk) -> None:
    assert not load_next(walk, Folder.add, may_build_on=False)


def test_a_damaged_version_is_not_built_on(walk: Walk, caplog: pytest.LogCaptureFixture) -> None:
    # In no table that a renewal would read: the next version would have the damage, and those after it.
    published = walk.warehouse.resolve()
    content = bytearray(published.read_bytes())
    at = content.index("第1镇".encode())
    content[at : at + 3] = "一".encode()
    published.chmod(0o644)
    published.write_bytes(content)
    with caplog.at_level(logging.WARNING, "nianbao"):
        assert not load_next(walk, Folder.add)
    assert "built anew" in caplog.text


def test_what_a_renewal_gets_wrong_is_built_anew(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RunError(Pair("出错", "3 files were seen, but 2 are filed"))

    monkeypatch.setattr("flows.warehouse.incremental.count_loaded", fail)
    with caplog.at_level(logging.WARNING, "nianbao"):
        assert not load_next(walk, Folder.add)
    assert "2 are filed" in caplog.text
