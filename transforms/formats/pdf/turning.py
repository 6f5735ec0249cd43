"""Pages and texts that are set sideways or upside down, turned upright."""

from __future__ import annotations

from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.marks import Glyph

# The side of a frame in which characters are turned, in points: larger than any page, so that nothing becomes negative.
_FRAME = 10_000.0


def turned_size(paper: Box, turns: int) -> tuple[float, float]:
    return (paper.height, paper.width) if turns % 2 else (paper.width, paper.height)


def _turn_point(x: float, y: float, paper: Box, turns: int) -> tuple[float, float]:
    """A point of user space from the upper left corner, after quarter turns of the page against the clock."""
    x, y = x - paper.x0, paper.y1 - y
    width, height = paper.width, paper.height
    for _ in range(turns):
        x, y = y, width - x
        width, height = height, width
    return x, y


def turn_box(box: Box, paper: Box, turns: int) -> Box:
    if not turns:
        x0, x1, y0, y1 = box.x0 - paper.x0, box.x1 - paper.x0, paper.y1 - box.y0, paper.y1 - box.y1
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return Box.around([_turn_point(box.x0, box.y0, paper, turns), _turn_point(box.x1, box.y1, paper, turns)])


def turn_rule(rule: Rule, paper: Box, turns: int) -> Rule:
    if not turns:
        first, last = (
            (rule.start - paper.x0, rule.end - paper.x0)
            if rule.is_level
            else (paper.y1 - rule.start, paper.y1 - rule.end)
        )
        at = paper.y1 - rule.at if rule.is_level else rule.at - paper.x0
        return Rule(rule.is_level, at, min(first, last), max(first, last))
    box = turn_box(rule.box, paper, turns)
    is_level = rule.is_level != bool(turns % 2)
    return Rule(True, box.y0, box.x0, box.x1) if is_level else Rule(False, box.x0, box.y0, box.y1)


def turn_glyph(glyph: Glyph, paper: Box, turns: int) -> Glyph:
    if not turns:
        left, top = paper.x0, paper.y1
        x0, x1 = sorted((glyph.x0 - left, glyph.x1 - left))
        y0, y1 = sorted((top - glyph.y0, top - glyph.y1))
        return Glyph(glyph.text, x0, y0, x1, y1, glyph.x - left, top - glyph.baseline, *glyph[7:])
    box = turn_box(glyph.box, paper, turns)
    x, baseline = _turn_point(glyph.x, glyph.baseline, paper, turns)
    quarter = (glyph.quarter - turns) % 4
    return Glyph(glyph.text, *box, x, baseline, glyph.size, quarter, *glyph[9:])


def turn_upright(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters of one direction in a frame of their own in which they stand upright."""
    if not glyphs or not glyphs[0].quarter:
        return glyphs
    frame = Box(0.0, 0.0, _FRAME, _FRAME)
    return [
        turn_glyph(
            glyph._replace(y0=-glyph.y1, y1=-glyph.y0, baseline=-glyph.baseline),
            frame._replace(y0=-_FRAME, y1=0.0),
            glyph.quarter,
        )
        for glyph in glyphs
    ]
