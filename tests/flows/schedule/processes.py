"""Commands in processes of their own, on a raw folder and a warehouse of their own, and what is left of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.flows.inputs import DEMO

ROOT = Path(__file__).resolve().parents[3]
# The start of Prefect's server alone has taken two minutes on a slow day.
GENEROUS_SECONDS = 1200.0


def fill(raw: Path) -> None:
    """Make a raw folder with three reports of one place."""
    raw.mkdir()
    for path in (DEMO / "gazetteer.csv", *DEMO.glob("shifan-*")):
        shutil.copy2(path, raw)  # with its time, which a warehouse has


def variables_of(folder: Path) -> dict[str, str]:
    """The environment of a command whose raw folder and warehouse are in a folder, which marks its processes."""
    foreign = ("PREFECT_", "NIANBAO_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        "PYTHONPATH": str(ROOT),
        "NIANBAO_RAW": str(folder / "raw"),
        "NIANBAO_WAREHOUSE": str(folder / "warehouse" / "w.duckdb"),
        "NIANBAO_WORKERS": "1",
        "NIANBAO_BATCH_SIZE": "1",
        "NIANBAO_LANG": "en",
    }


def processes_of(folder: Path) -> list[int]:
    """The processes that live with such an environment."""
    mark = f"NIANBAO_RAW={folder / 'raw'}".encode()
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _has(path, mark)]


def _has(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
