"""The stage in S3, for workers that share no folder with the run: its segments, each copied once in either direction.

`<segment>/segment.json` seals a segment, as it does in a folder, and names the copy whose files lie in
`<segment>/<copy>/`. It is made last, and only where there is none: of two workers that read the same batch the first
one's copy stays. A run fetches the segments that it lacks into its own stage, and loads from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

from flows.stage.segments import SEALED, stage_format
from flows.storage import (
    StoredObject,
    create_object,
    fetch_object,
    has_object,
    list_objects,
    put_file,
    read_object,
    remove_objects,
)

# Objects that are moved at a time: each waits for the network most of its time.
_AT_ONCE = 16


def push_segment(url: str, folder: Path) -> None:
    """Copy a segment into the stage of a URL, unless one of its name is sealed there. Raises `OSError`."""
    sealed = json.loads((folder / SEALED).read_text("utf-8"))
    copy = uuid4().hex[:8]
    copied = [f"{url}/{folder.name}/{copy}/{name}" for name in sealed["files"]]
    for target, name in zip(copied, sealed["files"], strict=True):
        put_file(folder / name, target)
    content = json.dumps({**sealed, "copy": copy}).encode()
    if not create_object(f"{url}/{folder.name}/{SEALED}", content):
        remove_objects(copied)


def is_sealed(url: str, name: str) -> bool:
    """Whether a segment of this name is sealed in the stage of a URL. Raises `OSError`."""
    return has_object(f"{url}/{name}/{SEALED}")


def _sealed_among(objects: Iterable[StoredObject]) -> frozenset[str]:
    parts = (one.name.split("/") for one in objects)
    return frozenset(part[0] for part in parts if part[1:] == [SEALED] and part[0] not in ("", ".", ".."))


def fetch_segments(url: str, stage: Path, work: Path) -> frozenset[str]:
    """Copy the segments that a stage lacks from that of a URL, and give the names of all that are there.

    What another version of the program wrote is left there. A segment enters the stage by one rename; its files are
    checked when the stage is opened. Raises `OSError`.
    """
    names = _sealed_among(list_objects(url))
    lacking = sorted(name for name in names if not (stage / name).exists())
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(lambda name: _fetch(url, name, stage, work), lacking))
    return names


def _fetch(url: str, name: str, stage: Path, work: Path) -> None:
    content = read_object(f"{url}/{name}/{SEALED}")
    files = _files_of(content)
    if files is None:
        return
    folder = work / "fetched" / name
    folder.mkdir(parents=True)
    for file, source in files.items():
        fetch_object(f"{url}/{name}/{source}", folder / file)
    (folder / SEALED).write_bytes(content)
    folder.rename(stage / name)


def _files_of(content: bytes) -> dict[str, str] | None:
    """Where the files of a segment are below its name; None where this program did not write it."""
    try:
        sealed: dict[str, Any] = json.loads(content)
        names = [str(name) for name in sealed["files"]]
        is_ours = sealed["format"] == stage_format() and all(Path(name).name == name for name in names)
        return {name: f"{sealed['copy']}/{name}" for name in names} if is_ours else None
    except (ValueError, KeyError, TypeError):
        return None


def mirror_segments(url: str, stage: Path, known: frozenset[str]) -> None:
    """Have the stage of a URL hold what a stage holds: new segments are copied, then those of the `known` ones removed
    that are there no more, as another one has taken their readings or they were damaged. Raises `OSError`.

    Segments that came meanwhile are of another run, and stay.
    """
    here = {folder.name for folder in stage.iterdir() if folder.is_dir()}
    objects = list_objects(url)
    there = _sealed_among(objects)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(lambda name: push_segment(url, stage / name), sorted(here - there)))
    out = (known & there) - here
    # The seal goes first: what is left of a segment without one counts for nothing.
    doomed = [one for one in objects if one.name.split("/")[0] in out]
    remove_objects(one.url for one in sorted(doomed, key=lambda one: (not one.name.endswith(f"/{SEALED}"), one.name)))
