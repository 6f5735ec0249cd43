"""A night that was published, with its raw folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.lake.address import LakeAddress
from flows.settings import Settings
from flows.state.paths import version_path
from tests.flows.lake.catalog_server import catalog_server, new_catalog, skip_without_parts
from tests.flows.made_warehouse import ENDED, RUN, finding, make_warehouse, quarantined, source_file
from tests.flows.rows import CODES, report_row


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with three files and a hidden one."""
    folder = tmp_path / "raw"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.zip", "locked.txt", ".hidden"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def settings(raw: Path, warehouse: Path) -> Settings:
    """Settings with that raw folder and the warehouse of the test."""
    return Settings.model_validate({"raw": raw, "warehouse": warehouse})


@pytest.fixture
def published(raw: Path, warehouse: Path) -> Path:
    """A warehouse that saw the three files, published as a version."""
    version = version_path(warehouse, RUN)
    version.parent.mkdir(parents=True)
    reports = [
        report_row("a"),
        report_row("b", township_code=CODES[1]),
        report_row("c", township_code=None, township_match="none"),
        report_row("d", report_year=2022),
        report_row("old", status="superseded"),
    ]
    make_warehouse(
        version,
        reports,
        source_file=[
            source_file("a.txt", raw / "a.txt"),
            source_file("sub/b.zip", raw / "sub" / "b.zip", outcome="archive"),
            source_file("locked.txt", outcome="quarantined", reason="unreadable_file"),
            source_file("long-gone.txt", missing_since=ENDED),
        ],
        quarantine=[quarantined("locked.txt", "unreadable_file"), quarantined("sub/b.zip!/x", "no_year")],
        quality_finding=[finding("a", "1" * 16), finding("a", "2" * 16, severity="info")],
    )
    warehouse.symlink_to(os.path.relpath(version, warehouse.parent))
    return warehouse


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    """A PostgreSQL; the test is skipped without one."""
    with catalog_server() as parameters:
        yield parameters


@pytest.fixture
def lake(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LakeAddress:
    """An empty lake, which the environment names."""
    address = LakeAddress(new_catalog(server), str(tmp_path / "lake"))
    monkeypatch.setenv("NIANBAO_LAKE", f"postgres:{address.catalog}")
    monkeypatch.setenv("NIANBAO_LAKE_DATA", address.data)
    return address


@pytest.fixture
def lake_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A lake whose catalog does not answer, which the environment names; its password."""
    skip_without_parts()
    monkeypatch.setenv("NIANBAO_LAKE", "postgres:host=127.0.0.1 port=1 dbname=x user=u password='ge heim'")
    monkeypatch.setenv("NIANBAO_LAKE_DATA", str(tmp_path / "lake"))
    return "ge heim"
