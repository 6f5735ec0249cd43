"""Nothing that a command prints commands the terminal, and all of it goes through one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flows.commands.saying import tell
from transforms.language import Pair

FLOWS = Path(__file__).resolve().parents[3] / "flows"
# The door itself, and reports of a check as a file has them, whose formats escape all that is no text.
DOORS = {"commands/saying.py", "commands/check_app.py"}


@pytest.mark.parametrize(("is_error", "stream"), [(False, "out"), (True, "err")])
def test_no_character_commands_the_terminal(capsys: pytest.CaptureFixture[str], is_error: bool, stream: str) -> None:
    tell(Pair("满了", "full: {name}", name="\x1b]0;title\x07\x1b[2J\u009b31m\u202egpj.txt\u2066"), is_error=is_error)
    assert getattr(capsys.readouterr(), stream) == "full: ·]0;title··[2J·31m·gpj.txt·\n"


def test_lines_and_columns_stay(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\tb\nc", ends_line=False)
    assert capsys.readouterr().out == "a\tb\nc"


def echoes(path: Path) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "echo") or (isinstance(node, ast.Name) and node.id == "print")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def test_there_is_one_door() -> None:
    sources = (path for path in FLOWS.rglob("*.py") if "maintenance" not in path.parts)
    assert {path.relative_to(FLOWS).as_posix() for path in sources if echoes(path)} == DOORS
