"""A lake in the place of the file: commands that read give the same, and it follows those that publish."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.commands.named_lake import known_retries, named_lake, warehouse_to_read
from flows.commands.options import read_settings
from flows.errors import RunError
from flows.lake import LakeAddress, publish_into_lake
from flows.lake.publish import follow_published
from flows.state import state_folder, warehouse_lock
from flows.versions import list_versions, publish
from tests.flows.lake.versions_of_lake import Nights, digests_of_file, digests_of_lake
from tests.flows.made_nights import NEWS, Folder
from tests.flows.made_warehouse import make_warehouse, quarantined
from tests.flows.rows import cell, load_tables, query, report_row

READING = (("dictionary",), ("quarantine", "list"), ("quarantine", "list", "--json"))


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def told(*words: object) -> str:
    """What a command says that ends well."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def published(lake: LakeAddress, tmp_path: Path) -> Path:
    """The file of the last of three nights, each of which the lake followed."""
    nights, warehouse = Nights(tmp_path / "nights", 3), tmp_path / "w" / "nianbao.duckdb"
    warehouse.parent.mkdir()
    for number in (1, 2, 3):
        news = [Folder.add] * 20 if number == 1 else nights.folder.chance.sample(NEWS, len(NEWS))
        publish(nights.build([*news, Folder.add_notice]), warehouse, f"2024010{number}T000000Z-0000000{number}")
        follow_published(warehouse, lake)
    return warehouse


def test_what_is_read_of_a_lake_is_what_is_read_of_the_file(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export is the same to the byte, in all of its files."""
    monkeypatch.setenv("NIANBAO_WAREHOUSE", str(published))
    file = ("--warehouse", published)
    for words in READING:
        assert told(*words) == told(*words, *file) != ""
    assert len(told("quarantine", "list").splitlines()) >= 3
    path = told("quarantine", "list").splitlines()[-1].split()[-1]
    assert told("quarantine", "show", path) == told("quarantine", "show", path, *file)
    of_lake, of_file = tmp_path / "of lake", tmp_path / "of file"
    assert told("export", of_lake).replace("of lake", "of file") == told("export", of_file, *file)
    assert files_in(of_lake) == files_in(of_file)
    assert len(files_in(of_lake)) > 40


def test_a_file_that_is_named_goes_before_the_lake_of_the_environment(
    lake: LakeAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NIANBAO_WAREHOUSE is set where a run publishes, beside its lake: it names no file to read."""
    in_lake = make_warehouse(tmp_path / "v.duckdb", quarantine=[quarantined("lake.txt", "no_year")])
    file = make_warehouse(tmp_path / "w.duckdb", quarantine=[quarantined("file.txt", "no_year")])
    publish_into_lake(in_lake, "v", lake)
    monkeypatch.setenv("NIANBAO_WAREHOUSE", str(file))
    assert named_lake(read_settings()) == lake
    assert told("quarantine", "list") == "no_year  lake.txt\n"
    assert told("quarantine", "list", "--warehouse", file) == "no_year  file.txt\n"


@pytest.mark.parametrize("words", [*READING, ("export", "out"), ("quarantine", "show", "a.txt")], ids=" ".join)
def test_a_file_and_a_lake_together_are_wrong_usage(words: tuple[str, ...]) -> None:
    result = run(*words, "--warehouse", "w.duckdb", "--lake", "postgres:dbname=x", "--lake-data", "there")
    assert result.exit_code == 2 and "name one of them" in result.output


@pytest.mark.parametrize("words", [("dictionary",), ("rollback",), ("review", "v.csv"), ("ingest",)], ids=" ".join)
def test_half_a_lake_is_refused_before_anything_is_done(words: tuple[str, ...]) -> None:
    assert "a lake needs both" in str(run(*words, "--lake", "postgres:dbname=x").exception)


def test_without_a_lake_the_file_is_read(tmp_path: Path) -> None:
    load_tables(tmp_path / "w.duckdb", {"report": [report_row("a")]})
    with warehouse_to_read(read_settings(warehouse=tmp_path / "w.duckdb")) as connection:
        assert connection.execute("SELECT report_id FROM report").fetchall() == [("a",)]


def test_what_is_asked_to_be_read_again_is_known_where_runs_are_made(tmp_path: Path) -> None:
    lake = {"lake": "postgres:dbname=x", "lake_data": "there"}
    place = tmp_path / "w.duckdb"
    assert known_retries(read_settings(warehouse=place)) == frozenset()
    assert known_retries(read_settings(warehouse=place, **lake)) is None
    state_folder(place).mkdir()
    assert known_retries(read_settings(warehouse=place, **lake)) == frozenset()


def load_night(warehouse: Path, night: int) -> None:
    """Publish a warehouse with as many reports as nights, the first with a finding."""
    reports = [report_row(f"r{number}", agency=None, township_code=None) for number in range(night)]
    values = {"new": 4, "carried_in": 0, "handled_total": 5, "carried_out": 0}
    cells = [cell(reports[0], value, line=line, applicant="total") for line, value in values.items()]
    load_tables(warehouse, {"report": reports, "fact_request": cells}, started_at=datetime(2024, 1, night, 2))


@pytest.fixture
def two_nights(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions, and a file of one verdict beside them; the environment names the warehouse."""
    monkeypatch.setenv("NIANBAO_WAREHOUSE", str(warehouse))
    for night in (1, 2):
        load_night(warehouse, night)
    [(finding_id,)] = query(warehouse, "SELECT finding_id FROM quality_finding WHERE rule = 'request_balance'")
    verdicts = f"finding_id,verdict,note,reviewer,reviewed_at\n{finding_id},confirmed,,r,2024-03-01\n"
    warehouse.with_name("v.csv").write_text(verdicts)
    return warehouse


def test_a_lake_follows_verdicts_and_the_return_to_a_version(two_nights: Path, lake: LakeAddress) -> None:
    assert f"the lake has version {list_versions(two_nights)[0].run_id}" in told(
        "review", two_nights.with_name("v.csv")
    )
    assert digests_of_lake(lake) == digests_of_file(two_nights)
    assert query(two_nights, "SELECT verdict FROM finding_review") == [("confirmed",)]
    assert "the lake has version" not in told("review", two_nights.with_name("v.csv"))
    earlier = digests_of_file(two_nights)
    assert "the lake has version" in told("rollback")
    assert digests_of_lake(lake) == digests_of_file(two_nights) != earlier


@pytest.mark.parametrize("words", [("review",), ("rollback",)], ids=" ".join)
def test_a_lake_that_is_away_is_told_after_the_file_is_published(
    two_nights: Path, lake_away: str, words: tuple[str, ...]
) -> None:
    before = two_nights.resolve()
    result = run(*words, *([two_nights.with_name("v.csv")] if words == ("review",) else []))
    assert result.exit_code == 1
    assert isinstance(result.exception, RunError)
    published = two_nights.resolve()
    assert published != before
    message = str(result.exception)
    assert message.startswith(f"version {published.parent.name} is published, and the lake is behind: the lake cannot")
    assert lake_away not in message + result.output


def test_a_review_of_nothing_new_brings_up_a_lake_that_was_away(
    two_nights: Path, lake: LakeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("NIANBAO_LAKE", "postgres:host=127.0.0.1 port=1 dbname=x")
        assert run("review", two_nights.with_name("v.csv")).exit_code == 1
    assert "1 unchanged" in told("review", two_nights.with_name("v.csv"))
    assert digests_of_lake(lake) == digests_of_file(two_nights)


def test_while_a_run_goes_the_lake_is_left_to_it(
    two_nights: Path, lake: LakeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run began between the two: it publishes and has the lake follow itself."""

    def begin(*_: object) -> list[str]:
        lock.__enter__()
        return []

    lock = warehouse_lock(two_nights)
    monkeypatch.setattr("flows.commands.review.outcome_lines", begin)
    result = run("review", two_nights.with_name("v.csv"))
    lock.__exit__(None, None, None)
    assert str(result.exception).startswith("the lake does not follow now: another run is writing this warehouse")
