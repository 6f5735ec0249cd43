"""Who reads pictures, and how large ones and how many."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from tests.transforms.formats.scans.drawn import Pointing, StandIn, recogniser
from transforms.formats.scans.witnesses import Finder, Line, Recogniser, Witness

DOTS_A_SIDE = 600
"""The finest scan that offices make, in dots an inch."""


def dots(inches: float) -> int:
    return round(inches * DOTS_A_SIDE)


def test_the_finest_scan_of_a_page_is_read_and_no_wall_paper() -> None:
    most = recogniser().pixels
    assert dots(8.27) * dots(11.69) <= most < dots(11.69) * dots(16.54)


def test_a_file_has_as_many_pictures_as_a_long_report_has_pages() -> None:
    assert recogniser().pictures == 40
    assert recogniser(pictures=3).pictures == 3


def test_a_recogniser_keeps_its_witnesses() -> None:
    eyes: Any = recogniser()
    with pytest.raises(FrozenInstanceError):
        eyes.first = eyes.second


def test_stand_ins_are_witnesses() -> None:
    first: Witness = StandIn(lambda _: "12", name="one")
    second: Witness = StandIn(lambda _: "17", name="other")
    finder: Finder = Pointing()
    eyes = Recogniser(first, second, finder)
    assert [witness.name for witness in (eyes.first, eyes.second)] == ["one", "other"]
    assert eyes.first.read_lines([None, None]) == [Line("12", 0.9)] * 2
    assert eyes.finder.find_lines(None) == []
