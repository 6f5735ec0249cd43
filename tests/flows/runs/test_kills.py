"""Whatever is killed at whatever moment: a whole version is published, and the next run completes as if nothing was."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from flows.commands.quarantine import request_retries
from flows.settings import Settings
from flows.state.paths import retries_path
from flows.versions.publication import list_versions
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.killing import (
    Action,
    Content,
    Ended,
    check_published,
    check_tidy,
    complete,
    die_in_renewal,
    import_verdicts,
    ingest,
    perform,
    read_all,
    roll_back,
    start,
)
from tests.flows.pipeline import make_settings
from tests.flows.rows import query
from tests.hostile import make_zip
from tests.soak import soaked

pytestmark = pytest.mark.endurance

REPORTS = [path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))]


# --- the nights ---


def first_files(raw: Path) -> None:
    raw.mkdir()
    for number in range(3):
        (raw / f"report {number}.txt").write_bytes(REPORTS[number])
    (raw / "a.zip").write_bytes(make_zip([("member.txt", REPORTS[3]), ("copy.txt", REPORTS[0])]))
    (raw / "notice.txt").write_text(NOTICE, "utf-8")


def new_and_changed(raw: Path) -> None:
    (raw / "new.txt").write_bytes(REPORTS[4])
    (raw / "report 1.txt").write_bytes(REPORTS[5])


def moved_and_copied(raw: Path) -> None:
    (raw / "done").mkdir()
    (raw / "report 0.txt").rename(raw / "done" / "report 0.txt")
    shutil.copy(raw / "new.txt", raw / "zz.txt")
    (raw / "empty.txt").write_bytes(b"")


def vanished(raw: Path) -> None:
    (raw / "report 2.txt").unlink()
    (raw / "notice.txt").unlink()
    (raw / "rubbish.bin").write_bytes(bytes(range(256)) * 8)


def changed_archive(raw: Path) -> None:
    (raw / "a.zip").write_bytes(make_zip([("member.txt", REPORTS[6]), ("notice.txt", NOTICE.encode())]))


def come_back(raw: Path) -> None:
    (raw / "report 2.txt").write_bytes(REPORTS[2])
    (raw / "done").rename(raw / "2021")
    (raw / "zz.txt").write_bytes(REPORTS[7])


# Each night makes these changes.
Nights = Sequence[Sequence[Callable[[Path], None]]]
FEW_NIGHTS: Nights = ((first_files,), (new_and_changed, moved_and_copied, vanished), (changed_archive, come_back))
MANY_NIGHTS: Nights = [(change,) for night in FEW_NIGHTS for change in night]


def kill_at_random(action: Action, whole: Ended, chance: random.Random) -> Ended:
    """Kill before one of the changes on the disk of a whole run, or at a moment of it."""
    if chance.random() < 0.5:
        return perform(action, kill_at=chance.randint(1, whole.steps))
    return perform(action, kill_after=chance.uniform(0, whole.seconds))


def kill_until(wanted: int, action: Action, whole: Callable[[], Ended], check: Callable[[], None], seed: int) -> None:
    """Kill so many times, and check what is published after each; some come to their end before their time."""
    chance, kills = random.Random(seed), 0
    for _ in range(20 * wanted):
        kills += kill_at_random(action, whole(), chance).was_killed
        check()
        if kills == wanted:
            return
    raise AssertionError(f"killed {kills} times only")


class Night:
    """What may be published while the runs of a night are killed: what was there, and from some moment on the new."""

    def __init__(self, warehouse: Path, before: Content | None, after: Content, whole: Ended, quiet: Ended) -> None:
        self.warehouse, self.before, self.after = warehouse, before, after
        self.whole, self.quiet = whole, quiet
        self.is_done = before == after

    def length(self) -> Ended:
        """That of the next run."""
        return self.quiet if self.is_done else self.whole

    def check(self) -> None:
        content = check_published(self.warehouse)
        assert content in ([self.after] if self.is_done else [self.before, self.after])
        self.is_done = content == self.after


def make_pair(tmp_path: Path, raw: Path) -> tuple[Settings, Settings]:
    """Settings of two warehouses of one raw folder."""
    killed, control = (
        make_settings(raw, tmp_path / name / "nianbao.duckdb", batch_size=1, keep_versions=2)
        for name in ("killed", "control")
    )
    return killed, control


@pytest.mark.parametrize(
    ("nights", "kills", "seed"), [(FEW_NIGHTS, 2, 0), *(soaked(MANY_NIGHTS, 20, seed) for seed in range(1, 6))]
)
def test_killed_runs_lead_where_undisturbed_runs_lead(tmp_path: Path, nights: Nights, kills: int, seed: int) -> None:
    """Night for night the raw folder changes, the runs are killed again and again, and the last one is left alone.

    Beside them, in a warehouse of its own, each night has one run.
    """
    raw, before = tmp_path / "raw", None
    killed, control = make_pair(tmp_path, raw)
    for number, changes in enumerate(nights):
        for change in changes:
            change(raw)
        whole, quiet = complete(ingest(control)), complete(ingest(control))
        after = check_published(control.warehouse)
        assert after is not None
        assert after != before
        night = Night(killed.warehouse, before, after, whole, quiet)
        kill_until(kills, ingest(killed), night.length, night.check, 10 * seed + number)
        complete(ingest(killed))
        assert check_published(killed.warehouse) == after
        check_tidy(killed.warehouse)
        before = after
    fresh = killed.model_copy(update={"warehouse": tmp_path / "fresh" / "nianbao.duckdb"})
    complete(ingest(fresh))
    complete(ingest(killed.model_copy(update={"prune": True})))
    assert check_published(killed.warehouse) == check_published(fresh.warehouse)


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a raw folder and a warehouse of two nights."""
    folder = tmp_path_factory.mktemp("nights")
    settings = settings_in(folder)
    for change in (first_files, new_and_changed):
        change(Path(settings.raw))
        complete(ingest(settings))
    return folder


def settings_in(folder: Path) -> Settings:
    return make_settings(folder / "raw", folder / "warehouse" / "nianbao.duckdb", batch_size=1, keep_versions=2)


@pytest.fixture
def ready(two_nights: Path, tmp_path: Path) -> Settings:
    """A raw folder and a warehouse of two nights."""
    shutil.copytree(two_nights, tmp_path / "ready", symlinks=True)
    return settings_in(tmp_path / "ready")


def test_a_run_that_is_killed_in_the_renewal_of_a_copy_changes_nothing(ready: Settings) -> None:
    before = check_published(ready.warehouse)
    moved_and_copied(Path(ready.raw))
    assert perform(die_in_renewal(ready)).was_killed
    assert check_published(ready.warehouse) == before
    complete(ingest(ready))
    assert check_published(ready.warehouse) != before
    check_tidy(ready.warehouse)


@pytest.mark.parametrize("kills", [2, soaked(100)])
def test_killed_runs_without_anything_new_change_nothing(ready: Settings, kills: int) -> None:
    """Such a run is short enough to be killed before each of its changes on the disk, publication and all."""
    content, quiet = check_published(ready.warehouse), complete(ingest(ready))
    assert content is not None
    night = Night(ready.warehouse, content, content, quiet, quiet)
    for step in range(1, quiet.steps + 1):
        perform(ingest(ready), kill_at=step)
        night.check()
    kill_until(kills, ingest(ready), night.length, night.check, 1)
    complete(ingest(ready))
    night.check()
    check_tidy(ready.warehouse)


@pytest.mark.parametrize("kills", [3, soaked(50)])
def test_a_request_to_read_again_outlives_killed_runs(ready: Settings, kills: int) -> None:
    """It is there until a run that followed it has published."""
    warehouse, count = ready.warehouse, "SELECT count(*) FROM ingest_run WHERE files_read = 1"
    content, quiet = check_published(warehouse), complete(ingest(ready))
    assert content is not None
    request_retries(warehouse, Path(ready.raw), ["notice.txt"], None)
    night = Night(warehouse, content, content, quiet, quiet)

    def check() -> None:
        night.check()
        assert retries_path(warehouse).exists() or query(warehouse, count) != [(0,)]

    kill_until(kills, ingest(ready), night.length, check, 2)
    complete(ingest(ready))
    assert not retries_path(warehouse).exists()
    assert query(warehouse, count) != [(0,)]
    check_tidy(warehouse)


# --- verdicts and earlier versions ---


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of the versions is published, with the verdict of which minute."""

    version: int
    minute: int


def read_turn(warehouse: Path, versions: list[Content]) -> Turn:
    content = check_published(warehouse)
    assert content is not None
    [row] = content.pop("finding_review")
    [reviewed_at] = [value for value in row if isinstance(value, datetime)]
    return Turn(versions.index(content), reviewed_at.minute)


def write_verdict(file: Path, finding_id: str, minute: int) -> None:
    line = f"{finding_id},source_error,,r,2024-03-01T00:{minute:02}"
    file.write_text(f"finding_id,verdict,note,reviewer,reviewed_at\n{line}\n", "utf-8")


def kill_into(action: Action, warehouse: Path, versions: list[Content], wanted: Turn, kills: int) -> None:
    """Kill what leads to a turn, and then let it come to its end; the turn before or the wanted one is published.

    What leads to the first turn is killed before each of its changes on the disk.
    """
    allowed = [read_turn(warehouse, versions), wanted]

    def check() -> None:
        turn = read_turn(warehouse, versions)
        assert turn in allowed
        allowed[:] = allowed[allowed.index(turn) :]

    for step in range(1, 30) if wanted.minute == 1 else ():
        was_killed = perform(action, kill_at=step).was_killed
        check()
        if not was_killed:
            break
    length = Ended(False, steps=20, seconds=0.3)
    kill_until(kills, action, lambda: length, check, wanted.minute)
    if allowed != [wanted]:
        complete(action)
    assert read_turn(warehouse, versions) == wanted


@pytest.mark.parametrize(("turns", "kills"), [(1, 1), soaked(9, 10)])
def test_killed_rollbacks_and_imports_lose_no_verdict(ready: Settings, tmp_path: Path, turns: int, kills: int) -> None:
    """Two versions take turns, and each turn brings a later verdict."""
    warehouse, file, kept = ready.warehouse, tmp_path / "verdicts.csv", list_versions(ready.warehouse)
    versions = [read_all(version.path) for version in kept]
    assert [content.pop("finding_review") for content in versions] == [[], []]
    [(finding_id,)] = query(warehouse, "SELECT min(finding_id) FROM quality_finding")
    write_verdict(file, finding_id, 0)
    complete(import_verdicts(file, warehouse))
    for minute in range(1, turns + 1):
        version = minute % 2
        write_verdict(file, finding_id, minute)
        kill_into(import_verdicts(file, warehouse), warehouse, versions, Turn(1 - version, minute), kills)
        kill_into(roll_back(warehouse, kept[version].run_id), warehouse, versions, Turn(version, minute), kills)
    complete(ingest(ready))
    assert read_turn(warehouse, versions) == Turn(0, turns)
    check_tidy(warehouse)


# --- the workers ---


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [child for child in pids if parent_of(child) == pid]


def parent_of(pid: int) -> int | None:
    """The parent of a process that lives."""
    try:
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it takes longer than two minutes")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("delay", [0.7, *map(soaked, (0.0, 0.3, 1.0, 1.4, 2.0, 3.0))])
def test_no_worker_survives_its_run(tmp_path: Path, delay: float) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse" / "nianbao.duckdb"
    first_files(raw)
    settings = make_settings(raw, warehouse, batch_size=1, workers=2)
    started = start(ingest(settings, with_workers=True))
    pid = started.process.pid
    assert pid
    wait_until(lambda: bool(children_of(pid)))
    started.is_done(delay)
    workers = children_of(pid)
    started.process.kill()
    assert started.end().was_killed
    wait_until(lambda: all(parent_of(worker) is None for worker in workers))
    complete(ingest(settings))
    assert query(warehouse, "SELECT files_seen FROM ingest_run ORDER BY started_at DESC LIMIT 1") == [(5,)]
    check_published(warehouse)
    check_tidy(warehouse)
