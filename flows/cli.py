"""The command line `nianbao`.

Exit status: 0 when a run completed, even if files were quarantined; 1 when it could not; 2 for wrong usage; 130 when
it was interrupted.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from flows.errors import RunError
from flows.settings import Settings

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130

app = typer.Typer(
    help="Annual open-government-information reports of Chinese townships: raw files in, a DuckDB warehouse out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def print_version(wanted: bool) -> None:
    """Print the version and end, if it was asked for."""
    if wanted:
        typer.echo(f"nianbao {version('nianbao')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of all commands."""


def read_settings(**given: object) -> Settings:
    """Settings from the environment and the given options. Ends with status 2 where one has no sense."""
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "settings"
        typer.echo(f"nianbao: {field} (NIANBAO_{field.upper()}): {first['msg']}", err=True)
        raise typer.Exit(EXIT_USAGE) from None


def log_to(console: Console) -> None:
    """Send our log lines to the console: plain, with the time, one a line."""
    handler = ConsoleHandler(console)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("nianbao")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)


class ConsoleHandler(logging.Handler):
    """Writes log lines above a progress bar rather than into it."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line, as it is."""
        self.console.print(self.format(record), markup=False, highlight=False, soft_wrap=True)


def check_before_start(settings: Settings) -> None:
    """Raise `RunError` at once for what would fail a run after a slow start."""
    from flows.gazetteers import read_gazetteer_files
    from flows.lock import check_unlocked
    from flows.warehouse import check_replaceable

    if not settings.raw.is_dir():
        raise RunError(f"the raw folder {settings.raw} does not exist or is no folder")
    if settings.warehouse.is_dir():
        raise RunError(f"the warehouse {settings.warehouse} is a folder; name a file")
    check_replaceable(settings.warehouse)
    read_gazetteer_files(settings.gazetteer)
    check_unlocked(settings.warehouse.resolve())


@app.command("ingest")
def ingest_command(
    raw: Annotated[Path | None, typer.Option(help="Folder with the report files.")] = None,
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file to publish.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read reports.")] = None,
    batch_size: Annotated[int | None, typer.Option(min=1, help="Files in a batch.")] = None,
    gazetteer: Annotated[list[Path] | None, typer.Option(help="Additional gazetteer file; may be repeated.")] = None,
    keep_personal_data: Annotated[
        bool | None, typer.Option("--keep-personal-data", help="Leave personal numbers and addresses unmasked.")
    ] = None,
) -> None:
    """Read the report files and publish the warehouse anew."""
    settings = read_settings(
        raw=raw,
        warehouse=warehouse,
        workers=workers,
        batch_size=batch_size,
        gazetteer=gazetteer or None,
        keep_personal_data=keep_personal_data,
    )
    check_before_start(settings)
    from flows.prefect_server import prefect_server
    from flows.progress import show_progress
    from flows.summary import print_summary

    log_console = Console(stderr=True)
    with show_progress(log_console):
        log_to(log_console)
        with prefect_server() as wait_until_ready:
            from flows.ingest import run_ingest

            wait_until_ready()
            summary = run_ingest(settings)
    print_summary(summary, Console())


@app.command("explain")
def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or a member: archive.zip!/member.html.")],
    gazetteer: Annotated[list[Path] | None, typer.Option(help="Additional gazetteer file; may be repeated.")] = None,
    keep_personal_data: Annotated[
        bool | None, typer.Option("--keep-personal-data", help="Leave personal numbers and addresses unmasked.")
    ] = None,
) -> None:
    """Show how one file is read: encoding, repairs, sections, tables with the status of every cell, doubts."""
    from flows.explain import WIDTH_OF_A_FILE, explain_file, find_target

    target = find_target(file)
    if target is None:
        raise typer.BadParameter(f"{file} is no file, nor a member of an archive.", param_hint="FILE")
    path, member = target
    settings = read_settings(gazetteer=gazetteer or None, keep_personal_data=keep_personal_data)
    console = Console()
    explain_file(path, settings, console if console.is_terminal else Console(width=WIDTH_OF_A_FILE), member)


@app.command("review")
def review_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Verdicts: columns of finding_review.")],
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file that takes the verdicts.")] = None,
) -> None:
    """Import reviewers' verdicts on findings into the published warehouse."""
    from flows.review import import_reviews, outcome_lines

    for line in outcome_lines(import_reviews(file, read_settings(warehouse=warehouse).warehouse)):
        typer.echo(line)


@app.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; an earlier export is replaced.")],
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file to export.")] = None,
) -> None:
    """Write the published warehouse as CSV and Parquet files with a manifest."""
    from flows.export import export_warehouse

    counts = export_warehouse(read_settings(warehouse=warehouse).warehouse, folder)
    for table, rows in counts.rows.items():
        typer.echo(f"{table:<24}{rows:>12,}")
    typer.echo(f"{counts.bytes:,} bytes in {folder}")


@app.command("dictionary")
def dictionary_command(
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file to describe.")] = None,
) -> None:
    """Print the data dictionary of the published warehouse as Markdown."""
    from flows.dictionary import describe_warehouse

    typer.echo(describe_warehouse(read_settings(warehouse=warehouse).warehouse), nl=False)


def interrupt(signum: int, frame: FrameType | None) -> None:
    """Treat a request to end as Ctrl-C, so that nothing is left behind."""
    raise KeyboardInterrupt


def main() -> None:
    """Entry point. The outermost function of the shell, and the one that may catch everything."""
    signal.signal(signal.SIGTERM, interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except RunError as error:
        typer.echo(f"nianbao: {error}", err=True)
        sys.exit(EXIT_FAILED)
    except SystemExit as end:  # typer turns an interruption into this
        if end.code == EXIT_INTERRUPTED:
            typer.echo("nianbao: interrupted; the published warehouse is as it was", err=True)
        raise
    except Exception as error:
        if os.environ.get("NIANBAO_DEBUG"):
            raise
        typer.echo(f"nianbao: unexpected error, {type(error).__name__}: {error}", err=True)
        sys.exit(EXIT_FAILED)


if __name__ == "__main__":
    main()
