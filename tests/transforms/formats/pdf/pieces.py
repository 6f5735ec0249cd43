"""Characters, words and rules at places of a page, as its readers pass them on; sizes and places in points."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.formats.pdf.geometry import Rule
from transforms.formats.pdf.lines import Word
from transforms.formats.pdf.marks import Glyph

SIZE = 10.0
"""Of all pieces unless they say otherwise: a Chinese character is as wide, a digit half as wide."""


def width_of(text: str, size: float = SIZE) -> float:
    return sum(size / 2 if char.isascii() else size for char in text)


def glyph(
    text: str,
    x0: float = 0.0,
    baseline: float = 100.0,
    *,
    size: float = SIZE,
    run: int = 1,
    follows_space: bool = False,
) -> Glyph:
    x1 = x0 + width_of(text, size)
    return Glyph(
        text, x0, baseline - 0.85 * size, x1, baseline + 0.15 * size, x0, baseline, size, 0, run, 1, follows_space
    )


def word(text: str, x0: float = 0.0, baseline: float = 100.0, *, size: float = SIZE) -> Word:
    x1 = x0 + width_of(text, size)
    return Word(text, x0, x1, baseline, size, 1, 0, (x0 + x1) / 2, baseline - 0.35 * size)


def level(y: float, x0: float, x1: float) -> Rule:
    return Rule(True, y, x0, x1)


def upright(x: float, y0: float, y1: float) -> Rule:
    return Rule(False, x, y0, y1)


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The rules of a table whose borders stand at these places."""
    return [*(level(y, xs[0], xs[-1]) for y in ys), *(upright(x, ys[0], ys[-1]) for x in xs)]
