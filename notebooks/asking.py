"""What the questions of the notebook share: how they are asked, and the words of SQL for places."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from flows.duck import first_line
from flows.errors import RunError
from transforms.language import Pair
from transforms.text import without_commands

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
    except duckdb.Error as error:
        raise RunError(
            Pair("仓库无法查询：{why}", "the warehouse cannot be asked: {why}", why=first_line(error))
        ) from None
    return answer.with_columns(pl.col(pl.String).map_elements(without_commands, return_dtype=pl.String))
