"""Charts start at zero, count in whole steps, and give way to words where there is nothing to draw."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from notebooks.site.drawing import Point, column_chart, ticks
from transforms.language import Language, Pair


def draw(*values: int | None) -> LexborHTMLParser:
    """A chart of the years from 2020 on."""
    points = [Point(2020 + place, value) for place, value in enumerate(values)]
    return LexborHTMLParser(column_chart(Pair("申请", "Requests"), points, Pair("件", "items"), Language.ZH))


@pytest.mark.parametrize("most", [1, 2, 3, 5, 6, 9, 10, 11, 99, 1000, 123456])
def test_ticks_are_whole_few_and_reach_beyond_the_most(most: int) -> None:
    marks = ticks(most)
    steps = {after - before for before, after in pairwise(marks)}
    assert marks[0] == 0
    assert marks[-2] < most <= marks[-1]
    assert len(marks) <= 6
    assert len(steps) == 1
    assert re.fullmatch(r"[125]0*", str(steps.pop()))


def test_a_count_of_one_has_no_tick_between() -> None:
    assert [tick.text() for tick in draw(1, 0).css("text.tick")] == ["0", "1"]


def test_columns_stand_on_zero_and_are_as_tall_as_their_values() -> None:
    columns = draw(1, None, 2, 0).css("rect")
    feet = {float(one.attributes["y"] or 0) + float(one.attributes["height"] or 0) for one in columns}
    zero = draw(1).css("line")[0].attributes["y1"]
    assert feet == {float(zero or 0)}
    low, high = (float(one.attributes["height"] or 0) for one in columns)
    assert high == pytest.approx(2 * low)


def test_a_year_without_a_number_has_a_dash_and_no_column() -> None:
    chart = draw(3, None)
    assert [value.text() for value in chart.css("text.value")] == ["3", "—"]
    assert len(chart.css("rect")) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0, 0, 0), "2020年至2022年全部为零。"),
        ((0, None, 0), "2020年至2022年全部为零。 无数：2021"),
        ((None, 0), "2021年为零。 无数：2020"),
        ((None, None), "没有数据。"),
        ((), "没有数据。"),
    ],
)
def test_words_stand_where_a_frame_would_be_empty(values: tuple[int | None, ...], words: str) -> None:
    chart = draw(*values)
    assert chart.css("svg") == []
    assert [found.text() for found in chart.css("p.words")] == [words]


def test_who_sees_no_chart_is_told_its_values() -> None:
    (chart,) = draw(3, None, 1000).css("svg")
    assert chart.attributes["aria-label"] == "申请: 2020: 3; 2021: —; 2022: 1,000"


def test_a_negative_number_is_written_and_not_drawn() -> None:
    chart = draw(-3, 2)
    assert [value.text() for value in chart.css("text.value")] == ["-3", "2"]
    assert len(chart.css("rect")) == 1
