"""Damage of a file of the state, of every kind, and what the command line then says."""

from __future__ import annotations

import json
import logging
import os
import random
import re
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from flows.cli import main

Damage = Callable[[Path], None]

# Whole JSON that no file of the state holds.
_WRONG_JSON = {
    "null": b"null",
    "number": b"7",
    "text": b'"text"',
    "list": b"[]",
    "object": b"{}",
    "not a number": b"NaN",
    "lists": b"[[[]]]",
    "empty fields": b'{"files": [], "format": [], "pid": [], "id": []}',
}
# What stands in the place of each value in turn.
_WRONG_VALUES: tuple[object, ...] = (
    *(None, True, -1, 10**40, 1.5, float("inf"), float("nan")),
    *("", "x", "\ud800", "\x00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *([], [None], [[]], {}, {"a": []}),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str


def say(*words: object, statuses: Container[int] = (0, 1, 3)) -> Said:
    """Run the command line in this process; whatever is wrong, it must end with a status and words of its own."""
    out, err, logger = StringIO(), StringIO(), logging.getLogger("nianbao")
    handlers = list(logger.handlers)
    try:
        with (
            patch.object(sys, "argv", ["nianbao", *map(str, words)]),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as end,
        ):
            main()
    finally:
        logger.handlers[:] = handlers
    said = Said(end.value.code if isinstance(end.value.code, int) else 0, out.getvalue(), err.getvalue())
    assert not re.search("Traceback|unexpected error|panicked", said.out + said.err), said
    assert said.status in statuses, said
    assert said.status == 0 or said.err or words[0] in ("status", "check"), said
    return said


def _rewrite(path: Path, content: Callable[[bytes], bytes]) -> None:
    _write(path, content(path.read_bytes()))


def _write(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def _put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("mine", "utf-8")


def _put_link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def _put_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _put_sparse(path: Path) -> None:
    _write(path, b"")
    os.truncate(path, 20 * 1024**3)


def _put_circle(path: Path) -> None:
    _put_link(path, path.name)


def swap(path: Path, other: Path) -> None:
    """Two files change places."""
    between = path.with_name("between")
    path.rename(between)
    other.rename(path)
    between.rename(other)


BYTES: Mapping[str, Damage] = {
    "empty": partial(_write, content=b""),
    "half": partial(_rewrite, content=lambda before: before[: len(before) // 2]),
    "zeros": partial(_rewrite, content=lambda before: bytes(len(before))),
    "random": partial(_rewrite, content=lambda before: random.Random(1).randbytes(len(before))),
    "no UTF-8": partial(_rewrite, content=lambda before: b"\xff\xfe" + before + b"\xc3\x28"),
}
DEEP: Mapping[str, Damage] = {
    "deep": partial(_write, content=b"[" * 100_000),
    "deep objects": partial(_write, content=b'{"files":' * 100_000),
}
JSON: Mapping[str, Damage] = {
    **DEEP,
    "20 GiB": _put_sparse,
    **{name: partial(_write, content=wrong) for name, wrong in _WRONG_JSON.items()},
}
PLACES: Mapping[str, Damage] = {
    "gone": Path.unlink,
    "folder": _put_folder,
    "dangling link": partial(_put_link, target="nowhere"),
    "link into nowhere": partial(_put_link, target="no/where"),
    "circle": _put_circle,
    "pipe": _put_pipe,
    "device": partial(_put_link, target="/dev/zero"),
}


def wrong_fields(content: bytes) -> Iterator[bytes]:
    """JSON with one value of it, however deep it lies, in turn replaced by each of others, or taken away."""
    for *above, last in _places(json.loads(content)):
        for wrong in (*_WRONG_VALUES, ...):
            whole = inner = json.loads(content)
            for key in above:
                inner = inner[key]
            if wrong is ...:
                del inner[last]
            else:
                inner[last] = wrong
            yield json.dumps(whole).encode()


def _places(value: object, *above: str | int) -> Iterator[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*above, key)
        yield from _places(inner, *above, key)
