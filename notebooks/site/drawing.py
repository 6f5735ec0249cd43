"""Charts of counts as inline SVG: an axis from zero, whole ticks, and words instead of an empty frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from notebooks.site.text import escape, number, said, word
from transforms.language import Language, Pair

WIDTH, HEIGHT = 360, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 6, 24, 24
_MOST_TICKS = 5
# Years that are all written; of more, every second or third has room.
_MOST_LABELS = 9


@dataclass(frozen=True)
class Point:
    """The value of a year, None where there is none; `of` says of how many it is."""

    year: int
    value: Decimal | int | None
    of: str = ""


def ticks(most: Decimal | int) -> list[int]:
    """Whole ticks from zero to the first one that is not below `most`, at most six.

    >>> ticks(1), ticks(7), ticks(230)
    ([0, 1], [0, 2, 4, 6, 8], [0, 50, 100, 150, 200, 250])
    """
    step = 1
    while step * _MOST_TICKS < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    count = max(1, ceil(most / step))
    return [step * place for place in range(count + 1)]


def column_chart(title: Pair, points: Sequence[Point], unit: Pair, language: Language) -> str:
    """A figure with a column a year, or a sentence where nothing is to be drawn."""
    body = _in_words(points, language) or _draw(points, said(title, language))
    named = word("with_unit", language, title=title, unit=unit)
    return f"<figure><figcaption>{named}</figcaption>{body}</figure>"


def _in_words(points: Sequence[Point], language: Language) -> str:
    """What there is to say where no value is above zero."""
    values = [point for point in points if point.value is not None]
    if any(point.value for point in values):
        return ""
    if not values:
        return f'<p class="words">{word("no_data", language)}</p>'
    name = "zero_year" if len(values) == 1 else "all_zero"
    sentence = word(name, language, first=values[0].year, last=values[-1].year)
    blank = [str(point.year) for point in points if point.value is None]
    left_out = f" {word('blank_years', language, years=' '.join(blank))}" if blank else ""
    return f'<p class="words">{sentence}{left_out}</p>'


def _draw(points: Sequence[Point], name: str) -> str:
    marks = ticks(max(point.value for point in points if point.value is not None))
    scale = (HEIGHT - _TOP - _BOTTOM) / marks[-1]
    lines = "".join(_tick(mark, HEIGHT - _BOTTOM - mark * scale) for mark in marks)
    band = (WIDTH - _LEFT - _RIGHT) / len(points)
    every = -(-len(points) // _MOST_LABELS)
    columns = "".join(
        _column(point, _LEFT + place * band, band, scale, is_named=(len(points) - 1 - place) % every == 0)
        for place, point in enumerate(points)
    )
    values = "; ".join(f"{point.year}: {number(point.value)}" for point in points)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}: {escape(values)}">{lines}{columns}</svg>'
    )


def _tick(mark: int, y: float) -> str:
    return (
        f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" class="tick">{mark:,}</text>'
    )


def _column(point: Point, x: float, band: float, scale: float, *, is_named: bool) -> str:
    """A column with its value above it; a year without a value has a dash and no column."""
    middle, foot = x + band / 2, HEIGHT - _BOTTOM
    tall = max(0.0, float(point.value or 0)) * scale
    rect = f'<rect x="{x + band * 0.2:.1f}" y="{foot - tall:.1f}" width="{band * 0.6:.1f}" height="{tall:.1f}"/>'
    name = f'<text x="{middle:.1f}" y="{HEIGHT - 8}">{point.year}</text>' if is_named else ""
    value = f'<text x="{middle:.1f}" y="{foot - tall - 4:.1f}" class="value">{number(point.value)}</text>'
    about = f"{point.year}: {number(point.value)} {point.of}".strip()
    return f"<g><title>{escape(about)}</title>{rect if tall else ''}{value if is_named else ''}{name}</g>"
