"""How the lake is, as the status tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.lake_status import LakeStatus, lake_line, lake_problems, read_lake_status
from flows.commands.options import read_settings
from flows.lake import LakeAddress, open_lake
from flows.lake.publish import follow_published
from flows.settings import Settings
from flows.versions import publish
from tests.flows.lake.versions_of_lake import Nights
from tests.flows.made_nights import Folder
from transforms.language import NOTHING, Pair

RUNS = ("20240101T000000Z-00000001", "20240102T000000Z-00000002")


def status(raw: Path, warehouse: Path) -> tuple[int, LakeStatus, list[str], str]:
    """What the command ends with and says of the lake: as JSON, its problems, and its line of text."""
    place = ["--raw", str(raw), "--warehouse", str(warehouse)]
    read = CliRunner().invoke(app, ["status", *place, "--json"])
    text = CliRunner().invoke(app, ["status", *place])
    assert read.exit_code == text.exit_code
    found = json.loads(read.output)
    assert found["is_healthy"] is (read.exit_code == 0)
    [line] = [line for line in text.output.splitlines() if line.startswith("lake ")]
    lake = found["lake"]
    told = LakeStatus(lake["state"], Pair(lake["message_zh"], lake["message"]), lake["version_id"], lake["snapshot"])
    return read.exit_code, told, found["problems"], line.removeprefix("lake").strip()


def test_a_lake_that_has_the_published_version_is_well_and_one_that_lags_is_not(
    lake: LakeAddress, raw: Path, warehouse: Path, tmp_path: Path
) -> None:
    nights = Nights(tmp_path / "nights", 1)
    publish(nights.build([Folder.add]), warehouse, RUNS[0])
    with open_lake(lake):
        pass
    code, found, problems, line = status(raw, warehouse)
    assert (code, found) == (1, LakeStatus("behind"))
    assert problems == ["the lake is behind: it has no version"]
    assert line == "behind: it has no version"
    follow_published(warehouse, lake)
    code, found, problems, line = status(raw, warehouse)
    assert (code, found.state, found.version_id, problems) == (0, "ok", RUNS[0], [])
    assert line == f"{RUNS[0]}, the published one, snapshot {found.snapshot}"
    publish(nights.build([Folder.add]), warehouse, RUNS[1])
    code, found, problems, line = status(raw, warehouse)
    assert (code, found.state, found.version_id) == (1, "behind", RUNS[0])
    assert problems == [f"the lake is behind: it has version {RUNS[0]}, which is not the published one"]
    assert line == f"{RUNS[0]}, not the published one, snapshot {found.snapshot}"


def test_a_lake_that_is_away_is_told_without_its_password(
    lake_away: str, raw: Path, warehouse: Path, tmp_path: Path
) -> None:
    publish(Nights(tmp_path / "nights", 1).build([Folder.add]), warehouse, RUNS[0])
    code, found, problems, line = status(raw, warehouse)
    assert (code, found.state, line) == (1, "away", "away")
    assert problems == [found.message]
    assert "the lake cannot be opened" in found.message and lake_away not in found.message


def test_a_status_makes_no_lake(lake: LakeAddress, raw: Path, warehouse: Path) -> None:
    assert status(raw, warehouse)[1].state == status(raw, warehouse)[1].state == "away"
    assert not Path(lake.data).exists()


def test_half_a_lake_is_away_and_none_is_none() -> None:
    found = read_lake_status(read_settings(lake="postgres:dbname=x"), RUNS[0])
    assert found is not None and found.state == "away" and "a lake needs both" in found.message
    assert read_lake_status(Settings(), RUNS[0]) is None
    assert list(lake_problems(None)) == []


@pytest.mark.parametrize(
    ("lake", "line"),
    [
        (LakeStatus("away", Pair("没有路由", "no route")), "away"),
        (LakeStatus("behind", NOTHING, "v", 3), "v, not the published one, snapshot 3"),
    ],
)
def test_a_line_says_how_it_is(lake: LakeStatus, line: str) -> None:
    assert lake_line(lake) == line
