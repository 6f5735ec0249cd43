"""The part `growth`: memory and processor time of nights on corpora of several sizes, without reading them all.

Some reports are read, and their readings copied until there are enough (`tests/bench/copies.py`). The night that builds
is then what is left of a first night beside the reading; its news are read as those of any night.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from flows.reading.fingerprint import reader_of, remembered_fingerprint
from flows.settings import Settings
from flows.state import stage_folder, state_folder
from tests.bench.copies import copy_readings
from tests.bench.corpus import list_reports, write_reports
from tests.bench.nightly import NEW_SHARE, Figure, ingest, print_figures
from tests.bench.series import YEARS
from tests.bench.watch import PARENT, Watched
from tests.bench.workplace import fresh_folder

READ = 400
MORE = 3


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part, beside those of all."""
    parser.add_argument("--more", type=int, default=MORE, help="growth: how many times as many reports are the most")


def run(options: argparse.Namespace) -> None:
    """Print the table of this part."""
    sizes = (options.reports, options.more * options.reports)
    few, many = (live_nights(options.folder / f"growth-{reports}", reports) for reports in sizes)
    title = f"most memory of the parent, {sizes[1]} : {sizes[0]}"
    figures = [
        Figure(f"{title}, {name}", after.peaks[PARENT] / before.peaks[PARENT], most=1.2)
        for (name, before), after in zip(few.items(), many.values(), strict=True)
        if PARENT in before.peaks
    ]
    print_figures(figures)


def live_nights(place: Path, reports: int) -> dict[str, Watched]:
    """A night that builds so many reports, one without news, and one with some."""
    raw, warehouse = place / "raw", place / "warehouse" / "nianbao.duckdb"
    with fresh_folder(place):
        write_reports(raw, list_reports(READ))
        ingest(f"{READ} reports, read", raw, warehouse)
        add_copies(raw, warehouse, place / "work", reports)
        building = ingest(f"{reports} reports, built", raw, warehouse)
        quiet = ingest(f"{reports} reports, nothing new", raw, warehouse)
        more = add_news(raw, reports)
        news = ingest(f"{reports} reports, {more} new", raw, warehouse)
    return {"built": building, "nothing new": quiet, "1 % new": news}


def add_news(raw: Path, reports: int) -> int:
    """Write the news of a night on so many reports, beyond those that were read or copied; how many they are."""
    more = round(reports * NEW_SHARE)
    beyond = reports + 2 * READ * len(YEARS)
    write_reports(raw, list_reports(beyond + more)[beyond:])
    return more


def add_copies(raw: Path, warehouse: Path, work: Path, reports: int) -> None:
    """Copy what was read until there are so many reports."""
    reader = reader_of(Settings(raw=raw, warehouse=warehouse), [], remembered_fingerprint(state_folder(warehouse)))
    work.mkdir()
    copy_readings(raw, stage_folder(warehouse), work, reports, reader=reader)
