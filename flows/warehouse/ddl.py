"""The definitions and comments of the warehouse's tables, made from the schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import dataframely as dy
import polars as pl

from flows.duck import quote_text
from flows.warehouse.comments import in_both

_SIMPLE_TYPES: Mapping[object, str] = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.UInt64: "UBIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


def sql_type(dtype: pl.DataType) -> str:
    """DuckDB's type for a polars type. Raises `ValueError` for one that no schema has used so far.

    >>> sql_type(pl.List(pl.String())), sql_type(pl.Decimal(18, 2))
    ('VARCHAR[]', 'DECIMAL(18,2)')
    """
    if isinstance(dtype, pl.Decimal):
        return f"DECIMAL({dtype.precision},{dtype.scale})"
    if isinstance(dtype, pl.List):
        return f"{sql_type(cast('pl.DataType', dtype.inner))}[]"
    try:
        return _SIMPLE_TYPES[dtype.base_type()]
    except KeyError:
        raise ValueError(f"no DuckDB type is declared for {dtype}") from None


def create_table(table: str, schema: type[dy.Schema], *, temporary: bool = False) -> str:
    """The CREATE TABLE of a schema: types and NOT NULLs. The primary key comes after the load, where it is fast."""
    columns = [
        f"{name} {sql_type(column.dtype)}{'' if column.nullable else ' NOT NULL'}"
        for name, column in schema.columns().items()
    ]
    return f"CREATE {'TEMPORARY ' if temporary else ''}TABLE {table} ({', '.join(columns)})"


def comments_of_schema(schema: type[dy.Schema]) -> tuple[str, dict[str, str]]:
    """What a table holds, and what each of its columns means, in Chinese and English."""
    columns = {name: in_both(column.description or "") for name, column in schema.columns().items()}
    return in_both(" ".join((schema.__doc__ or "").split())), columns


def comments_of_table(table: str, schema: type[dy.Schema]) -> list[str]:
    """The COMMENT statements of a table and its columns."""
    comment, columns = comments_of_schema(schema)
    return [
        f"COMMENT ON TABLE {table} IS {quote_text(comment)}",
        *(f"COMMENT ON COLUMN {table}.{name} IS {quote_text(text)}" for name, text in columns.items()),
    ]
