"""What says which release this is, and how to cite it, says the same everywhere."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return parsed


def releases() -> list[tuple[str, date]]:
    """Version and day of the releases that the changelog names, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    return [
        (version, date.fromisoformat(day))
        for version, day in re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)$", text, re.MULTILINE)
    ]


def test_the_version_is_the_newest_release_of_the_changelog() -> None:
    assert releases()[0][0] == PROJECT["version"]


def test_the_citation_is_of_this_release(citation: dict[str, Any]) -> None:
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()  # what the format asks for
    assert (citation["version"], citation["date-released"]) == releases()[0]
    assert (citation["title"], citation["license"]) == (PROJECT["name"], PROJECT["license"])
    assert citation["authors"] == PROJECT["authors"]


def test_the_classifiers_say_what_else_is_declared() -> None:
    classifiers = PROJECT["classifiers"]
    assert classifiers == sorted(set(classifiers))
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {oldest}" in classifiers
    typed = [path for path in ROOT.glob("*/py.typed") if path.parent.name != "tests"]
    assert ("Typing :: Typed" in classifiers) == (len(typed) == 3)
