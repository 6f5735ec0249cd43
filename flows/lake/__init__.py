"""The warehouse in a lake: DuckLake, with its catalog in PostgreSQL and its tables as Parquet on a shared folder or S3.

A version is built and compared as everywhere, as one file; what it says otherwise than the lake goes there in one
transaction, whose snapshot is the version's.
"""

from flows.lake.address import LakeAddress, lake_of
from flows.lake.connection import open_lake
from flows.lake.embed import embed_lake
from flows.lake.publish import check_unchanged, follow_with_lake, name_owner, publish_apart, publish_into_lake
from flows.lake.reading import connect_newest, read_lake
from flows.lake.snapshots import list_snapshots, newest_snapshot, roll_back_lake

__all__ = [
    "LakeAddress",
    "check_unchanged",
    "connect_newest",
    "embed_lake",
    "follow_with_lake",
    "lake_of",
    "list_snapshots",
    "name_owner",
    "newest_snapshot",
    "open_lake",
    "publish_apart",
    "publish_into_lake",
    "read_lake",
    "roll_back_lake",
]
