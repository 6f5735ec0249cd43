"""Cluster and lake say what one machine says, of the demonstration, the five real reports and 400 generated ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.lake import LakeAddress
from tests.bench.corpus import list_reports, write_reports
from tests.flows.cluster.dask_cluster import Cluster
from tests.flows.cluster.test_collect import contents, finish, start
from tests.flows.inputs import DEMO
from tests.flows.lake.catalog_server import catalog_server, new_catalog, skip_without_parts
from tests.flows.lake.versions_of_lake import digests_of_file, digests_of_lake
from tests.test_real_reports import REPORTS

GENERATED = 400


def test_cluster_and_lake_say_the_same(cluster: Cluster, tmp_path: Path) -> None:
    skip_without_parts()
    raw, alone, together = tmp_path / "raw", tmp_path / "alone.duckdb", tmp_path / "together.duckdb"
    shutil.copytree(DEMO, raw / "county")
    if REPORTS.is_dir():
        shutil.copytree(REPORTS, raw / "real")
    write_reports(raw / "generated", list_reports(GENERATED))
    finish(start(raw, alone))
    with catalog_server() as server:
        address = LakeAddress(new_catalog(server), str(tmp_path / "lake"))
        lake = ("--lake", f"postgres:{address.catalog}", "--lake-data", address.data)
        finish(start(raw, together, "--cluster", cluster.address, *lake))
        assert digests_of_lake(address) == digests_of_file(together)
    said = contents(together)
    assert said == contents(alone)
    assert len(said["report"]) > GENERATED
