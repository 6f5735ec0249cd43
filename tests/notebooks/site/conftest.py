"""Fixtures of the site's tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import duckdb
import pytest

from notebooks.site.write import write_site
from notebooks.warehouse import open_warehouse
from tests.notebooks.site.sited import build_sited
from transforms.language import Language


@pytest.fixture(scope="session")
def sited_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of `sited`, for all tests."""
    return build_sited(tmp_path_factory.mktemp("sited") / "nianbao.duckdb")


@pytest.fixture(scope="session")
def sited(sited_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, open."""
    with closing(open_warehouse(sited_path)) as warehouse:
        yield warehouse


@pytest.fixture(scope="session")
def site(sited_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of it, in Chinese."""
    folder = tmp_path_factory.mktemp("out") / "site"
    write_site(sited_path, folder, Language.ZH, UTC)
    return folder
