"""A warehouse of somebody else: in the columns of a table stand values that none of ours has, by type."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from flows.duck import quote_name

_LONG = "repeat('年', 100000)"
_STRANGE = "'<script>' || chr(8238) || chr(27) || chr(10) || '=1+1' || chr(0)"

_TYPES = (
    *("TIMESTAMP", "DATE", "DOUBLE", "DECIMAL(18,2)", "INTEGER", "BIGINT", "SMALLINT", "TINYINT"),
    *("VARCHAR", "BOOLEAN", "VARCHAR[]", "INTEGER[]"),
)

# Of each kind what stands in a column, by the name of its type; a column of another type stays.
KINDS: Mapping[str, Mapping[str, str]] = {
    "infinite": {"TIMESTAMP": "'infinity'", "DATE": "'infinity'", "DOUBLE": "'inf'"},
    "minus infinite": {"TIMESTAMP": "'-infinity'", "DATE": "'-infinity'", "DOUBLE": "'-inf'"},
    "of a far year": {"TIMESTAMP": "'200000-01-01'", "DATE": "'200000-01-01'"},
    "of an early year": {"TIMESTAMP": "'4000-01-01 (BC)'", "DATE": "'4000-01-01 (BC)'"},
    "no number": {"DOUBLE": "'nan'"},
    "largest": {
        "DOUBLE": "1.7e308",
        "DECIMAL(18,2)": "9999999999999999.99",
        "INTEGER": "2147483647",
        "BIGINT": "9223372036854775807",
        "SMALLINT": "32767",
        "TINYINT": "127",
    },
    "smallest": {
        "DOUBLE": "-1.7e308",
        "DECIMAL(18,2)": "-9999999999999999.99",
        "INTEGER": "-2147483648",
        "BIGINT": "-9223372036854775808",
        "SMALLINT": "-32768",
        "TINYINT": "-128",
    },
    "wider": {
        "DECIMAL(18,2)": "99999999999999999999999999999999999999::DECIMAL(38, 0)",
        "BIGINT": "170141183460469231731687303715884105727::HUGEINT",
        "DOUBLE": "'inf'::FLOAT",
    },
    "null": dict.fromkeys(_TYPES, "NULL"),
    "empty": {"VARCHAR": "''", "VARCHAR[]": "[]"},
    "strange": {"VARCHAR": _STRANGE, "VARCHAR[]": f"[NULL, {_STRANGE}]"},
    "long": {"VARCHAR": _LONG, "VARCHAR[]": f"[{_LONG}]"},
}


def tables_of(warehouse: Path) -> list[str]:
    """The tables of a warehouse, which are no views."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]


def put_odd_values(warehouse: Path, target: Path, table: str, kind: str, *, in_all_rows: bool = True) -> bool:
    """Copy a warehouse and put odd values into the columns of a table; False where it has no column of such a type.

    In one row alone, they stand beside plain ones. Keys and conditions of the table are gone in the copy.
    """
    shutil.copyfile(warehouse, target)
    target.chmod(0o644)
    values = KINDS[kind]
    with closing(duckdb.connect(str(target))) as connection:
        columns = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall()
        odd = {name: (data_type, values[data_type]) for name, data_type in columns if data_type in values}
        replaced = ", ".join(
            f"{_value(name, data_type, value, in_all_rows=in_all_rows)} AS {quote_name(name)}"
            for name, (data_type, value) in odd.items()
        )
        if odd:
            connection.execute(
                f"CREATE OR REPLACE TABLE {table} AS SELECT * REPLACE ({replaced}) "
                f"FROM (FROM {table} SELECT *, row_number() OVER () AS place_in_table)"
            )
            connection.execute(f"ALTER TABLE {table} DROP COLUMN place_in_table")
    return bool(odd)


def _value(name: str, data_type: str, value: str, *, in_all_rows: bool) -> str:
    new = value if "::" in value else f"CAST({value} AS {data_type})"
    return new if in_all_rows else f"CASE WHEN place_in_table = 1 THEN {new} ELSE {quote_name(name)} END"
