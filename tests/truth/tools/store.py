"""Keeps what programs made, by the content that it was made from, so that only reading is repeated."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def default_folder() -> Path:
    """The folder of the cache where none is given: outside of the repository."""
    return Path(tempfile.gettempdir()) / "nianbao-tools-cache"


@dataclass(frozen=True)
class Store:
    """A folder of files, each named by a digest of what it was made by and made from."""

    folder: Path

    def _path(self, maker: str, source: bytes) -> Path:
        digest = hashlib.sha256(maker.encode() + b"\0" + source).hexdigest()
        return self.folder / digest[:2] / digest

    def get(self, maker: str, source: bytes) -> bytes | None:
        """What `maker` made of `source`, None where nothing is kept."""
        path = self._path(maker, source)
        return path.read_bytes() if path.is_file() else None

    def put(self, maker: str, source: bytes, made: bytes) -> None:
        """Keep a file; several processes may do so at once."""
        path = self._path(maker, source)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(made)
        part.replace(path)

    def make(self, maker: str, source: bytes, function: Callable[[bytes], bytes]) -> bytes:
        """What is kept, or else what `function` makes."""
        made = self.get(maker, source)
        if made is None:
            made = function(source)
            self.put(maker, source, made)
        return made
