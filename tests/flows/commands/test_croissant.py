"""The Croissant description: what version 1.0 requires is there, and what it says of the files is true.

Checked are the properties that the specification requires of a data set, of a file object, of a record set and of a
field, and that every reference leads to what is described. mlcroissant read such a description without an error.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.commands.export import export_warehouse
from flows.versions.published import published_warehouse
from tests.flows.rows import load_tables, report_row

REQUIRED = {"@context", "@type", "conformsTo", "name", "description", "license", "version", "creator", "datePublished"}
DATA_TYPES = {"sc:Text", "sc:Integer", "sc:Float", "sc:Boolean", "sc:Date", "sc:DateTime"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    target = tmp_path_factory.mktemp("export") / "out"
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, target)
    return target


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "croissant.json").read_text("utf-8"))
    return read


def test_the_data_set_has_what_is_required_of_it(described: dict[str, Any]) -> None:
    assert set(described) >= REQUIRED
    assert described["@type"] == "sc:Dataset"
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["version"].count(".") == 2


def test_every_file_is_there_with_its_hash(folder: Path, described: dict[str, Any]) -> None:
    files = described["distribution"]
    assert {file["contentUrl"] for file in files} == {f"parquet/{path.name}" for path in (folder / "parquet").iterdir()}
    for file in files:
        assert (file["@type"], file["encodingFormat"]) == ("cr:FileObject", "application/x-parquet")
        data = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["contentSize"] == f"{len(data)} B"


def test_every_field_is_a_column_of_its_file(folder: Path, described: dict[str, Any]) -> None:
    files = {file["@id"]: file["contentUrl"] for file in described["distribution"]}
    ids = [records["@id"] for records in described["recordSet"]]
    assert len(set(ids)) == len(ids) == len(files)
    for records in described["recordSet"]:
        fields = records["field"]
        [file] = {field["source"]["fileObject"]["@id"] for field in fields}
        columns = pl.read_parquet_schema(folder / files[file])
        assert [field["source"]["extract"]["column"] for field in fields] == list(columns)
        assert [field["@id"] for field in fields] == [f"{records['@id']}/{name}" for name in columns]
        assert {field["dataType"] for field in fields} <= DATA_TYPES
        assert {key["@id"] for key in records.get("key", ())} <= {field["@id"] for field in fields}
        assert all(field.get("repeated", False) == isinstance(columns[field["name"]], pl.List) for field in fields)
