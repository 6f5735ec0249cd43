"""One picture of a page or table → its marks on paper, as if the page had text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.marks import Budget, PageMarks
from transforms.formats.pdf.tables import Grid, find_grids
from transforms.formats.recognition import Recognised
from transforms.formats.scans.agreement import needs_second_look, settle_cell
from transforms.formats.scans.cells import Strip, read_cell_picture
from transforms.formats.scans.digits import goes_on_beside
from transforms.formats.scans.images import Paper, clean
from transforms.formats.scans.overprint import find_overprints
from transforms.formats.scans.ruled import Segment, find_segments
from transforms.formats.scans.straight import flatten, leaning_of, turn_back
from transforms.formats.scans.witnesses import Corners, Image, Line, Recogniser
from transforms.formats.scans.writing import Writer
from transforms.text import is_han

# The points of a character of body text in reports: 10.5 to 16.
_EM_POINTS = 12.0
# How near to a cell's side, in parts of a character's height, its rule is.
_AT_SIDE = 0.4
# A found line is higher than its characters by so much.
_LINE_TO_EM = 1.35
# Lines by which it is decided whether a page stands on its head.
_SAMPLE = 5
# The usual height of a character for engines, in pixels: lower lines are enlarged.
_READ_HEIGHT = 40
# How many times as wide as high a line is that runs from left to right: two characters are. Leaves single characters,
# which tell nothing.
_LYING = 1.5
# Pixels from which on a line tells how its page leans: a pixel more or less at one end is half a degree then.
_TELLING = 100
# Lines up to so many pixels are read to see whether a page stands on its head: longer ones take engines long, and a
# page of nothing else stays as it is.
_LONGEST_SAMPLE = 600


class _Place(NamedTuple):
    """A line of a page to be read, with its box in pixels; `cell` tells the lines of a table's cells, `is_cut` those
    beside which digits may stand that are not read: at an edge, on a rule, in another colour."""

    strip: Strip
    cell: int | None
    is_cut: bool = False


class _Sheet(NamedTuple):
    """A page set straight with its rules in pixels, how large a pixel is in points, and how high characters are in
    pixels."""

    paper: Paper
    segments: Sequence[Segment]
    scale: float
    em: float

    @property
    def thickness(self) -> float:
        """How thick its rules are, but for the thickest."""
        thicknesses = sorted(segment.thickness for segment in self.segments)
        return thicknesses[len(thicknesses) * 3 // 4] if thicknesses else 1.0

    def is_open(self, box: Box) -> bool:
        """Whether a cell, in points, has no rule at its left or right: what it shows may go on there, behind a cut.
        Above and below, a page break leaves none."""
        x0, y0, x1, y1 = (value / self.scale for value in box)
        uprights = [segment for segment in self.segments if not segment.is_level]
        return not all(
            any(
                abs(segment.at - at) <= _AT_SIDE * self.em
                and min(segment.end, y1) - max(segment.start, y0) > (y1 - y0) / 2
                for segment in uprights
            )
            for at in (x0, x1)
        )


def read_picture(
    pixels: Image,
    recogniser: Recogniser,
    page: int,
    found: Recognised,
    budget: Budget,
    most_cells: int,
    points: float | None = None,
) -> PageMarks:
    """The marks of a picture of a page, whose pixels are of so many points if that is known. Numbers carry the marks of
    their recognitions, which are added to `found`."""
    paper, corners = _set_upright(clean(pixels), recogniser)
    em = _em_of(corners)
    scale = points or _EM_POINTS / em
    width, height = paper.size
    segments = find_segments(paper.black, em, corners)
    rules = tuple(
        Rule(segment.is_level, segment.at * scale, segment.start * scale, segment.end * scale) for segment in segments
    )
    grids = find_grids(rules, budget, most_cells)
    places, unread = _cell_places(_Sheet(paper, segments, scale, em), grids)
    places += _line_places(paper, grids, scale, em, corners)
    writer = Writer(page, scale, em * scale, found)
    glyphs = [writer.write_unread(box) for box in unread]
    for place, first, second in _read_places(places, recogniser):
        glyphs += writer.write(place.strip, first, second, in_cell=place.cell is not None, is_cut=place.is_cut)
    return PageMarks(width * scale, height * scale, tuple(glyphs), rules, ())


def _em_of(corners: Sequence[Corners]) -> float:
    heights = sorted(_sides(line)[1] for line in corners)
    return heights[len(heights) // 2] / _LINE_TO_EM if heights else 20.0


def _sides(line: Corners) -> tuple[float, float]:
    (a, b, c, d) = line
    return (math.dist(a, b) + math.dist(d, c)) / 2, (math.dist(a, d) + math.dist(b, c)) / 2


def _set_upright(paper: Paper, recogniser: Recogniser) -> tuple[Paper, list[Corners]]:
    """The page as its lines run from left to right, straight and flat, with the lines that were found on it."""
    import numpy as np

    leaning = leaning_of(paper.black)
    if leaning is not None:
        paper = turn_back(paper, leaning)
    corners = recogniser.finder.find_lines(paper.black)
    if not corners:
        return paper, []
    # Turned by a quarter, lines are higher than wide.
    shapes = [(abs(line[0][0] - line[2][0]), abs(line[0][1] - line[2][1])) for line in corners]
    upright = sum(wide * (wide > _LYING * high) for wide, high in shapes)
    turned = sum(high * (high > _LYING * wide) for wide, high in shapes)
    turns = 1 if turned > upright else 0
    if turns:
        paper = paper.changed(lambda image: np.ascontiguousarray(np.rot90(image, turns)))
        corners = recogniser.finder.find_lines(paper.black)
    straight = paper if leaning is not None else turn_back(paper, _leaning_of_lines(corners))
    if _is_on_its_head(straight, corners, recogniser):
        straight = straight.changed(lambda image: np.ascontiguousarray(np.rot90(image, 2)))
    flat = flatten(straight)
    return flat, corners if flat is paper else recogniser.finder.find_lines(flat.black)


def _leaning_of_lines(corners: Sequence[Corners]) -> float:
    angles = sorted(
        math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) for a, b, *_ in corners if math.dist(a, b) > _TELLING
    )
    return angles[len(angles) // 2] if angles else 0.0


def _is_on_its_head(paper: Paper, corners: Sequence[Corners], recogniser: Recogniser) -> bool:
    import numpy as np

    longest = sorted(corners, key=lambda line: -_sides(line)[0])
    samples = [cut_line(paper.black, line).image for line in longest if _sides(line)[0] < _LONGEST_SAMPLE][:_SAMPLE]
    if not samples:
        return False
    upright = recogniser.first.read_lines(samples)
    turned = recogniser.first.read_lines([np.ascontiguousarray(np.rot90(sample, 2)) for sample in samples])
    return _weight_of_words(turned) > _weight_of_words(upright)


def _weight_of_words(lines: Sequence[Line]) -> float:
    """How much is read of words; digits read as well upside down (6, 9, 8, 0)."""
    return sum(line.confidence * sum(map(is_han, line.text)) for line in lines)


def cut_line(image: Image, line: Corners) -> Strip:
    """The picture of a line between its corners."""
    import cv2
    import numpy as np

    width, height = (max(4, round(side)) for side in _sides(line))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(line, np.float32), target)
    part = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    part = cv2.copyMakeBorder(part, 3, 3, 6, 6, cv2.BORDER_CONSTANT, value=255)
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return Strip(part, round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


def _cell_places(sheet: _Sheet, grids: Sequence[Grid]) -> tuple[list[_Place], list[Box]]:
    """The lines of all cells, and the cells that show something that is no line."""
    places: list[_Place] = []
    unread: list[Box] = []
    scale, thickness, cell = sheet.scale, sheet.thickness, 0
    inset = thickness / 2 + 1
    overprints = find_overprints(sheet.paper.black, sheet.segments, sheet.em)
    covered = [Box(*(value * scale for value in overprint)) for overprint in overprints]
    for grid in grids:
        boxes = [Box(*box) for box in cell_boxes(grid)]
        pictures = [
            read_cell_picture(
                sheet.paper,
                (box.x0 / scale + inset, box.y0 / scale + inset, box.x1 / scale - inset, box.y1 / scale - inset),
                sheet.em,
                thickness,
            )
            for box in boxes
        ]
        cut = [box for box, picture in zip(boxes, pictures, strict=True) if picture.is_cut]
        for box, picture in zip(boxes, pictures, strict=True):
            cell += 1
            is_covered = any(_touch(box, other) for other in covered)
            is_cut = picture.is_unsure or is_covered or any(_touch(box, other) for other in cut)
            places += [_Place(strip, cell, is_cut) for strip in picture.lines]
            if not picture.lines and (picture.has_ink or is_covered or sheet.is_open(box)):
                unread.append(box)
    return places, unread


def _touch(box: Box, other: Box) -> bool:
    """Whether two cells are one, or have a part of an edge in common: of a number across it either may show a sliver
    that looks like the rule."""
    shared = min(box.x1, other.x1) - max(box.x0, other.x0), min(box.y1, other.y1) - max(box.y0, other.y0)
    return min(shared) >= 0 and max(shared) > 0


def cell_boxes(grid: Grid) -> list[tuple[float, float, float, float]]:
    """The cells of a grid in points."""
    boxes: dict[int, tuple[float, float, float, float]] = {}
    for index, owner in enumerate(grid.owners):
        row, column = divmod(index, grid.columns)
        x0, y0, x1, y1 = grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1]
        if owner in boxes:
            left, top, right, bottom = boxes[owner]
            x0, y0, x1, y1 = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
        boxes[owner] = (x0, y0, x1, y1)
    return list(boxes.values())


def _line_places(
    paper: Paper, grids: Sequence[Grid], scale: float, em: float, corners: Sequence[Corners]
) -> list[_Place]:
    places = []
    for line in corners:
        x, y = (sum(point[axis] for point in line) / 4 * scale for axis in (0, 1))
        if not any(grid.box.holds(x, y) for grid in grids):
            strip = cut_line(paper.black, line)
            places.append(_Place(strip, None, goes_on_beside(paper.black, strip, em)))
    return places


def _read_places(places: Sequence[_Place], recogniser: Recogniser) -> Iterator[tuple[_Place, list[Line], list[Line]]]:
    """Each place with what each witness reads there; in a cell, also from a picture prepared in another way."""
    images = [_enlarged(place.strip.image, _READ_HEIGHT) for place in places]
    first, second = recogniser.first.read_lines(images), recogniser.second.read_lines(images)
    labels = _labels_of(places, first, second)
    again = [
        number
        for number in range(len(places))
        if number not in labels and needs_second_look(first[number], second[number])
    ]
    bold = [_emboldened(places[number].strip.image) for number in again]
    more = dict(
        zip(again, zip(recogniser.first.read_lines(bold), recogniser.second.read_lines(bold), strict=True), strict=True)
    )
    for number, place in enumerate(places):
        if (label := labels.get(number)) is not None:
            yield place, [label], [label]
            continue
        mine, theirs = more.get(number, (None, None))
        yield place, [first[number], *((mine,) if mine else ())], [second[number], *((theirs,) if theirs else ())]


def _labels_of(places: Sequence[_Place], first: Sequence[Line], second: Sequence[Line]) -> dict[int, Line]:
    """The lines of cells that are labels of the form as a whole, by their numbers."""
    cells: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        if place.cell is not None:
            cells.setdefault(place.cell, []).append(number)
    labels: dict[int, Line] = {}
    for numbers in cells.values():
        if (lines := settle_cell([first[at] for at in numbers], [second[at] for at in numbers])) is not None:
            labels.update(zip(numbers, lines, strict=True))
    return labels


def _emboldened(image: Image) -> Image:
    """A line in which small marks, a point above all, are as large as a blurred picture can have them."""
    import cv2
    import numpy as np

    large = _enlarged(image, 2 * _READ_HEIGHT)
    soft = cv2.GaussianBlur(large, (0, 0), 3)
    sharp = cv2.addWeighted(large, 2.2, soft, -1.2, 0)
    return cv2.erode(sharp, np.ones((3, 3), np.uint8))


def _enlarged(image: Image, height: int) -> Image:
    import cv2

    factor = height / image.shape[0]
    if factor <= 1:
        return image
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
