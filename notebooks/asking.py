"""What the questions of the notebook share: how they are asked, and the words of SQL for places."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import polars as pl

from flows.duck import first_line
from flows.errors import RunError, unexpected_words
from transforms.language import Pair
from transforms.text import without_commands

_EPOCH = date(1970, 1, 1)
# Days since 1970 of the calendar; that of a time in a zone may be the next one, or the one before.
_CALENDAR = ((date.min - _EPOCH).days + 1, (date.max - _EPOCH).days - 1)

IN_AREA = "is_counted(is_fictional) and ($area is null or $area in (county_code, prefecture_code, province_code))"
"""Of the rows of places those of the area, and never demonstration places beside real ones."""
UNIQUE_COUNTIES = """
counties as (
    select
        county_code,
        county,
        prefecture,
        county || if(count(*) over (partition by county) > 1, '·' || prefecture, '') as long_name,
    from (select distinct county_code, county, prefecture from coverage)
),

named_counties as (
    select county_code, long_name || if(count(*) over (partition by long_name) > 1, ' ' || county_code, '') as label
    from counties
)"""


def ask(warehouse: duckdb.DuckDBPyConnection, sql: str, **parameters: Any) -> pl.DataFrame:
    """The answer of the warehouse to a query, with text that commands nothing and turns no other text.

    Raises `RunError` where there is none: what DuckDB says of a lake that went away names its password.
    """
    try:
        answer = warehouse.sql(sql, params=parameters or None).pl()
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        raise RunError(
            Pair("仓库无法查询：{why}", "the warehouse cannot be asked: {why}", why=first_line(error))
        ) from None
    for column in answer.iter_columns():
        _check_calendar(column)
    return answer.with_columns(pl.col(pl.String).map_elements(without_commands, return_dtype=pl.String))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise `RunError` also for an error that nobody expected in the block, and for a panic of a library.

    Those of the system go on, and with NIANBAO_DEBUG all of them.
    """
    try:
        yield
    except BaseException as error:
        words = unexpected_words(error)
        if words is None or isinstance(error, RunError | OSError) or os.environ.get("NIANBAO_DEBUG"):
            raise
        raise RunError(words) from error


def _check_calendar(column: pl.Series) -> None:
    """Raise `RunError` for a time of a year that Python has not, infinity among them: polars panics over it."""
    dtype = column.dtype
    if not isinstance(dtype, pl.Date | pl.Datetime):
        return
    days = column.to_physical().cast(pl.Int64)
    if isinstance(dtype, pl.Datetime):
        days = days // {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}[dtype.time_unit]
    if not days.is_between(*_CALENDAR).all():
        raise RunError(
            Pair(
                "仓库中{column}有公元1年至9999年以外的时间，无法显示",
                "the warehouse has a time in {column} that is not of the years 1 to 9999, and cannot be shown",
                column=column.name,
            )
        )
