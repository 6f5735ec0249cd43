"""The commands `nianbao quarantine …`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import OfReason, RawFolder, Warehouse, read_settings
from flows.state import absolute_warehouse
from transforms.doubts import Reason

quarantine_app = typer.Typer(help="The files that wait in quarantine: why, and what helps.", no_args_is_help=True)


def check_reason(warehouse: Path, reason: str | None) -> None:
    """Refuse a reason that neither this program gives nor the warehouse has from an earlier one; name those that are.

    Raises `typer.BadParameter`, or `RunError` where there is no warehouse.
    """
    from flows.versions import read_quarantine

    if reason is None or reason in set(Reason) or read_quarantine(warehouse, reason):
        return
    names = ", ".join(sorted(Reason))
    raise typer.BadParameter(f"no file waits for the reason {reason!r}; the reasons are {names}", param_hint="--reason")


@quarantine_app.command("list")
def quarantine_list_command(
    reason: OfReason = None,
    warehouse: Warehouse = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
) -> None:
    """List the files in quarantine, with their reasons."""
    from flows.commands.quarantine import describe_file, list_lines
    from flows.state import read_retries
    from flows.versions import read_quarantine

    place = absolute_warehouse(read_settings(warehouse=warehouse).warehouse)
    check_reason(place, reason)
    files = read_quarantine(place, reason)
    if as_json:
        retries = read_retries(place)
        typer.echo(json.dumps([describe_file(file, retries) for file in files], indent=2))
    else:
        typer.echo("".join(f"{line}\n" for line in list_lines(files)), nl=False)


@quarantine_app.command("show")
def quarantine_show_command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Its path below the raw folder, or from here.")],
    raw: RawFolder = None,
    warehouse: Warehouse = None,
) -> None:
    """Show everything known of one file in quarantine, and what helps."""
    from flows.commands.quarantine import show_lines

    settings = read_settings(raw=raw, warehouse=warehouse)
    typer.echo("\n".join(show_lines(absolute_warehouse(settings.warehouse), settings.raw, path, settings.zone)))


@quarantine_app.command("retry")
def quarantine_retry_command(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files; an archive is its members.")] = None,
    reason: OfReason = None,
    everything: Annotated[bool, typer.Option("--all", help="All files in quarantine.")] = False,
    raw: RawFolder = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the next ingest to read files in quarantine again, though neither they nor the reader changed."""
    from flows.commands.quarantine import request_retries

    if not (paths or reason or everything):
        raise typer.BadParameter("name files, a --reason, or --all")
    if everything and (paths or reason):
        raise typer.BadParameter("--all goes with neither files nor a --reason")
    settings = read_settings(raw=raw, warehouse=warehouse)
    place = absolute_warehouse(settings.warehouse)
    check_reason(place, reason)
    count = request_retries(place, settings.raw, paths or [], reason)
    typer.echo(f"the next ingest reads {count:,} files or members again")
