"""Tables that go on over page breaks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import PROSE, Draw, lines_of, read, rule, table_of
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.joins import continues, fragment_runs, join_fragments
from transforms.formats.pdf.tables import Fragment, GridCell


def fragment(*, right: float = 100, inner: float = 50, shift: float = 0, cell: float = 50) -> Fragment:
    """One row of two columns, from `shift` to `right` and with `inner` between them; 5 stands in the cell at `cell`."""
    box = Box(shift, 0, right + shift, 20)
    return Fragment(box, (shift, inner + shift, 100 + shift), 1, (GridCell(0, cell + shift, 100 + shift, "5"),))


def columns_of(*fragments: Fragment) -> int:
    return len(join_fragments(fragments)[0])


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.joins._SAME_EDGE",
        inside=lambda: continues(fragment(), fragment(right=103.9)),
        outside=lambda: continues(fragment(), fragment(right=104.1)),
        moved=6.0,
    ),
    Threshold(
        "transforms.formats.pdf.joins._SHIFT",
        inside=lambda: continues(fragment(), fragment(shift=99)),
        outside=lambda: continues(fragment(), fragment(shift=101)),
        moved=150.0,
    ),
    Threshold(
        "transforms.formats.pdf.joins._SAME_COLUMN",
        inside=lambda: columns_of(fragment(), fragment(inner=52.9)) == 2,
        outside=lambda: columns_of(fragment(), fragment(inner=53.1)) == 2,
        moved=5.0,
    ),
    Threshold(
        "transforms.formats.pdf.joins._ROUNDING",
        inside=lambda: join_fragments([fragment(cell=49.995)]) == (("", "5"),),
        outside=lambda: join_fragments([fragment(cell=49.98)]) == (("", "5"),),
        moved=0.1,
    ),
    Pattern(
        "transforms.formats.pdf.joins._ORDINAL",
        takes=("三、办理结果", "1属于国家秘密"),
        leaves=("办理结果", "（三）不予公开"),
    ),
    Pattern(
        "transforms.formats.pdf.joins._BEGINS",
        takes=("3.其他", "（六）其他处理", "①", "一、"),
        leaves=("一年内", "）其他处理"),
        how="match",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_table_over_a_page_break_is_one_and_its_repeated_header_is_left_out() -> None:
    def first(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 160, 220), (60, 80, 100))
        for x, y, text in ((50, 86, "项目"), (170, 86, "总计"), (50, 66, "自然"), (170, 66, "7")):
            canvas.drawString(x, y, text)
        canvas.drawString(190, 20, "- 1 -")

    def second(canvas: Any) -> None:
        rule(canvas, (40, 160, 220), (400, 420, 440, 460))
        for x, y, text in ((50, 446, "项目"), (170, 446, "总计"), (50, 426, "人"), (50, 406, "其他"), (170, 406, "8")):
            canvas.drawString(x, y, text)
        canvas.drawString(190, 20, "- 2 -")

    content = read(first, second)
    assert table_of(content) == (("项目", "总计"), ("自然人", "7"), ("其他", "8"))
    assert lines_of(content) == [PROSE]


def test_rows_on_both_sides_of_a_page_break_are_two_unless_that_is_certain() -> None:
    def first(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 160, 220), (60, 80, 100))
        for x, y, text in ((50, 86, "项目"), (170, 86, "总计"), (50, 66, "自然人"), (170, 66, "7")):
            canvas.drawString(x, y, text)

    def second(canvas: Any) -> None:
        rule(canvas, (40, 160, 220), (440, 460))
        canvas.drawString(50, 446, "其他")

    assert table_of(read(first, second)) == (("项目", "总计"), ("自然人", "7"), ("其他", ""))


def test_digits_on_both_sides_of_a_page_break_are_no_number() -> None:
    """A number that its cell broke in two, in a row that the page broke in two, is told from two numbers by nobody."""

    def first(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 160, 190, 250), (60, 80, 100))
        for x, y, text in ((50, 86, "项目"), (200, 86, "总计"), (50, 66, "自然人"), (164, 66, "1234"), (200, 66, "7")):
            canvas.drawString(x, y, text)

    def second(canvas: Any) -> None:
        rule(canvas, (40, 160, 190, 250), (420, 440, 460))
        for x, y, text in ((164, 446, "5"), (50, 426, "其他"), (164, 426, "6"), (200, 426, "8")):
            canvas.drawString(x, y, text)

    rows = table_of(read(first, second))
    assert rows == (("项目", "", "总计"), ("自然人", "1234\ufffd5", "7"), ("其他", "6", "8"))


def test_values_below_a_page_break_whose_row_begins_above_it_are_not_read() -> None:
    def draw_page(rows: list[tuple[str, ...]], *, top: int) -> Draw:
        def draw(canvas: Any) -> None:
            canvas.drawString(40, 480, PROSE if top == 440 else "")
            rule(canvas, (40, 100, 240, 300), range(top, top - 20 * len(rows) - 1, -20))
            for number, row in enumerate(rows):
                for x, text in zip((44, 104, 244), row, strict=True):
                    canvas.drawString(x, top - 14 - 20 * number, text)

        return draw

    above = draw_page([("（六", "1.申请人无正当理由", "1201")], top=440)
    below = draw_page([("）其他处理", "", "80"), ("", "3.其他", "5")], top=460)
    rows = table_of(read(above, below))
    assert [row[-1] for row in rows] == ["1201\ufffd", "80\ufffd", "5"]


def test_fragments_run_on_over_neighbouring_pages_only() -> None:
    first, second = fragment(), fragment()
    assert fragment_runs([(1, first), (2, second)]) == [[first, second]]
    assert fragment_runs([(1, first), (3, second)]) == [[first], [second]]
    assert fragment_runs([(1, first), (1, second)]) == [[first], [second]]
    assert fragment_runs([]) == []


def test_a_table_with_columns_of_its_own_is_another_one() -> None:
    """The rows of the next table would become rows of this one."""
    assert not continues(fragment(inner=50), fragment(inner=70))


@pytest.mark.parametrize(
    ("texts", "row"), [(("64", ""), ("规章", "64")), (("", "64"), ("规章", "64")), (("6", "4"), ("规章", "6�4"))]
)
def test_cells_of_one_column_hide_nothing_of_each_other(texts: tuple[str, str], row: tuple[str, ...]) -> None:
    """A photographed border leaned, and was two: the blank behind it took the place of 64."""
    cells = (GridCell(0, 0, 50, "规章"), GridCell(0, 50, 97.5, texts[0]), GridCell(0, 97.5, 100, texts[1]))
    own = Fragment(Box(0, 0, 100, 20), (0, 50, 97.5, 100), 1, cells)
    below = Fragment(
        Box(0, 0, 100, 20), (0, 50, 98.4), 1, (GridCell(0, 0, 50, "规范性文件"), GridCell(0, 50, 98.4, "1"))
    )
    assert join_fragments([own])[0] == row
    assert join_fragments([own, below])[0] == row
