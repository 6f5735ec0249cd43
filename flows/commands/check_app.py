"""The command `nianbao check`: whether reports are right before they are published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.commands.options import Gazetteers, read_settings
from transforms.language import Language

if TYPE_CHECKING:
    from flows.proofreading import Checked

EXIT_FINDINGS = 4
# What a file or pipe gets; a terminal has its own width.
_WIDTH_OF_A_FILE = 100


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


def _write_text(files: Sequence[Checked], language: Language) -> None:
    from flows.commands.check_text import print_text

    console = Console()
    print_text(files, language, console if console.is_terminal else Console(width=_WIDTH_OF_A_FILE))


def _write(text: str) -> None:
    """Write what is UTF-8 whatever the locale says."""
    typer.echo(text.encode("utf-8"), nl=not text.endswith("\n"))


def _write_json(files: Sequence[Checked], language: Language) -> None:
    from flows.commands.check_json import to_json

    _write(to_json(files))


def _write_sarif(files: Sequence[Checked], language: Language) -> None:
    from flows.commands.check_json import to_sarif

    _write(to_sarif(files, language))


def _write_html(files: Sequence[Checked], language: Language) -> None:
    from flows.commands.check_html import to_html

    _write(to_html(files, language))


WRITERS: dict[Format, Callable[[Sequence[Checked], Language], None]] = {
    Format.TEXT: _write_text,
    Format.JSON: _write_json,
    Format.SARIF: _write_sarif,
    Format.HTML: _write_html,
}


def check_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files with reports, or archives of them.")],
    previous: Annotated[Path | None, typer.Option(help="The report of the year before, to compare with.")] = None,
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file that has the report of the year before.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How findings are written.")] = Format.TEXT,
    lang: Annotated[Language | None, typer.Option(help="Language; by default NIANBAO_LANG, or the locale's.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 4 for a warning as well.")] = False,
    gazetteer: Gazetteers = None,
) -> None:
    """Check reports before publication: sections, tables, sums, prose, last year, personal data."""
    settings = read_settings(gazetteer=gazetteer or None, lang=lang)
    from flows.proofreading import check_files, has_complaints, read_previous

    last_year = read_previous(previous, settings) if previous else None
    checked = list(check_files(files, settings, last_year, warehouse))
    WRITERS[output](checked, settings.language)
    if has_complaints(checked, strict=strict):
        raise typer.Exit(EXIT_FINDINGS)
