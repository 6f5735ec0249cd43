"""Where files lie, what they are called and in which order they are read changes nothing but their paths."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query

REPORTS = """
    SELECT * EXCLUDE (source_path, reading_id, run_id, first_seen_at, loaded_at) FROM report ORDER BY report_id
"""
CELLS = "SELECT * FROM fact_request ORDER BY ALL"
FINDINGS = "SELECT report_id, rule, severity, subject, expected, actual FROM quality_finding ORDER BY ALL"


def revise(text: str) -> list[str]:
    """Copies of a report that read alike, and one with another number."""
    return [text, text + "\n", text.replace("\n", "\n\n", 1), re.sub(r"(申请数量\D*)\d", r"\g<1>7", text, count=1)]


def write_files(folder: Path, contents: list[bytes], rng: Random) -> None:
    names = [f"{name:03d}" for name in range(len(contents))]
    rng.shuffle(names)
    for name, content in zip(names, contents, strict=True):
        place = folder / rng.choice(("a", "b", "c"))
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.txt").write_bytes(content)


def test_moving_files_changes_no_row_but_their_paths(tmp_path: Path) -> None:
    contents = [file.read_bytes() for file in sorted(DEMO.glob("*.txt"))]
    contents += [text.encode() for text in revise((DEMO / "yangli-2022.txt").read_text("utf-8"))]
    read = []
    for seed in range(3):
        raw, warehouse = tmp_path / f"raw{seed}", tmp_path / f"{seed}.duckdb"
        write_files(raw, contents, Random(seed))
        (raw / "gazetteer.csv").write_bytes((DEMO / "gazetteer.csv").read_bytes())
        ingest_here(raw, warehouse, batch_size=3, last_first=bool(seed % 2))
        read.append([query(warehouse, statement) for statement in (REPORTS, CELLS, FINDINGS)])
    assert {status for (status,) in query(warehouse, "SELECT status FROM report")} == {
        "current",
        "duplicate",
        "superseded",
    }
    assert read[0] == read[1] == read[2]
