"""The rules of reading: each in one sentence, with severities that findings may have, and each raised somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import transforms
from transforms.schemas import READING_RULES, SEVERITIES

SOURCES = "\n".join(
    path.read_text("utf-8") for path in Path(transforms.__file__).parent.rglob("*.py") if path.parent.name != "schemas"
)


@pytest.mark.parametrize("code", READING_RULES)
def test_a_rule(code: str) -> None:
    rule = READING_RULES[code]
    assert set(rule.severities) <= set(SEVERITIES)
    assert rule.severities
    assert rule.sentence.endswith(".")
    assert f'"{code}"' in SOURCES
