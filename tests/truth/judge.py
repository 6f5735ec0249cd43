"""Holds what the reader loaded against the truth, cell by cell."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from tests.truth.case import Case, CaseId
from tests.truth.form import PROACTIVE, REQUEST, REVIEW, Key

CRASH = "crashed:"
CODES = {REQUEST: ("line", "applicant"), REVIEW: ("procedure", "result"), PROACTIVE: ("clause", "item", "measure")}


@dataclass(frozen=True)
class Loaded:
    """A cell as the reader returned it."""

    value: Decimal | None
    status: str
    raw_text: str | None


@dataclass
class Judgement:
    """One case judged: silent errors in words, and what was missed though the page told it."""

    id: CaseId
    file_format: str = ""
    encoding: str = ""
    script: str = ""
    cells: int = 0
    demanded: int = 0
    recalled: int = 0
    bonus: int = 0
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def loaded_cells(frames: dict[str, pl.DataFrame]) -> dict[str, dict[Key, Loaded]]:
    """The cells of all fact tables by report id."""
    cells: dict[str, dict[Key, Loaded]] = {}
    for table, codes in CODES.items():
        for row in frames[table].iter_rows(named=True):
            key: Key = (table, *(row[code] for code in codes))
            value = None if row["value"] is None else Decimal(row["value"])
            cells.setdefault(row["report_id"], {})[key] = Loaded(value, row["cell_status"], row["raw_text"])
    return cells


def read_cases(cases: list[Case]) -> tuple[dict[str, dict[str, Any]], dict[str, dict[Key, Loaded]], dict[str, str]]:
    """Read all cases: rows of table `report` by hash, cells by report id, and reasons of rejection by hash."""
    from transforms.frames import build_frames
    from transforms.report import read_report

    readings, rejected = {}, {}
    for case in cases:
        digest = hashlib.sha256(case.data).hexdigest()
        try:
            readings[digest] = reading = read_report(case.data, "report.txt")
        except Exception as error:  # a crash is a result of the bench: counted, named, and fatal to its exit status
            rejected[digest] = f"{CRASH} {type(error).__name__}: {error}"
            continue
        if reading.report is None:
            rejected[digest] = f"rejected {reading.rejection}"
    frames = build_frames(list(readings.values()))
    reports = {row["source_sha256"]: row for row in frames["report"].iter_rows(named=True)}
    return reports, loaded_cells(frames), rejected


def judge_cases(cases: list[Case]) -> list[Judgement]:
    reports, cells, rejected = read_cases(cases)
    judgements = []
    for case in cases:
        digest = hashlib.sha256(case.data).hexdigest()
        report = reports.get(digest)
        judgement = judge_case(case, cells.get(report["report_id"], {}) if report else {})
        if report is None:
            judgement.notes[rejected.get(digest, "lost")[:60]] += 1
        else:
            judgement.notes.update(_report_notes(case, report))
        judgements.append(judgement)
    return judgements


def _report_notes(case: Case, report: dict[str, Any]) -> list[str]:
    notes = []
    if report["report_year"] != case.year and "truncated_start" not in case.id.damages:
        notes.append("wrong year")
    if report["form"] != case.form and any(cell.is_printed for cell in case.truth.values()):
        notes.append("wrong form")
    return notes


def judge_case(case: Case, loaded: dict[Key, Loaded]) -> Judgement:
    """Count one case: any value loaded that is not the printed one is a silent error, whatever its status says."""
    judgement = Judgement(case.id, case.page.layout.file_format, case.encoding, case.script, len(case.truth))
    for key, expectation in case.truth.items():
        cell = loaded.get(key, Loaded(None, "no row", None))
        is_right = cell.value is not None and cell.value == expectation.value
        if cell.value is not None and not is_right:
            judgement.silent.append(_describe(case, key, cell))
        elif is_right and not expectation.is_recoverable:
            judgement.bonus += 1
        if expectation.is_recoverable:
            judgement.demanded += 1
            judgement.recalled += is_right
            if not is_right:
                judgement.missed.append(_describe(case, key, cell))
    for key, cell in loaded.items():
        if cell.value is not None and key not in case.truth:
            judgement.silent.append(_describe(case, key, cell))
    return judgement


def _describe(case: Case, key: Key, cell: Loaded) -> str:
    printed, expectation = case.page.document.figures.cells.get(key), case.truth.get(key)
    truth = (
        "no such cell on its form"
        if printed is None or expectation is None
        else f"may be loaded as {expectation.value}, drawn as {printed.text!r}"
    )
    return f"{'.'.join(map(str, key))}: loaded {cell.value} ({cell.status}, raw {cell.raw_text!r}); {truth}"
