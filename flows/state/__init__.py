"""What lies beside the published warehouse: its paths, lock, run folder, log of runs, requests to read again, room."""

from flows.state.clock import show_time, utc_now
from flows.state.files import clone_file, hash_file, replace_file, sync_all, try_lock
from flows.state.lock import LockHolder, check_unlocked, find_holder, warehouse_lock
from flows.state.owner import owner_of
from flows.state.paths import (
    absolute_warehouse,
    published_id,
    stage_folder,
    state_folder,
    version_path,
    versions_folder,
    work_folder,
)
from flows.state.permissions import forbid_others_to_write
from flows.state.retries import add_retries, clear_retries, file_of, read_retries
from flows.state.run_log import (
    FAILURES,
    MOST_RECORDS,
    SUCCESSES,
    RunRecord,
    append_record,
    format_record,
    format_time,
    parse_time,
    read_records,
)
from flows.state.space import count_bytes, format_bytes, free_bytes
from flows.state.work import RUN_ID, built_path, make_run_id, run_folder

__all__ = [
    "FAILURES",
    "MOST_RECORDS",
    "RUN_ID",
    "SUCCESSES",
    "LockHolder",
    "RunRecord",
    "absolute_warehouse",
    "add_retries",
    "append_record",
    "built_path",
    "check_unlocked",
    "clear_retries",
    "clone_file",
    "count_bytes",
    "file_of",
    "find_holder",
    "forbid_others_to_write",
    "format_bytes",
    "format_record",
    "format_time",
    "free_bytes",
    "hash_file",
    "make_run_id",
    "owner_of",
    "parse_time",
    "published_id",
    "read_records",
    "read_retries",
    "replace_file",
    "run_folder",
    "show_time",
    "stage_folder",
    "state_folder",
    "sync_all",
    "try_lock",
    "utc_now",
    "version_path",
    "versions_folder",
    "warehouse_lock",
    "work_folder",
]
