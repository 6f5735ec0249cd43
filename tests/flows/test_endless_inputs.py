"""Whatever a person names to a command may be a pipe, a device, a folder or an enormous file: a sentence says so."""

from __future__ import annotations

import os
import re
import resource
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from flows.raw import gazetteers
from tests.flows.damages import Said, say
from tests.flows.inputs import DEMO
from tests.flows.made_warehouse import make_warehouse

# Kibibytes that a refused input may cost.
MOST_MEMORY = 256 * 1024
REPORT = DEMO / "shifan-2021.txt"


def _make_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _make_folder(path: Path) -> Path:
    path.mkdir()
    return path


def make_sparse(path: Path, start: bytes = b"") -> Path:
    """A file of 20 GiB that takes no room, and begins so."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(20 * 1024**3)
    return path


INPUTS: Mapping[str, Callable[[Path], Path]] = {
    "zero": lambda _: Path("/dev/zero"),
    "pipe": _make_pipe,
    "folder": _make_folder,
    "sparse": make_sparse,
    "gone": lambda path: path,
}
# The words of a command; FILE is the input, WAREHOUSE a sound one, REPORT a sound report, OUT where nothing is.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "verdicts": ("review", "FILE", "--warehouse", "WAREHOUSE"),
    "gazetteer of explain": ("explain", "REPORT", "--gazetteer", "FILE"),
    "gazetteer of check": ("check", "REPORT", "--gazetteer", "FILE"),
    "gazetteer of ingest": ("ingest", "--raw", "RAW", "--warehouse", "OUT", "--gazetteer", "FILE"),
    "explained": ("explain", "FILE"),
    "checked": ("check", "FILE"),
    "previous": ("check", "REPORT", "--previous", "FILE"),
    "warehouse of check": ("check", "REPORT", "--warehouse", "FILE"),
    "raw folder": ("ingest", "--raw", "FILE", "--warehouse", "OUT"),
    "warehouse of ingest": ("ingest", "--raw", "RAW", "--warehouse", "FILE"),
    "warehouse of status": ("status", "--warehouse", "FILE"),
    "warehouse of versions": ("versions", "--warehouse", "FILE"),
    "warehouse of rollback": ("rollback", "--warehouse", "FILE"),
    "warehouse of review": ("review", "REPORT", "--warehouse", "FILE"),
    "warehouse of export": ("export", "OUT", "--warehouse", "FILE"),
    "folder of export": ("export", "FILE", "--warehouse", "WAREHOUSE"),
    "warehouse of dictionary": ("dictionary", "--warehouse", "FILE"),
    "quarantine": ("quarantine", "list", "--warehouse", "FILE"),
    "retry": ("quarantine", "retry", "--all", "--warehouse", "FILE"),
}
# What works: an export goes into an empty folder or where nothing is, a warehouse is made where nothing is, and a raw
# folder may be empty.
DONE = {
    ("raw folder", "folder"),
    ("folder of export", "folder"),
    ("folder of export", "gone"),
    ("warehouse of ingest", "gone"),
}


@pytest.fixture
def places(tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What stands for the words of a command that name no input."""
    monkeypatch.setenv("NIANBAO_PREFECT", "off")
    monkeypatch.setenv("NIANBAO_LANG", "en")
    monkeypatch.setattr("flows.bounded._PATIENCE", 0.1)
    warehouse = make_warehouse(tmp_path / "sound.duckdb")
    return {"RAW": str(raw), "WAREHOUSE": str(warehouse), "REPORT": str(REPORT), "OUT": str(tmp_path / "out")}


def run(words: tuple[str, ...], places: Mapping[str, str]) -> Said:
    """Run a command, which takes no more memory than it may."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = say(*(places.get(word, word) for word in words), statuses=(0, 1, 2, 4))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY
    return said


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_refused_in_a_sentence(command: str, kind: str, tmp_path: Path, places: dict[str, str]) -> None:
    file = INPUTS[kind](tmp_path / "input")
    said = run(COMMANDS[command], {**places, "FILE": str(file)})
    if (command, kind) in DONE:
        assert said.status == 0, said
        return
    assert said.status in (1, 2, 4), said
    assert re.sub(r"[\s│]", "", str(file)) in re.sub(r"[\s│]", "", said.out + said.err), said


@pytest.mark.parametrize("kind", ["sparse", "pipe"])
def test_a_gazetteer_of_the_raw_folder_is_one_or_is_refused(
    kind: str, raw: Path, places: dict[str, str], tmp_path: Path
) -> None:
    (raw / "gazetteer.csv").unlink()
    if kind == "sparse":
        make_sparse(raw / "gazetteer.csv", gazetteers.HEADER + b"\n")
    else:
        os.mkfifo(raw / "gazetteer.csv")
    said = run(("ingest", "--raw", "RAW", "--warehouse", "OUT"), places)
    assert said.status == (1 if kind == "sparse" else 0), said
    if kind == "sparse":
        assert "it has more than 16,777,216 bytes" in said.err
