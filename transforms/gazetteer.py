"""Township-level divisions, to resolve the body that publishes a report.

A gazetteer is a CSV file with the columns of `dim_township`. Loading one is the shell's business; this module reads
its text.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dataframely as dy
import polars as pl

from transforms.schemas import DimTownship

COLUMNS = tuple(DimTownship.column_names())


class GazetteerError(ValueError):
    """A gazetteer file that cannot be trusted; the message says where and why."""


@dataclass(frozen=True)
class Gazetteer:
    """Divisions with their county, prefecture and province; `frame` has the columns of `dim_township`."""

    frame: dy.DataFrame[DimTownship]

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Mapping[str, str]]]:
        """The divisions of each official name."""
        index: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in self.frame.iter_rows(named=True):
            index[row["township"]].append(row)
        return index


def read_gazetteer(*csv_texts: str) -> Gazetteer:
    """One gazetteer from the texts of CSV files with the columns of `dim_township`.

    Raises GazetteerError for other columns, a value that the schema refuses, and two rows that give one code to
    different divisions. The same row twice is one row.
    """
    rows: dict[str, dict[str, str]] = {}
    for text in csv_texts:
        reader = csv.DictReader(text.lstrip("\ufeff").splitlines())
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise GazetteerError(
                f"A gazetteer needs the columns {', '.join(COLUMNS)}; this one has {reader.fieldnames}."
            )
        for row in reader:
            code = row["township_code"]
            if rows.setdefault(code, row) != row:
                raise GazetteerError(f"Code {code} stands for {rows[code]['township']} and for {row['township']}.")
    frame = pl.DataFrame(list(rows.values()), schema=dict.fromkeys(COLUMNS, pl.String))
    result = DimTownship.filter(frame, cast=True)
    if result.failure.counts():
        reasons = ", ".join(f"{rule} ({count} rows)" for rule, count in result.failure.counts().items())
        raise GazetteerError(f"The gazetteer breaks these rules: {reasons}.")
    return Gazetteer(result.result)
