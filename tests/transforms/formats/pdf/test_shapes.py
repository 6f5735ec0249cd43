"""Rules and areas that paths paint."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.pdf.drawing import PROSE, Draw, marks_of, page_of, read, table_of
from transforms.formats.pdf.geometry import Rule


def rules_of(stream: bytes) -> tuple[Rule, ...]:
    return marks_of(page_of(stream)).rules


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.shapes._MOST_SLANT",
        inside=lambda: rules_of(b"0 100 m 50 100.4 l S"),
        outside=lambda: rules_of(b"0 100 m 50 100.6 l S"),
        moved=1.0,
    ),
    Threshold(
        "transforms.formats.pdf.shapes._CORNERS",
        inside=lambda: rules_of(b"0 100 m 50 100 l 50 101 l 0 101 l f"),
        outside=lambda: rules_of(b"0 100 m 50 100 l 50 101 l f"),
        moved=3,
    ),
    Threshold(
        "transforms.formats.pdf.shapes._MOST_SEGMENTS",
        inside=lambda: rules_of(b"0 100 m 50 100 l " * 32_000 + b"S"),
        outside=lambda: rules_of(b"0 100 m 50 100 l " * 32_000 + b"0 90 l S"),
        moved=70_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_shapes_of_rules() -> None:
    """Thin rectangles, a frame of two rectangles, dots: all rule the same two by two cells."""

    def bars(canvas: Any) -> None:
        for at in (40, 100, 160):
            canvas.rect(at - 0.3, 400, 0.6, 40, stroke=0, fill=1)
        for at in (400, 420, 440):
            canvas.rect(40, at - 0.3, 120, 0.6, stroke=0, fill=1)

    def frames(canvas: Any) -> None:
        for x in (40, 100):
            for y in (400, 420):
                path = canvas.beginPath()
                path.rect(x, y, 60, 20)
                path.rect(x + 0.5, y + 0.5, 59, 19)
                canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    def dots(canvas: Any) -> None:
        for x in (40, 100, 160):
            for step in range(20):
                canvas.rect(x, 400 + 2 * step, 1, 1, stroke=0, fill=1)
        for y in (400, 420, 440):
            for step in range(60):
                canvas.rect(40 + 2 * step, y, 1, 1, stroke=0, fill=1)

    for draw_rules in (bars, frames, dots):

        def draw(canvas: Any, draw_rules: Draw = draw_rules) -> None:
            canvas.drawString(40, 480, PROSE)
            draw_rules(canvas)
            for x, y, text in ((50, 426, "规章"), (120, 426, "1"), (50, 406, "其他"), (120, 406, "2")):
                canvas.drawString(x, y, text)

        assert table_of(read(draw)) == (("规章", "1"), ("其他", "2")), draw_rules.__name__


@pytest.mark.parametrize(
    "path", [b"0 100 m 50 130 l S", b"0 100 m 10 120 40 120 50 100 c S"], ids=["slanted", "curved"]
)
def test_slanted_and_curved_lines_are_no_rules(path: bytes) -> None:
    """A drawing would cut a table into cells that nobody ruled."""
    assert rules_of(path) == ()
