"""A column of codes, for the declarations of the tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dataframely as dy
import polars as pl


def _among(codes: tuple[str, ...]) -> Callable[[pl.Expr], pl.Expr]:
    return lambda column: column.is_in(codes)


def codes(codes: tuple[str, ...], description: str, **options: Any) -> dy.String:
    listed = ", ".join(codes)
    return dy.String(check=_among(codes), description=f"{description} One of: {listed}.", **options)
