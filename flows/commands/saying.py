"""What commands print goes through one door: in the operator's language, and without what commands a terminal."""

from __future__ import annotations

import typer

from flows.language import said
from transforms.text import without_commands


def tell(words: str, *, is_error: bool = False, ends_line: bool = True) -> None:
    """Print words, on standard error where something is wrong."""
    typer.echo(without_commands(said(words)), err=is_error, nl=ends_line)
