"""What stops a run, and what is said where it was accepted beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import GuardError
from flows.runs.guards import check_built, check_files
from flows.runs.opening import open_run
from flows.warehouse.guards import GuardBounds
from tests.flows.pipeline import make_settings
from transforms.language import Pair

FOUND = [Pair(f"{words}（中文）", words) for words in ["one fell", "two fell", "three fell", "four fell", "five fell"]]


def test_a_loss_stops_the_run(raw: Path, warehouse: Path) -> None:
    with open_run(make_settings(raw, warehouse)) as opened:
        check_files(opened, before=5, missing=1, lost=0)
        with pytest.raises(GuardError, match=r"not published, as 5 of 5 files are gone .* nianbao ingest --accept"):
            check_files(opened, before=5, missing=5, lost=0)
        with pytest.raises(GuardError, match="what was read of them cannot be kept"):
            check_files(opened, before=5, missing=0, lost=1)


def test_one_that_was_accepted_is_told_with_the_others(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "flows.runs.guards.compare_versions", lambda *_: [Pair("半数报告减少", "half of the reports fell")]
    )
    with open_run(make_settings(raw, warehouse, accept=True)) as opened:
        check_files(opened, before=5, missing=5, lost=0)
        check_built(opened, warehouse)
        assert opened.ending.message == (
            "accepted although 5 of 5 files are gone from the raw folder; accepted although half of the reports fell"
        )


def test_a_few_of_many_losses_are_named(raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[GuardBounds] = []

    def compare(before: Path | None, built: Path, given: GuardBounds, left_out: str | None) -> list[Pair]:
        bounds.append(given)
        return FOUND

    monkeypatch.setattr("flows.runs.guards.compare_versions", compare)
    settings = make_settings(raw, warehouse, guard_fall=0.2, guard_rise=0.3, guard_reports=7)
    with (
        open_run(settings) as opened,
        pytest.raises(GuardError, match=r"as one fell; two fell; three fell; and 2 more\. Find"),
    ):
        check_built(opened, warehouse)
    assert bounds == [GuardBounds(0.2, 0.3, 7)]
