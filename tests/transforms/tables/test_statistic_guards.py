"""The guards of the statistics form stand among all guards, behind the others."""

from __future__ import annotations

from transforms.tables import statistic_guards
from transforms.tables.guard import Guard
from transforms.tables.guards import GUARDS
from transforms.tables.statistic_guards import STATISTIC_GUARDS


def test_all_of_them_are_listed() -> None:
    declared = [value for value in vars(statistic_guards).values() if isinstance(value, Guard)]
    assert list(STATISTIC_GUARDS) == declared


def test_they_come_last_among_all_guards() -> None:
    assert list(GUARDS.values())[-len(STATISTIC_GUARDS) :] == list(STATISTIC_GUARDS)
