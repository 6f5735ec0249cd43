"""The pictures of one file, as they are read one after the other."""

from __future__ import annotations

from transforms.formats.pdf.marks import Budget, PageMarks, TooComplexError
from transforms.formats.pdf.pages import lay_out_page, page_parts
from transforms.formats.pictures import Part
from transforms.formats.recognition import Recognised
from transforms.formats.scans.images import open_picture
from transforms.formats.scans.page import read_picture
from transforms.formats.scans.witnesses import EngineAbsentError, Image, Recogniser
from transforms.limits import Limits

# Pixels of a side from which a picture may show a digit; icons and lines are smaller, and count for nothing.
_LEAST_SIDE = 10
# What the pictures of a file may cost in comparisons of rules and words, beside what engines take.
_STEPS = 40_000_000


class Pictures:
    """Reads the pictures of a file; `found` is what was recognised in them so far."""

    def __init__(self, recogniser: Recogniser, limits: Limits) -> None:
        self.found = Recognised()
        self.pixels = recogniser.pixels
        self._recogniser = recogniser
        self._limits = limits
        self._budget = Budget(_STEPS)
        self._left = recogniser.pictures

    def read_marks(self, pixels: Image, page: int, points: float | None = None) -> PageMarks | None:
        """The marks of a picture, given as pixels (height x width x 3); None where a file has too many. `points` is
        how large a pixel is, where it is known."""
        if self._left <= 0 or min(pixels.shape[:2]) < _LEAST_SIDE:
            return None
        self._left -= 1
        known = len(self.found.numbers)
        try:
            return read_picture(
                pixels, self._recogniser, page, self.found, self._budget, self._limits.table_cells, points
            )
        except (TooComplexError, EngineAbsentError, MemoryError):
            raise
        except Exception:  # whatever libraries make of an odd picture, it stays one
            del self.found.numbers[known:]
            return None

    def read(self, data: bytes) -> tuple[Part, ...] | None:
        """The texts and tables of a picture file; None for one that is not read, or shows no text."""
        pixels = open_picture(data, self.pixels)
        if pixels is None:
            return None
        number = self._recogniser.pictures - self._left + 1
        try:
            marks = self.read_marks(pixels, number)
            if marks is None or not marks.glyphs:
                return None
            page = lay_out_page(number, marks, self._budget, self._limits.table_cells)
            return tuple(page_parts([page], are_pages=False)) or None
        except TooComplexError:
            return None
