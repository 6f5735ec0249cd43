"""The warehouse in a lake: DuckLake, with its catalog in PostgreSQL and its tables as Parquet on a shared folder or S3.

A version is built and compared as everywhere, as one file; what it says otherwise than the lake goes there in one
transaction, whose snapshot is the version's.
"""

from flows.lake.address import LakeAddress, lake_of
from flows.lake.connection import open_lake
from flows.lake.embed import embed_lake
from flows.lake.publish import follow_published, publish_into_lake
from flows.lake.snapshots import list_snapshots, roll_back_lake

__all__ = [
    "LakeAddress",
    "embed_lake",
    "follow_published",
    "lake_of",
    "list_snapshots",
    "open_lake",
    "publish_into_lake",
    "roll_back_lake",
]
