"""`nianbao serve` and a run by hand at once: one works, the other says so, and both can go on whatever is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.state.lock import lock_path
from flows.state.run_log import read_records
from flows.versions.publication import list_versions
from tests.flows.few_divisions import use_list
from tests.flows.killing import Content, check_published, check_tidy
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here
from tests.flows.schedule.processes import fill, processes_of
from tests.flows.schedule.serving import Serving, end, held, serving, start_ingest, wait_for
from tests.soak import soaked
from transforms.identity import national_gazetteer

pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc"),
]

ANOTHER = "another run is writing this warehouse: process "


@dataclass
class Case:
    """A raw folder to which reports come, what is served, and how many runs have published so far."""

    folder: Path
    served: Serving
    states: int = 0

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "w.duckdb"

    def change(self) -> None:
        """Let a file come that is like no other."""
        report = REPORTS[self.states % len(REPORTS)] + b"\n" * self.states
        (self.folder / "raw" / f"{self.states}.txt").write_bytes(report)
        self.states += 1

    def alone(self) -> Content | None:
        """What a run that is alone publishes of the raw folder."""
        ingest_here(self.folder / "raw", self.folder / f"alone {self.states}" / "w.duckdb")
        return check_published(self.folder / f"alone {self.states}" / "w.duckdb")

    def check(self) -> None:
        """Hold that the state was published once, whole, and that nothing is left of the runs."""
        assert check_published(self.warehouse) == self.alone()
        published = [record for record in read_records(self.warehouse, 1000) if record.outcome == "published"]
        assert len(published) == self.states
        assert len({record.version for record in published}) == self.states
        assert {version.run_id for version in list_versions(self.warehouse)} <= {one.version for one in published}
        assert not lock_path(self.warehouse).exists()
        check_tidy(self.warehouse)
        assert self.served.process.poll() is None, self.served.log
        assert "Traceback" not in self.served.log


@pytest.fixture(autouse=True)
def _whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as the commands do, which take the whole national list."""
    use_list(monkeypatch, national_gazetteer)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    fill(tmp_path / "raw")
    with serving(tmp_path) as served:
        yield Case(tmp_path, served)


def by_hand_meets_a_night(case: Case) -> None:
    """The run of the schedule is first, and works when the one by hand begins."""
    night = case.served.begin_run()
    with held(case.warehouse) as pid:
        status, said = end(start_ingest(case.folder))
    assert (status, f"{ANOTHER}{pid} on" in said, "Traceback" in said) == (1, True, False), said
    assert case.served.end_run(night) == "Completed"


def a_night_meets_one_by_hand(case: Case) -> None:
    """The run by hand is first, and works when that of the schedule begins."""
    started = start_ingest(case.folder)
    with held(case.warehouse):
        assert case.served.end_run(case.served.begin_run()) == "Skipped"
    status, said = end(started)
    assert (status, "Traceback" in said) == (0, False), said
    assert f"skipped: {ANOTHER}{started.pid} on" in case.served.log


def both_begin(case: Case) -> None:
    """Neither waits for the other: whoever is second finds the lock held, or nothing new."""
    night, started = case.served.begin_run(), start_ingest(case.folder)
    status, said = end(started)
    assert status == 0 or (status == 1 and ANOTHER in said), said
    assert "Traceback" not in said
    assert case.served.end_run(night) in ("Completed", "Skipped")
    # neither of them, if either met the other
    assert status == 0 or "published" in {record.outcome for record in read_records(case.warehouse, 1000)}


def by_hand_is_killed(case: Case) -> None:
    """The run of the schedule completes what one by hand had begun."""
    started = start_ingest(case.folder)
    with held(case.warehouse):
        started.kill()
    end(started)
    assert case.served.end_run(case.served.begin_run()) == "Completed"


def a_night_is_killed(case: Case) -> None:
    """The run by hand completes what that of the schedule had begun, and the schedule lives on."""
    night = case.served.begin_run()
    with held(case.warehouse) as pid:
        os.kill(pid, signal.SIGKILL)
    assert case.served.end_run(night) == "Crashed"
    status, said = end(start_ingest(case.folder))
    assert status == 0, said


ALL = (by_hand_meets_a_night, a_night_meets_one_by_hand, both_begin, by_hand_is_killed, a_night_is_killed)


@pytest.mark.parametrize("rounds", [1, soaked(3)])
def test_one_works_and_the_other_says_so(case: Case, rounds: int) -> None:
    for _ in range(rounds):
        for meet in ALL:
            if case.states:
                case.change()
            else:
                case.states = 1
            meet(case)
            case.check()


@pytest.mark.parametrize("times", [1, soaked(3)])
def test_where_serve_is_killed_one_by_hand_works_and_serve_does_again(tmp_path: Path, times: int) -> None:
    """Its server ends with it; the run that was on has lost whoever would be told of it."""
    fill(tmp_path / "raw")
    for number in range(times):
        with serving(tmp_path) as served:
            case = Case(tmp_path, served, number + 1)
            (tmp_path / "raw" / f"{number}.txt").write_bytes(REPORTS[number])
            served.begin_run()
            with held(case.warehouse):
                served.process.kill()
                served.process.wait()
            wait_for(lambda: not processes_of(tmp_path), "the end of what was served")
        status, said = end(start_ingest(tmp_path))
        assert (status, "Traceback" in said) == (0, False), said
        assert check_published(case.warehouse) == case.alone()
        check_tidy(case.warehouse)
    with serving(tmp_path) as served:
        assert served.end_run(served.begin_run()) == "Completed"
