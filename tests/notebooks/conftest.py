"""Fixtures of the notebook's tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from notebooks.warehouse import open_warehouse
from tests.notebooks.known import build_known


@pytest.fixture(scope="session")
def known_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of `known`, for all tests."""
    path = tmp_path_factory.mktemp("known") / "it's.duckdb"
    build_known(path)
    return path


@pytest.fixture(scope="session")
def known(known_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, open."""
    with closing(open_warehouse(known_path)) as warehouse:
        yield warehouse
