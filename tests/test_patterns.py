"""No regular expression of the program runs away on a text that repeats itself: damage of chance makes such texts."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

import flows
import transforms

pytestmark = pytest.mark.endurance

# Processor time for three searches of seventy characters, which take microseconds. A pattern that can be parted in
# 2^n ways takes hours.
SECONDS = 5.0
REPEATED = (
    *"01.,-_一（）()>|a=：年镇县件元、，。/*无[<&%月第条□《\n\t　 ",
    *(
        "1,",
        "1.",
        "1 ",
        "12",
        "样镇",
        "一、",
        "(1)",
        "> ",
        "| |",
        "ab",
        "\n ",
        "2021年",
        "公开",
        "1件",
        "0 ",
        "&#",
        "县镇",
    ),
)
ENDS = ("", "\0", "总计", "x", "。", "年")


def modules(*packages: ModuleType) -> Iterator[ModuleType]:
    """All modules of some packages that can be loaded here: some need an extra."""
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            try:
                yield importlib.import_module(found.name)
            except ImportError:
                continue


def patterns_of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The compiled patterns of a module by their names, those in tuples and mappings too."""
    for name, value in vars(module).items():
        held: Iterable[object] = value if isinstance(value, tuple | list) else [value]
        for one in value.values() if isinstance(value, dict) else held:
            if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                yield f"{module.__name__}.{name}", one


class RanAwayError(Exception):
    """A search took too much processor time."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise `RanAwayError` where the block takes more."""

    def stop(_number: int, _frame: object) -> None:
        raise RanAwayError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def runaway_text(pattern: re.Pattern[str], seconds: float = SECONDS) -> str | None:
    """The first text on which a pattern takes too long."""
    for repeated in REPEATED:
        for end in ENDS:
            text: str = repeated * (60 // len(repeated)) + end
            try:
                with processor_time(seconds):
                    for search in (pattern.search, pattern.match, pattern.fullmatch):
                        search(text)
            except RanAwayError:
                return text
    return None


def test_no_pattern_runs_away() -> None:
    named = [pair for module in modules(transforms, flows) for pair in patterns_of(module)]
    found = {(pattern.pattern, pattern.flags): (name, pattern) for name, pattern in named}
    assert len(found) > 500
    assert {name: text for name, pattern in found.values() if (text := runaway_text(pattern))} == {}


@pytest.mark.parametrize("pattern", [r"(?:\d[\d.]*)+年", r"(?:[县镇]{1,12}?县)+?x"])
def test_one_that_does_is_noticed(pattern: str) -> None:
    assert runaway_text(re.compile(pattern), 0.5)
