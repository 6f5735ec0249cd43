"""The raw folder: which files lie in it, which of them are gazetteers, and what has changed since the last run."""

from flows.raw.contents import read_content, read_start, state_of
from flows.raw.demonstration import (
    DEMONSTRATION,
    DEMONSTRATION_FILES,
    is_of_demonstration,
    leave_out_demonstration,
)
from flows.raw.discovery import check_raw, find_files
from flows.raw.files import SourceFile, Stamp
from flows.raw.fingerprints import Known, fingerprint_files, group_by_content
from flows.raw.gazetteers import (
    GAZETTEER_NAME,
    nearby_gazetteers,
    parse_gazetteers,
    read_gazetteer_files,
    read_gazetteer_texts,
    split_gazetteers,
)
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
    "DEMONSTRATION_FILES",
    "GAZETTEER_NAME",
    "MANIFEST_COLUMNS",
    "Changes",
    "Known",
    "KnownFile",
    "Manifest",
    "SourceFile",
    "Stamp",
    "changes_by_kind",
    "check_raw",
    "count_changes",
    "find_files",
    "fingerprint_files",
    "group_by_content",
    "is_of_demonstration",
    "known_hashes",
    "leave_out_demonstration",
    "nearby_gazetteers",
    "parse_gazetteers",
    "read_content",
    "read_gazetteer_files",
    "read_gazetteer_texts",
    "read_manifest",
    "read_start",
    "split_gazetteers",
    "state_of",
]
