"""Every guard against the disaster that it prevents: with it no value is loaded, without it wrong ones are.

`expected` in `guards.json` beside this file is what the cells would be loaded as without the guard, judged by eye as
wrong or as no better than a guess; the status, where they would have no value either.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.transforms.case_files import Case, read_cases
from transforms.placement import Fact
from transforms.report import read_report
from transforms.schemas import CellStatus
from transforms.tables.guard import Guard
from transforms.tables.guards import GUARDS

CASES = read_cases(Path(__file__).with_name("guards.json"))


def read(case: Case) -> dict[str, Fact]:
    report = read_report(case.original.encode(), "case.txt").report
    assert report is not None
    return {fact.subject: fact for fact in report.facts}


def outcome(fact: Fact) -> Decimal | str:
    return fact.cell_status if fact.value is None else fact.value


def test_every_guard_has_its_case() -> None:
    assert [case.label for case in CASES] == list(GUARDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_guard_keeps_cells_from_being_loaded_and_says_so(case: Case) -> None:
    facts = read(case)
    doubted = {subject for subject, fact in facts.items() if fact.cause == case.label}
    assert doubted == set(case.expected)
    assert {facts[subject].cell_status for subject in doubted} == {CellStatus.AMBIGUOUS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_without_the_guard_the_disaster_happens(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    when = Guard.when
    monkeypatch.setattr(Guard, "when", lambda self, seen: None if self.name == case.label else when(self, seen))
    facts = read(case)
    assert {subject: outcome(facts[subject]) for subject in case.expected} == case.expected


@pytest.mark.parametrize("guard", GUARDS.values(), ids=lambda guard: guard.name)
def test_a_guard_is_declared_in_full(guard: Guard) -> None:
    assert guard.sees.endswith(".")
    assert guard.sees_zh.endswith("。")
    assert not re.search("[a-z]{2}", guard.sees_zh)
    assert re.findall(r"\d+", guard.sees_zh) == re.findall(r"\d+", guard.sees)
    assert all((guard.evidence, guard.counter_evidence, guard.misses))
