"""Nothing that the shell says to people lacks its other half."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Maintainers alone use `maintenance`.
SOURCES = [path for path in sorted((ROOT / "flows").rglob("*.py")) if "maintenance" not in path.parts]
ERRORS = {"AlreadyRunningError", "BadParameter", "GuardError", "PrefectServerError", "RunError"}
LEVELS = {"critical", "debug", "error", "exception", "info", "warning"}


def is_said(call: ast.Call) -> bool:
    """Whether a call says its first argument to people."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name) if name in ERRORS:
            return True
        case ast.Attribute(ast.Name("logger" | "file_logger"), name):
            return name in LEVELS
        case ast.Attribute(ast.Name("typer"), "echo"):
            return True
    return False


def has_words(node: ast.expr) -> bool:
    """Whether a string is more than what is said and a name of the program: it has words of its own."""
    match node:
        case ast.Constant(str(text)):
            return any(map(str.isalpha, text.replace("nianbao", "")))
        case ast.JoinedStr(parts):
            return any(map(has_words, parts))
        case ast.BinOp(left, ast.Add() | ast.Mod(), right):
            return has_words(left) or has_words(right)
        case ast.IfExp(_, body, orelse):
            return has_words(body) or has_words(orelse)
    return False


def bare_sentences(source: str) -> Iterator[int]:
    """The lines on which something is said in one language."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and is_said(node) and has_words(node.args[0]):
            yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_whatever_is_said_has_both_languages(path: Path) -> None:
    assert list(bare_sentences(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise RunError("the disk is full")',
        'raise errors.GuardError(f"{count} are gone")',
        'logger.info("found %d files", 3)',
        'file_logger.warning("found " + name)',
        'typer.echo(f"nianbao: wrote {path}", err=True)',
        'raise typer.BadParameter("name one" if one else "name two")',
    ],
)
def test_a_sentence_in_one_language_would_be_noticed(source: str) -> None:
    assert list(bare_sentences(source)) == [1]


@pytest.mark.parametrize(
    "source",
    [
        'raise RunError(Pair("磁盘已满", "the disk is full"))',
        "logger.info(told)",
        'typer.echo(f"nianbao: {said(words)}", err=True)',
        'typer.echo(f"{table:<24}{rows:>12,}")',
        'print("for maintainers")',
    ],
)
def test_what_has_both_or_no_words_is_fine(source: str) -> None:
    assert list(bare_sentences(source)) == []
