"""The engines of a bench: what they read is kept, so that each can be judged alone without reading twice."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from transforms.formats.scans.witnesses import Corners, Image, Line, Recogniser, Witness


def _key(image: Image) -> bytes:
    return hashlib.sha256(image.tobytes() + str(image.shape).encode()).digest()


class Keeping:
    """A witness, or who finds lines, that remembers each picture; `seconds` of processor time were spent reading."""

    def __init__(self, name: str, read: Callable[[Sequence[Image]], list[Line]]) -> None:
        self.name = name
        self.seconds = 0.0
        self.lines = 0
        self._read = read
        self._known: dict[bytes, Line] = {}

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        keys = [_key(line) for line in lines]
        unknown = {key: line for key, line in zip(keys, lines, strict=True) if key not in self._known}
        began = time.process_time()
        self._known.update(zip(unknown, self._read(list(unknown.values())), strict=True))
        self.seconds += time.process_time() - began
        self.lines += len(unknown)
        return [self._known[key] for key in keys]

    def forget(self) -> None:
        self._known.clear()


class KeepingFinder:
    """Who finds lines, and remembers."""

    def __init__(self, find: Callable[[Image], list[Corners]]) -> None:
        self.seconds = 0.0
        self._find = find
        self._known: dict[bytes, list[Corners]] = {}

    def find_lines(self, image: Image) -> list[Corners]:
        key = _key(image)
        if key not in self._known:
            began = time.process_time()
            self._known[key] = self._find(image)
            self.seconds += time.process_time() - began
        return self._known[key]

    def forget(self) -> None:
        self._known.clear()


class Bench:
    """Both engines together, and each alone: as its own second witness, so that every reading is agreed."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.first = Keeping(recogniser.first.name, recogniser.first.read_lines)
        self.second = Keeping(recogniser.second.name, recogniser.second.read_lines)
        self.finder = KeepingFinder(recogniser.finder.find_lines)
        self.together = replace(recogniser, first=self.first, second=self.second, finder=self.finder)

    def alone(self, witness: Witness) -> Recogniser:
        return replace(self.together, first=witness, second=witness)

    def forget(self) -> None:
        for kept in (self.first, self.second, self.finder):
            kept.forget()
