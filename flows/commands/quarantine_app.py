"""The commands `nianbao quarantine …`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.named_lake import known_retries, warehouse_to_read
from flows.commands.options import (
    LakeCatalog,
    LakeData,
    OfReason,
    RawFolder,
    ReadWarehouse,
    Warehouse,
    read_settings,
    settings_to_read,
)
from flows.commands.saying import tell
from flows.language import said
from flows.state import absolute_warehouse
from transforms.doubts import Reason
from transforms.language import Pair

if TYPE_CHECKING:
    import duckdb

quarantine_app = typer.Typer(help="The files that wait in quarantine: why, and what helps.", no_args_is_help=True)


def check_reason(connection: duckdb.DuckDBPyConnection, reason: str | None) -> None:
    """Refuse a reason that neither this program gives nor the warehouse has from an earlier one; name those that are.

    Raises `typer.BadParameter` and `duckdb.Error`.
    """
    from flows.versions import read_quarantine

    if reason is None or reason in set(Reason) or read_quarantine(connection, reason):
        return
    names = ", ".join(sorted(Reason))
    raise typer.BadParameter(
        said(
            Pair(
                "没有文件因{reason!r}而隔离；现有的原因有{names}",
                "no file waits for the reason {reason!r}; the reasons are {names}",
                reason=reason,
                names=names,
            )
        ),
        param_hint="--reason",
    )


@quarantine_app.command("list")
def quarantine_list_command(
    reason: OfReason = None,
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
) -> None:
    """List the files in quarantine, with their reasons."""
    from flows.commands.quarantine import describe_file, list_lines
    from flows.versions import read_quarantine

    settings = settings_to_read(warehouse, lake, lake_data)
    with warehouse_to_read(settings) as connection:
        check_reason(connection, reason)
        files = read_quarantine(connection, reason)
    if as_json:
        retries = known_retries(settings)
        tell(json.dumps([describe_file(file, retries) for file in files], indent=2))
    else:
        tell("".join(f"{line}\n" for line in list_lines(files)), ends_line=False)


@quarantine_app.command("show")
def quarantine_show_command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Its path below the raw folder, or from here.")],
    raw: RawFolder = None,
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Show everything known of one file in quarantine, and what helps."""
    from flows.commands.quarantine import show_lines

    settings = settings_to_read(warehouse, lake, lake_data, raw=raw)
    with warehouse_to_read(settings) as connection:
        lines = show_lines(connection, settings.raw, path, known_retries(settings), settings.zone)
    tell("\n".join(lines))


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
    from flows.versions import published_warehouse

    if not (paths or reason or everything):
        raise typer.BadParameter(said(Pair("请指定文件、--reason 或 --all", "name files, a --reason, or --all")))
    if everything and (paths or reason):
        raise typer.BadParameter(
            said(Pair("--all 不能与文件或 --reason 同时使用", "--all goes with neither files nor a --reason"))
        )
    settings = read_settings(raw=raw, warehouse=warehouse)
    place = absolute_warehouse(settings.warehouse)
    with published_warehouse(place) as connection:
        check_reason(connection, reason)
    count = request_retries(place, settings.raw, paths or [], reason)
    tell(
        Pair(
            "下一次导入将重新读取{count:,}个文件或成员",
            "the next ingest reads {count:,} files or members again",
            count=count,
        )
    )
