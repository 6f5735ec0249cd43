"""The warehouse: built from the stage and from what the published one hands on, counted and guarded."""

from flows.warehouse.build import FACTS, build_empty, create_tables, create_violations, find_violations
from flows.warehouse.comments import in_both
from flows.warehouse.counts import LoadCounts
from flows.warehouse.ddl import comments_of_schema, comments_of_table, create_table, sql_type
from flows.warehouse.guards import GuardBounds, compare_versions, find_lost_files, newest_readable
from flows.warehouse.history import history_folder, read_history, stage_history
from flows.warehouse.load import load
from flows.warehouse.sqlfiles import (
    SQL_FOLDER,
    define_views,
    list_macros,
    list_queries,
    list_views,
    split_header,
)

__all__ = [
    "FACTS",
    "SQL_FOLDER",
    "GuardBounds",
    "LoadCounts",
    "build_empty",
    "comments_of_schema",
    "comments_of_table",
    "compare_versions",
    "create_table",
    "create_tables",
    "create_violations",
    "define_views",
    "find_lost_files",
    "find_violations",
    "history_folder",
    "in_both",
    "list_macros",
    "list_queries",
    "list_views",
    "load",
    "newest_readable",
    "read_history",
    "split_header",
    "sql_type",
    "stage_history",
]
