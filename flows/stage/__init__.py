"""The stage: what reading gave, kept from run to run as Parquet segments.

`flows.stage.compaction` is a door of its own: it loads DuckDB, which a worker that only writes a segment need not have.
"""

from flows.stage.load_tables import (
    Run,
    load_folder,
    run_frame,
    table_files,
    write_empty_tables,
    write_refusals,
    write_tables,
)
from flows.stage.segments import (
    MEMBERS_SCHEMA,
    READINGS_SCHEMA,
    REJECTIONS_SCHEMA,
    THIS_RUN,
    RejectionRow,
    Stage,
    clean_stage,
    open_stage,
    reading_id_of,
    remove_segment,
    write_frame,
    write_segment,
    write_table,
)

__all__ = [
    "MEMBERS_SCHEMA",
    "READINGS_SCHEMA",
    "REJECTIONS_SCHEMA",
    "THIS_RUN",
    "RejectionRow",
    "Run",
    "Stage",
    "clean_stage",
    "compaction",
    "load_folder",
    "open_stage",
    "reading_id_of",
    "remote",
    "remove_segment",
    "run_frame",
    "table_files",
    "write_empty_tables",
    "write_frame",
    "write_refusals",
    "write_segment",
    "write_table",
    "write_tables",
]
