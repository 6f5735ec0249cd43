"""The stage in S3, for workers that share no folder with the run: its segments, each copied once in either direction.

`<segment>/segment.json` seals a segment, as it does in a folder, and names the copy whose files lie in
`<segment>/<copy>/`. It is made last, and only where there is none: of two workers that read the same batch the first
one's copy stays. A run fetches the segments that it lacks into its own stage, and loads from there. What has not the
name of a segment is not looked at, and never removed.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from flows.errors import words_of
from flows.stage.segments import SEALED, stage_format
from flows.state import RUN_ID, parse_json, read_json
from flows.storage import (
    CONNECTIONS,
    create_object,
    fetch_object,
    has_object,
    list_objects,
    put_file,
    read_start,
    remove_objects,
)
from transforms.language import Pair

# As a run names what a batch or a compaction makes.
_NAME = re.compile(rf"{RUN_ID}-[a-z0-9-]{{1,80}}")
# Bytes of a seal: one of some ten files has 1,500.
_LONGEST_SEAL = 200_000
OWNER = "owner.json"

logger = logging.getLogger("nianbao")


def claim_stage(url: str, owner: Mapping[str, str]) -> str | None:
    """Have the stage of a URL belong to a warehouse; None where it does now, else who has it. Raises `OSError`.

    Two warehouses would take each other's segments for what nobody uses any more.
    """
    content = json.dumps(dict(owner), sort_keys=True).encode()
    create_object(f"{url}/{OWNER}", content)
    found = read_start(f"{url}/{OWNER}", 2000)
    return None if found == content else found.decode("utf-8", "replace")


def push_segment(url: str, folder: Path) -> None:
    """Copy a segment into the stage of a URL, unless one of its name is sealed there. Raises `OSError`."""
    sealed = read_json(folder / SEALED)
    copy, seal = uuid4().hex[:8], f"{url}/{folder.name}/{SEALED}"
    copied = [f"{url}/{folder.name}/{copy}/{name}" for name in sealed["files"]]
    for target, name in zip(copied, sealed["files"], strict=True):
        put_file(folder / name, target)
    content = json.dumps({**sealed, "copy": copy}).encode()
    if not create_object(seal, content) and read_start(seal, _LONGEST_SEAL) != content:
        with suppress(OSError):
            remove_objects(copied)


def is_sealed(url: str, name: str) -> bool:
    """Whether a segment of this name is sealed in the stage of a URL. Raises `OSError`."""
    return has_object(f"{url}/{name}/{SEALED}")


def _list_by_segment(url: str) -> dict[str, list[str]]:
    """The names of the objects of each segment behind that of the segment. Raises `OSError`."""
    found: dict[str, list[str]] = {}
    for one in list_objects(url):
        segment, _, rest = one.name.partition("/")
        if _NAME.fullmatch(segment):
            found.setdefault(segment, []).append(rest)
    return found


def fetch_segments(url: str, stage: Path, work: Path) -> None:
    """Copy the segments that a stage lacks from that of a URL. Raises `OSError`.

    What another version of the program wrote is left out, and so is what is not whole. A segment enters the stage by
    one rename; its files are checked when the stage is opened.
    """
    sealed = (name for name, objects in _list_by_segment(url).items() if SEALED in objects)
    lacking = sorted(name for name in sealed if not (stage / name).exists())
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(lambda name: _fetch(url, name, stage, work), lacking))


def _fetch(url: str, name: str, stage: Path, work: Path) -> None:
    folder = work / "fetched" / name
    try:
        content = read_start(f"{url}/{name}/{SEALED}", _LONGEST_SEAL)
        copy, files = _parse_seal(content)
        folder.mkdir(parents=True)
        for file in files:
            fetch_object(f"{url}/{name}/{copy}/{file}", folder / file)
    except (FileNotFoundError, ValueError) as error:
        logger.warning(
            Pair(
                "暂存区{url}的数据段{name}未采用：{why}",
                "the segment {name} of the stage {url} is left out: {why}",
                name=name,
                url=url,
                why=words_of(error),
            )
        )
        shutil.rmtree(folder, ignore_errors=True)
        return
    (folder / SEALED).write_bytes(content)
    folder.rename(stage / name)


def _parse_seal(content: bytes) -> tuple[str, list[str]]:
    """The copy and the files of a segment. Raises `ValueError` where this version of the program did not write it."""
    try:
        sealed: Any = parse_json(content)
        copy, names = sealed["copy"], list(sealed["files"])
        is_ours = sealed["format"] == stage_format() and isinstance(sealed["files"], dict) and copy.isalnum()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(Pair("其封记无法读取", "its seal cannot be read")) from None
    if not is_ours or not all(re.fullmatch(r"\w+\.\d+\.parquet", name) for name in names):
        raise ValueError(Pair("它由另一版本的程序写成", "another version of the program wrote it"))
    return copy, names


def mirror_segments(url: str, stage: Path) -> None:
    """Have the stage of a URL hold what a stage holds: new segments are copied, then those removed that are there no
    more, as another one has taken their readings or they were damaged, and what workers left that were killed.

    What another version of the program wrote stays. Only for the owner of the stage, while no worker reads for it.
    Raises `OSError`.
    """
    here = {folder.name: folder for folder in stage.iterdir() if folder.is_dir() and _NAME.fullmatch(folder.name)}
    there = _list_by_segment(url)
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        new = [folder for name, folder in sorted(here.items()) if SEALED not in there.get(name, ())]
        list(threads.map(lambda folder: push_segment(url, folder), new))
    doomed = [f"{url}/{name}/{rest}" for name, objects in there.items() for rest in _doomed(url, name, objects, here)]
    # Seals go first: what is left of a segment without one counts for nothing.
    remove_objects(one for one in doomed if one.endswith(f"/{SEALED}"))
    remove_objects(one for one in doomed if not one.endswith(f"/{SEALED}"))


def _doomed(url: str, name: str, objects: list[str], here: Mapping[str, Path]) -> list[str]:
    """The objects of a segment that are to go."""
    if SEALED not in objects:
        return [] if name in here else objects
    is_as_here = name in here and len(objects) == len(list(here[name].iterdir()))
    if is_as_here:
        return []
    try:
        copy, _ = _parse_seal(read_start(f"{url}/{name}/{SEALED}", _LONGEST_SEAL))
    except (ValueError, FileNotFoundError):
        return []
    return [rest for rest in objects if rest != SEALED and not rest.startswith(f"{copy}/")] if name in here else objects
