"""The part `cluster`: what reading on a Dask cluster costs beside the pool of one machine, and a lake beside the file.

Scheduler, workers and catalog are started on this machine, as for the tests, so that what is measured is what they cost
and not what more machines give. Needs the extra of `make scale`, and PostgreSQL.
"""

from __future__ import annotations

import argparse
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from flows.lake import LakeAddress, open_lake, publish_into_lake
from flows.state import stage_folder
from flows.versions import published_version
from tests.bench.corpus import list_reports, write_reports
from tests.bench.growth import READ, add_copies, add_news
from tests.bench.nightly import Figure, ingest, print_figures
from tests.bench.questions import QUESTIONS, ask, pick_areas
from tests.bench.warehouse import AREAS
from tests.bench.watch import processor_time_of
from tests.bench.workplace import fresh_folder
from tests.flows.cluster.dask_cluster import dask_cluster
from tests.flows.lake.catalog_server import EXTRA, catalog_server, find_programs, new_catalog

ROUNDS = 3
NO_PREFECT = {"NIANBAO_PREFECT": "off"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part: none but those of all."""


def run(options: argparse.Namespace) -> None:
    """Print the tables of this part."""
    if not all(map(find_spec, ("distributed", *EXTRA))) or find_programs() is None:
        raise SystemExit("the part cluster needs PostgreSQL, and the extra that make scale installs")
    with fresh_folder(options.folder / "cluster") as place:
        write_reports(place / "raw", list_reports(READ))
        overhead = _compare_readers(place)
        with catalog_server() as server:
            figures = _measure_lake(place, LakeAddress(new_catalog(server), str(place / "lake")), options.reports)
        print_figures([overhead, *figures])


def _compare_readers(place: Path) -> Figure:
    """Read the same reports by the pool and on a cluster in turn, each with readers started for it, and compare the
    processor time of all processes."""
    pool: list[float] = []
    dask: list[float] = []
    for number in range(ROUNDS):
        warehouse = place / f"pool-{number}" / "nianbao.duckdb"
        pool.append(ingest(f"{READ} reports by the pool", place / "raw", warehouse, NO_PREFECT).processor)
        folder = place / f"dask-{number}"
        folder.mkdir()
        with dask_cluster(folder) as cluster:
            cluster.worker_pids()
            of_cluster = partial(processor_time_of, *(process.pid for process in (cluster.scheduler, *cluster.nodes)))
            used, words = of_cluster(), ("--cluster", cluster.address)
            seen = ingest(
                f"{READ} reports on the cluster", place / "raw", folder / "nianbao.duckdb", NO_PREFECT, *words
            )
            dask.append(seen.processor + of_cluster() - used)
        print(f"{'  with scheduler and workers':<60}{dask[-1]:>9.1f} s of processor", flush=True)
    return Figure(f"processor time of {READ} reports, cluster : pool", median(dask) / median(pool), most=1.15)


def _measure_lake(place: Path, address: LakeAddress, reports: int) -> list[Figure]:
    """Publish so many reports into a lake, ask it and the file, and publish some more."""
    raw, warehouse = place / "raw", place / "pool-0" / "nianbao.duckdb"
    add_copies(raw, warehouse, place / "work", reports)
    ingest(f"{reports} reports, built", raw, warehouse, NO_PREFECT)
    first = _commit(f"{reports} reports into the lake", warehouse, address)
    _print_sizes(raw, warehouse, address, reports)
    ratios = _compare_questions(warehouse, address)
    more = add_news(raw, reports)
    ingest(f"{reports} reports, {more} new", raw, warehouse, NO_PREFECT)
    news = _commit(f"{more} new into the lake", warehouse, address)
    return [
        Figure("questions of a county, lake : file", median(ratios), most=3),
        Figure("  the one that loses most", max(ratios)),
        Figure(f"commit of {more} new", news, unit=" s"),
        Figure(f"commit of {more} new : of all {reports}", news / first),
    ]


def _print_sizes(raw: Path, warehouse: Path, address: LakeAddress, reports: int) -> None:
    """Print how many bytes a report takes in each place."""
    places = {"the stage": stage_folder(warehouse), "the file": warehouse.resolve(), "the lake": Path(address.data)}
    for name, place in {"the raw folder": raw, **places}.items():
        files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(
            f"{f'bytes of a report in {name}':<48}{size / reports:>9,.0f}, {size / 1e6:,.0f} MB of {len(files):,} files"
        )


def _commit(title: str, warehouse: Path, address: LakeAddress) -> float:
    """Bring the lake up to the published version; the seconds that it took."""
    version = published_version(warehouse)
    if version is None:
        raise SystemExit(f"{warehouse} has no published version")
    started = perf_counter()
    rows = publish_into_lake(version.path, version.version_id, address)
    seconds = perf_counter() - started
    print(f"{title:<48}{seconds:>9.1f} s, {rows:,} rows came or went", flush=True)
    return seconds


def _compare_questions(warehouse: Path, address: LakeAddress) -> list[float]:
    """Ask each question of the file and of the lake, print the milliseconds, and give the ratios of new sessions."""
    areas = pick_areas(warehouse, AREAS)
    file = partial(duckdb.connect, str(warehouse), read_only=True)
    lake = partial(open_lake, address, is_read_only=True)
    print(f"\n{f'question, of {AREAS} counties, ms':<34}{'file':>9}{'warm':>9}{'lake':>9}{'warm':>9}")
    ratios: list[float] = []
    for name, query in QUESTIONS.items():
        (cold, warm, _), (lake_cold, lake_warm, _) = (ask(connect, query, areas).figures for connect in (file, lake))
        print(f"{name:<34}{cold:>9.0f}{warm:>9.0f}{lake_cold:>9.0f}{lake_warm:>9.0f}", flush=True)
        ratios.append(lake_cold / cold)
    return ratios
