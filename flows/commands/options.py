"""The options that several commands have, and the settings that they make with the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from flows.commands.saying import tell
from flows.language import said
from flows.settings import Settings, describe_mistake
from transforms.doubts import Reason
from transforms.language import Pair

EXIT_USAGE = 2

RawFolder = Annotated[
    str | None, typer.Option(metavar="DIR", help="Folder with the report files, or s3://BUCKET/PREFIX.")
]
NewWarehouse = Annotated[Path | None, typer.Option(help="DuckDB file to publish.")]
Warehouse = Annotated[Path | None, typer.Option(help="DuckDB file that is published.")]
ReadWarehouse = Annotated[Path | None, typer.Option(help="DuckDB file to read, whatever lake the environment names.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that read reports.")]
Gazetteers = Annotated[list[Path] | None, typer.Option(help="Additional gazetteer file; may be repeated.")]
KeepPersonalData = Annotated[
    bool | None, typer.Option("--keep-personal-data", help="Leave personal numbers and addresses unmasked.")
]
Accept = Annotated[bool | None, typer.Option("--accept", help="Publish even if far less was read than before.")]
OcrLater = Annotated[
    bool | None, typer.Option("--ocr-later", help="Read pictures behind everything else, in a run of its own.")
]
OfReason = Annotated[
    str | None,
    typer.Option("--reason", help="Only files of this reason.", autocompletion=lambda: [str(one) for one in Reason]),
]
ClusterAddress = Annotated[
    str | None, typer.Option("--cluster", help="Scheduler of the Dask cluster whose workers read: tcp://HOST:8786.")
]
LakeCatalog = Annotated[
    str | None, typer.Option("--lake", help="Catalog of the lake: postgres: and the parameters of PostgreSQL.")
]
LakeData = Annotated[str | None, typer.Option(help="Data of the lake: a folder, or s3://BUCKET/PREFIX.")]


def settings_to_read(warehouse: Path | None, lake: str | None, lake_data: str | None, **given: object) -> Settings:
    """The settings of a command that reads a lake or a file: a file that is named is read, else a lake that is named.

    Ends with status 2 where options name both.
    """
    if warehouse is None:
        return read_settings(lake=lake, lake_data=lake_data, **given)
    if lake is not None or lake_data is not None:
        raise typer.BadParameter(
            said(
                Pair(
                    "--warehouse 指定文件，--lake 则改读数据湖；请只指定其一",
                    "--warehouse is a file, and --lake is read instead of one; name one of them",
                )
            )
        )
    return read_settings(warehouse=warehouse, lake="", lake_data="", **given)


def read_settings(**given: object) -> Settings:
    """Settings from the environment and the given options. Ends with status 2 where one has no sense."""
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        tell(f"nianbao: {said(describe_mistake(error))}", is_error=True)
        raise typer.Exit(EXIT_USAGE) from None
