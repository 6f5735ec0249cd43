"""What was read of a line, written as the characters that a page with text would have in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import ILLEGIBLE, RECOGNISED_FONT, Glyph
from transforms.formats.recognition import Recognised, Recognition
from transforms.formats.scans.agreement import DASH, is_prose, number_places, settle
from transforms.formats.scans.cells import Strip
from transforms.formats.scans.digits import is_evenly_set, is_one_number
from transforms.formats.scans.images import small_picture
from transforms.formats.scans.witnesses import Line
from transforms.text import IMAGE, MOST_RECOGNISED, display_width, recognised_mark

# How high above the baseline the middle of a line is, in parts of its size: digits are 0.7 high.
_MIDDLE = 0.35
# The size of characters in parts of the height of a found line, which has paper above and below.
_SIZE_OF_LINE = 0.75


@dataclass(slots=True)
class Writer:
    """Writes the lines of a page. `points` is how large a pixel is, `em` the usual size of its characters in points;
    numbers carry the marks of their recognitions, which are added to `found`."""

    page: int
    points: float
    em: float
    found: Recognised
    run: int = 0

    def write(
        self, strip: Strip, first: Sequence[Line], second: Sequence[Line], *, in_cell: bool, is_cut: bool = False
    ) -> Iterator[Glyph]:
        """The characters of a line that two witnesses read, each perhaps from several pictures of it. Of a cell that
        `is_cut`, no number is sure: digits may stand behind its edge."""
        settled = settle(first, second)
        box = Box(*(value * self.points for value in strip[1:5]))
        size = self.em if in_cell else _SIZE_OF_LINE * box.height
        if not settled.is_value:
            self.found.has_words = True
            self.found.has_prose |= not in_cell and is_prose(settled.text)
            chars = list(settled.text)
            for _, end in number_places(settled.text):
                chars[end - 1] += self._note(strip, box, first, second, settled.text, is_agreed=not is_cut)
        elif settled.text == DASH:
            chars = [DASH]
        else:
            is_agreed = settled.is_agreed and not is_cut and is_one_number(strip.image, settled.text)
            chars = list(settled.text) if is_agreed else [ILLEGIBLE]
            chars[-1] += self._note(strip, box, first, second, settled.text, is_agreed=is_agreed)
        yield from self._spread(chars, box, size)

    def write_unread(self, box: Box) -> Glyph:
        """The sign of something in a cell that nobody can read."""
        middle = (box.x0 + box.x1) / 2
        return self._glyph(IMAGE, middle - 1, middle + 1, (box.y0 + box.y1) / 2, self.em)

    def _note(
        self, strip: Strip, box: Box, first: Sequence[Line], second: Sequence[Line], text: str, *, is_agreed: bool
    ) -> str:
        """The mark of a new recognition; where there are too many, what makes a number illegible."""
        numbers = self.found.numbers
        if len(numbers) >= MOST_RECOGNISED:
            return ILLEGIBLE
        readings = tuple(dict.fromkeys(line.text for line in (*first, *second)))
        confidence = min(max(line.confidence for line in lines) for lines in (first, second))
        is_even = is_evenly_set(strip.image, sum(char.isascii() and char.isdigit() for char in text))
        crop = small_picture(strip.image)
        numbers.append(Recognition(self.page, (*box,), readings, round(confidence, 3), is_agreed, is_even, crop))
        return recognised_mark(len(numbers) - 1)

    def _spread(self, chars: Sequence[str], box: Box, size: float) -> Iterator[Glyph]:
        """Characters as wide as they are, over the width of their line."""
        self.run += 1
        widths = [display_width(char[0]) if char.strip() else 1 for char in chars]
        unit = box.width / max(1, sum(widths))
        x = box.x0
        for char, width in zip(chars, widths, strict=True):
            if char.strip():
                yield self._glyph(char, x, x + width * unit, (box.y0 + box.y1) / 2, size)
            x += width * unit

    def _glyph(self, text: str, x0: float, x1: float, middle: float, size: float) -> Glyph:
        top, bottom = middle - size / 2, middle + size / 2
        return Glyph(text, x0, top, x1, bottom, x0, middle + _MIDDLE * size, size, 0, self.run, RECOGNISED_FONT)
