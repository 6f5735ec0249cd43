"""Proofreading: a report is checked before it is published, by the reader, the rules of `sql/` and some of its own.

It loads the reader and DuckDB: who only asks for a module of the command line loads neither.
"""

from flows.proofreading.check import check_files, read_previous
from flows.proofreading.findings import (
    SEVERITIES,
    Checked,
    Finding,
    Place,
    count_severities,
    has_complaints,
)
from flows.proofreading.labels import NUMERALS, SECTION_OF_TABLE, SECTIONS, TABLES, describe_place
from flows.proofreading.sentences import RULES, RuleText

__all__ = [
    "NUMERALS",
    "RULES",
    "SECTIONS",
    "SECTION_OF_TABLE",
    "SEVERITIES",
    "TABLES",
    "Checked",
    "Finding",
    "Place",
    "RuleText",
    "check_files",
    "count_severities",
    "describe_place",
    "has_complaints",
    "read_previous",
]
