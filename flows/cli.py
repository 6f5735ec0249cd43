"""The command line `nianbao`.

Exit status: 0 when a command did what it is for, and of a run when it completed, even if files were quarantined; 1 when
it could not, and when `status` finds that not all is well; 2 for wrong usage and settings that make no sense; 3 when a
guard stopped a run before publication; 4 when `check` found an error in a report, or with --strict a warning; 130 when
it was interrupted, by Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import suppress
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from flows.commands.check_app import check_command
from flows.commands.help import SpokenGroup
from flows.commands.lake_app import lake_app
from flows.commands.named_lake import lake_following, named_lake, warehouse_to_read
from flows.commands.options import (
    Accept,
    ClusterAddress,
    Gazetteers,
    KeepPersonalData,
    LakeCatalog,
    LakeData,
    NewWarehouse,
    OcrLater,
    RawFolder,
    ReadWarehouse,
    Warehouse,
    Workers,
    read_settings,
    settings_to_read,
)
from flows.commands.quarantine_app import quarantine_app
from flows.commands.saying import tell, tell_traceback
from flows.errors import AlreadyRunningError, GuardError, RunError, unexpected_words, was_interrupted, words_of
from flows.language import said
from flows.runs.logs import is_json, log_as_json, log_plainly
from flows.settings import Settings
from flows.signals import EXIT_INTERRUPTED, INTERRUPTED
from flows.state import absolute_warehouse, forbid_others_to_write, published_id
from transforms.language import Pair

EXIT_FAILED, EXIT_GUARD = 1, 3

app = typer.Typer(
    cls=SpokenGroup,
    help="Annual open-government-information reports of Chinese townships: raw files in, a DuckDB warehouse out.",
    epilog=(
        "Exit status: 0 done, 1 failed or not well, 2 wrong usage, 3 stopped by a guard, 4 an error found by check, "
        "130 interrupted."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(lake_app, name="lake")
app.command("check")(check_command)


def print_version(wanted: bool) -> None:
    """Print the version and end, if it was asked for."""
    if wanted:
        tell(f"nianbao {version('nianbao')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of all commands."""


def start_logging(settings: Settings) -> Console:
    """Send our log lines to standard error, plain or as JSON; gives the console for a progress bar."""
    if settings.log_format == "json":
        log_as_json()
        return Console(stderr=True, force_terminal=False)
    console = Console(stderr=True)
    log_plainly(console, settings.zone)
    return console


def complain(words: Pair) -> None:
    """Say in one line what went wrong: as JSON where the log is, which nothing else may interrupt."""
    if is_json():
        logging.getLogger("nianbao").error(words)
    else:
        tell(f"nianbao: {said(words)}", is_error=True)


def check_is_no_folder(warehouse: Path) -> None:
    """Raise `RunError` where the path of the warehouse is that of a folder.

    A folder in the place of a version's file is damage, and the next version takes its place.
    """
    if warehouse.is_dir() and not published_id(warehouse):
        raise RunError(
            Pair(
                "仓库{warehouse}是一个文件夹；请指定一个文件",
                "the warehouse {warehouse} is a folder; name a file",
                warehouse=warehouse,
            )
        )


def check_before_start(settings: Settings) -> None:
    """Raise `RunError` at once for what would fail a run after a slow start."""
    from flows.raw import check_raw, read_gazetteer_files
    from flows.state import check_unlocked
    from flows.versions import check_replaceable

    check_raw(settings.raw)
    check_is_no_folder(settings.warehouse)
    named_lake(settings)
    check_replaceable(settings.warehouse)
    read_gazetteer_files(settings.gazetteer)
    check_unlocked(absolute_warehouse(settings.warehouse))


def ingest_once(settings: Settings) -> None:
    """Run an ingest and print its summary."""
    console = start_logging(settings)
    check_is_no_folder(settings.warehouse)
    named_lake(settings)
    from flows.runs.progress import show_progress
    from flows.runs.summary import print_summary
    from flows.schedule.launch import launch, turns_of

    for turn in turns_of(settings):
        with show_progress(console):
            summary = launch(turn)
        print_summary(summary, Console())


@app.command("ingest")
def ingest_command(
    raw: RawFolder = None,
    warehouse: NewWarehouse = None,
    workers: Workers = None,
    batch_size: Annotated[int | None, typer.Option(min=1, help="Files in a batch.")] = None,
    gazetteer: Gazetteers = None,
    keep_personal_data: KeepPersonalData = None,
    accept: Accept = None,
    prune: Annotated[
        bool | None, typer.Option("--prune", help="Drop the reports of files that are gone from the raw folder.")
    ] = None,
    ocr_later: OcrLater = None,
    log_format: Annotated[str | None, typer.Option(help="How log lines are written: plain or json.")] = None,
    cluster: ClusterAddress = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Read the report files and publish the warehouse anew."""
    settings = read_settings(
        raw=raw,
        warehouse=warehouse,
        workers=workers,
        batch_size=batch_size,
        gazetteer=gazetteer or None,
        keep_personal_data=keep_personal_data,
        accept=accept,
        prune=prune,
        ocr="later" if ocr_later else None,
        log_format=log_format,
        cluster=cluster,
        lake=lake,
        lake_data=lake_data,
    )
    ingest_once(settings)


@app.command("rebuild")
def rebuild_command(
    raw: RawFolder = None,
    warehouse: NewWarehouse = None,
    workers: Workers = None,
    gazetteer: Gazetteers = None,
    keep_personal_data: KeepPersonalData = None,
    from_raw: Annotated[bool, typer.Option("--from-raw", help="Read every file anew.")] = False,
    accept: Accept = None,
) -> None:
    """Build the warehouse anew from what earlier runs have read, even if nothing is new."""
    settings = read_settings(
        raw=raw,
        warehouse=warehouse,
        workers=workers,
        gazetteer=gazetteer or None,
        keep_personal_data=keep_personal_data,
        accept=accept,
        rebuild="raw" if from_raw else "stage",
    )
    ingest_once(settings)


@app.command("serve")
def serve_command(
    cron: Annotated[str, typer.Option(help="When to ingest: minute, hour, day, month, weekday.")] = "0 2 * * *",
    timezone: Annotated[
        str | None, typer.Option(help="Time zone of the schedule; Asia/Shanghai by default.", show_default=False)
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port of Prefect's pages; any by default.")] = None,
    raw: RawFolder = None,
    warehouse: NewWarehouse = None,
    workers: Workers = None,
    gazetteer: Gazetteers = None,
    keep_personal_data: KeepPersonalData = None,
) -> None:
    """Ingest by a schedule, until interrupted."""
    from flows.schedule.serve import check_schedule, serve

    settings = read_settings(
        raw=raw,
        warehouse=warehouse,
        workers=workers,
        gazetteer=gazetteer or None,
        keep_personal_data=keep_personal_data,
        timezone=timezone,
    )
    try:
        schedule = check_schedule(cron, settings.timezone)
    except ValueError as error:
        raise typer.BadParameter(said(words_of(error))) from None
    with suppress(AlreadyRunningError):  # a run that is on now is none of the schedule's
        check_before_start(settings)
    start_logging(settings)
    serve(settings, schedule, port)


@app.command("explain")
def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or a member: archive.zip!/member.html.")],
    gazetteer: Gazetteers = None,
    keep_personal_data: KeepPersonalData = None,
) -> None:
    """Show how one file is read: encoding, repairs, sections, tables with the status of every cell, doubts."""
    from flows.commands.explain import WIDTH_OF_A_FILE, explain_file, find_target

    target = find_target(file)
    if target is None:
        raise typer.BadParameter(
            said(
                Pair(
                    "{file}不是文件，也不是压缩包的成员。", "{file} is no file, nor a member of an archive.", file=file
                )
            ),
            param_hint="FILE",
        )
    path, member = target
    settings = read_settings(gazetteer=gazetteer or None, keep_personal_data=keep_personal_data)
    console = Console()
    explain_file(path, settings, console if console.is_terminal else Console(width=WIDTH_OF_A_FILE), member)


@app.command("review")
def review_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Verdicts: columns of finding_review.")],
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file that takes the verdicts.")] = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Import reviewers' verdicts on findings into the published warehouse, which the lake follows."""
    from flows.commands.review import import_reviews, outcome_lines

    settings = read_settings(warehouse=warehouse, lake=lake, lake_data=lake_data)
    with lake_following(settings):
        for line in outcome_lines(import_reviews(file, settings.warehouse)):
            tell(line)


@app.command("versions")
def versions_command(warehouse: Warehouse = None) -> None:
    """List the versions that are kept, the newest first, with what differs; * marks the published one."""
    from flows.commands.versions import version_lines

    settings = read_settings(warehouse=warehouse)
    for line in version_lines(settings.warehouse, settings.zone):
        tell(line)


@app.command("rollback")
def rollback_command(
    run_id: Annotated[str | None, typer.Argument(metavar="RUN_ID", help="A run of nianbao versions.")] = None,
    warehouse: Warehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Publish an earlier version of the warehouse again, by default the one before the published one."""
    from flows.commands.rollback import rollback

    settings = read_settings(warehouse=warehouse, lake=lake, lake_data=lake_data)
    with lake_following(settings):
        published = rollback(settings.warehouse, run_id, tell, settings.zone)
        tell(Pair("现在发布的是{version}", "published is now {version}", version=published.version_id))


@app.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; an earlier export is replaced.")],
    has_stata: Annotated[
        bool, typer.Option("--stata", help="Write panels as .dta files for Stata too; needs the extra stata.")
    ] = False,
    licence: Annotated[
        str, typer.Option("--license", metavar="SPDX", help="Licence under which the data are passed on.")
    ] = "CC-BY-4.0",
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Write the published warehouse as CSV and Parquet files with a manifest."""
    from flows.commands.export import export_warehouse

    with warehouse_to_read(settings_to_read(warehouse, lake, lake_data), is_passed_on=True) as connection:
        counts = export_warehouse(connection, folder, licence, has_stata)
    for table, rows in counts.rows.items():
        tell(f"{table:<24}{rows:>12,}")
    tell(Pair("{folder}中共{bytes:,}字节", "{bytes:,} bytes in {folder}", bytes=counts.bytes, folder=folder))


@app.command("dictionary")
def dictionary_command(
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Print the data dictionary of the published warehouse as Markdown."""
    from flows.commands.dictionary import write_dictionary

    with warehouse_to_read(settings_to_read(warehouse, lake, lake_data)) as connection:
        text = write_dictionary(connection)
    tell(text, ends_line=False)


@app.command("status")
def status_command(
    raw: RawFolder = None,
    warehouse: Warehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
    max_age: Annotated[float | None, typer.Option(min=0, help="Hours after which the last success is too old.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell how the ingest is: freshness, last runs, coverage, backlog, quarantine, disk. Ends with 1 if not well."""
    from flows.commands.status import read_status, to_json
    from flows.commands.status_text import status_lines

    settings = read_settings(raw=raw, warehouse=warehouse, lake=lake, lake_data=lake_data)
    status = read_status(settings, max_age)
    tell(json.dumps(to_json(status), indent=2) if as_json else "\n".join(status_lines(status, settings.zone)))
    if not status.is_healthy:
        raise typer.Exit(EXIT_FAILED)


def tell_interrupted() -> NoReturn:
    """Say that the command was interrupted, and end."""
    complain(INTERRUPTED)
    sys.exit(EXIT_INTERRUPTED)


def main() -> None:
    """Run the command line. The outermost function of the shell, and the one that may catch everything."""
    forbid_others_to_write()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="nianbao")
    except RunError as error:
        complain(error.words)
        sys.exit(EXIT_GUARD if isinstance(error, GuardError) else EXIT_FAILED)
    except SystemExit as end:  # typer turns an interruption into this
        if end.code == EXIT_INTERRUPTED:
            tell_interrupted()
        raise
    except KeyboardInterrupt:
        tell_interrupted()
    except BaseException as error:
        if was_interrupted(error):
            tell_interrupted()
        words = unexpected_words(error)
        if words is None:
            raise
        if os.environ.get("NIANBAO_DEBUG"):
            sys.excepthook = tell_traceback
            raise
        complain(words)
        sys.exit(EXIT_FAILED)
