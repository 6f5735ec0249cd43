"""The quarantined files that the next run is asked to read again: `retry.json` beside the warehouse.

A quarantined file is read again by itself when it or the reader changes. What is asked for beyond that stands there
until a run has done it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from flows.state.files import discard_file, locked_folder, read_json, replace_file, set_aside
from flows.state.paths import retries_path
from transforms.language import Pair
from transforms.source_paths import MEMBER_MARK

# Bytes of the requests that are read: each takes some 200, and a million files may wait.
_MOST_BYTES = 256 * 1024 * 1024


def file_of(source_path: str) -> str:
    """The file of the raw folder that holds a source: of a member, its archive.

    >>> file_of("2021.zip!/a.zip!/示范镇.txt"), file_of("示范镇.txt")
    ('2021.zip', '示范镇.txt')
    """
    return source_path.partition(MEMBER_MARK)[0]


def read_retries(warehouse: Path) -> frozenset[str]:
    """The files of the raw folder that the next run is asked to read again; of a member, its archive.

    A file of requests that is torn or missing asks for nothing.
    """
    return frozenset(file_of(path) for path in _read_requests(warehouse) or {})


def unreadable_retries(warehouse: Path) -> Pair | None:
    """What there is to say of requests that cannot be read; None where they can, or there are none."""
    path = retries_path(warehouse)
    if not os.path.lexists(path) or _read_requests(warehouse) is not None:
        return None
    return Pair(
        "重读要求{path}无法读取，不予执行；请用 nianbao quarantine retry 重新登记",
        "the requests to read files again, {path}, cannot be read, and none is followed; "
        "ask anew with nianbao quarantine retry",
        path=path,
    )


def set_unreadable_retries_aside(warehouse: Path) -> None:
    """Rename requests that cannot be read, so that a run says so once. Raises `OSError`."""
    if unreadable_retries(warehouse):
        with locked_folder(retries_path(warehouse).parent):
            if unreadable_retries(warehouse):
                set_aside(retries_path(warehouse))


def _read_requests(warehouse: Path) -> dict[str, str | None] | None:
    """Source paths with their hashes; None where they cannot be read."""
    try:
        files = read_json(retries_path(warehouse), _MOST_BYTES)["files"]
        return {file["source_path"]: file["source_sha256"] for file in files if isinstance(file["source_path"], str)}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_requests(warehouse: Path, requests: dict[str, str | None]) -> None:
    """Write the requests, or remove the file where there are none. Raises `OSError`."""
    path = retries_path(warehouse)
    if not requests:
        discard_file(path)
        return
    files = [{"source_path": name, "source_sha256": sha256} for name, sha256 in sorted(requests.items())]
    replace_file(path, json.dumps({"files": files}, indent=1).encode() + b"\n")


def add_retries(warehouse: Path, files: Mapping[str, str | None]) -> None:
    """Ask the next run to read these quarantined files again, beside those asked for before. Raises `OSError`.

    `files` are source paths with their hashes.
    """
    with locked_folder(retries_path(warehouse).parent):
        _write_requests(warehouse, (_read_requests(warehouse) or {}) | dict(files))


def clear_retries(warehouse: Path, done: Collection[str]) -> None:
    """Drop the requests for files that a run has read again; others, also those made meanwhile, stay.

    Raises `OSError`.
    """
    if not retries_path(warehouse).exists():
        return
    with locked_folder(retries_path(warehouse).parent):
        requests = _read_requests(warehouse) or {}
        left = {path: sha256 for path, sha256 in requests.items() if file_of(path) not in done}
        _write_requests(warehouse, left)
