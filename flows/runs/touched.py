"""Files that were touched but not changed since the last version was built: a note that spares hashing them again.

A run that finds nothing new publishes nothing, so that the stamps of such files cannot go into the manifest. A note
counts only where the manifest has the same hash for the file: whatever becomes of the note, no hash comes from it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from flows.errors import system_words
from flows.raw import Known, Manifest, SourceFile, Stamp, known_hashes
from flows.state import discard_file, read_json, replace_file, state_folder
from transforms.language import Pair

# Bytes of the note that are read: a file takes some 200; what is larger spares nothing.
_MOST_BYTES = 256 * 1024 * 1024

logger = logging.getLogger("nianbao")


def _note_path(warehouse: Path) -> Path:
    return state_folder(warehouse) / "touched.json"


def _read_notes(warehouse: Path) -> dict[str, tuple[str, Stamp]]:
    """Hash and stamp by name; none where there is no note, or it cannot be read."""
    try:
        notes = read_json(_note_path(warehouse), _MOST_BYTES)
        return {name: (sha256, Stamp(*map(int, numbers))) for name, (sha256, *numbers) in notes.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError):
        return {}


def recall_hashes(warehouse: Path, manifest: Manifest) -> Known:
    """What spares reading a file for its hash: the stamps of the manifest, and newer ones that were noted since."""
    known = known_hashes(manifest)
    notes = _read_notes(warehouse)
    return {
        name: notes[name] if name in notes and notes[name][0] == sha256 else (sha256, stamp)
        for name, (sha256, stamp) in known.items()
    }


def note_touched(warehouse: Path, files: Iterable[SourceFile], manifest: Manifest) -> None:
    """Note the stamps that the manifest lacks, of files whose content it has. Costs a warning, never the run."""
    known = known_hashes(manifest)
    notes = {
        file.name: (file.sha256, file.stamp)
        for file in files
        if file.sha256 and file.stamp and file.name in known
        if known[file.name][0] == file.sha256 and known[file.name][1] != file.stamp
    }
    if notes == _read_notes(warehouse):
        return
    content = json.dumps({name: [sha256, *astuple(stamp)] for name, (sha256, stamp) in notes.items()})
    try:
        replace_file(_note_path(warehouse), content.encode())
    except OSError as error:
        logger.warning(
            Pair(
                "只改了时间的文件，下一次运行将重新计算其哈希值：{why}",
                "files that were only touched are hashed again by the next run: {why}",
                why=system_words(error),
            )
        )


def forget_touched(warehouse: Path) -> None:
    """Remove the note: the manifest that was published has all stamps. Raises `OSError`."""
    discard_file(_note_path(warehouse))
