"""An export as a Croissant 1.0 data set: `croissant.json` describes its Parquet files to catalogues of data sets."""

from __future__ import annotations

from typing import Any

from flows.commands.datapackage import DESCRIPTION, KEYWORDS, LICENSES, SOURCES, TITLE, type_of
from flows.commands.export_tables import Exported, ExportedColumn, ExportedTable

CROISSANT = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
# The context that Croissant 1.0 prescribes.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "array": "sc:Text",
}


def make_croissant(exported: Exported) -> dict[str, Any]:
    """The description of an export."""
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "nianbao",
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "inLanguage": ["zh", "en"],
        "keywords": list(KEYWORDS),
        "creator": {"@type": "sc:Organization", "name": "The nianbao contributors"},
        "citeAs": f"The nianbao contributors: nianbao, data set {exported.run_id or ''}".strip(),
        "license": LICENSES[exported.license][0],
        "isBasedOn": [{"@type": "sc:CreativeWork", "name": source["title"]} for source in SOURCES],
        "version": f"{exported.parser_version or 0}.0.0",
        "distribution": [_file(table) for table in exported.tables],
        "recordSet": [_records(table) for table in exported.tables],
    }
    if exported.built_at is not None:
        described |= {"identifier": exported.run_id, "datePublished": exported.built_at}
    return described


def _file(table: ExportedTable) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": table.parquet.path,
        "name": table.parquet.path,
        "description": table.comment,
        "contentUrl": table.parquet.path,
        "contentSize": f"{table.parquet.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": table.parquet.sha256,
    }


def _records(table: ExportedTable) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.comment,
        **({"key": [{"@id": f"{table.name}/{name}"} for name in table.key]} if table.key else {}),
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: ExportedTable, column: ExportedColumn) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": _TYPES[type_of(column)],
        **({"repeated": True} if type_of(column) == "array" else {}),
        "source": {"fileObject": {"@id": table.parquet.path}, "extract": {"column": column.name}},
    }
