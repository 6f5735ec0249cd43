"""Sentences made up in the shapes of real reports, with what a person reads in them, written before the program read.

`stated` lists what must be read, each with its ways of being right; `allowed` what may be: parts of a whole as
`unspecified`, and what a careful reader may take either way. Whatever else is read is wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from transforms.narrative import read_narrative

FILES = ("labelled-first", "labelled-second", "labelled-third", "labelled-fourth", "labelled-fifth")


@dataclass(frozen=True)
class Labelled:
    """A sentence, or a few, with what it states: `metric channel value period`, ~ before what is about right."""

    label: str
    text: str
    stated: list[list[str]]
    allowed: list[str]
    section: int = 1
    agency_kind: str | None = None
    year: int = 2020

    def read(self) -> set[str]:
        facts = read_narrative([(self.section, self.text)], self.year, self.agency_kind)
        return {f"{fact.metric} {fact.channel} {'~' * fact.is_approximate}{fact.value} {fact.period}" for fact in facts}


def load(name: str) -> list[Labelled]:
    rows = json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf-8"))
    return [Labelled(**row) for row in rows]


CASES = [case for name in FILES for case in load(name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_nothing_is_read_that_is_not_stated(case: Labelled) -> None:
    assert case.read() <= {way for ways in case.stated for way in ways} | set(case.allowed)


@pytest.mark.parametrize("name", FILES)
def test_most_of_what_is_stated_is_read(name: str) -> None:
    found = [not case.read().isdisjoint(ways) for case in load(name) for ways in case.stated]
    assert sum(found) >= 0.9 * len(found)


def test_the_labelled_sentences_are_many() -> None:
    assert len(CASES) >= 200
    assert len({case.text for case in CASES}) == len(CASES)
    assert sum(not case.stated for case in CASES) >= 0.4 * len(CASES)
