"""The documentation names what the code does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flows.commands.reasons import ADVICE

ROOT = Path(__file__).parents[1]
SIGNS = {"Rejection": 0, "_reject": 0, "Refusal": 0, "_refuse": 2} | dict.fromkeys(
    ("PackageError", "ArchiveFaultError", "MemberFaultError"), 0
)


def constants() -> Iterator[str]:
    """Every string constant of the code that stands as the reason of a rejection, or may."""
    for file in (*ROOT.glob("transforms/**/*.py"), *ROOT.glob("flows/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SIGNS:
                place = SIGNS[node.func.id]
                reason = node.args[place] if len(node.args) > place else None
                if isinstance(reason, ast.Constant) and isinstance(reason.value, str):
                    yield reason.value


def test_every_reason_of_quarantine_is_documented() -> None:
    listed = (ROOT / "docs" / "files.md").read_text("utf-8")
    found = set(constants())
    assert len(found) > 20
    assert sorted(reason for reason in found if f"`{reason}`" not in listed) == []


def test_the_reasons_of_quarantine_mean_what_the_documentation_says() -> None:
    table = (ROOT / "docs" / "files.md").read_text("utf-8").partition("## Why a file waits")[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| `")
    ]
    documented = [(tuple(re.findall(r"`(\w+)`", reasons)), meaning, remedy) for reasons, meaning, remedy in rows]
    assert documented == [(advice.reasons, advice.meaning, advice.remedy) for advice in ADVICE]


def test_every_reason_of_quarantine_has_an_advice() -> None:
    assert sorted(set(constants()) - {reason for advice in ADVICE for reason in advice.reasons}) == []
