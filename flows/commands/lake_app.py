"""The commands `nianbao lake …`: the warehouse in a lake, beside the file that one machine builds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.named_lake import named_lake
from flows.commands.options import LakeCatalog, LakeData, Warehouse, read_settings
from flows.commands.saying import tell
from flows.errors import RunError
from flows.language import said
from flows.state import absolute_warehouse, show_time, warehouse_lock
from transforms.language import Pair

if TYPE_CHECKING:
    from flows.lake import LakeAddress

lake_app = typer.Typer(help="The warehouse in a lake: a catalog in PostgreSQL, data in Parquet.", no_args_is_help=True)


def _address(lake: str | None, lake_data: str | None) -> LakeAddress:
    address = named_lake(read_settings(lake=lake, lake_data=lake_data))
    if address is None:
        raise typer.BadParameter(
            said(
                Pair(
                    "请指定数据湖：--lake 和 --lake-data，或 NIANBAO_LAKE 和 NIANBAO_LAKE_DATA",
                    "name the lake: --lake and --lake-data, or NIANBAO_LAKE and NIANBAO_LAKE_DATA",
                )
            )
        )
    return address


@lake_app.command("publish")
def lake_publish_command(lake: LakeCatalog = None, lake_data: LakeData = None, warehouse: Warehouse = None) -> None:
    """Have the lake say what the published warehouse says."""
    from flows.lake import check_unchanged, name_owner, publish_apart
    from flows.versions import published_version

    address, settings = _address(lake, lake_data), read_settings(warehouse=warehouse)
    place = absolute_warehouse(settings.warehouse)
    with warehouse_lock(place):
        version = published_version(place)
        if version is None:
            raise RunError(
                Pair(
                    "仓库{place}没有已发布的版本；请先运行 nianbao ingest",
                    "no version of the warehouse {place} is published; run nianbao ingest first",
                    place=place,
                )
            )
        check_unchanged(version)
        owner = name_owner(place)
        changed = publish_apart(version.path, version.version_id, address, keep=settings.keep_versions, owner=owner)
    tell(
        Pair(
            "数据湖已有版本{version}；增减{changed:,}行",
            "the lake has version {version}; {changed:,} rows came or went",
            version=version.version_id,
            changed=changed,
        )
    )


@lake_app.command("versions")
def lake_versions_command(lake: LakeCatalog = None, lake_data: LakeData = None) -> None:
    """List the versions that the lake keeps, the newest first, each with its snapshot."""
    from flows.lake import list_snapshots, open_lake

    zone = read_settings().zone
    with open_lake(_address(lake, lake_data)) as connection:
        for snapshot in list_snapshots(connection):
            committed = show_time(datetime.fromisoformat(snapshot.committed_at), zone)
            tell(
                Pair(
                    "{committed}  快照 {snapshot:>6}  {version}",
                    "{committed}  snapshot {snapshot:>6}  {version}",
                    committed=committed,
                    snapshot=snapshot.number,
                    version=snapshot.version_id,
                )
            )


@lake_app.command("rollback")
def lake_rollback_command(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Its id, as nianbao lake versions lists it.")],
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Have the lake say again what it said as an earlier version."""
    from flows.lake import roll_back_lake

    snapshot = roll_back_lake(_address(lake, lake_data), version)
    tell(
        Pair(
            "数据湖的内容已恢复到快照{snapshot}，版本{version}",
            "the lake says again what it said at snapshot {snapshot}, version {version}",
            snapshot=snapshot.number,
            version=version,
        )
    )


@lake_app.command("embed")
def lake_embed_command(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="DuckDB file to write.")],
    snapshot: Annotated[int | None, typer.Option(min=0, help="The lake as it was at this snapshot.")] = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Write what the lake says into a file, which every other command takes for a warehouse."""
    from flows.lake import embed_lake

    embed_lake(_address(lake, lake_data), target, snapshot=snapshot)
    tell(Pair("已写入{target}", "wrote {target}", target=target))
