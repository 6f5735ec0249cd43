"""The examples in the docstrings of the shell hold; pytest itself collects those of the core and the notebook."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import flows

FOLDER = Path(flows.__file__).parent
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if "\n    >>> " in path.read_text("utf-8")
)


def test_the_rooms_have_examples() -> None:
    assert {"flows.duck", "flows.warehouse.sqlfiles", "flows.state.retries"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_hold(module: str) -> None:
    results = doctest.testmod(import_module(module))
    assert results.attempted > 0
    assert results.failed == 0
