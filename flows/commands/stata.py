"""Tables of an export as Stata reads them: `stata/<table>.dta`, by pyreadstat, which the extra `stata` brings."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import duckdb
import polars as pl

from flows.commands.export_tables import EXPORTS, columns_of, comment_of
from flows.errors import RunError
from transforms.language import Pair

# What panels are made of: few rows beside the facts, each with a key.
STATA_TABLES = ("township_panel", "county_year", "county_coverage", "comparability")
# The longest name of a variable, label of one, and label of a file that Stata takes.
NAME_LENGTH = 32
LABEL_LENGTH = 80


def stata_name(column: str) -> str:
    """The name of a column in Stata, which takes 32 characters: the number of townships or counties becomes `_n`.

    >>> stata_name("normative_documents_repealed_townships"), stata_name("granted_townships")
    ('normative_documents_repealed_n', 'granted_n')
    """
    for ending in ("_townships", "_counties"):
        if column.endswith(ending):
            return column.removesuffix(ending) + "_n"
    return column


def load_pyreadstat() -> ModuleType:
    """The library that writes Stata's files. Raises `RunError` where it is not installed."""
    try:
        import pyreadstat
    except ImportError:
        raise RunError(
            Pair(
                "写 Stata 文件需要 pyreadstat，尚未安装：pip install 'nianbao[stata]'",
                "Stata files need pyreadstat, which is not installed: pip install 'nianbao[stata]'",
            )
        ) from None
    module: ModuleType = pyreadstat
    return module


def write_stata(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> str:
    """Write `stata/<table>.dta` below a folder and give its path there.

    Raises `duckdb.Error`, `OSError` and `RunError`.
    """
    rows, order = EXPORTS[table]
    frame = connection.execute(f"SELECT * FROM {table} WHERE {rows} ORDER BY {order}").pl()
    columns = columns_of(connection, table)
    path = f"stata/{table}.dta"
    load_pyreadstat().write_dta(
        as_stata(frame),
        str(folder / path),
        file_label=_label(comment_of(table)),
        column_labels=[_label(column.comment) for column in columns],
        version=14,
    )
    return path


def as_stata(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame in the types that Stata has: truth as 0 and 1, money and counts as numbers, lists as text."""
    booleans = [name for name, dtype in frame.schema.items() if dtype == pl.Boolean]
    decimals = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Decimal)]
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    converted = frame.with_columns(
        pl.col(booleans).cast(pl.Int8),
        pl.col(decimals).cast(pl.Float64),
        pl.col(lists).list.join(", "),
        pl.col(texts).fill_null(""),
    )
    return converted.rename({name: stata_name(name) for name in frame.columns})


def _label(text: str) -> str:
    """As much of a text as a label holds."""
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"
