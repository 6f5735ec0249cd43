"""Fixtures: an empty lake, and files of warehouses for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.lake.address import LakeAddress
from tests.flows.lake.catalog_server import catalog_server, new_catalog


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    with catalog_server() as parameters:
        yield parameters


@pytest.fixture
def address(server: str, tmp_path: Path) -> LakeAddress:
    """An empty lake in a folder."""
    return LakeAddress(new_catalog(server), str(tmp_path / "lake"))
