"""Nights simulated: `nianbao serve` with a run a minute, while files arrive, change and vanish.

`python -m tests.bench.night` takes some five minutes and prints the log of the schedule, and `nianbao status` after
each run. It ends with 0 if every run ended as it should.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flows.state.run_log import RunRecord, read_records
from tests.flows.inputs import copy_demo

ROOT = Path(__file__).resolve().parents[2]
# Prefect's first start alone has taken two minutes on a slow day.
MOST_SECONDS = 600.0


class Night(NamedTuple):
    """What happens to the raw folder before a run, and what the run is to say of it: outcome and some counts."""

    title: str
    change: Callable[[Path], None]
    outcome: str
    counts: Mapping[str, int]


def let_files_arrive(raw: Path) -> None:
    """One more report, the copy of one, and a page that is none."""
    report = next(path for path in sorted((raw / "county").glob("*-2022*")) if b"2022" in path.read_bytes())
    report.with_name("again-2022.txt").write_bytes(report.read_bytes())
    report.with_name("later.txt").write_bytes(report.read_bytes().replace(b"2022", b"2023"))
    report.with_name("notice.txt").write_text("本页面正在建设中，敬请期待。")


def change_and_move(raw: Path) -> None:
    """One file gets more text, one another name."""
    with next((raw / "county").glob("shifan-2021*")).open("ab") as file:
        file.write(b"\n")
    moved = next((raw / "county").glob("yangli-2020*"))
    moved.rename(moved.with_name(f"moved-{moved.name}"))


def let_files_vanish(raw: Path) -> None:
    """Two files are gone."""
    for pattern in ("yanshi-2020*", "yanshi-2021*"):
        next((raw / "county").glob(pattern)).unlink()


def leave_all(raw: Path) -> None:
    """Nothing happens."""


NIGHTS = (
    Night("the first night", leave_all, "published", {"files_new": 15}),
    Night("files arrive", let_files_arrive, "published", {"files_new": 3, "reports": 13}),
    Night("one changes, one moves", change_and_move, "published", {"files_changed": 1, "files_moved": 1}),
    Night("two vanish", let_files_vanish, "published", {"files_missing": 2, "files_new": 0}),
    Night("nothing happens", leave_all, "nothing_new", {"files_new": 0, "files_changed": 0}),
)


def nianbao(warehouse: Path, raw: Path, *words: str) -> list[str]:
    """A call of the command line."""
    return [sys.executable, "-m", "flows.start", *words, "--raw", str(raw), "--warehouse", str(warehouse)]


def wait_for_run(warehouse: Path, known: int, server: subprocess.Popen[bytes]) -> RunRecord:
    """The next run in the log beyond those that are known. Raises `TimeoutError`, also where nobody serves any more."""
    limit = time.monotonic() + MOST_SECONDS
    while time.monotonic() < limit and server.poll() is None:
        records = read_records(warehouse, 1000)
        if len(records) > known:
            return max(records, key=lambda record: record.started_at)
        time.sleep(0.2)
    raise TimeoutError(f"no run after {MOST_SECONDS:.0f} seconds, or nobody serves")


def judge(night: Night, record: RunRecord) -> list[str]:
    """What is not as it should be."""
    wrong = [
        f"{name} is {record.counts.get(name)}, not {count}"
        for name, count in night.counts.items()
        if record.counts.get(name) != count
    ]
    return wrong if record.outcome == night.outcome else [f"ended as {record.outcome}: {record.message}", *wrong]


def live_through(nights: Sequence[Night], folder: Path) -> list[str]:
    """Serve while the nights pass; what went wrong, with the night's title."""
    raw, warehouse = folder / "raw", folder / "warehouse" / "nianbao.duckdb"
    copy_demo(raw)
    wrong: list[str] = []
    serve = [*nianbao(warehouse, raw, "serve"), "--cron", "* * * * *", "--workers", "2"]
    with subprocess.Popen(serve, cwd=ROOT) as server:
        try:
            for number, night in enumerate(nights):
                night.change(raw)
                record = wait_for_run(warehouse, number, server)
                print(f"\n=== {night.title}: {record.outcome}, {record.seconds:.1f} s", flush=True)
                subprocess.run(nianbao(warehouse, raw, "status"), cwd=ROOT, check=False)
                wrong += [f"{night.title}: {what}" for what in judge(night, record)]
        finally:
            server.send_signal(signal.SIGTERM)
    if server.returncode != 130:
        wrong.append(f"nianbao serve ended with {server.returncode}")
    return wrong


def main() -> int:
    """Live through all nights in a temporary folder."""
    for name in [name for name in os.environ if name.startswith(("NIANBAO_", "PREFECT_"))]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="nianbao-night-"))
    try:
        wrong = live_through(NIGHTS, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(wrong) or "\nevery night ended as it should")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
