"""What scanners, copiers, cameras and stamps do to a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import cv2
import numpy as np

Pixels = Any
Spoil = Callable[[Pixels, Random], Pixels]
WHITE = (255, 255, 255)


def _noise(rng: Random, shape: Any, strength: float) -> Any:
    return np.random.default_rng(rng.randrange(2**32)).normal(0, strength, shape)


def _clip(values: Any) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


def compress(page: Pixels, quality: int) -> Pixels:
    """A page as JPEG of a quality gives it back."""
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def scan(page: Pixels, rng: Random) -> Pixels:
    """A good scanner: a breath of blur and noise, light compression."""
    softened = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.6))
    return compress(_clip(softened + _noise(rng, page.shape, rng.uniform(1, 4))), rng.randint(75, 92))


def lean(page: Pixels, rng: Random) -> Pixels:
    """Laid askew, by 5 degrees at most."""
    height, width = page.shape[:2]
    angle = rng.choice((-1, 1)) * rng.uniform(0.5, 5)
    return _turn(page, angle, width, height)


def _turn(page: Pixels, angle: float, width: int, height: int) -> Pixels:
    cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    wide, high = int(width * cos + height * sin), int(height * cos + width * sin)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return cv2.warpAffine(page, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=WHITE)


def turn(page: Pixels, rng: Random) -> Pixels:
    """Laid in sideways or upside down."""
    return np.ascontiguousarray(np.rot90(page, rng.randint(1, 3)))


def _ring(page: Pixels, rng: Random, colour: tuple[int, int, int], strength: float) -> Pixels:
    height, width = page.shape[:2]
    radius = int(min(width * rng.uniform(0.08, 0.11), height / 3))
    layer = np.zeros((height, width), np.uint8)
    x, y = rng.randint(radius, width - radius), rng.randint(max(radius, height // 4), height - radius)
    cv2.circle(layer, (x, y), radius, 255, max(2, radius // 18))
    star = [
        (
            x + (radius * 0.35 if k % 2 == 0 else radius * 0.14) * math.sin(math.pi * k / 5),
            y - (radius * 0.35 if k % 2 == 0 else radius * 0.14) * math.cos(math.pi * k / 5),
        )
        for k in range(10)
    ]
    cv2.fillPoly(layer, [np.array(star, np.int32)], 255)
    for step in range(12):
        angle = math.pi * (0.75 + step / 11 * 1.5)
        place = (int(x + radius * 0.78 * math.cos(angle)), int(y + radius * 0.78 * math.sin(angle)))
        cv2.rectangle(layer, (place[0] - 7, place[1] - 9), (place[0] + 7, place[1] + 9), 255, 3)
    alpha = cv2.GaussianBlur(layer, (3, 3), 0)[:, :, None] / 255 * strength
    return _clip(page * (1 - alpha + alpha * np.array(colour) / 255))


def stamp(page: Pixels, rng: Random) -> Pixels:
    """A red seal over the page, and a signature in blue."""
    page = _ring(page, rng, (215, 30, 40), rng.uniform(0.75, 1))
    return scan(_sign(page, rng, (40, 50, 190)), rng)


def stamp_in_grey(page: Pixels, rng: Random) -> Pixels:
    """The same, scanned in grey: what is red is as dark as what is black, nearly."""
    page = _sign(_ring(page, rng, (215, 30, 40), rng.uniform(0.75, 1)), rng, (40, 50, 190))
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    return scan(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), rng)


def _sign(page: Pixels, rng: Random, colour: tuple[int, int, int]) -> Pixels:
    height, width = page.shape[:2]
    x, y = rng.randint(width // 8, width // 2), rng.randint(height // 3, height - height // 10)
    points, at_x, at_y = [], float(x), float(y)
    for _ in range(40):
        at_x += rng.uniform(2, width / 90)
        at_y += rng.uniform(-1, 1) * height / 90
        points.append((int(at_x), int(at_y)))
    page = page.copy()
    cv2.polylines(page, [np.array(points, np.int32)], False, colour, max(2, width // 500), cv2.LINE_AA)
    return page


def photograph(page: Pixels, rng: Random) -> Pixels:
    """Held under a lamp and photographed from aside."""
    height, width = page.shape[:2]
    side = 0.035
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    moved = [
        (
            x + rng.uniform(0, side) * width * (1 if x == 0 else -1),
            y + rng.uniform(0, side) * height * (1 if y == 0 else -1),
        )
        for x, y in corners
    ]
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(moved, np.float32))
    seen = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(235, 235, 235))
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    slope = (np.cos(angle) * xs / width + np.sin(angle) * ys / height + 1) / 2
    light = rng.uniform(0.55, 0.75) + 0.4 * np.clip(slope, 0, 1)
    tint = np.array([rng.uniform(0.94, 1), rng.uniform(0.94, 1), rng.uniform(0.85, 1)])
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 1.1))
    return compress(
        _clip(seen * light[:, :, None] * tint + _noise(rng, seen.shape, rng.uniform(3, 7))), rng.randint(60, 85)
    )


def press(page: Pixels, rng: Random) -> Pixels:
    """Compressed hard."""
    return compress(compress(page, rng.randint(18, 30)), rng.randint(25, 40))


def copy(page: Pixels, rng: Random) -> Pixels:
    """Copied and faxed: black and white alone, with specks."""
    grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 0.7).astype(float)
    grey += _noise(rng, grey.shape, 18)
    bits = np.where(grey < rng.randint(135, 185), 0, 255).astype(np.uint8)
    return cv2.cvtColor(bits, cv2.COLOR_GRAY2RGB)


def fade(page: Pixels, rng: Random) -> Pixels:
    """Printed with little toner, on grey paper."""
    paper, toner = rng.randint(215, 240), rng.randint(105, 140)
    return scan(_clip(toner + (paper - toner) * (page.astype(float) / 255)), rng)


def coarsen(page: Pixels, rng: Random) -> Pixels:
    """Blurred and noisy, as old scanners are."""
    soft = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.8, 1.3))
    return compress(_clip(soft + _noise(rng, page.shape, rng.uniform(8, 16))), rng.randint(40, 60))


def all_together(page: Pixels, rng: Random) -> Pixels:
    """Askew, stamped and compressed."""
    return press(lean(_ring(page, rng, (215, 30, 40), 0.9), rng), rng)


KINDS: Mapping[str, tuple[int, Spoil]] = {
    "clean 200": (200, scan),
    "100 dpi": (100, scan),
    "150 dpi": (150, scan),
    "300 dpi": (300, scan),
    "turned": (200, turn),
    "askew": (200, lean),
    "stamped": (200, stamp),
    "stamped, grey": (200, stamp_in_grey),
    "photographed": (200, photograph),
    "compressed": (200, press),
    "copied": (200, copy),
    "faded": (200, fade),
    "coarse": (200, coarsen),
    "all together": (200, all_together),
}
"""Ways in which a page comes to be a picture: dots to the inch, and what is done to it."""
