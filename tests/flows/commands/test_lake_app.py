"""The commands `nianbao lake …`, from a file into a lake and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.commands.lake_app import lake_app
from flows.errors import RunError
from flows.versions.publication import publish
from tests.flows.lake.versions_of_lake import Nights, digests_of_file
from tests.flows.made_nights import Folder

RUNS = ("20240101T000000Z-00000001", "20240102T000000Z-00000002")


def run(*words: object) -> str:
    result = CliRunner().invoke(lake_app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_lake_has_to_be_named() -> None:
    result = CliRunner().invoke(lake_app, ["versions"])
    assert result.exit_code == 2 and "NIANBAO_LAKE_DATA" in result.output


@pytest.mark.usefixtures("lake")
def test_versions_go_into_a_lake_and_come_back(tmp_path: Path) -> None:
    warehouse, nights = tmp_path / "nianbao.duckdb", Nights(tmp_path / "nights", 1)
    with pytest.raises(RunError, match="no version of the warehouse"):
        run("publish", "--warehouse", warehouse)
    for run_id in RUNS:
        publish(nights.build([Folder.add] * 2), warehouse, run_id)
        assert run_id in run("publish", "--warehouse", warehouse)
    newest, oldest = run("versions").splitlines()
    assert RUNS[1] in newest and RUNS[0] in oldest
    number = oldest.split("snapshot")[1].split()[0]
    run("embed", tmp_path / "then.duckdb", "--snapshot", number)
    assert RUNS[0] in run("rollback", RUNS[0])
    run("embed", tmp_path / "now.duckdb")
    assert digests_of_file(tmp_path / "now.duckdb") == digests_of_file(tmp_path / "then.duckdb")
    assert digests_of_file(tmp_path / "now.duckdb") != digests_of_file(warehouse)
