"""Case files: lists of {label, comment, original, expected} in `tests/cases/`, one file a topic and class.

The classes are shapes seen in the wild, negatives (what must not be read or touched), synthetic cases and known
failures. Known failures run under strict xfail with their comment as the reason, so that an improvement is noticed.
`original` may be a list of lines. Whatever `expected` says was read off `original` by eye.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from transforms.placement import Fact

FOLDER = Path(__file__).resolve().parents[1] / "cases"
CLASSES = ("in-the-wild", "negative", "synthetic", "known-failures")

# The order of values in a list, as the official form has them.
APPLICANTS = ("natural_person", "business", "research", "charity", "legal_service", "other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
COLUMNS = {"fact_request": APPLICANTS, "fact_review": RESULTS}

Outcome = Decimal | str


@dataclass(frozen=True, slots=True)
class Case:
    """One case: `original` as one text, `expected` as the file has it."""

    label: str
    comment: str
    original: Any
    expected: Any


def case_paths() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def split_name(path: Path) -> tuple[str, str]:
    """Topic and class of a case file, '' for a class that there is not."""
    found = next((kind for kind in CLASSES if path.stem.endswith(f"-{kind}")), "")
    return path.stem.removesuffix(f"-{found}"), found


def read_cases(path: Path) -> list[Case]:
    rows = json.loads(path.read_text("utf-8"))
    return [Case(row["label"], row["comment"], _join(row["original"]), row["expected"]) for row in rows]


def _join(original: Any) -> Any:
    return "\n".join(original) if isinstance(original, list) else original


def params(topic: str) -> pytest.MarkDecorator:
    """The decorator of a runner: every case of the topic, known failures marked."""
    found = []
    for path in case_paths():
        own_topic, kind = split_name(path)
        if own_topic != topic:
            continue
        for case in read_cases(path):
            marks = [pytest.mark.xfail(strict=True, reason=case.comment)] if kind == "known-failures" else []
            found.append(pytest.param(case, id=f"{kind}: {case.label}", marks=marks))
    return pytest.mark.parametrize("case", found)


def facts_by_subject(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    return {fact.subject: fact for fact in facts}


def outcome_of(fact: Fact) -> Outcome:
    """A loaded cell's value, any other cell's status."""
    return fact.cell_status if fact.value is None else fact.value


def expand_facts(expected: dict[str, Any]) -> dict[str, Any]:
    """One entry a cell or a beginning of cells' subjects, lists spread over the columns of the form."""
    cells: dict[str, Any] = {}
    for key, outcome in expected.items():
        if not key.startswith("fact_"):
            continue
        if isinstance(outcome, list):
            columns = COLUMNS[key.partition(".")[0]]
            cells |= {f"{key}.{column}": one for column, one in zip(columns, outcome, strict=True)}
        else:
            cells[key] = outcome
    return cells


def differences(facts: tuple[Fact, ...], expected: dict[str, Any]) -> list[str]:
    """What the facts of a report have otherwise than expected, in words.

    A key of `expected` is the subject of a cell, or the beginning of several subjects up to a dot; the longest that
    fits decides. A number must be loaded, "0 repaired" also says how, any other string is a status, and
    {"one of": […]} leaves the choice between reading a cell and confessing. A cell that no key speaks of must have no
    value: a number that nobody printed there is a difference too.
    """
    cells = expand_facts(expected)
    by_subject = facts_by_subject(facts)
    found = [f"{key}: no such cell" for key in cells if not any(_covers(key, subject) for subject in by_subject)]
    for subject, fact in by_subject.items():
        keys = [key for key in cells if _covers(key, subject)]
        wanted = cells[max(keys, key=len)] if keys else None
        if not _fits(fact, wanted):
            found.append(f"{subject}: {outcome_of(fact)} ({fact.cell_status}, {fact.raw_text!r}), not {wanted}")
    return found


def _covers(key: str, subject: str) -> bool:
    return subject == key or subject.startswith(f"{key}.")


def _fits(fact: Fact, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return any(_fits(fact, choice) for choice in wanted["one of"])
    if wanted is None:
        return fact.value is None
    if isinstance(wanted, str) and wanted[0].isdigit():
        number, _, status = wanted.partition(" ")
        return (fact.value, fact.cell_status) == (Decimal(number), status)
    if isinstance(wanted, str):
        return fact.cell_status == wanted and fact.value is None
    return fact.value == Decimal(str(wanted))
