"""The pictures of a file one after the other: what they cost, how many there are, what they become."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import coloured, corners_of, file_of, recogniser, ruled, sheet, write
from transforms.formats.pdf.marks import TooComplexError
from transforms.formats.scans import reader
from transforms.formats.scans.reader import Pictures
from transforms.formats.scans.witnesses import EngineAbsentError
from transforms.limits import DEFAULT_LIMITS
from transforms.text import recognised_mark, without_recognised

XS, YS = (50, 300, 550), (100, 180, 260)
LINES = (corners_of(120, 122, 200, 149), corners_of(120, 202, 200, 229))


def page() -> Any:
    """A table of two rows and columns; the lower right cell is blank."""
    image = ruled(sheet(600, 400), XS, YS)
    for x, y in ((120, 148), (370, 148), (120, 228)):
        write(image, "12", x, y)
    return image


def pictures(text: str = "12", **sizes: Any) -> Pictures:
    return Pictures(recogniser(text, lines=LINES, **sizes), DEFAULT_LIMITS)


def is_affordable(steps: int) -> bool:
    """Whether the pictures of a file may cost so much."""
    try:
        pictures()._budget.spend(steps)
    except TooComplexError:
        return False
    return True


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.scans.reader._STEPS",
        inside=lambda: is_affordable(40_000_000),
        outside=lambda: is_affordable(40_000_001),
        moved=30_000_000,
    ),
    Threshold(
        "transforms.formats.scans.reader._LEAST_SIDE",
        inside=lambda: pictures().read_marks(coloured(sheet(300, 10)), 1) is not None,
        outside=lambda: pictures().read_marks(coloured(sheet(300, 9)), 1) is not None,
        moved=5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_table_in_a_picture_file_is_read() -> None:
    eyes = pictures()
    assert eyes.read(file_of(page())) == (
        (("12" + recognised_mark(0), "12" + recognised_mark(1)), ("12" + recognised_mark(2), "")),
    )
    assert [number.readings for number in eyes.found.numbers] == [("12",)] * 3


def test_pictures_are_counted_and_their_numbers_go_on() -> None:
    eyes = pictures()
    assert eyes.read(file_of(page())) is not None
    ((first, *_),) = [part for part in eyes.read(file_of(page())) or () if isinstance(part, tuple)]
    assert first[0] == "12" + recognised_mark(3)
    assert [number.page for number in eyes.found.numbers] == [1, 1, 1, 2, 2, 2]


def test_a_picture_of_a_known_size_has_it() -> None:
    marks = pictures().read_marks(coloured(page()), 1, points=0.36)
    assert marks is not None
    assert (marks.width, marks.height) == pytest.approx((216, 144))


def test_a_file_with_too_many_pictures_is_read_so_far() -> None:
    eyes = pictures(pictures=1)
    assert eyes.read(file_of(page())) is not None
    assert eyes.read(file_of(page())) is None
    assert eyes.read_marks(coloured(page()), 2) is None


def test_a_picture_with_too_many_pixels_is_not_read() -> None:
    assert pictures(pixels=600 * 400).read(file_of(page())) is not None
    assert pictures(pixels=600 * 400 - 1).read(file_of(page())) is None


def test_what_is_no_picture_counts_for_none() -> None:
    eyes = pictures(pictures=1)
    assert eyes.read(b"no picture") is None
    assert eyes.read(file_of(page())) is not None


def test_a_picture_without_text_is_none() -> None:
    assert Pictures(recogniser(), DEFAULT_LIMITS).read(file_of(sheet(300, 200))) is None


def test_a_picture_that_costs_too_much_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_STEPS", 1)
    assert pictures().read(file_of(page())) is None


def test_a_line_outside_of_tables_is_text() -> None:
    image = write(sheet(600, 400), "12", 100, 148)
    eyes = Pictures(recogniser("收到申请12件", lines=[corners_of(90, 122, 200, 149)]), DEFAULT_LIMITS)
    (text,) = eyes.read(file_of(image)) or ()
    assert isinstance(text, str)
    assert without_recognised(text).strip() == "收到申请12件"


def test_an_icon_counts_for_none() -> None:
    eyes = pictures(pictures=1)
    assert eyes.read(file_of(sheet(300, 5))) is None
    assert eyes.read(file_of(page())) is not None


def test_what_a_library_raises_leaves_the_picture_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise ValueError("odd picture")

    eyes = pictures()
    assert eyes.read(file_of(page())) is not None
    monkeypatch.setattr(reader, "read_picture", fail)
    assert eyes.read(file_of(page())) is None
    assert len(eyes.found.numbers) == 3


def test_engines_that_are_not_here_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise EngineAbsentError("elsewhere")

    monkeypatch.setattr(reader, "read_picture", fail)
    with pytest.raises(EngineAbsentError):
        pictures().read(file_of(page()))


def test_a_lone_number_of_a_picture_is_no_page_number() -> None:
    image = write(sheet(300, 200), "12", 120, 30)
    eyes = Pictures(recogniser("12", lines=(corners_of(110, 5, 190, 40),)), DEFAULT_LIMITS)
    assert [without_recognised(str(part)) for part in eyes.read(file_of(image)) or ()] == ["12"]
