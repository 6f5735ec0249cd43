"""Open a lake in DuckDB. Its extensions are packages, so that nothing is fetched while a run goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import duckdb

from flows.duck import first_line, quote_text
from flows.errors import RunError
from flows.lake.address import LACKS_EXTRA, LakeAddress
from transforms.language import Pair

LAKE = "lake"
_EXTENSIONS = ("ducklake", "postgres_scanner")
# What DuckDB takes from the environment for S3, by the names that all programs for it use.
_S3_SETTINGS = {"KEY_ID": "AWS_ACCESS_KEY_ID", "SECRET": "AWS_SECRET_ACCESS_KEY", "REGION": "AWS_REGION"}
# Without a parameter of this name PostgreSQL's library waits for ever for a server that takes a connection in silence.
_PATIENCE = "connect_timeout=30"
# A variable of Python cannot stand in for a table that is missing.
_CONFIG = {"autoinstall_known_extensions": "false", "python_enable_replacements": "false"}


@contextmanager
def open_lake(
    address: LakeAddress, *, snapshot: int | None = None, is_read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose default database is the lake, as it is or as it was at a snapshot.

    Raises `RunError` for whatever DuckDB says in the block: it may name the catalog with its password.
    """
    with closing(connect_lake(address, snapshot=snapshot, is_read_only=is_read_only)) as connection, plain_errors():
        yield connection


def connect_lake(
    address: LakeAddress, *, snapshot: int | None = None, is_read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """As `open_lake`, for who closes the connection and says otherwise what DuckDB says. Raises `RunError`."""
    connection = duckdb.connect(config=dict(_CONFIG))
    try:
        _load_extensions(connection, (*_EXTENSIONS, *(["httpfs"] if address.is_in_s3 else [])))
        if address.is_in_s3:
            connection.execute(_s3_secret())
        _attach(connection, address, LAKE, snapshot, is_read_only=is_read_only)
        connection.execute(f"USE {LAKE}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise `RunError` for what DuckDB says of a lake in the block."""
    try:
        yield
    except duckdb.Error as error:
        raise RunError(Pair("数据湖无法使用：{why}", "the lake cannot be used: {why}", why=first_line(error))) from None


def attach_snapshot(connection: duckdb.DuckDBPyConnection, address: LakeAddress, name: str, snapshot: int) -> None:
    """Attach the lake as it was at a snapshot, under another name beside the lake as it is. Raises `RunError`."""
    _attach(connection, address, name, snapshot, is_read_only=True)


def _attach(
    connection: duckdb.DuckDBPyConnection, address: LakeAddress, name: str, snapshot: int | None, *, is_read_only: bool
) -> None:
    options = [f"DATA_PATH {quote_text(address.data)}", "DATA_INLINING_ROW_LIMIT 0"]
    options += [f"SNAPSHOT_VERSION {snapshot}"] if snapshot is not None else []
    options += ["READ_ONLY"] if is_read_only or snapshot is not None else []
    catalog = quote_text(f"ducklake:postgres:{_with_patience(address.catalog)}")
    try:
        connection.execute(f"ATTACH {catalog} AS {name} ({', '.join(options)})")
    except duckdb.Error as error:
        raise RunError(
            Pair("无法打开数据湖：{why}", "the lake cannot be opened: {why}", why=first_line(error))
        ) from None


def _with_patience(catalog: str) -> str:
    """The connection string with a bound on waiting, where neither it nor the environment has one.

    >>> _with_patience("host=db"), _with_patience("postgresql://db/lake")
    ('host=db connect_timeout=30', 'postgresql://db/lake?connect_timeout=30')
    """
    if "connect_timeout" in catalog or os.environ.get("PGCONNECT_TIMEOUT"):
        return catalog
    if catalog.startswith(("postgresql://", "postgres://")):
        return f"{catalog}{'&' if '?' in catalog else '?'}{_PATIENCE}"
    return f"{catalog} {_PATIENCE}"


def _load_extensions(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    try:
        from duckdb_extensions import import_extension

        for name in names:
            import_extension(name, con=connection)
            connection.execute(f"LOAD {name}")
    except ImportError as error:
        raise RunError(LACKS_EXTRA) from error
    except duckdb.Error as error:
        raise RunError(
            Pair(
                "无法加载 DuckDB 的扩展：{why}", "an extension of DuckDB cannot be loaded: {why}", why=first_line(error)
            )
        ) from error


def _s3_secret() -> str:
    found = {name: os.environ[variable] for name, variable in _S3_SETTINGS.items() if os.environ.get(variable)}
    parts = [f"{name} {quote_text(value)}" for name, value in found.items()]
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        scheme, _, host = endpoint.rpartition("://")
        parts += [f"ENDPOINT {quote_text(host.rstrip('/'))}", "URL_STYLE 'path'", f"USE_SSL {scheme != 'http'}"]
    return f"CREATE SECRET (TYPE s3{''.join(f', {part}' for part in parts)})"
