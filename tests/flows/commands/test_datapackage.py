"""The data package: what the standard requires is there, and what it says of the files is true.

Checked are the requirements of Data Package 2.0 on what is written: `resources` of a name, a path and a hash, unique
names, types of Table Schema, keys of known fields, licences with a name and a path. The profiles are not fetched;
frictionless 5.21 found such a package valid with all its rows.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from flows.commands.datapackage import LICENSES
from flows.commands.export import export_warehouse
from flows.versions.published import published_warehouse
from tests.flows.rows import load_tables, query, report_row, request_cells

FIELD_TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "array"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    row = report_row("a", repairs=["one", "two"])
    sections = [{"report_id": "a", "section_no": 1, "text": '| 表 | "格" |\n| 行, | 列 |'}]
    tables = {"report": [row], "fact_request": request_cells(row, {("new", "total"): 3}), "report_section": sections}
    load_tables(path, tables)
    return path


@pytest.fixture(scope="module")
def folder(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "out"
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, target, "ODbL-1.0")
    return target


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return read


def test_the_package_has_what_is_required_of_it(warehouse: Path, package: dict[str, Any]) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert package["licenses"] == [
        {"name": "ODbL-1.0", "path": LICENSES["ODbL-1.0"][0], "title": LICENSES["ODbL-1.0"][1]}
    ]
    assert all(source["title"] for source in package["sources"])
    assert query(warehouse, "SELECT run_id FROM ingest_run") == [(package["version"],)]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])


def test_every_file_is_a_resource_with_its_hash(folder: Path, package: dict[str, Any]) -> None:
    resources = package["resources"]
    written = {path.relative_to(folder).as_posix() for kind in ("csv", "parquet") for path in (folder / kind).iterdir()}
    assert {resource["path"] for resource in resources} == written
    assert len({resource["name"] for resource in resources}) == len(resources)
    for resource in resources:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        assert resource["description"]


def test_every_field_is_a_column_of_its_file(folder: Path, package: dict[str, Any]) -> None:
    tables = [resource for resource in package["resources"] if resource["format"] == "csv"]
    for resource in tables:
        with (folder / resource["path"]).open(encoding=resource["encoding"], newline="") as stream:
            header = next(csv.reader(stream, delimiter=resource["dialect"]["delimiter"]))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert {field["type"] for field in fields} <= FIELD_TYPES
        assert all(field["description"] for field in fields)
        assert set(resource["schema"].get("primaryKey", ())) <= set(header)


def test_types_and_keys_are_those_of_the_schemas(package: dict[str, Any]) -> None:
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"] if "schema" in resource}
    facts = {field["name"]: field for field in schemas["fact_request"]["fields"]}
    assert schemas["fact_request"]["primaryKey"] == ["report_id", "line", "applicant"]
    year = facts["report_year"]
    assert (year["type"], year["constraints"]) == ("integer", {"required": True})
    assert year["description"].endswith(" — The year that the data cover, not that of publication.")
    assert "constraints" not in facts["value"]
    report = {field["name"]: field["type"] for field in schemas["report"]["fields"]}
    assert (report["repairs"], report["published_on"], report["loaded_at"]) == ("array", "date", "datetime")
    assert {field["name"]: field["type"] for field in schemas["fact_proactive"]["fields"]}["value"] == "number"
