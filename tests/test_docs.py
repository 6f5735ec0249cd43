"""The documentation names what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from flows.commands.reasons import ADVICE
from transforms.doubts import Reason

ROOT = Path(__file__).parents[1]


def test_every_reason_of_quarantine_is_documented_and_advised_on() -> None:
    listed = (ROOT / "docs" / "files.md").read_text("utf-8")
    assert [reason for reason in Reason if f"`{reason}`" not in listed] == []
    assert {reason for advice in ADVICE for reason in advice.reasons} == set(Reason)


def test_every_reason_is_one_that_the_program_gives() -> None:
    sources = [path.read_text("utf-8") for room in ("transforms", "flows") for path in ROOT.glob(f"{room}/**/*.py")]
    given = set(re.findall(r"Reason\.(\w+)", "".join(source for source in sources if "ADVICE = (" not in source)))
    assert {reason.name for reason in Reason} - given == set()


def test_the_reasons_of_quarantine_mean_what_the_documentation_says() -> None:
    table = (ROOT / "docs" / "files.md").read_text("utf-8").partition("## Why a file waits")[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| `")
    ]
    documented = [(tuple(re.findall(r"`(\w+)`", reasons)), meaning, remedy) for reasons, meaning, remedy in rows]
    assert documented == [(advice.reasons, advice.meaning, advice.remedy) for advice in ADVICE]
