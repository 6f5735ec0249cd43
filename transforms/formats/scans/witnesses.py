"""Who reads pictures: two engines that were made and trained apart from each other, and what they said of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

Image = Any
"""A picture as an array of grey values, height x width, 0 to 255 (numpy.uint8)."""

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""The corners of a place in pixels: upper left, upper right, lower right, lower left."""


class EngineAbsentError(RuntimeError):
    """The engines that a picture is to be read by are not here."""


class Line(NamedTuple):
    """What an engine reads in the picture of one line, and how sure it says to be, 0 to 1."""

    text: str
    confidence: float


class Witness(Protocol):
    """An engine that reads lines."""

    @property
    def name(self) -> str:
        """Its name, as people know it."""

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        """The text of each of some pictures of one line."""


class Finder(Protocol):
    """An engine that finds lines of text."""

    def find_lines(self, image: Image) -> list[Corners]:
        """Where lines of text stand in a picture, whichever way they run."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Two witnesses, who read each line independently, and who finds the lines. `pixels` are those of the largest
    picture that is read, `pictures` how many of a file are."""

    first: Witness
    second: Witness
    finder: Finder
    pixels: int = 40_000_000
    pictures: int = 40
