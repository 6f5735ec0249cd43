"""Which place is meant by the path of a warehouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.state.paths import absolute_warehouse, version_path
from tests.flows.made_versions import publish_version, published_numbers, version_id


def test_a_link_of_somebodys_own_is_followed(warehouse: Path, tmp_path: Path) -> None:
    publish_version(warehouse, 1)
    own = tmp_path / "own.duckdb"
    own.symlink_to("warehouse/nianbao.duckdb")
    assert absolute_warehouse(own) == absolute_warehouse(warehouse) == warehouse
    assert published_numbers(own) == {1}


def test_a_place_is_absolute_and_its_folder_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "alias").symlink_to("folder")
    monkeypatch.chdir(tmp_path)
    assert absolute_warehouse(Path("alias/w.duckdb")) == tmp_path / "folder" / "w.duckdb"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(RunError, match="leads in a circle"):
        absolute_warehouse(tmp_path / "a")


def test_a_version_is_no_warehouse_to_write(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    with pytest.raises(RunError, match="is one version of a warehouse"):
        absolute_warehouse(version_path(warehouse, version_id(1)))
    renamed = warehouse.rename(warehouse.with_name("renamed.duckdb"))
    with pytest.raises(RunError, match="is one version of a warehouse"):
        absolute_warehouse(renamed)
