"""A picture file as grey paper: evenly lit, with what was printed in colour apart from what is black."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Any

from transforms.formats.scans.witnesses import Image

# The paper's own brightness is looked for in blocks of this many pixels a side, which smooths over letters.
_BLOCK = 16
# Blocks around one in which its brightest tells the paper: wider than a bold rule or a title's stroke.
_AROUND = 5
# Steps between the brightest and the darkest channel of a pixel that is coloured ink, of 255. Grey text, and the
# fringes of colour that cameras and compression leave, differ by less.
_COLOURED = 70
# How many times as bright as the ground of a place its light print is, such as white digits on a dark cell.
_BRIGHTER = 1.25
# How far colours are mixed, in pixels, before they tell that ink is coloured: the fringes of black letters, as cameras,
# cheap scanners and screens leave, have opposite colours on both sides of a stroke.
_FRINGE = 2.0
# Of a page's pixels so many, in percent, are ink at least: a table's rules are as much.
_INK_SHARE = 0.7
# As dark as ink is made, of 255, and how many times a pale print is darkened at most: noise is darkened with it.
_DARK_INK, _MOST_GAIN = 60, 4.0
# Pixels of the picture of a number that is kept: as large as a person needs to read it.
_SMALL_WIDTH, _SMALL_HEIGHT = 160, 28
_WHITE = 255
# Formats that documents and pages show; others start programs or are drawings.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
# What Pillow raises for files that are broken inside.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, struct.error)


@dataclass(frozen=True, slots=True)
class Paper:
    """A picture of paper as arrays of one size: `black` has what is printed in black or grey as grey values, `all_ink`
    everything, stamps and signatures in colour too, and `grey` how near to grey each place is, 0 what is brighter than
    its ground. Paper is 255."""

    black: Image
    all_ink: Image
    grey: Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.black.shape
        return int(width), int(height)

    def changed(self, change: Any) -> Paper:
        """The paper with all arrays changed alike."""
        return Paper(change(self.black), change(self.all_ink), change(self.grey))


def open_picture(data: bytes, most_pixels: int) -> Image | None:
    """The pixels of a picture file as red, green and blue (height x width x 3); None for one that cannot be opened or
    has more pixels than are read. What is see-through is white."""
    import numpy as np
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    try:
        with Pillow.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if not 0 < picture.width * picture.height <= most_pixels:
                return None
            coloured = picture.convert("RGBA")
            ground = Pillow.new("RGBA", coloured.size, (_WHITE,) * 4)
            return np.asarray(Pillow.alpha_composite(ground, coloured).convert("RGB"))
    except (UnidentifiedImageError, Pillow.DecompressionBombError, *_BROKEN):
        return None


def clean(pixels: Image) -> Paper:
    """Coloured pixels as paper under even light."""
    import cv2
    import numpy as np

    brightest, darkest = pixels.max(axis=2), pixels.min(axis=2)
    light = _light(darkest)
    black = np.where(brightest.astype(np.int16) - darkest > _COLOURED, brightest, darkest)
    soft = cv2.GaussianBlur(pixels, (0, 0), _FRINGE)
    grey = np.where(darkest > _BRIGHTER * light, np.uint8(0), _WHITE - (soft.max(axis=2) - soft.min(axis=2)))
    return Paper(_dark(_even(black, _light(black))), _dark(_even(darkest, light)), grey)


def _dark(grey: Image) -> Image:
    """A picture whose ink is dark, however pale it was printed; where there is next to none, the grain of its paper is
    darkened with it."""
    import numpy as np

    darkest = float(np.percentile(grey, _INK_SHARE))
    if darkest <= _DARK_INK:
        return grey
    gain = min(_MOST_GAIN, (_WHITE - _DARK_INK) / max(1.0, _WHITE - darkest))
    return (_WHITE - np.clip((_WHITE - grey.astype(np.float32)) * gain, 0, _WHITE)).astype(np.uint8)


def _light(grey: Image) -> Image:
    """How bright the paper is in each place."""
    import cv2
    import numpy as np

    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // _BLOCK), max(1, height // _BLOCK)), interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((_AROUND, _AROUND), np.uint8)), (0, 0), 2)
    return np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 1)


def _even(grey: Image, light: Image) -> Image:
    """A picture divided by the brightness of its paper, so that paper is white also in a shadow."""
    import cv2

    return cv2.divide(grey, light, scale=_WHITE)


def small_picture(image: Image) -> bytes:
    """A picture as a small PNG of four greys, for people to look at."""
    from PIL import Image as Pillow

    picture = Pillow.fromarray(image)
    picture.thumbnail((_SMALL_WIDTH, _SMALL_HEIGHT))
    greys = picture.point(lambda value: value // 64).convert("P")
    greys.putpalette([level for grey in (0, 85, 170, _WHITE) for level in (grey,) * 3])
    held = io.BytesIO()
    greys.save(held, "PNG", bits=2, compress_level=9)
    return held.getvalue()
