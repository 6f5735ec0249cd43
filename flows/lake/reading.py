"""Read a lake as the published file is read: one version, which stays what it is when another is committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import duckdb

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import LAKE, attach_snapshot, connect_lake, plain_errors
from flows.lake.snapshots import newest_snapshot
from transforms.language import Pair

_VERSION = "version"
# What says the comments of a database gets those that the lake refused: a macro goes before DuckDB's function.
_TELL_COMMENTS = """
    CREATE TEMP MACRO {function}() AS TABLE
    SELECT told.* REPLACE (coalesce(told.comment, refused.comment) AS comment)
    FROM system.main.{function}() AS told
    LEFT JOIN memory.main.refused ON database_name = '{database}' AND refused.name = {name}
"""
_NAMES = {"duckdb_columns": "table_name || '.' || column_name", "duckdb_functions": "function_name"}


@contextmanager
def read_lake(address: LakeAddress) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection whose default database is the newest version of a lake.

    Raises `RunError`, also for what a query in the block meets.
    """
    with closing(connect_newest(address)) as connection, plain_errors():
        yield connection


def connect_newest(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    """As `read_lake`, for who closes the connection and says otherwise what DuckDB says. Raises `RunError`."""
    connection = connect_lake(address, is_read_only=True)
    try:
        with plain_errors():
            newest = newest_snapshot(connection)
            if newest is None:
                raise RunError(
                    Pair(
                        "{lake}还没有版本；请先运行 nianbao lake publish",
                        "{lake} has no version yet; run nianbao lake publish first",
                        lake=address.words,
                    )
                )
            attach_snapshot(connection, address, _VERSION, newest.number)
            connection.execute(f"USE {_VERSION}; DETACH {LAKE}")
            _tell_comments(connection, newest.comments)
    except BaseException:
        connection.close()
        raise
    return connection


def _tell_comments(connection: duckdb.DuckDBPyConnection, comments: Mapping[str, str]) -> None:
    connection.execute("CREATE TABLE memory.main.refused (name VARCHAR, comment VARCHAR)")
    names, texts = list(comments.keys()), list(comments.values())
    connection.execute("INSERT INTO memory.main.refused SELECT unnest($1), unnest($2)", [names, texts])
    for function, name in _NAMES.items():
        connection.execute(_TELL_COMMENTS.format(function=function, name=name, database=_VERSION))
