"""Columns that several tables have, for their declarations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dataframely as dy
import polars as pl

from transforms.schemas.codes import CELL_STATUSES, TOWNSHIP_CODE, VALUED_STATUSES


def _among(codes: tuple[str, ...]) -> Callable[[pl.Expr], pl.Expr]:
    return lambda column: column.is_in(codes)


def codes(codes: tuple[str, ...], description: str, **options: Any) -> dy.String:
    listed = ", ".join(codes)
    return dy.String(check=_among(codes), description=f"{description} One of: {listed}.", **options)


def report_id(**options: Any) -> dy.String:
    """The id of a report."""
    return dy.String(description="The report; the same file content always has the same id.", **options)


def township_code() -> dy.String:
    """The code of a township."""
    return dy.String(
        nullable=True,
        regex=TOWNSHIP_CODE,
        description="12-digit statistical division code of the township; NULL where none was found with certainty.",
    )


def report_year(*, nullable: bool = False) -> dy.Int32:
    """The year of a report."""
    return dy.Int32(
        nullable=nullable, min=2007, max=2100, description="The year that the data cover, not that of publication."
    )


def raw_text() -> dy.String:
    """The text of a cell."""
    return dy.String(nullable=True, description="The text of the cell as it stands in the file; NULL if missing.")


def cell_status() -> dy.String:
    """What became of a cell."""
    return codes(
        CELL_STATUSES,
        "How the value was read: reported as printed; blank cell; repaired, a lost cell boundary rebuilt where only "
        "one reading fits; ambiguous, several readings fit; unreadable, not a number; missing from the source. "
        "Only reported and repaired cells have a value.",
    )


def value_follows_status() -> pl.Expr:
    """That a cell has a value if its status says so."""
    return pl.col("value").is_not_null() == pl.col("cell_status").is_in(VALUED_STATUSES)
