"""A number that machines recognised in a picture, with what a person needs to check it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Recognition(NamedTuple):
    """A number in a picture as the witnesses read it.

    `page` counts the pages of a PDF, or the pictures of another file, from 1; `box` is the place on it in points from
    its upper left corner (x0, y0, x1, y1), the page set straight. `readings` are the different ones, the first
    witness's first; `confidence` is the lower of what the witnesses say of themselves. `is_even` says that its digits
    are seen to stand at one distance from each other, so that no point was between them. `crop` is the picture of the
    place (PNG).
    """

    page: int
    box: tuple[float, float, float, float]
    readings: tuple[str, ...]
    confidence: float
    is_agreed: bool
    is_even: bool = False
    crop: bytes = b""


@dataclass(slots=True)
class Recognised:
    """What machines recognised in the pictures of a file: the numbers, in the order of their marks, whether there
    were words, and whether words may state numbers, which nobody places."""

    numbers: list[Recognition] = field(default_factory=list)
    has_words: bool = False
    has_prose: bool = False
