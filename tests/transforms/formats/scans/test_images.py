"""A picture file as paper: light taken out, colour apart, pale print dark."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.scans.drawn import boxed, coloured, file_of, fill, numpy, pillow, plain, sheet, write
from transforms.formats.scans.images import clean, open_picture, small_picture

MODULE = "transforms.formats.scans.images"
PIXELS = 1_000_000


def middle_of_area(side: int) -> int:
    """How bright the middle of a grey area is when its page has been cleaned, which has black ink beside it."""
    image = fill(fill(sheet(640, 480), (0, 460, 640, 480)), (160, 160, 160 + side, 160 + side), 100)
    return int(clean(coloured(image)).black[160 + side // 2, 160 + side // 2])


def is_left_out(colour: tuple[int, int, int]) -> bool:
    """Whether a mark of a colour is taken out of what is black, on a page with black ink."""
    image = coloured(fill(sheet(320, 240), (0, 230, 320, 240)))
    return bool(clean(fill(image, (100, 100, 110, 110), colour)).black[105, 105] > 200)


def is_light_print(shade: int) -> bool:
    """Whether strokes of a shade are told on a large dark ground."""
    image = fill(sheet(400, 300), (20, 20, 380, 280), 100)
    for x in range(120, 280, 20):
        fill(image, (x, 140, x + 4, 160), shade)
    return bool((clean(coloured(image)).grey[140:160, 120:280] == 0).any())


def is_coloured(wide: int) -> bool:
    """Whether a black stroke is far from grey that has edges so wide, red at its left and blue at its right."""
    image = coloured(fill(sheet(320, 240), (100, 100, 104, 130)))
    fill(image, (100 - wide, 100, 100, 130), (255, 100, 100))
    fill(image, (104, 100, 104 + wide, 130), (100, 100, 255))
    return bool((clean(image).grey[100:130] < 215).any())


def cleaned(shade: int, permille: int = 20) -> int:
    """How dark ink of a shade is when its page has been cleaned, of which it covers so much."""
    return int(clean(coloured(boxed((400, 250), (200, 100, 200 + permille, 200), shade=shade))).black[150, 202])


def is_kept_small(width: int, height: int) -> bool:
    """Whether a picture keeps its size for people."""
    with pillow().open(io.BytesIO(small_picture(sheet(width, height)))) as picture:
        return bool(picture.size == (width, height))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._BLOCK", inside=lambda: middle_of_area(64) < 120, outside=lambda: middle_of_area(280) < 120, moved=64
    ),
    Threshold(
        f"{MODULE}._AROUND", inside=lambda: middle_of_area(64) < 120, outside=lambda: middle_of_area(280) < 120, moved=1
    ),
    Threshold(
        f"{MODULE}._COLOURED",
        inside=lambda: is_left_out((230, 140, 140)),
        outside=lambda: is_left_out((190, 140, 140)),
        moved=100,
    ),
    Threshold(
        f"{MODULE}._BRIGHTER", inside=lambda: is_light_print(200), outside=lambda: is_light_print(130), moved=1.1
    ),
    Threshold(f"{MODULE}._FRINGE", inside=lambda: not is_coloured(1), outside=lambda: not is_coloured(4), moved=0.6),
    Threshold(
        f"{MODULE}._INK_SHARE",
        inside=lambda: 50 < cleaned(150, permille=10) < 70,
        outside=lambda: 50 < cleaned(150, permille=4) < 70,
        moved=0.2,
    ),
    Threshold(f"{MODULE}._DARK_INK", inside=lambda: cleaned(80) != 80, outside=lambda: cleaned(50) != 50, moved=100),
    Threshold(f"{MODULE}._MOST_GAIN", inside=lambda: cleaned(200) < 70, outside=lambda: cleaned(230) < 70, moved=8.0),
    Threshold(
        f"{MODULE}._SMALL_WIDTH",
        inside=lambda: is_kept_small(150, 10),
        outside=lambda: is_kept_small(170, 10),
        moved=200,
    ),
    Threshold(
        f"{MODULE}._SMALL_HEIGHT", inside=lambda: is_kept_small(20, 25), outside=lambda: is_kept_small(20, 32), moved=40
    ),
    Given(f"{MODULE}._WHITE", source="white, in grey values of eight bits"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP"])
def test_a_picture_is_opened_in_colour(kind: str) -> None:
    pixels = open_picture(file_of(fill(sheet(30, 20), (0, 0, 10, 20)), kind), PIXELS)
    assert pixels is not None
    assert pixels.shape == (20, 30, 3)
    assert pixels[10, 5].tolist() == [0, 0, 0]
    assert pixels[10, 20].tolist() == [255, 255, 255]


def test_what_is_see_through_is_white() -> None:
    image = numpy().zeros((20, 30, 4), numpy().uint8)
    image[:, :10, 3] = 255
    pixels = open_picture(file_of(image), PIXELS)
    assert pixels is not None
    assert pixels[10, 5].tolist() == [0, 0, 0]
    assert pixels[10, 20].tolist() == [255, 255, 255]


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    data = file_of(sheet(30, 20))
    assert open_picture(data, 600) is not None
    assert open_picture(data, 599) is None


@pytest.mark.filterwarnings("default")
def test_a_picture_that_unpacks_to_far_too_much_is_refused() -> None:
    data = file_of(sheet(30, 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pillow(), "MAX_IMAGE_PIXELS", 100)
        assert open_picture(data, PIXELS) is None


@pytest.mark.parametrize("cut", [0, 8, 40, -100])
def test_what_is_no_whole_picture_is_refused(cut: int) -> None:
    whole = file_of(write(sheet(300, 200), "123456", 20, 100, 40))
    assert open_picture(whole[:cut], PIXELS) is None
    assert open_picture(b"%PDF-1.7 " + whole, PIXELS) is None


def test_a_shadow_is_taken_out() -> None:
    image: Any = sheet(640, 480)
    image[:] = numpy().linspace(255, 120, 640).round().astype(numpy().uint8)
    paper = clean(coloured(fill(image, (0, 460, 640, 480)))).black
    assert int(paper[:400].min()) > 225


def test_pale_print_is_darkened() -> None:
    assert clean(coloured(write(sheet(400, 100), "123456789", 20, 70, 50, shade=190))).black.min() < 80


def test_a_dark_print_stays_as_it_is() -> None:
    assert cleaned(50) == 50


def test_a_stamp_is_on_the_paper_and_not_in_what_is_black() -> None:
    image = coloured(fill(sheet(320, 240), (0, 230, 320, 240)))
    paper = clean(fill(image, (100, 100, 130, 110), (230, 30, 40)))
    assert int(paper.black[105, 115]) > 200
    assert int(paper.all_ink[105, 115]) < 60


def test_paper_is_changed_alike() -> None:
    paper = plain(sheet(30, 20)).changed(lambda image: image[:10])
    assert paper.size == (30, 10)
    assert paper.all_ink.shape == (10, 30)


def test_a_small_picture_has_four_greys() -> None:
    with pillow().open(io.BytesIO(small_picture(write(sheet(400, 60), "12345", 20, 50, 40)))) as picture:
        assert picture.format == "PNG"
        assert picture.width <= 160
        assert picture.height <= 28
        greys = {grey for _, grey in picture.convert("L").getcolors()}
    assert {0, 255} <= greys <= {0, 85, 170, 255}
