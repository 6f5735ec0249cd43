"""The header of table three from page to page: whose order holds, and what a torn one leaves in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.transforms.tables.entries_of import tables_of
from transforms.form import Table
from transforms.stream import Boundary, Kind, Token
from transforms.tables.header import Header
from transforms.tables.requests import _columns_of, _doubt_order, _is_beside

HEADING = "三、收到和处理政府信息公开申请情况"
NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
CODES = ("natural_person", "business", "research", "charity", "legal_service", "other", "total")
NEW, CARRIED_IN = "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10", "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"
SLICED = ["申请人情况", "法人或其他组织", "自然人", "总计", *NAMES[1:-1]]


def guards(*lines: str) -> list[str]:
    rows = tables_of(HEADING, *lines).requests
    return [row.untrusted.name if row.untrusted else "" for row in rows]


@pytest.mark.parametrize("header", [SLICED, ["申请人情况", "总计", *NAMES[:-1]]], ids=["two_levels", "one_level"])
def test_an_order_that_only_lines_tell_is_doubted_also_behind_a_torn_header_of_the_next_page(header: list[str]) -> None:
    assert guards(*header, NEW) == ["order_of_lines"]
    torn = "自然人 商业企业 科研机构"
    assert guards(*header, NEW, torn, CARRIED_IN) == ["order_of_lines"] * 2


def test_a_whole_header_in_cells_ends_that_doubt() -> None:
    whole = "\t".join(("信息内容", *NAMES))
    assert guards(*SLICED, NEW, whole, "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0") == [
        "order_of_lines",
        "",
    ]


def test_a_total_without_its_number_is_loose_also_where_the_header_has_a_column_more() -> None:
    header = "\t".join(("信息内容", *NAMES, "备注"))
    new, total = f"{NEW} 无".replace(" ", "\t"), "总计\t7\t2\t0\t1\t0\t0\t10\t无"
    assert guards(header, new, total) == ["", "loose_total"]


@pytest.mark.parametrize(
    ("text", "line", "column", "is_beside"),
    [
        ("上一年", 0, -1, True),
        ("上年度", 0, -1, False),
        ("备注", 0, 1, True),
        ("备", 0, 1, False),
        ("备注", 0, 0, False),
        ("备注", 1, 1, False),
        ("上年", 1, -1, False),
    ],
)
def test_a_word_that_heads_a_column_beside_a_label(text: str, line: int, column: int, is_beside: bool) -> None:
    label = Token(Kind.LABEL, "自然人", Boundary.CELL, 0)
    assert _is_beside(Token(Kind.TEXT, text, Boundary.CELL, line, column=column), label) is is_beside


def header_of(*lines: str) -> Header:
    """A header whose labels stand on these lines, parted by spaces."""
    header = Header(Table.REQUESTS)
    for number, line in enumerate(lines):
        for code in line.split():
            header.add_label(code, Token(Kind.LABEL, code, Boundary.SPACE, number))
    return header


KINDS = " ".join(CODES[1:-1])


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (("natural_person total", KINDS), CODES),
        (("natural_person total business", " ".join(CODES[2:-1])), None),
        (("natural_person", "total", KINDS), None),
        (("natural_person total", "business research charity", "legal_service other"), None),
        ((f"natural_person total {KINDS}",), None),
        (("natural_person total", "business"), CODES),
        (("natural_person total", "other"), CODES),
        (("natural_person total",), CODES),
    ],
)
def test_the_kinds_of_organisation_in_a_row_below_stand_before_the_total(
    lines: tuple[str, ...], columns: tuple[str, ...] | None
) -> None:
    assert _columns_of(header_of(*lines), None)[0] == columns


def test_a_torn_header_with_the_heading_of_the_organisations_agrees_with_the_whole_one() -> None:
    torn = header_of("法人或其他组织 business research")
    assert _columns_of(torn, CODES) == (CODES, CODES)
    assert _columns_of(header_of("research business"), CODES) == (None, CODES)


def test_endings_that_contradict_their_beginnings_tell_no_columns() -> None:
    header = header_of("natural_person")
    for piece in ("商业", "科研", "社会公", "法律", "其他", "总计", "服务机构", "企业"):
        header.add_text(Token(Kind.TEXT, piece, Boundary.LINE, 1))
    assert header.codes == list(CODES)
    assert _columns_of(header, None) == (None, None)


def test_a_column_behind_all_others_is_none_where_those_are_not_known() -> None:
    header = header_of("research natural_person")
    header.has_column_after = True
    assert _columns_of(header, None) == (None, None)
    header = header_of(" ".join(CODES))
    header.has_column_after = True
    assert _columns_of(header, None) == ((*CODES, ""), (*CODES, ""))


def test_the_forms_order_needs_no_line_that_says_so_also_with_a_column_more() -> None:
    moved = (*CODES[1:], CODES[0])
    assert _doubt_order(header_of(*CODES), CODES) is None
    assert _doubt_order(header_of(*CODES), (*CODES, "")) is None
    assert _doubt_order(header_of(*moved), moved) is not None
    assert _doubt_order(header_of(" ".join(moved)), moved) is None
    assert _doubt_order(header_of(*moved), None) is None


def looped(names: Sequence[str], *, more: str = "") -> list[str]:
    """A header as a loop over its cells prints it, with a row of values."""
    first, *_, last = names
    header = ["申请人情况", first, *["法人或其他组织"] * 5, last, *names]
    return [*header, *([more] if more else []), "一、本年新收政府信息公开申请数量", *"2000002"]


def test_a_loop_over_cells_names_all_columns_in_the_last_row_of_the_header() -> None:
    assert guards(*looped(NAMES)) == [""]
    assert guards(*looped([NAMES[-1], *NAMES[1:-1], NAMES[0]])) == ["order_of_lines"]
    [row] = tables_of(HEADING, *looped(NAMES, more="备注")).requests
    assert (row.untrusted, [column and column.code for column in row.columns]) == (None, [*CODES, None])


def test_a_header_that_is_printed_twice_begins_anew() -> None:
    names = [NAMES[0], "法人或其他组织", *NAMES[1:]]
    [row] = tables_of(HEADING, *names, *names, "一、本年新收政府信息公开申请数量", *"2000002").requests
    assert (row.untrusted, [column and column.code for column in row.columns]) == (None, list(CODES))


def test_the_label_above_all_columns_may_come_last() -> None:
    """Pandoc prints the first of several header rows behind the others, which tell the order."""
    inner = [*NAMES[1:3], NAMES[4], NAMES[3], NAMES[5]]
    header = ["\t".join((NAMES[0], "法人或其他组织", "", "", "", "", NAMES[6])), "\t".join(("", *inner, ""))]
    [row] = tables_of(HEADING, *header, "\t\t\t申请人情况\t\t\t", NEW).requests
    assert [column and column.code for column in row.columns][3:5] == ["legal_service", "charity"]
