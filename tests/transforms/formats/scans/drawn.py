"""Pictures of paper, drawn point by point, and stand-ins for the engines that read them.

What draws needs numpy and OpenCV, which are an extra: without them a test that draws is skipped.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from transforms.formats.scans.images import Paper
from transforms.formats.scans.witnesses import Corners, Line, Recogniser

WHITE, BLACK = 255, 0
XS, YS = (60, 300, 500, 720), (80, 150, 220, 400)
"""Where the rules of `table` begin."""


def numpy() -> Any:
    """The arrays that pictures are; the test is skipped where there are none."""
    return pytest.importorskip("numpy")


def opencv() -> Any:
    """What changes pictures; the test is skipped where it is not installed."""
    numpy()
    return pytest.importorskip("cv2")


def pillow() -> Any:
    """What opens picture files; the test is skipped where it is not installed."""
    opencv()
    return pytest.importorskip("PIL.Image")


def sheet(width: int, height: int, shade: int = WHITE) -> Any:
    """An empty sheet in grey."""
    opencv()
    return numpy().full((height, width), shade, numpy().uint8)


def fill(image: Any, box: tuple[int, int, int, int], shade: Any = BLACK) -> Any:
    """A sheet with a box (x0, y0, x1, y1) of one shade or colour on it."""
    x0, y0, x1, y1 = box
    image[y0:y1, x0:x1] = shade
    return image


def boxed(size: tuple[int, int], *boxes: tuple[int, int, int, int], shade: int = BLACK) -> Any:
    """A white sheet of a size with boxes of one shade."""
    image = sheet(*size)
    for box in boxes:
        fill(image, box, shade)
    return image


def write(image: Any, text: str, x: int, y: int, height: int = 20, shade: Any = BLACK) -> Any:
    """A sheet with digits on it: `x` is where the first begins, `y` their foot."""
    cv2 = opencv()
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(image, text, (x, y), font, height / 21, shade, max(2, height // 10), cv2.LINE_AA)
    return image


def stroke(image: Any, start: tuple[int, int], end: tuple[int, int], thickness: int = 2, shade: Any = BLACK) -> Any:
    """A sheet with a line between two points."""
    opencv().line(image, start, end, shade, thickness)
    return image


def ring(image: Any, middle: tuple[int, int], radius: int, thickness: int = 5, shade: Any = BLACK) -> Any:
    """A sheet with the ring of a seal."""
    opencv().circle(image, middle, radius, shade, thickness)
    return image


def ruled(image: Any, xs: Sequence[int], ys: Sequence[int], thickness: int = 2, shade: int = BLACK) -> Any:
    """A sheet with a table whose rules begin at these places."""
    for y in ys:
        fill(image, (xs[0], y, xs[-1] + thickness, y + thickness), shade)
    for x in xs:
        fill(image, (x, ys[0], x + thickness, ys[-1] + thickness), shade)
    return image


def table(shade: int = 0) -> Any:
    """A table of some cells on a sheet."""
    return ruled(sheet(800, 500), XS, YS, 2, shade)


def leaning(image: Any, degrees: float) -> Any:
    """A sheet that lies so many degrees askew, clockwise."""
    cv2 = opencv()
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(WHITE,) * 3)


def from_aside(image: Any, inset: int) -> Any:
    """A sheet photographed from its foot: its upper corners stand nearer to each other by twice `inset`."""
    cv2, np = opencv(), numpy()
    height, width = image.shape[:2]
    flat = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    seen = np.float32([(inset, inset), (width - inset, 0), (width, height), (0, height)])
    matrix = cv2.getPerspectiveTransform(flat, seen)
    return cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=WHITE)


def grained(image: Any, spread: float) -> Any:
    """A sheet with the grain of a copy, always the same."""
    np = numpy()
    grain = np.random.default_rng(7).normal(0, spread, image.shape)
    return np.clip(image.astype(float) + grain, 0, WHITE).astype(np.uint8)


def coloured(image: Any) -> Any:
    """A grey picture as red, green and blue."""
    return numpy().repeat(image[:, :, None], 3, axis=2)


def plain(image: Any) -> Paper:
    """Paper on which nothing is coloured."""
    return Paper(image, image, numpy().full_like(image, WHITE))


def file_of(image: Any, kind: str = "PNG") -> bytes:
    """A picture as a file."""
    held = io.BytesIO()
    pillow().fromarray(image).save(held, kind)
    return held.getvalue()


def corners_of(x0: float, y0: float, x1: float, y1: float, rise: float = 0.0) -> Corners:
    """The corners of a line of text that falls by `rise` pixels from left to right."""
    return (x0, y0), (x1, y0 + rise), (x1, y1 + rise), (x0, y1)


@dataclass
class StandIn:
    """A witness that says what a function makes of each picture, and keeps what it was shown."""

    reads: Callable[[Any], str]
    name: str = "stand-in"
    confidence: float = 0.9
    shown: list[Any] = field(default_factory=list)

    def read_lines(self, lines: Sequence[Any]) -> list[Line]:
        self.shown += lines
        return [Line(self.reads(line), self.confidence) for line in lines]


@dataclass
class Pointing:
    """A finder that always points at the same lines, and keeps what it was shown."""

    lines: Sequence[Corners] = ()
    shown: list[Any] = field(default_factory=list)

    def find_lines(self, image: Any) -> list[Corners]:
        self.shown.append(image)
        return list(self.lines)


def recogniser(first: str = "12", second: str | None = None, lines: Sequence[Corners] = (), **sizes: int) -> Recogniser:
    """Two witnesses who say of every line the same, or one this and one that."""
    other = first if second is None else second
    return Recogniser(StandIn(lambda _: first), StandIn(lambda _: other), Pointing(lines), **sizes)
