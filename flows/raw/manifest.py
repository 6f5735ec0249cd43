"""The manifest: which files of the raw folder the last run saw, and how those of this run compare with them.

The manifest of the last run is the table `source_file` of the warehouse that it published: path, size, times and hash
of every file with the reading that was made of it. Being part of the warehouse, it is as old as the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flows.raw.files import SourceFile, Stamp
from flows.raw.fingerprints import Known


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the manifest has it; see `transforms.schemas.tables.SourceFile` for its columns."""

    source_path: str
    byte_size: int
    source_sha256: str | None
    modified_ns: int | None
    changed_ns: int | None
    inode: int | None
    hashed_ns: int | None
    reading_id: str | None
    outcome: str
    reason: str | None
    missing_since: datetime | None

    @property
    def stamp(self) -> Stamp | None:
        """The state of the file that its hash was taken of."""
        if self.modified_ns is None or self.changed_ns is None or self.inode is None or self.hashed_ns is None:
            return None
        return Stamp(self.byte_size, self.modified_ns, self.changed_ns, self.inode, self.hashed_ns)


Manifest = Mapping[str, KnownFile]
"""Files of the last run by their path."""


MANIFEST_COLUMNS = tuple(KnownFile.__dataclass_fields__)
"""The columns of `source_file` that make the manifest, in the order in which `read_manifest` takes them."""


def read_manifest(rows: Iterable[tuple[Any, ...]]) -> Manifest:
    """The manifest from rows of `source_file`, which have the `MANIFEST_COLUMNS`."""
    return {row[0]: KnownFile(*row) for row in rows}


def known_hashes(manifest: Manifest) -> Known:
    """What of the manifest spares reading a file for its hash."""
    return {
        name: (file.source_sha256, stamp)
        for name, file in manifest.items()
        if file.source_sha256 and (stamp := file.stamp) and file.missing_since is None
    }


@dataclass(frozen=True, slots=True)
class Changes:
    """How the files of a run compare with those that the previous one saw. A moved file is neither new nor missing."""

    files_seen: int = 0
    files_new: int = 0
    files_changed: int = 0
    files_moved: int = 0
    files_unchanged: int = 0
    files_missing: int = 0

    @property
    def is_none(self) -> bool:
        """Whether every file is as it was."""
        return self.files_seen == self.files_unchanged and not self.files_missing


def count_changes(files: Iterable[SourceFile], manifest: Manifest) -> Changes:
    """Compare files with the manifest, by path and content."""
    here = {file.name: file.sha256 for file in files}
    before = {name: file.source_sha256 for name, file in manifest.items() if file.missing_since is None}
    left = [name for name in before if name not in here]
    came = [name for name in here if name not in before]
    departed = {before[name] for name in left} - {None}
    arrived = {here[name] for name in came} - {None}
    unchanged = sum(1 for name in here if name in before and here[name] == before[name])
    return Changes(
        files_seen=len(here),
        files_new=sum(1 for name in came if here[name] not in departed),
        files_changed=len(here) - len(came) - unchanged,
        files_moved=sum(1 for name in came if here[name] in departed),
        files_unchanged=unchanged,
        files_missing=sum(1 for name in left if before[name] not in arrived),
    )


def changes_by_kind(changes: Changes) -> dict[str, int]:
    """The kinds of change that there are, without the number of all files.

    >>> changes_by_kind(Changes(files_seen=3, files_new=1, files_unchanged=2))
    {'new': 1, 'unchanged': 2}
    """
    counts = {name.removeprefix("files_"): count for name, count in asdict(changes).items()}
    return {name: count for name, count in counts.items() if count and name != "seen"}
