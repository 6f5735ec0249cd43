"""Take a lake, or one of its versions, into a file: the warehouse as one machine has it."""

from __future__ import annotations

from pathlib import Path

from flows.duck import quote_text, remove_database
from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import LAKE, open_lake
from flows.warehouse import build_empty
from transforms.language import Pair
from transforms.schemas import WAREHOUSE_SCHEMAS


def embed_lake(address: LakeAddress, target: Path, *, snapshot: int | None = None) -> None:
    """Write what the lake says, as it is or as it was at a snapshot, into a new file. Raises `RunError`."""
    if target.exists():
        raise RunError(Pair("文件{target}已经存在", "the file {target} exists already", target=target))
    try:
        build_empty(target)
        with open_lake(address, snapshot=snapshot, is_read_only=True) as connection:
            connection.execute(f"ATTACH {quote_text(str(target))} AS embedded")
            for table in WAREHOUSE_SCHEMAS:
                connection.execute(f"INSERT INTO embedded.{table} BY NAME FROM {LAKE}.{table}")
    except RunError:
        remove_database(target)
        raise
