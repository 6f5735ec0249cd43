"""Whatever stands in the place of a file of the state: commands name it or do without, and the next run is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.stage.segments import open_stage
from flows.state.lock import lock_path
from flows.state.owner import owner_of
from flows.state.paths import retries_path, run_log_path, stage_folder, state_folder, versions_folder
from flows.state.retries import add_retries
from notebooks.site.__main__ import main as site_main
from tests.flows.damages import BYTES, DEEP, JSON, PLACES, Damage, Said, say, swap, wrong_fields
from tests.flows.inputs import NOTICE
from tests.flows.killing import Content, read_all
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here
from tests.flows.rows import open_for_writing
from tests.soak import soaked

pytestmark = [pytest.mark.endurance, pytest.mark.usefixtures("quick_workers")]

# The kinds of damage of the short battery.
_SAMPLE = frozenset({"half", "deep", "folder", "no Chinese words", "no finding_review", "more columns"})


def sampled(names: Iterable[str]) -> list[object]:
    """The kinds of damage of the short battery, and all others for the long one."""
    return [name if name in _SAMPLE else soaked(name) for name in names]


SMALL_FILES = ("runs.jsonl", "retry.json", "reader.json", "touched.json", "owner.json")
_HOLDER = '{"pid": 1, "host": "h", "since": "2024-01-31 02:00:00"}'


@dataclass(frozen=True, slots=True)
class Night:
    """A warehouse of two nights and its raw folder, which has had news since."""

    raw: Path
    warehouse: Path

    def say(self, *words: object) -> Said:
        return say(*words, "--warehouse", self.warehouse)

    def ingest(self, command: str = "ingest") -> Said:
        return say(command, "--raw", self.raw, "--warehouse", self.warehouse, "--workers", 1)

    @property
    def versions(self) -> list[Path]:
        """The files of the versions, the published one last."""
        return [folder / self.warehouse.name for folder in sorted(versions_folder(self.warehouse).iterdir())]

    @property
    def first_segment(self) -> Path:
        return min(stage_folder(self.warehouse).iterdir())

    def content(self) -> Content:
        return read_all(self.warehouse)


@pytest.fixture(scope="module")
def first_nights(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("nights")
    night = Night(folder / "raw", folder / "warehouse" / "nianbao.duckdb")
    night.raw.mkdir()
    (night.raw / "notice.txt").write_text(NOTICE, "utf-8")
    for number in (0, 1, 2):
        (night.raw / f"report {number}.txt").write_bytes(REPORTS[number])
        if number:
            ingest_here(night.raw, night.warehouse)
    os.utime(night.raw / "report 1.txt", (1_700_000_000, 1_700_000_000))
    ingest_here(night.raw, night.warehouse)
    owner_of(night.warehouse)
    add_retries(night.warehouse, {"notice.txt": None})
    assert {path.name for path in state_folder(night.warehouse).iterdir()} >= set(SMALL_FILES)
    return night


@pytest.fixture(scope="module")
def undamaged(first_nights: Night, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What a night with news makes of the state where nothing is damaged."""
    night = _copy(first_nights, tmp_path_factory.mktemp("undamaged"))
    _add_news(night)
    ingest_here(night.raw, night.warehouse)
    return night.content()


@pytest.fixture
def night(first_nights: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    copied = _copy(first_nights, tmp_path / "night")
    monkeypatch.setenv("NIANBAO_PREFECT", "off")
    monkeypatch.setenv("NIANBAO_RAW", str(copied.raw))
    return copied


def _copy(night: Night, folder: Path) -> Night:
    shutil.copytree(night.raw.parent, folder, symlinks=True, dirs_exist_ok=True)
    return Night(folder / "raw", folder / "warehouse" / "nianbao.duckdb")


def _add_news(night: Night) -> None:
    path = night.raw / "report 3.txt"
    path.write_bytes(REPORTS[3])
    os.utime(path, (1_700_000_000, 1_700_000_000))


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def status_of(night: Night) -> dict[str, Any]:
    """What `status` tells a program; it must tell people as well, and end alike."""
    told, shown = night.say("status", "--json"), night.say("status")
    assert told.status == shown.status
    status: dict[str, Any] = json.loads(told.out, parse_constant=_no_number)
    return status


def check_readers(night: Night) -> None:
    """Hold that all that read end with their words, whatever is there."""
    for words in (("versions",), ("quarantine", "list"), ("quarantine", "list", "--json")):
        night.say(*words)
    night.say("export", night.raw.parent / "export")


# --- small files ---


@pytest.mark.parametrize("name", sampled([*BYTES, *JSON, *PLACES]))
def test_a_run_does_without_its_small_files(night: Night, undamaged: Content, name: str) -> None:
    damage: Damage = {**BYTES, **JSON, **PLACES}[name]
    for file in SMALL_FILES:
        damage(state_folder(night.warehouse) / file)
    status = status_of(night)
    assert status["is_healthy"]
    notes = "\n".join(status["notes"])
    assert (str(run_log_path(night.warehouse)) in notes) == (name not in ("empty", "gone"))
    assert (str(retries_path(night.warehouse)) in notes) == (name not in ("gone", "empty fields"))
    assert night.say("versions").status == night.say("quarantine", "list", "--json").status == 0
    first = night.ingest()
    assert first.status == 0
    assert (str(retries_path(night.warehouse)) in first.err) == (name not in ("gone", "empty fields"))
    owner_of(night.warehouse)
    _add_news(night)
    second = night.ingest()
    assert second.status == 0
    assert str(retries_path(night.warehouse)) not in second.err, "it says so once"
    assert night.content() == undamaged
    assert [run["outcome"] for run in status_of(night)["runs"]][:2] == ["published", "nothing_new"]


def test_a_run_does_without_small_files_that_changed_places(night: Night, undamaged: Content) -> None:
    for one, other in pairwise(SMALL_FILES):
        swap(state_folder(night.warehouse) / one, state_folder(night.warehouse) / other)
    assert "retry.json" in "\n".join(status_of(night)["notes"])
    _add_news(night)
    assert night.ingest().status == 0
    assert night.content() == undamaged


def test_a_record_with_a_wrong_value_harms_nobody(night: Night, undamaged: Content) -> None:
    log = run_log_path(night.warehouse)
    quiet = log.read_bytes().splitlines()[-1]
    assert b"nothing_new" in quiet
    run_id = json.loads(quiet)["run_id"]
    wrong = (line for line in wrong_fields(quiet) if json.loads(line).get("run_id") == run_id)
    log.write_bytes(b"\n".join([log.read_bytes(), *wrong]))
    status_of(night)
    _add_news(night)
    assert night.ingest().status == 0
    assert night.content() == undamaged
    status_of(night)


@pytest.mark.parametrize("name", sampled([*BYTES, *JSON, *PLACES]))
def test_what_stands_in_the_place_of_the_lock_is_none_or_is_named(night: Night, name: str) -> None:
    path = lock_path(night.warehouse)
    path.write_text(_HOLDER, "utf-8")
    {**BYTES, **JSON, **PLACES}[name](path)
    assert status_of(night)["running"] is None
    done = night.ingest()
    if done.status:
        assert str(path) in done.err
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert night.ingest().status == 0


# --- the stage ---


@pytest.mark.parametrize("file", ["segment.json", "readings.0.parquet", "fact_request.0.parquet"])
@pytest.mark.parametrize("name", sampled([*BYTES, *DEEP, *PLACES]))
def test_a_damaged_segment_is_named_and_read_again(night: Night, undamaged: Content, file: str, name: str) -> None:
    segment = night.first_segment
    {**BYTES, **DEEP, **PLACES}[name](segment / file)
    assert status_of(night)["is_healthy"]
    _add_news(night)
    done = night.ingest()
    assert done.status == 0
    assert segment.name in done.err.replace("\n", "")
    assert night.content() == undamaged
    assert not segment.exists()


def test_a_seal_with_a_wrong_value_costs_no_row(night: Night) -> None:
    """A segment counts with all of its files, or not at all."""
    stage, segment = stage_folder(night.warehouse), night.first_segment
    whole = open_stage(stage)
    for content in wrong_fields((segment / "segment.json").read_bytes()):
        (segment / "segment.json").write_bytes(content)
        for checked in ((), tuple(whole.segments)):
            opened = open_stage(stage, checked)
            assert set(opened.segments.get(segment.name, whole.segments[segment.name])) == set(
                whole.segments[segment.name]
            ), content


# --- versions and the link ---


def check_healed(night: Night, undamaged: Content) -> None:
    """Hold that the next run with news, or where that does not look a rebuild, makes everything whole."""
    _add_news(night)
    done = night.ingest()
    try:
        is_whole = done.status == 0 and night.content() == undamaged
    except duckdb.Error:
        is_whole = False
    if not is_whole:
        assert night.ingest("rebuild").status == 0
        assert night.content() == undamaged
    assert status_of(night)["published"]["state"] == "ok"


@pytest.mark.parametrize("name", sampled([*BYTES, *PLACES]))
def test_a_damaged_published_version_is_told_of_and_built_anew(night: Night, undamaged: Content, name: str) -> None:
    published = night.versions[-1]
    {**BYTES, **PLACES}[name](published)
    status = status_of(night)
    assert status["published"]["state"] in ("unreadable", "dangling", "none")
    assert not status["is_healthy"]
    refused = night.say("quarantine", "list")
    assert (refused.status, str(night.warehouse) in refused.err) == (1, True)
    check_readers(night)
    check_healed(night, undamaged)


@pytest.mark.parametrize("name", sampled([*BYTES, *PLACES]))
def test_a_damaged_earlier_version_is_no_way_back(night: Night, undamaged: Content, name: str) -> None:
    earlier, published = night.versions
    before = night.content()
    {**BYTES, **PLACES}[name](earlier)
    assert status_of(night)["is_healthy"]
    night.say("versions")
    assert night.say("rollback").status == 1
    assert night.warehouse.samefile(published)
    assert night.content() == before
    check_healed(night, undamaged)


@pytest.mark.parametrize("name", sampled([*BYTES, *PLACES]))
def test_a_way_back_from_a_damaged_version(night: Night, undamaged: Content, name: str) -> None:
    earlier, published = night.versions
    {**BYTES, **PLACES}[name](published)
    done = night.say("rollback")
    assert done.status == 0
    assert night.warehouse.samefile(earlier)
    check_healed(night, undamaged)


@pytest.mark.parametrize("name", ["empty", "text", *PLACES])
def test_a_damaged_link_is_made_anew_or_named(night: Night, undamaged: Content, name: str) -> None:
    link = night.warehouse
    if name in PLACES:
        PLACES[name](link)
    else:
        link.unlink()
        link.write_text({"empty": "", "text": "mine"}[name], "utf-8")
    for words in (("status",), ("status", "--json"), ("versions",), ("quarantine", "list"), ("rollback", "x")):
        night.say(*words)
    _add_news(night)
    done = night.ingest()
    if done.status:
        assert (
            str(link.resolve() if name == "device" else link) in done.err
        )  # a link to a warehouse elsewhere is followed
        shutil.rmtree(link) if link.is_dir() else link.unlink()
        assert night.ingest().status == 0
    assert night.content() == undamaged


# --- an older program, and a newer one ---


def _with(table: str, columns: str) -> str:
    return f"CREATE OR REPLACE TABLE {table} AS SELECT * {columns} FROM {table}"


OLDER = {
    "no Chinese words": [
        _with("quarantine", "EXCLUDE (detail_zh)"),
        _with("quality_finding", "EXCLUDE (message_zh)"),
    ],
    "no dim_measure_form": ["DROP TABLE dim_measure_form"],
    "no source_file": ["DROP TABLE source_file"],
    "no finding_review": ["DROP TABLE finding_review"],
    "no run": ["DELETE FROM ingest_run"],
    "no ingest_run": ["DROP TABLE ingest_run"],
    "no report": ["DROP TABLE report"],
    "no quarantine": ["DROP TABLE quarantine"],
    "no views": ["DROP VIEW coverage", "DROP VIEW open_finding", "DROP VIEW township_year"],
    "unended run": [_with("ingest_run", "REPLACE (CAST(NULL AS TIMESTAMP) AS ended_at)")],
    "times as text": [_with("ingest_run", "REPLACE (CAST(started_at AS VARCHAR) AS started_at)")],
    "words for times": [_with("ingest_run", "REPLACE ('yesterday' AS ended_at)")],
    "words for sizes": [_with("source_file", "REPLACE ('x' AS modified_ns, 'x' AS byte_size)")],
    "lists for names": [_with("quarantine", "REPLACE ([reason] AS reason)")],
}
NEWER = {
    "more columns": [
        "ALTER TABLE ingest_run ADD COLUMN colour VARCHAR",
        "ALTER TABLE source_file ADD COLUMN colour VARCHAR",
        "ALTER TABLE report ADD COLUMN colour VARCHAR",
        "ALTER TABLE fact_request ADD COLUMN colour VARCHAR",
    ],
    "another table": ["CREATE TABLE colour (name VARCHAR)"],
    "another program": ["UPDATE ingest_run SET built_with = 'newer', parser_version = '999'"],
    "other codes": ["UPDATE quarantine SET reason = 'too_colourful'", "UPDATE source_file SET outcome = 'coloured'"],
}


@pytest.mark.parametrize("name", sampled([*OLDER, *NEWER]))
def test_a_warehouse_of_another_program_is_read_or_refused_and_built_anew(
    night: Night, undamaged: Content, name: str, tmp_path: Path
) -> None:
    with open_for_writing(night.warehouse.resolve()) as connection:
        for statement in {**OLDER, **NEWER}[name]:
            connection.execute(statement)
    night.warehouse.resolve().chmod(0o444)
    status_of(night)
    check_readers(night)
    night.say("quarantine", "show", "notice.txt")
    night.say("dictionary")
    verdicts = tmp_path / "verdicts.csv"
    verdicts.write_text("finding_id,verdict,reviewer,reviewed_at,note\nabc,confirmed,me,2024-01-31,\n", "utf-8")
    site = CliRunner().invoke(_site_app(), [str(tmp_path / "site"), "--warehouse", str(night.warehouse)])
    assert site.exit_code in (0, 1), site.exception
    kept = _copy(night, tmp_path / "kept")
    kept.say("review", verdicts)
    kept.say("rollback")
    check_healed(night, undamaged)


def _site_app() -> Any:
    import typer

    app = typer.Typer()
    app.command()(site_main)
    return app


def test_a_version_that_is_somebody_elses_database_is_built_anew(night: Night, undamaged: Content) -> None:
    published = night.versions[-1]
    published.unlink()
    with closing(duckdb.connect(str(published))) as connection:
        connection.execute("CREATE TABLE report AS SELECT 1 AS other")
    assert status_of(night)["published"]["state"] == "unreadable"
    check_readers(night)
    check_healed(night, undamaged)


@pytest.mark.parametrize("name", ["seal", "files"])
def test_a_stage_of_another_program_is_named_and_read_again(night: Night, undamaged: Content, name: str) -> None:
    seal = night.first_segment / "segment.json"
    sealed = json.loads(seal.read_bytes())
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "seal": lambda: {**sealed, "format": "0123456789abcdef"},
        "files": lambda: {**sealed, "files": list(sealed["files"])},
    }
    seal.write_text(json.dumps(changes[name]()), "utf-8")
    _add_news(night)
    done = night.ingest()
    assert night.first_segment.name != seal.parent.name
    assert "of another version" in done.err.replace("\n", " ")
    assert night.content() == undamaged
