"""The quarantined files that the next run is asked to read again: `retry.json` beside the warehouse.

A quarantined file is read again by itself when it or the reader changes. What is asked for beyond that stands there
until a run has done it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from flows.state.files import locked_folder, replace_file
from flows.state.paths import retries_path
from transforms.source_paths import MEMBER_MARK


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
    return frozenset(file_of(path) for path in _read_requests(warehouse))


def _read_requests(warehouse: Path) -> dict[str, str | None]:
    """Source paths with their hashes."""
    try:
        files = json.loads(retries_path(warehouse).read_bytes())["files"]
        return {file["source_path"]: file["source_sha256"] for file in files if isinstance(file["source_path"], str)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_requests(warehouse: Path, requests: dict[str, str | None]) -> None:
    """Write the requests, or remove the file where there are none. Raises `OSError`."""
    path = retries_path(warehouse)
    if not requests:
        path.unlink(missing_ok=True)
        return
    files = [{"source_path": name, "source_sha256": sha256} for name, sha256 in sorted(requests.items())]
    replace_file(path, json.dumps({"files": files}, indent=1).encode() + b"\n")


def add_retries(warehouse: Path, files: Mapping[str, str | None]) -> None:
    """Ask the next run to read these quarantined files again, beside those asked for before. Raises `OSError`.

    `files` are source paths with their hashes.
    """
    with locked_folder(retries_path(warehouse).parent):
        _write_requests(warehouse, _read_requests(warehouse) | dict(files))


def clear_retries(warehouse: Path, done: Collection[str]) -> None:
    """Drop the requests for files that a run has read again; others, also those made meanwhile, stay.

    Raises `OSError`.
    """
    if not retries_path(warehouse).exists():
        return
    with locked_folder(retries_path(warehouse).parent):
        left = {path: sha256 for path, sha256 in _read_requests(warehouse).items() if file_of(path) not in done}
        _write_requests(warehouse, left)
