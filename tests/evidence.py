"""Evidence for regular expressions and thresholds: what they take and leave, as examples that run.

A mirrored test (`tests/transforms/text/test_pinyin.py` for `transforms/text/pinyin.py`) lists the evidence of its
module in `EVIDENCE` and checks it:

    EVIDENCE = (
        Pattern("transforms.text.pinyin._ANNOTATION", takes=("鎮(zhèn)",), leaves=("镇（街道）",), misses=("鎮zhèn",)),
        Threshold(
            "transforms.identity.years.LATEST", inside=lambda: is_year(2030), outside=lambda: is_year(2101), moved=2200
        ),
        Given("transforms.text.numbers._TEN", source="a numeral's own value"),
    )

    @pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
    def test_evidence(evidence: Evidence) -> None:
        check(evidence)

The comment above the constant says the same in prose: what it takes, what it leaves and why, what it still misses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest

Texts = tuple[str, ...] | tuple[bytes, ...]


Texts = tuple[str, ...] | tuple[bytes, ...]


@dataclass(frozen=True)
class Pattern:
    """A regular expression by its full name. `how` is the method that the code calls.

    It finds something in every text of `takes` and nothing in any of `leaves`. `misses` are known failures: texts that
    it ought to take and does not; `oversteps` those that it ought to leave and takes. `found`, where given, is what it
    finds in each text of `takes`, in the same order. Texts are bytes where the pattern is one of bytes.
    """

    name: str
    takes: Texts
    leaves: Texts
    misses: Texts = ()
    oversteps: Texts = ()
    found: Texts = ()
    how: str = "search"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Threshold:
    """A number by its full name: `inside` holds just on the one side of it and `outside` does not on the other.

    Set to `moved`, it must decide one of them otherwise: so they are evidence for this number and no other.
    """

    name: str
    inside: Callable[[], object]
    outside: Callable[[], object]
    moved: object

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Given:
    """A number that is no judgement: a specification or the platform gives it, and `source` names which."""

    name: str
    source: str

    def __str__(self) -> str:
        return self.name


Evidence = Pattern | Threshold | Given


def find_constant(name: str) -> Any:
    """The value of a constant by its full name."""
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


def check(evidence: Evidence) -> None:
    """Run the examples of one piece of evidence."""
    if isinstance(evidence, Pattern):
        _check_pattern(evidence)
    elif isinstance(evidence, Threshold):
        _check_threshold(evidence)
    else:
        assert evidence.source
        find_constant(evidence.name)


def _check_pattern(evidence: Pattern) -> None:
    pattern = find_constant(evidence.name)
    assert isinstance(pattern, re.Pattern)
    assert evidence.takes, f"{evidence} has no example"
    assert evidence.leaves, f"{evidence} has no counter-example"
    taken = {text for text in _texts_of(evidence) if getattr(pattern, evidence.how)(text)}
    assert taken == {*evidence.takes, *evidence.oversteps}
    assert len(evidence.found) in (0, len(evidence.takes))
    for text, found in zip(evidence.takes, evidence.found, strict=False):
        match = getattr(pattern, evidence.how)(text)
        assert match[0] == found, text


def _texts_of(evidence: Pattern) -> tuple[str | bytes, ...]:
    return (*evidence.takes, *evidence.leaves, *evidence.misses, *evidence.oversteps)


def _check_threshold(evidence: Threshold) -> None:
    assert (bool(evidence.inside()), bool(evidence.outside())) == (True, False)
    module, _, attribute = evidence.name.rpartition(".")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module(module), attribute, evidence.moved)
        assert (bool(evidence.inside()), bool(evidence.outside())) != (True, False), f"{evidence} decides nothing"
