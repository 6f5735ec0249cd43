"""The visible marks of a page as values, and what reading them may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from transforms.formats.pdf.geometry import Box, Rule

ILLEGIBLE = "\ufffd"
"""Stands for a character that is seen and whose meaning is not known; no number is made of it."""

RECOGNISED_FONT = -1
"""The font of characters that were recognised in a picture, which has none."""

NOTE = "\ue0fa"
"""Stands for the text of an annotation, in the place where a viewer shows it."""


class TooComplexError(Exception):
    """A page holds more marks than any report; reading on would take too long."""


@dataclass(slots=True)
class Budget:
    """How many steps of work a file may still cost; an object, a character or a comparison is about one."""

    steps: int

    def spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooComplexError


class Glyph(NamedTuple):
    """A visible character: its advance box, its origin on the baseline, its size, its direction and its text object.

    `quarter` counts quarter turns clockwise from upright. `run` numbers text objects in the order of painting, `font`
    fonts. `text` is one character or a decomposed ligature, ILLEGIBLE where the font does not say which it is.
    `follows_space` says that a space stands before it in its text object.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    baseline: float
    size: float
    quarter: int
    run: int
    font: int
    follows_space: bool = False

    @property
    def box(self) -> Box:
        return Box(*self[1:5])


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The visible marks of a page. `hidden` counts characters that are drawn and not seen, `shapes` drawn paths.

    `turns` are the quarter turns against the clock by which it was turned upright.

    `notes` are the places of texts that lie on the page as annotations, which viewers show and nobody reads here.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    hidden: int = 0
    shapes: int = 0
    notes: tuple[Box, ...] = ()
    turns: int = 0

    @property
    def picture_share(self) -> float:
        """How much of the page its pictures cover, 1 for all of it (overlaps count twice)."""
        page = max(1.0, self.width * self.height)
        return min(1.0, sum(picture.area for picture in self.pictures) / page)


class PageReader(Protocol):
    """Who reads pictures of pages."""

    @property
    def pixels(self) -> int:
        """The pixels of the largest picture that is read."""

    def read_marks(self, pixels: Any, page: int, points: float | None = None) -> PageMarks | None:
        """The marks of a picture, given as pixels of so many points; None where a file has too many."""
