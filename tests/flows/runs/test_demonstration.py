"""Whoever puts reports beside the demonstration has a warehouse of these reports alone, without a guard in the way."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from flows.commands.status import read_status
from flows.errors import GuardError
from flows.runs.run import perform_run
from flows.runs.summary import summary_lines
from flows.settings import Settings
from tests.flows.inputs import DEMO
from tests.flows.pipeline import make_settings
from tests.flows.rows import query

READ = "SELECT source_path FROM report_file UNION SELECT source_path FROM quarantine ORDER BY ALL"


@pytest.fixture
def tried(tmp_path: Path, warehouse: Path) -> Settings:
    """The demonstration was read, as nothing else was there."""
    shutil.copytree(DEMO, tmp_path / "raw" / "demo")
    settings = make_settings(tmp_path / "raw", warehouse)
    assert perform_run(settings).left_out == 0
    assert query(warehouse, "SELECT count(*) FROM report_file") == [(12,)]
    return settings


def raw_of(settings: Settings) -> Path:
    return Path(settings.raw)


def add_own(settings: Settings) -> None:
    (raw_of(settings) / "2021").mkdir()
    shutil.copy(DEMO / "shifan-2021.txt", raw_of(settings) / "2021" / "report.txt")


def test_the_demonstration_goes_with_the_first_report_of_ones_own(
    tried: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    add_own(tried)
    with caplog.at_level(logging.INFO, logger="nianbao"):
        summary = perform_run(tried)
    number = len(list(DEMO.iterdir()))
    assert summary.left_out == number
    told = {str(what): text for what, text in summary_lines(summary)}
    assert told["left out"].startswith(f"{number} files of the demonstration")
    assert f"the demonstration, {number} files in {raw_of(tried) / 'demo'}, is left out, as there" in caplog.text
    assert query(tried.warehouse, READ) == [("2021/report.txt",)]
    assert query(tried.warehouse, "SELECT count(*) FROM dim_division WHERE is_fictional") == [(0,)]
    assert summary.changes.files_missing == 0
    quiet = perform_run(tried)
    assert (quiet.left_out, quiet.changes.files_unchanged, quiet.changes.files_seen) == (number, 1, 1)
    assert query(tried.warehouse, "SELECT count(*) FROM ingest_run") == [(2,)]


def test_the_backlog_is_of_the_same_files(tried: Settings) -> None:
    add_own(tried)
    for _ in range(2):
        backlog = read_status(tried).backlog
        assert (backlog.changed, backlog.missing) == (0, 0)
        assert backlog.new == (1 if query(tried.warehouse, "SELECT count(*) FROM ingest_run") == [(1,)] else 0)
        perform_run(tried)


def test_the_demonstration_does_not_step_in_for_a_share_that_is_away(tried: Settings) -> None:
    add_own(tried)
    perform_run(tried)
    shutil.rmtree(raw_of(tried) / "2021")
    with pytest.raises(GuardError, match="1 of 1 files are gone"):
        perform_run(tried)
    assert query(tried.warehouse, READ) == [("2021/report.txt",)]


def other_folder(settings: Settings) -> Settings:
    """Settings of the same warehouse and a folder with two reports of real places, as far as can be told."""
    own = raw_of(settings).with_name("own")
    own.mkdir()
    for year in ("2020", "2021"):
        text = (DEMO / f"shifan-{year}.txt").read_text("utf-8")
        (own / f"{year}.txt").write_text(text.replace("示例县示范镇", "东城区东华门街道"), "utf-8")
    return make_settings(own, settings.warehouse)


def test_a_folder_of_ones_own_takes_the_place_of_the_demonstration(
    tried: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="nianbao"):
        summary = perform_run(other_folder(tried))
    assert summary.left_out == summary.changes.files_missing == 0
    assert "what was published is a demonstration, and is forgotten" in caplog.text
    assert query(tried.warehouse, READ) == [("2020.txt",), ("2021.txt",)]
    assert query(tried.warehouse, "SELECT count(*) FROM report WHERE starts_with(division_code, '99')") == [(0,)]


def test_another_folder_takes_the_place_of_no_real_reports(tried: Settings) -> None:
    """Guards stop that; only a warehouse of fictional places alone is forgotten so."""
    own = other_folder(tried)
    perform_run(own)
    shutil.rmtree(own.raw)
    raw_of(own).mkdir()
    shutil.copy(DEMO / "fanli-2021.txt", raw_of(own) / "other.txt")
    with pytest.raises(GuardError, match="2 of 2 files are gone"):
        perform_run(own)


def test_a_demonstration_that_is_moved_is_still_the_same(tried: Settings) -> None:
    (raw_of(tried) / "demo").rename(raw_of(tried) / "tried")
    assert perform_run(tried).changes.files_seen == 14
    assert query(tried.warehouse, "SELECT count(*) FROM report_file") == [(12,)]
