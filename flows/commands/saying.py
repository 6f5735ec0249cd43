"""What commands print goes through one door: in the operator's language, and without what commands a terminal."""

from __future__ import annotations

import traceback
from types import TracebackType

import typer

from flows.language import said
from transforms.text import without_commands


def tell(words: str, *, is_error: bool = False, ends_line: bool = True) -> None:
    """Print words, on standard error where something is wrong."""
    typer.echo(without_commands(said(words)), err=is_error, nl=ends_line)


def tell_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What `sys.excepthook` does, through the same door: an error repeats names and what files say."""
    tell("".join(traceback.format_exception(kind, error, trace)), is_error=True, ends_line=False)
