"""What every part of the shell that talks to DuckDB writes alike."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from transforms.language import Pair

# What DuckDB 1.x writes unless told otherwise, and every release since 1.0 reads: 2.x would write what no 1.x opens.
STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v0.10.2"}
# So ends what DuckDB says of a file whose storage version is beyond its own (measured with 1.4, 1.5 and 2.0).
_NEWER = "newer version of DuckDB"
# A password in a connection string of PostgreSQL, as a parameter or in an address; a literal of SQL doubles its quotes.
_PASSWORD = re.compile(r"(password\s*=\s*)(?:'+(?:\\.|[^'\\])*'*|(?:\\.|\S)+)|(://[^:/@\s]*:)[^@\s]+(?=@)")


def quote_text(text: str) -> str:
    """A string literal.

    >>> quote_text("the form's line")
    "'the form''s line'"
    """
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """An identifier.

    >>> quote_name('my "new" file')
    '"my ""new"" file"'
    """
    return '"' + name.replace('"', '""') + '"'


def read_parquet_files(files: Iterable[Path]) -> str:
    """The expression that reads Parquet files, of which there must be one; a name may hold what a pattern would take.

    >>> read_parquet_files([Path("a[1]/b.parquet")])
    "read_parquet(['a[[]1]/b.parquet'])"
    """
    return f"read_parquet({_list_files(files)})"


def read_with_folders(files: Iterable[Path]) -> str:
    """As `read_parquet_files`, with a column `folder` that has the name of the folder in which a row's file lies."""
    rows = f"read_parquet({_list_files(files)}, filename = true)"
    return f"(SELECT * EXCLUDE (filename), parse_filename(parse_dirpath(filename)) AS folder FROM {rows})"


def _list_files(files: Iterable[Path]) -> str:
    return f"[{', '.join(quote_text(glob.escape(str(path))) for path in files)}]"


def is_of_calendar(column: str) -> str:
    """The condition that a column has a time that Python has, in every zone: no infinity, and no year beyond 9999."""
    return f"{column}::TIMESTAMP BETWEEN TIMESTAMP '0001-01-03' AND TIMESTAMP '9999-12-29'"


def spill_into(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Have DuckDB put what does not fit into memory below a folder, which it makes and removes."""
    connection.execute(f"SET temp_directory = {quote_text(str(folder))}")


def read_count(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object] | None = None) -> int:
    """The one number that a query with these values gives; 0 where it gives no row. Raises `duckdb.Error`."""
    row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0


def write_ahead_log(database: Path) -> Path:
    """Where DuckDB keeps what is not yet in the file of a database."""
    return database.with_name(f"{database.name}.wal")


def remove_database(database: Path) -> None:
    """Remove the file of a database that nobody has open, with its write-ahead log. Raises `OSError`."""
    for path in (database, write_ahead_log(database)):
        path.unlink(missing_ok=True)


def hide_password(message: str) -> str:
    """A message without the password of a catalog in PostgreSQL, whose connection string errors repeat.

    >>> hide_password("cannot connect: host=db password=x"), hide_password("postgresql://me:secret@db/lake")
    ('cannot connect: host=db password=***', 'postgresql://me:***@db/lake')
    """
    return _PASSWORD.sub(lambda found: f"{found[1] or found[2]}***", message)


def is_of_newer_duckdb(error: Exception) -> bool:
    """Whether an error is that of a database that a newer DuckDB wrote.

    >>> is_of_newer_duckdb(duckdb.IOException("The database file was created with an newer version of DuckDB."))
    True
    """
    return isinstance(error, duckdb.IOException) and _NEWER in str(error)


def why_unreadable(error: Exception) -> str:
    """As `first_line`; of a database that a newer DuckDB wrote a pair that says so."""
    if not is_of_newer_duckdb(error):
        return first_line(error)
    return Pair(
        "它由比本程序的 DuckDB {own} 更新的版本写成",
        "a newer DuckDB than the {own} of this program wrote it",
        own=duckdb.__version__,
    )


def first_line(error: Exception) -> str:
    """What DuckDB says is wrong, without its hints and without a password; of an error without a message its class, and
    of one of ours its pair.

    >>> first_line(ValueError("no such table\\nDid you mean this one?")), first_line(ValueError())
    ('no such table', 'ValueError')
    """
    if error.args and isinstance(error.args[0], Pair):
        return error.args[0]
    return hide_password((str(error).splitlines() or [type(error).__name__])[0])
