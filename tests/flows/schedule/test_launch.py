"""Starting a run: Prefect is there where it has something to do or to show, and only there."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import flows.schedule.ingest
import flows.schedule.launch
from flows.errors import GuardError, PrefectServerError
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import StartedReading, process_pool, wait_for_batch
from flows.runs.quiet import finish_quiet_run
from flows.runs.run import Steps, finish_run
from flows.runs.summary import Summary
from flows.schedule.launch import MANY_FILES, Begun, launch, turns_of
from flows.settings import Settings
from flows.state.paths import stage_folder, work_folder
from flows.state.run_log import read_records
from tests.flows.inputs import names_in
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here, make_settings
from transforms.language import Pair

pytestmark = pytest.mark.usefixtures("quick_workers")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done with Prefect, none of which is really started."""
    happened: list[str] = []

    @contextmanager
    def serve(warehouse: Path, seconds: float) -> Iterator[Callable[[], None]]:
        happened.append("started")
        yield lambda: happened.append("ready")
        happened.append("stopped")

    def run_ingest(settings: Settings, begun: Begun) -> Summary:
        happened.append("run")
        if begun.planned is None:
            return finish_quiet_run(begun.compared)
        return finish_run(begun.planned, Steps(partial(collect, begun.reading)))

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    monkeypatch.setattr(flows.schedule.ingest, "run_ingest", run_ingest)
    return happened


def collect(reading: StartedReading | None, batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
    """Wait for what the workers read meanwhile."""
    assert reading
    assert all(wait_for_batch(reading, batch, job) for batch in batches)


def test_a_run_that_reads_little_does_without_a_server(raw: Path, warehouse: Path, told: list[str]) -> None:
    assert launch(make_settings(raw, warehouse)).files_read == 5
    assert told == []
    assert read_records(warehouse)[-1].outcome == "published"


@pytest.mark.parametrize(("most", "given"), [(5, {}), (MANY_FILES, {"prefect": "required"})], ids=["much", "required"])
def test_a_run_that_reads_much_or_is_to_be_recorded_has_a_server_around_it(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, most: int, given: dict[str, Any]
) -> None:
    monkeypatch.setattr(flows.schedule.launch, "MANY_FILES", most)
    assert launch(make_settings(raw, warehouse, **given)).files_read == 5
    assert told == ["started", "ready", "run", "stopped"]


def test_prefect_can_be_left_out_altogether(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.schedule.launch, "MANY_FILES", 0)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert launch(make_settings(raw, warehouse, prefect="off")).files_read == 5
    assert told == []


def test_a_night_without_anything_new_starts_no_server(raw: Path, warehouse: Path, told: list[str]) -> None:
    ingest_here(raw, warehouse)
    assert launch(make_settings(raw, warehouse)).files_read == 0
    assert told == []
    assert read_records(warehouse)[-1].outcome == "nothing_new"


def test_a_server_that_is_set_up_shows_such_a_night_too(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    launch(make_settings(raw, warehouse))
    assert told == ["started", "ready", "run", "stopped"]


def test_the_workers_read_while_the_server_starts(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not ready before everything is read."""

    def wait_for_segments() -> None:
        limit = time.monotonic() + 300
        while len(list(stage_folder(warehouse).iterdir())) < 5:
            assert time.monotonic() < limit
            time.sleep(0.05)
        told.append("ready")

    @contextmanager
    def serve(warehouse: Path, seconds: float) -> Iterator[Callable[[], None]]:
        yield wait_for_segments

    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    assert launch(make_settings(raw, warehouse, batch_size=1, prefect="required")).files_read == 5
    assert told == ["ready", "run"]


@contextmanager
def fail_to_start(warehouse: Path, seconds: float) -> Iterator[Callable[[], None]]:
    def fail() -> None:
        raise PrefectServerError(Pair("出错", "it does not start"))

    yield fail


def test_a_run_goes_on_without_a_server_that_does_not_start(
    raw: Path,
    warehouse: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(flows.schedule.launch, "MANY_FILES", 5)
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", fail_to_start)
    assert launch(make_settings(raw, warehouse)).files_read == 5
    assert told == []
    assert "it does not start; the run goes on without its record" in caplog.text
    assert multiprocessing.active_children() == []


def test_one_that_is_required_and_does_not_start_ends_the_workers_and_changes_nothing(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", fail_to_start)
    with pytest.raises(PrefectServerError):
        launch(make_settings(raw, warehouse, prefect="required"))
    assert told == []
    assert multiprocessing.active_children() == []
    assert not warehouse.exists()
    assert names_in(work_folder(warehouse)) == []


@pytest.mark.parametrize(
    ("dies", "prefect", "is_published", "told_of"),
    [
        ("before", "auto", True, "gone; the run goes on without its record"),
        ("before", "required", False, ""),
        ("meanwhile", "auto", False, ""),
        ("behind", "auto", True, "gone; the run is complete, and its record is not"),
        ("behind", "required", True, "gone; the run is complete, and its record is not"),
    ],
)
def test_a_server_that_dies_costs_the_record_alone_where_the_run_can_go_on(
    raw: Path,
    warehouse: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    dies: str,
    prefect: str,
    is_published: bool,
    told_of: str,
) -> None:
    def run_ingest(settings: Settings, begun: Begun) -> Summary:
        begun.reached.is_begun = dies != "before"
        if dies == "behind":
            assert begun.planned
            begun.reached.summary = finish_run(begun.planned, Steps(partial(collect, begun.reading)))
        raise PrefectServerError(Pair("没有应答", "gone"))

    monkeypatch.setattr(flows.schedule.launch, "MANY_FILES", 1)
    monkeypatch.setattr(flows.schedule.ingest, "run_ingest", run_ingest)
    settings = make_settings(raw, warehouse, prefect=prefect)
    if is_published:
        assert launch(settings).files_read == 5
    else:
        with pytest.raises(PrefectServerError, match="gone"):
            launch(settings)
    assert warehouse.exists() is is_published
    assert [record.outcome for record in read_records(warehouse)] == ["published" if is_published else "failed"]
    assert told_of in caplog.text
    assert multiprocessing.active_children() == []


def test_the_reader_is_loaded_before_it_is_known_what_to_read_where_a_file_is_new(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loading: list[object] = []
    monkeypatch.setattr("flows.reading.pool.start_loading", loading.append)
    ingest_here(raw, warehouse)
    launch(make_settings(raw, warehouse, rebuild="stage"))
    assert not loading
    (raw / "new.txt").write_bytes(REPORTS[5])
    assert launch(make_settings(raw, warehouse)).files_read == 1
    assert len(loading) == 1


@pytest.mark.parametrize(("given", "sizes"), [({}, [2]), ({"rebuild": "raw"}, [1, 2])], ids=["new", "anew"])
def test_there_are_as_many_workers_as_the_files_to_read_are_worth(
    raw: Path,
    warehouse: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, Any],
    sizes: list[int],
) -> None:
    if given:
        ingest_here(raw, warehouse)
    made: list[int] = []

    def start(workers: int, memory: int) -> AbstractContextManager[ProcessPoolExecutor]:
        made.append(workers)
        return process_pool(workers, memory)

    monkeypatch.setattr("flows.reading.jobs.WORKER_BYTES", 1)
    monkeypatch.setattr("flows.reading.pool.process_pool", start)
    assert launch(make_settings(raw, warehouse, workers=2, **given)).files_read == 5
    assert made == sizes


def test_a_raw_folder_that_is_suddenly_empty_is_read_by_nobody(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "gazetteer.csv").unlink()  # with it all places are fictional, and what is gone a demonstration
    ingest_here(raw, warehouse)
    monkeypatch.setattr("flows.reading.pool.start_reading", pytest.fail)
    raw.rename(raw.with_name("unmounted"))
    raw.mkdir()
    (raw / "new.txt").write_bytes(REPORTS[5])
    with pytest.raises(GuardError, match="5 of 5 files are gone"):
        launch(make_settings(raw, warehouse))
    assert "run" not in told


def test_pictures_are_read_behind_everything_else_where_they_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(tmp_path, tmp_path / "w.duckdb").model_copy(update={"ocr": "later", "rebuild": "raw"})
    monkeypatch.setattr(flows.schedule.launch, "engines_of", lambda ocr: "")
    assert turns_of(settings) == (settings,)
    monkeypatch.setattr(flows.schedule.launch, "engines_of", lambda ocr: "engine 1")
    assert [(turn.ocr, turn.rebuild) for turn in turns_of(settings)] == [("later", "raw"), ("auto", "no")]
    once = settings.model_copy(update={"ocr": "auto"})
    assert turns_of(once) == (once,)
