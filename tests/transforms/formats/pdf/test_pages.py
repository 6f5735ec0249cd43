"""Pages as one sequence of texts and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import Draw, grey_picture, lines_of, read, write
from transforms.formats.pdf.lines import Word
from transforms.formats.pdf.pages import (
    Places,
    ReadPage,
    TextLine,
    count_places_alike,
    page_parts,
)
from transforms.text import DIGIT_SPACE

HEADER = "样例镇文件汇编"


def line(text: str, y: float = 50, x0: float = 40, x1: float = 360, size: float = 10) -> TextLine:
    return TextLine(text, x0, x1, y, size, False, 400)


def is_header_kept(with_header: int, count: int, *, y: float = 8, lines_above: int = 0, shift: float = 0) -> bool:
    """Whether a line that stands at the top of some pages of all, each 100 points high, is kept as text."""
    pages = []
    for number in range(count):
        above = [line("甲乙丙丁戊己庚辛"[number * 2 + place], y=place) for place in range(lines_above)]
        header = [line(HEADER, y=y + shift * number)] if number < with_header else []
        pages.append(ReadPage(number + 1, 100, (*above, *header, line("正文" + "甲乙丙丁戊己庚辛"[number], y=50))))
    return HEADER in "".join(part for part in page_parts(pages) if isinstance(part, str))


def is_joined(
    text: str = "本年度收到的申请比上一年度多",
    *,
    end: float | None = None,
    size: float = 10,
    right: float = 360,
    start: float = 40,
    following: str = "了不少",
) -> bool:
    """Whether a line that ends at `end` and one that begins at `start` are joined; the margins are 40 and `right`."""
    upper = line(text, 62, x1=right if end is None else end)
    lines = (line("。" * 12, x1=right), upper, line(following, 74, x0=start, x1=right, size=size))
    (part,) = page_parts([ReadPage(1, 500, lines)])
    assert isinstance(part, str)
    return text + following in part


def placed_page(number: int, unit: float) -> ReadPage:
    """A page with a line whose word stands 120 points from the left edge, its places of a width."""
    places = Places((Word("14", 120, 132, 50, 12, 0, 0, 120, 50),), unit, is_header=True)
    return ReadPage(number, 100, (replace(line(places.text(unit)), places=places, is_tabular=True),))


def spaces(*units: float) -> list[int]:
    """How many places stand before the word on pages whose own places have these widths."""
    pages = count_places_alike([placed_page(number, unit) for number, unit in enumerate(units, start=1)])
    return [item.text.count(DIGIT_SPACE) for page in pages for item in page.items if isinstance(item, TextLine)]


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.pages._LIKE_TYPE",
        inside=lambda: spaces(6, 3) == [40, 40],
        outside=lambda: spaces(6, 2.9) == [41, 41],
        moved=3,
    ),
    Pattern("transforms.formats.pdf.pages._DIGITS", takes=("第3页", "2020年"), leaves=("第三页",)),
    Pattern(
        "transforms.formats.pdf.pages._PAGE_NUMBER",
        takes=("- 3 -", "3", "第3页", "第 3 页 共 12 页", "3/12", "— 3 —"),
        leaves=("第三页", "3件", "规章 3", "2020年", "2020", "4      4"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.pdf.pages._ORDINAL",
        takes=("一、总体情况", "（二）依申请", "十二．"),
        leaves=("一是", "1.培训", "三件申请"),
        how="match",
    ),
    Threshold(
        "transforms.formats.pdf.pages._MARGIN",
        inside=lambda: not is_header_kept(2, 2, y=11),
        outside=lambda: not is_header_kept(2, 2, y=13),
        moved=0.2,
    ),
    Threshold(
        "transforms.formats.pdf.pages._RUNNING_LINES",
        inside=lambda: not is_header_kept(2, 2, lines_above=1),
        outside=lambda: not is_header_kept(2, 2, lines_above=2),
        moved=3,
    ),
    Threshold(
        "transforms.formats.pdf.pages._SAME_HEIGHT",
        inside=lambda: not is_header_kept(2, 2, shift=1.9),
        outside=lambda: not is_header_kept(2, 2, shift=2.1),
        moved=8,
    ),
    Threshold(
        "transforms.formats.pdf.pages._RUNNING_SHARE",
        inside=lambda: not is_header_kept(2, 5),
        outside=lambda: not is_header_kept(2, 6),
        moved=0.3,
    ),
    Threshold(
        "transforms.formats.pdf.pages._FULL_LINE",
        inside=lambda: is_joined(end=344),
        outside=lambda: is_joined(end=343),
        moved=3.0,
    ),
    Threshold(
        "transforms.formats.pdf.pages._LEAST_FULL",
        inside=lambda: is_joined("共" * 12),
        outside=lambda: is_joined("共" * 11),
        moved=5,
    ),
    Threshold(
        "transforms.formats.pdf.pages._SAME_SIZE",
        inside=lambda: is_joined(size=10.9),
        outside=lambda: is_joined(size=11.2),
        moved=0.3,
    ),
    Threshold(
        "transforms.formats.pdf.pages._WIDEST_RIGHT",
        inside=lambda: is_joined(right=320),
        outside=lambda: is_joined(right=319),
        moved=2.0,
    ),
    Threshold(
        "transforms.formats.pdf.pages._RAGGED_RIGHT",
        inside=lambda: is_joined(right=320),
        outside=lambda: is_joined(right=319),
        moved=3,
    ),
    Threshold(
        "transforms.formats.pdf.pages._INDENT",
        inside=lambda: is_joined(start=45),
        outside=lambda: is_joined(start=46),
        moved=1.0,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_radicals_become_characters_and_circled_digits_stay() -> None:
    assert "一、①２０２３年日5²" in lines_of(read(write((40, 300, "⼀、①２０２３年⽇5²"))))


def test_running_lines_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Any) -> None:
            canvas.drawString(40, 470, f"示范镇{number}号文件")
            canvas.drawString(40, 300, "正文" + "甲乙丙"[number])
            canvas.drawString(190, 20, str(number + 1))

        return draw

    assert lines_of(read(page(0), page(1), page(2))) == ["正文甲", "正文乙", "正文丙"]


def test_lines_of_a_paragraph_are_joined() -> None:
    upper, lower = "本年度收到的申请比上一年度多了不少，都在期限内作", "了答复，没有一件超过期限。"
    content = read(write((64, 400, upper), (40, 380, lower), (64, 360, "另起一段。")))
    assert lines_of(content)[:2] == [upper + lower, "另起一段。"]


def test_the_lines_of_a_header_are_no_paragraph() -> None:
    """As Chromium sets table four: labels wrapped in cells that nearly touch, as far to the right as any prose."""
    places = range(40, 352, 24)
    words = [(x, y, text) for y, text in ((400, "结果"), (384, "维持"), (360, "0")) for x in places]
    *lines, _ = lines_of(read(write(*words, size=10)))
    assert [line.split() for line in lines] == [[text] * len(places) for text in ("结果", "维持", "0")]


def test_a_picture_for_a_table_is_doubted() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 470, "二、主动公开政府信息情况")
        canvas.drawImage(grey_picture(), 40, 300, 300, 150)
        canvas.drawString(40, 270, "三、收到和处理政府信息公开申请情况")

    assert [(doubt.rule, doubt.subject) for doubt in read(draw).doubts] == [("table_is_image", "report_section.2")]


def test_a_line_goes_on_unless_something_speaks_for_a_new_one() -> None:
    assert is_joined()
    assert not is_joined(following="一、总体情况")
    assert not is_joined("本年度收到的申请比上一年度多。")
    assert not is_joined("本年度收到的申请比上一年度多5", following="3件")


def test_a_row_on_the_next_page_stands_below_its_column() -> None:
    """The narrowest label of each page gives it the width of its places."""
    assert spaces(6, 4, 5) == [30, 30, 30]
    assert spaces(6) == [20]
    assert spaces() == []
