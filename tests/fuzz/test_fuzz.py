"""The battery itself: it draws the same again, its seeds are sound, and it sees what is wrong."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from random import Random

import pytest

import tests.fuzz.trial
from flows.reading.apart import Bounds
from tests.fuzz.__main__ import run
from tests.fuzz.damage import damage_bytes, damage_file
from tests.fuzz.seeds import make_seeds
from tests.fuzz.trial import SOUND, Piece, make_input, read_input, run_trials
from transforms.report import Reading


def test_the_seeds_are_read() -> None:
    piece = Piece()
    outcomes = {name: read_input(name, data, 0, piece) for name, data in make_seeds(1).items()}
    piece.build()
    assert outcomes == {name: "archive" if name.startswith("several") else "report" for name in outcomes}


def test_an_input_is_drawn_again_by_its_number() -> None:
    seeds = make_seeds(1)
    drawn = [make_input(seeds, 7, number) for number in range(40)]
    assert drawn == [make_input(seeds, 7, number) for number in range(40)]
    assert {name for name, _ in drawn} == set(seeds)
    assert sum(data != seeds[name] for name, data in drawn) > 30


def test_nothing_is_a_file_too() -> None:
    for number in range(200):
        assert isinstance(damage_bytes(b"", Random(number), b""), bytes)
        assert isinstance(damage_file(b"x", Random(number), b"y"), bytes)


@pytest.mark.parametrize(
    ("what", "outcome"),
    [("raises", "raised ZeroDivisionError"), ("dies", "reader_crashed"), ("stands still", "reader_timeout")],
)
def test_what_a_reader_does_wrong_is_seen(monkeypatch: pytest.MonkeyPatch, what: str, outcome: str) -> None:
    def read(name: str, data: bytes, number: int, piece: Piece) -> str:
        if number == 1:
            if what == "raises":
                return str(1 / 0)
            if what == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(600)
        return "rejected"

    monkeypatch.setattr(tests.fuzz.trial, "read_input", read)
    monkeypatch.setattr(tests.fuzz.trial, "BOUNDS", Bounds(None, 20.0))
    trials = run_trials(1, range(3))
    assert [trial.outcome for trial in trials if trial.outcome not in SOUND] == [outcome]
    assert trials[0].outcome == "rejected"


def test_a_report_that_breaks_its_frames_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(readings: Sequence[Reading]) -> bool:
        return not (len({reading.name for reading in readings} & {"pipes.md", "page.html"}) and 1 / 0)

    monkeypatch.setattr(tests.fuzz.trial, "build_frames", build)
    piece = Piece()
    for number, (name, data) in enumerate(make_seeds(1).items()):
        if name in ("pipes.md", "tabs.txt", "gb.txt"):
            read_input(name, data, number, piece)
    with pytest.raises(ZeroDivisionError) as raised:
        piece.build()
    assert raised.value.__notes__ == ["inputs at fault: [6]"]


@pytest.mark.endurance
def test_a_sample_of_damaged_files_is_read_without_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(6800, seed=1, processes=1) == 0, capsys.readouterr().out
