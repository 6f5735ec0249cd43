"""A full disk, a folder that cannot be written, damage of whatever a night left: one plain sentence or a whole run."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

import flows.runs.run
from flows.cli import main
from flows.errors import AlreadyRunningError, RunError
from flows.reading.jobs import Batch, ReadJob
from flows.runs.compare import compare_run
from flows.runs.full_disk import needed_bytes
from flows.runs.opening import open_run
from flows.runs.prepare import plan_run
from flows.runs.quiet import finish_quiet_run
from flows.runs.run import Steps, finish_run, perform_run
from flows.settings import Settings
from flows.state.paths import retries_path, run_log_path, stage_folder, state_folder, work_folder
from flows.state.run_log import read_records
from flows.versions.publication import list_versions
from flows.warehouse.history import stage_history
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.killing import Content, Ended, check_published, check_tidy, complete, ingest, perform, start
from tests.flows.pipeline import make_settings
from tests.flows.rows import query
from tests.soak import soaked

pytestmark = pytest.mark.endurance

REPORTS = [path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))]


def settings_in(folder: Path) -> Settings:
    return make_settings(folder / "raw", folder / "warehouse" / "nianbao.duckdb", batch_size=1, keep_versions=2)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports and a notice, and a warehouse of them."""
    folder = tmp_path_factory.mktemp("night")
    settings = settings_in(folder)
    Path(settings.raw).mkdir()
    for number in range(2):
        (Path(settings.raw) / f"report {number}.txt").write_bytes(REPORTS[number])
    (Path(settings.raw) / "notice.txt").write_text(NOTICE, "utf-8")
    complete(ingest(settings))
    return folder


@pytest.fixture
def ready(first_night: Path, tmp_path: Path) -> Settings:
    shutil.copytree(first_night, tmp_path / "ready", symlinks=True)
    return settings_in(tmp_path / "ready")


def content_of(settings: Settings) -> Content:
    content = check_published(settings.warehouse)
    assert content is not None
    return content


def last_files_read(settings: Settings) -> int:
    return int(read_records(settings.warehouse)[-1].counts["files_read"])


def built_anew(settings: Settings) -> Settings:
    return settings.model_copy(update={"rebuild": "stage"})


# --- a full disk ---


def check_failed(ended: Ended, *reasons: str) -> None:
    """Hold that a process failed with one plain sentence that says why."""
    assert ended.error.startswith("RunError: ")
    assert "\n" not in ended.error
    assert any(reason in ended.error for reason in reasons), ended.error


def run_with_small_files(settings: Settings, largest: int) -> None:
    """A run in which no file can grow beyond so many bytes, as on a disk that is full from then on."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    perform_run(settings)


def test_a_run_that_cannot_write_leaves_what_was_published(ready: Settings) -> None:
    before = content_of(ready)
    (Path(ready.raw) / "new.txt").write_bytes(REPORTS[2])
    for largest in (0, 1_000, 100_000, 5_000_000):
        check_failed(perform(partial(run_with_small_files, ready, largest)), os.strerror(errno.EFBIG))
        assert content_of(ready) == before
    complete(ingest(ready))
    assert len(content_of(ready)["report"]) == 3
    check_tidy(ready.warehouse)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A disk of its own for a folder, which only the administrator can make."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """Leave so many bytes of a disk free."""
    state, filler = os.statvfs(disk), disk / "filler"
    with filler.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, state.f_bavail * state.f_frsize - free)
    try:
        yield
    finally:
        filler.unlink()


def test_a_full_disk_leaves_what_was_published(first_night: Path, tmp_path: Path) -> None:
    shutil.copytree(first_night / "raw", tmp_path / "raw")
    settings = settings_in(tmp_path)
    disk = settings.warehouse.parent
    with small_disk(disk, 64 * 1024**2):
        complete(ingest(settings))
        before = content_of(settings)
        (Path(settings.raw) / "new.txt").write_bytes(REPORTS[2])
        for free in (0, 40_960, 1_024_000, 6_144_000):
            with filled(disk, free):
                ended = perform(ingest(settings))
                check_failed(ended, os.strerror(errno.ENOSPC))
                assert "the published warehouse is as it was" in ended.error
                assert content_of(settings) == before
        with filled(disk, needed_bytes(settings.warehouse)):
            complete(ingest(settings))
        assert len(content_of(settings)["report"]) == 3
        check_tidy(settings.warehouse)


def test_the_room_that_is_asked_for_suffices_for_a_first_run(first_night: Path, tmp_path: Path) -> None:
    shutil.copytree(first_night / "raw", tmp_path / "raw")
    settings = settings_in(tmp_path)
    disk = settings.warehouse.parent
    with small_disk(disk, 64 * 1024**2):
        with filled(disk, 1_024_000):
            check_failed(perform(ingest(settings)), f"{needed_bytes(settings.warehouse) // 1024**2}.0 MiB")
        with filled(disk, needed_bytes(settings.warehouse)):
            complete(ingest(settings))
        assert len(content_of(settings)["report"]) == 2


def stage_history_in_small_files(warehouse: Path, folder: Path, largest: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    stage_history(warehouse, folder)


def test_a_full_disk_costs_no_history(ready: Settings, tmp_path: Path) -> None:
    """A history that cannot be copied is no history that cannot be read, and is not given up."""
    assert stage_history(ready.warehouse, tmp_path / "whole")
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "whole").iterdir()}
    largest = sizes.pop("report.parquet")
    assert largest > max(sizes.values())
    ended = perform(partial(stage_history_in_small_files, ready.warehouse, tmp_path / "full", largest - 1))
    check_failed(ended, os.strerror(errno.EFBIG))


# --- a folder that cannot be written ---


def test_a_disk_that_is_read_only_is_named(ready: Settings) -> None:
    folder = ready.warehouse.parent
    commands = [["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind", str(folder)]]
    before = content_of(ready)
    done = [subprocess.run(command, check=False, capture_output=True).returncode == 0 for command in commands]
    try:
        if not all(done):
            pytest.skip("no disk can be mounted")
        (Path(ready.raw) / "new.txt").write_bytes(REPORTS[2])
        check_failed(perform(ingest(ready)), f"{folder}: {os.strerror(errno.EROFS)}")
        assert content_of(ready) == before
    finally:
        if done[0]:
            subprocess.run(["umount", str(folder)], check=True)
    complete(ingest(ready))
    assert len(content_of(ready)["report"]) == 3


@pytest.mark.parametrize("refused", ["mkdir", "rename", "symlink"])
def test_a_folder_that_refuses_leaves_what_was_published(
    ready: Settings, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_of(ready)
    (Path(ready.raw) / "new.txt").write_bytes(REPORTS[2])

    def refuse(path: str, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    with monkeypatch.context() as patched, pytest.raises(RunError, match=os.strerror(errno.EROFS)):
        patched.setattr(os, refused, refuse)
        perform_run(ready)
    assert content_of(ready) == before
    complete(ingest(ready))
    assert len(content_of(ready)["report"]) == 3
    check_tidy(ready.warehouse)


def test_the_command_line_ends_with_one_sentence(
    ready: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(stage_folder(ready.warehouse))
    stage_folder(ready.warehouse).write_text("no folder", "utf-8")
    monkeypatch.setattr(
        sys, "argv", ["nianbao", "ingest", "--raw", str(ready.raw), "--warehouse", str(ready.warehouse)]
    )
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    [line] = capsys.readouterr().err.splitlines()
    assert str(stage_folder(ready.warehouse)) in line
    assert [record.outcome for record in read_records(ready.warehouse)] == ["published", "failed"]


# --- files that vanish ---


def test_files_that_vanish_under_the_run_wait_in_quarantine(ready: Settings) -> None:
    """One before its hash is taken, one between that and its reading."""
    for number in (2, 3):
        (Path(ready.raw) / f"report {number}.txt").write_bytes(REPORTS[number])

    def read_late(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        (Path(ready.raw) / "report 3.txt").unlink()
        flows.runs.run.read_here(batches, job, workers)

    with open_run(ready) as opened:
        finish_run(plan_run(compare_run(opened)), Steps(read_late))
    content = content_of(ready)
    assert query(ready.warehouse, "SELECT source_path FROM quarantine WHERE reason = 'unreadable_file'") == [
        ("report 3.txt",)
    ]
    assert len(content["report"]) == 3
    complete(ingest(ready))
    assert query(ready.warehouse, "SELECT reason FROM quarantine") == [("not_a_report",)]


# --- damage of what a night left ---


def damage(path: Path, offset: int) -> None:
    """Write rubbish into the middle of a file that nobody may write."""
    path.chmod(0o644)
    with path.open("r+b") as stream:
        stream.seek(offset)
        stream.write(random.Random(offset).randbytes(64))


@pytest.mark.parametrize("places", [3, soaked(60)])
def test_a_published_file_that_is_damaged_anywhere_is_whole_after_a_rebuild(ready: Settings, places: int) -> None:
    """Some damage is found when the file is opened, some by the history, some only by whoever reads that table, as a
    run that finds nothing new does not."""
    before = content_of(ready)
    size = ready.warehouse.stat().st_size
    for offset in (0, 4096, 8192, *range(270_000, size, size // places)):
        damage(ready.warehouse.resolve(), offset)
        complete(ingest(built_anew(ready)))
        assert content_of(ready) == before
        assert last_files_read(ready) == 0
    check_tidy(ready.warehouse)


@pytest.mark.parametrize("bytes_left", [0, 100, 5_000, 500_000])
def test_a_published_file_that_is_cut_off_is_whole_after_the_next_run(ready: Settings, bytes_left: int) -> None:
    before = content_of(ready)
    published = ready.warehouse.resolve()
    published.chmod(0o644)
    os.truncate(published, bytes_left)
    complete(ingest(ready))
    assert content_of(ready) == before
    assert last_files_read(ready) == 0


def remove_versions(settings: Settings) -> None:
    for version in list_versions(settings.warehouse):
        shutil.rmtree(version.path.parent)


def remove_stage(settings: Settings) -> None:
    shutil.rmtree(stage_folder(settings.warehouse))


def remove_state(settings: Settings) -> None:
    shutil.rmtree(state_folder(settings.warehouse))


def tear_small_files(settings: Settings) -> None:
    log = run_log_path(settings.warehouse)
    log.write_bytes(log.read_bytes()[:-20])
    retries_path(settings.warehouse).write_bytes(b'{"files": [{"source_path": "noti')


def change_format(settings: Settings) -> None:
    """A segment as another version of the program wrote it, and one that says nothing of itself."""
    first, second, *_ = sorted(stage_folder(settings.warehouse).iterdir())
    sealed = json.loads((first / "segment.json").read_text("utf-8"))
    (first / "segment.json").write_text(json.dumps({**sealed, "format": "0123456789abcdef"}), "utf-8")
    (second / "segment.json").unlink()


def leave_rubbish(settings: Settings) -> None:
    """What killed runs and people leave."""
    left = work_folder(settings.warehouse) / "20240131T020000Z-0123abcd" / "segments" / "half"
    left.mkdir(parents=True)
    (left / "report.0.parquet").write_bytes(b"half a file")
    (left.parents[1] / "built.duckdb").write_bytes(b"half a file")
    (stage_folder(settings.warehouse) / "20240131T020000Z-0123abcd-000001").mkdir()
    (stage_folder(settings.warehouse) / "notes.txt").write_text("mine", "utf-8")


@pytest.mark.parametrize(
    ("harm", "read_again"),
    [
        (remove_versions, 0),
        (remove_stage, 3),
        (remove_state, 3),
        (tear_small_files, 0),
        (change_format, 2),
        (leave_rubbish, 0),
    ],
)
def test_the_next_run_completes_whatever_was_harmed(
    ready: Settings, harm: Callable[[Settings], None], read_again: int
) -> None:
    before = content_of(ready)
    harm(ready)
    complete(ingest(ready))
    assert content_of(ready) == before
    if (
        read_records(ready.warehouse)[-1].outcome == "nothing_new"
    ):  # such a run looks neither at the stage nor for rubbish
        complete(ingest(built_anew(ready)))
        assert content_of(ready) == before
    assert read_records(ready.warehouse)[-1].outcome == "published"
    assert last_files_read(ready) == read_again
    check_tidy(ready.warehouse)


# --- two runs at once ---


def test_the_second_of_two_runs_learns_who_is_first(ready: Settings, tmp_path: Path) -> None:
    before, gate = content_of(ready), tmp_path / "gate"
    os.mkfifo(gate)
    started = start(partial(hold, ready, gate))
    gate.read_bytes()
    with pytest.raises(AlreadyRunningError, match=f"process {started.process.pid} on .*, since"):
        perform_run(ready)
    assert content_of(ready) == before
    gate.write_bytes(b"go on")
    assert started.end().error == ""
    complete(ingest(ready))
    assert content_of(ready) == before


def hold(settings: Settings, gate: Path) -> None:
    """A run that tells when it has begun, and waits for an answer before it goes on."""
    with open_run(settings) as opened:
        gate.write_bytes(b"begun")
        gate.read_bytes()
        finish_quiet_run(compare_run(opened))
