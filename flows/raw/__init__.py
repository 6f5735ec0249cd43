"""The raw folder: which files lie in it, which of them are gazetteers, and what has changed since the last run."""

from flows.raw.demonstration import DEMONSTRATION, is_of_demonstration, leave_out_demonstration
from flows.raw.discovery import Known, SourceFile, Stamp, find_files, fingerprint_files, group_by_content
from flows.raw.gazetteers import GAZETTEER_NAME, read_gazetteer_files, split_gazetteers, stage_gazetteers
from flows.raw.manifest import (
    MANIFEST_COLUMNS,
    Changes,
    KnownFile,
    Manifest,
    changes_by_kind,
    count_changes,
    known_hashes,
    read_manifest,
)

__all__ = [
    "DEMONSTRATION",
    "GAZETTEER_NAME",
    "MANIFEST_COLUMNS",
    "Changes",
    "Known",
    "KnownFile",
    "Manifest",
    "SourceFile",
    "Stamp",
    "changes_by_kind",
    "count_changes",
    "find_files",
    "fingerprint_files",
    "group_by_content",
    "is_of_demonstration",
    "known_hashes",
    "leave_out_demonstration",
    "read_gazetteer_files",
    "read_manifest",
    "split_gazetteers",
    "stage_gazetteers",
]
