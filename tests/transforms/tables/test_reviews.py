"""Table four: its header of two or three levels, its one row, and the same table turned."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.tables.entries_of import entries_of
from transforms.stream import Boundary, Kind, Token
from transforms.tables import Column, FoundRow
from transforms.tables.reviews import _Heads, find_review_rows
from transforms.tables.surroundings import read_surroundings

HEADING = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
PROCEDURES = "行政复议\t行政诉讼\n\t未经复议直接起诉\t复议后起诉"
RESULTS = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
VALUES = "1\t0\t0\t0\t1\t2\t0\t0\t0\t2\t3\t0\t0\t0\t3"


def find(*lines: str) -> list[FoundRow]:
    entries = entries_of("\n".join(lines))
    return find_review_rows(entries, read_surroundings(entries))


def values(row: FoundRow) -> list[str]:
    return [token.text for token in row.tail if token.text]


EVIDENCE = (
    Threshold(
        "transforms.tables.reviews._MIN_RESULTS",
        inside=lambda: find("行政复议", "结果维持\t结果纠正\t其他结果", "1\t2\t3"),
        outside=lambda: find("行政复议", "结果维持\t结果纠正", "1\t2"),
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_row_of_the_form_has_fifteen_columns_and_no_label() -> None:
    [row] = find(HEADING, PROCEDURES, "\t".join([RESULTS] * 3), VALUES)
    assert (row.code, row.untrusted, row.width) == ("", None, 15)
    assert not row.has_label
    assert row.columns[0] == Column("upheld", "reconsideration")
    assert row.columns[14] == Column("total", "litigation_after_review")
    assert values(row) == VALUES.split("\t")


def test_the_last_row_of_the_header_may_come_first() -> None:
    """Pandoc prints the last of several header rows above the others."""
    results = "\t".join([RESULTS] * 3)
    heads = "行政复议\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t"
    [row] = find(HEADING, results, heads, VALUES)
    assert (row.code, row.untrusted, row.columns[0]) == ("", None, Column("upheld", "reconsideration"))
    assert values(row) == [token.text for token in row.tail] == VALUES.split("\t")


@pytest.mark.parametrize(
    "lines",
    [
        ("\t".join([RESULTS] * 3), "行政复议\t未经复议直接起诉\t复议后起诉", VALUES[:-2]),
        ("\t".join([RESULTS] * 2), "行政复议\t未经复议直接起诉\t复议后起诉", VALUES),
        ("\t".join([RESULTS] * 3), "行政复议\t复议后起诉", VALUES),
        ("\t".join([RESULTS] * 3), f"行政复议\t未经复议直接起诉\t复议后起诉\t{VALUES}"),
    ],
    ids=["a value short", "results of two", "a procedure short", "on the line of its label"],
)
def test_a_header_in_another_order_needs_all_labels_and_a_full_row(lines: tuple[str, ...]) -> None:
    assert [row for row in find(HEADING, *lines) if not row.has_label and row.untrusted is None] == []


def test_a_turned_table_has_a_row_for_each_procedure() -> None:
    rows = find(HEADING, f"\t{RESULTS}", "行政复议\t1\t0\t0\t0\t1", "未经复议直接起诉\t2\t0\t0\t0\t2")
    assert [row.code for row in rows] == ["reconsideration", "litigation_direct"]
    assert rows[1].columns == tuple(
        Column(code, "litigation_direct") for code in ("upheld", "corrected", "other", "pending", "total")
    )
    assert all(row.untrusted is None for row in rows)


def test_one_procedure_alone_is_a_header_whose_later_labels_were_lost() -> None:
    torn = f"\t{RESULTS}", "行政复议\t1\t0\t0\t0\t1"
    assert find(HEADING, *torn) == []
    assert [row.code for row in find(HEADING, *torn, PROCEDURES, "\t".join([RESULTS] * 3), VALUES)] == [""]


def test_a_turned_header_that_tells_no_order_is_not_trusted() -> None:
    results = "结果纠正\t结果维持\t其他结果\t总计"
    rows = find(HEADING, f"\t{results}", "行政复议\t1\t0\t0\t0", "复议后起诉\t2\t0\t0\t0")
    assert [row.untrusted.name if row.untrusted else "" for row in rows] == ["header_unknown"] * 2
    assert all(row.width == 5 for row in rows)


def test_a_header_without_procedures_is_not_trusted() -> None:
    [row] = find(HEADING, "\t".join([RESULTS] * 3), VALUES)
    assert row.untrusted is not None
    assert row.untrusted.name == "header_unknown"
    assert row.width == 15


@pytest.mark.parametrize("between", ["本年度未发生行政复议案件，也没有行政诉讼。", "五、存在的主要问题及改进情况"])
def test_a_sentence_or_a_heading_ends_a_header(between: str) -> None:
    assert find(HEADING, PROCEDURES, "\t".join([RESULTS] * 3), between, VALUES) == []


def test_each_header_has_its_own_row() -> None:
    header = PROCEDURES, "\t".join([RESULTS] * 3)
    rows = find(HEADING, *header, VALUES, *header, VALUES.replace("1", "7"))
    assert [values(row)[0] for row in rows] == ["1", "7"]


FORM = ("reconsideration", "litigation_direct", "litigation_after_review")
WHOLE = PROCEDURES, "\t".join([RESULTS] * 3)


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


def test_an_unknown_word_among_the_results_heads_a_column_that_nobody_knows() -> None:
    [row] = find(HEADING, PROCEDURES, "\t".join([RESULTS] * 3) + "\t备注栏", f"{VALUES}\t9")
    assert guard_of(row) == "header_unknown"


def test_an_unknown_word_above_the_results_is_no_column() -> None:
    [row] = find(HEADING, "案件类别", *WHOLE, VALUES)
    assert guard_of(row) == ""


def test_a_header_that_is_printed_again_is_read_anew() -> None:
    [row] = find(HEADING, *WHOLE, *WHOLE, VALUES)
    assert (guard_of(row), row.width, values(row)) == ("", 15, VALUES.split("\t"))


def test_the_total_of_another_table_begins_no_header() -> None:
    [row] = find("（七）总计", *WHOLE, VALUES)
    assert guard_of(row) == ""


@pytest.mark.parametrize("between", ["（一）予以公开", "信息内容"])
def test_a_label_of_another_table_ends_a_header(between: str) -> None:
    assert find(HEADING, *WHOLE, between, VALUES) == []
    assert [guard_of(row) for row in find(HEADING, "结果维持", between, *WHOLE, VALUES)] == [""]


def test_a_row_knows_how_many_cells_the_rows_of_its_header_have() -> None:
    [row] = find(HEADING, *WHOLE, VALUES)
    assert row.header_sizes == {15}
    [plain] = find(HEADING, *(line.replace("\t", " ") for line in WHOLE), VALUES.replace("\t", " "))
    assert plain.header_sizes == frozenset()


def test_litigation_has_two_procedures_and_so_no_row_of_a_turned_table() -> None:
    turned = f"\t{RESULTS}", "行政复议\t1\t0\t0\t0\t1", "行政诉讼\t2\t0\t0\t0\t2", "复议后起诉\t3\t0\t0\t0\t3"
    assert "行政诉讼" not in {row.code for row in find(HEADING, *turned)}


def test_the_results_of_a_turned_table_in_another_order() -> None:
    results = "结果纠正\t结果维持\t其他结果\t尚未审结\t总计"
    rows = find(HEADING, f"\t{results}", "行政复议\t1\t0\t0\t0\t1", "复议后起诉\t2\t0\t0\t0\t2")
    assert [row.untrusted for row in rows] == [None, None]
    assert [row.columns[0] for row in rows] == [
        Column("corrected", "reconsideration"),
        Column("corrected", "litigation_after_review"),
    ]


def test_the_procedures_stand_in_the_order_of_the_header() -> None:
    turned = "行政诉讼\t行政复议\n未经复议直接起诉\t复议后起诉", "\t".join([RESULTS] * 3)
    [row] = find(HEADING, *turned, VALUES)
    assert [column and column.procedure for column in row.columns][::5] == [
        "litigation_direct",
        "litigation_after_review",
        "reconsideration",
    ]
    [again] = find(HEADING, *WHOLE, *turned, VALUES)
    assert again.columns == row.columns


REPEATED = {
    code: "\t".join([name] * 5)
    for code, name in zip("rda", ("行政复议", "未经复议直接起诉", "复议后起诉"), strict=True)
}
ALL_RESULTS = "\t".join([RESULTS] * 3)


@pytest.mark.parametrize(
    ("outer", "inner", "procedures"),
    [
        ("行政复议 行政诉讼 行政诉讼", "rda", ["reconsideration", "litigation_direct", "litigation_after_review"]),
        ("行政诉讼 行政诉讼 行政复议", "dar", ["litigation_direct", "litigation_after_review", "reconsideration"]),
        ("行政复议 行政诉讼 行政诉讼", "rad", ["reconsideration", "litigation_after_review", "litigation_direct"]),
    ],
)
def test_copies_of_a_merged_head_are_the_heads_of_their_columns(outer: str, inner: str, procedures: list[str]) -> None:
    above = "\t".join("\t".join([name] * 5) for name in outer.split())
    [row] = find(HEADING, above, "\t".join(REPEATED[code] for code in inner), ALL_RESULTS, VALUES)
    assert [column and column.procedure for column in row.columns[::5]] == procedures
    assert row.untrusted is None


@pytest.mark.parametrize(
    ("heads", "guard"),
    [
        (["行政诉讼", "行政复议", "未经复议直接起诉 复议后起诉"], "order_of_lines"),
        (["行政复议", "行政诉讼", "复议后起诉", "未经复议直接起诉"], "order_of_lines"),
        (["行政诉讼 行政复议", "未经复议直接起诉 复议后起诉"], ""),
        (["行政复议", "行政诉讼", "未经复议直接起诉 复议后起诉"], ""),
    ],
)
def test_lines_alone_say_no_order_of_procedures_but_the_forms(heads: list[str], guard: str) -> None:
    [row] = find(HEADING, *heads, ALL_RESULTS.replace("\t", " "), VALUES.replace("\t", " "))
    assert (row.untrusted.name if row.untrusted else "") == guard


FIVE, TEN = "1\t0\t0\t0\t1", "2\t0\t0\t0\t2\t3\t0\t0\t0\t3"
KINDS = "行政诉讼\n未经复议直接起诉\t复议后起诉"


def test_the_table_may_be_parted_into_one_a_procedure() -> None:
    heads = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    rows = find(HEADING, *(line for head in heads for line in (head, RESULTS, FIVE)))
    assert [{column.procedure for column in row.columns if column} for row in rows] == [
        {"reconsideration"},
        {"litigation_direct"},
        {"litigation_after_review"},
    ]
    assert all(row.untrusted is None and row.width == 5 and not row.has_label for row in rows)
    assert [values(row) for row in rows] == [FIVE.split("\t")] * 3


def test_the_table_may_be_parted_into_reconsideration_and_litigation() -> None:
    rows = find(HEADING, "行政复议", RESULTS, FIVE, KINDS, f"{RESULTS}\t{RESULTS}", TEN)
    assert [row.width for row in rows] == [5, 10]
    assert rows[1].columns[0] == Column("upheld", "litigation_direct")
    assert rows[1].columns[9] == Column("total", "litigation_after_review")
    assert all(row.untrusted is None for row in rows)


@pytest.mark.parametrize(
    "lines",
    [
        # Which kind of litigation the five are of is not said.
        ("行政诉讼", RESULTS, FIVE),
        # Two heads over five results.
        (KINDS, RESULTS, FIVE),
        # A result twice and another not at all.
        ("行政复议", RESULTS.replace("其他结果", "结果纠正"), FIVE),
        # A sixth label over the results.
        ("行政复议", f"{RESULTS}\t结果维持", FIVE),
    ],
)
def test_a_part_that_does_not_say_all_of_its_columns_is_doubted(lines: tuple[str, ...]) -> None:
    [row] = find(HEADING, *lines)
    assert row.untrusted is not None or row.width == 15


def test_results_of_a_part_in_an_order_of_their_own_are_believed_in_cells_only() -> None:
    moved = "\t".join(reversed(RESULTS.split("\t")))
    [row] = find(HEADING, "行政复议", moved, FIVE)
    assert (row.columns[0], row.untrusted) == (Column("total", "reconsideration"), None)
    [row] = find(HEADING, "行政复议", moved.replace("\t", "\n"), FIVE)
    assert row.untrusted is not None


WHOLE = (PROCEDURES, "\t".join([RESULTS] * 3))
PROSE = "本年度没有行政复议和行政诉讼，特此说明。"


@pytest.mark.parametrize("between", [PROSE, "五、存在的主要问题及改进情况"], ids=["a sentence", "a heading"])
def test_what_ends_a_table_parts_its_header_from_values_behind_it(between: str) -> None:
    assert find(HEADING, *WHOLE, f"{between} {VALUES}".replace("\t", " ")) == []
    assert len(find(HEADING, *WHOLE, between, *WHOLE, VALUES)) == 1
    [row] = find(HEADING, PROCEDURES, between, WHOLE[1], VALUES)
    assert row.untrusted is not None


def test_a_procedure_with_values_below_too_few_results_is_no_row() -> None:
    assert find(HEADING, "\t结果维持\t结果纠正", "行政复议\t1\t0", "未经复议直接起诉\t2\t0") == []


@pytest.mark.parametrize(
    ("lines", "has_order"),
    [
        ((1, 1, 2, 2), True),
        ((2, 1, 2, 2), True),
        ((1, 1, 2, 3), False),
        ((1, 2, 3, 3), False),
    ],
    ids=["two levels", "the heading above all", "kinds on two lines", "three lines"],
)
def test_lines_that_order_the_procedures(lines: tuple[int, ...], has_order: bool) -> None:
    codes = ("reconsideration", "行政诉讼", "litigation_direct", "litigation_after_review")
    heads = _Heads()
    for line, code in sorted(zip(lines, codes, strict=True), key=lambda pair: pair[0]):
        heads.add(code, Token(Kind.LABEL, code, Boundary.LINE, line))
    assert heads.has_order() is has_order


def test_a_turned_table_may_have_lost_its_last_results() -> None:
    rows = find(HEADING, "\t结果维持\t结果纠正\t其他结果", "行政复议\t1\t0\t0", "未经复议直接起诉\t2\t0\t0")
    assert [row.code for row in rows] == ["reconsideration", "litigation_direct"]


def test_a_turned_table_goes_on_behind_a_procedure_without_values() -> None:
    rows = find(HEADING, f"\t{RESULTS}", "行政复议", f"未经复议直接起诉\t{FIVE}", f"复议后起诉\t{FIVE}")
    assert [row.code for row in rows] == ["litigation_direct", "litigation_after_review"]


def test_a_word_between_heads_and_results_leaves_the_heads() -> None:
    [row] = find(HEADING, PROCEDURES, "样例", WHOLE[1], VALUES)
    assert (row.untrusted, row.width) == (None, 15)


PADDED = (
    "行政复议\t\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t",
    f"{RESULTS}\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t",
    f"\t\t\t\t\t\t{RESULTS}\t{RESULTS}",
)


def test_the_results_tell_their_places_in_a_header_with_a_sliver_column() -> None:
    [row] = find(HEADING, *PADDED, "1\t0\t0\t0\t1\t\t2\t\t0\t0\t2\t3\t0\t0\t0\t3")
    assert (row.grid_size, list(row.grid.values())) == (16, [0, 1, 2, 3, 4, *range(6, 16)])
    assert row.grid[Column("pending", "litigation_direct")] == 9


@pytest.mark.parametrize(
    "results",
    [f"\t\t\t\t\t{RESULTS}\t{RESULTS}", f"{RESULTS}\t\t{RESULTS}\t\t\t\t\t"],
    ids=["rows of two sizes", "results at one place"],
)
def test_only_a_header_of_one_grid_tells_places(results: str) -> None:
    [row] = find(HEADING, *PADDED[:2], results, "1\t0\t0\t0\t1\t\t2\t0\t0\t0\t2\t3\t0\t0\t0\t3")
    assert not row.grid


GAP = "\t" * 5


@pytest.mark.parametrize(
    ("heads", "order"),
    [
        (
            ("未经复议直接起诉", "复议后起诉", "行政复议"),
            ["litigation_direct", "litigation_after_review", "reconsideration"],
        ),
        (("复议后起诉", "行政复议", "未经复议直接起诉"), []),
    ],
)
def test_procedures_that_stand_over_their_columns_have_an_order(heads: tuple[str, ...], order: list[str]) -> None:
    """Without 行政诉讼 above its kinds; one that parts these is no table four."""
    [row] = find(HEADING, GAP.join(heads) + GAP[1:], "\t".join([RESULTS] * 3), VALUES)
    assert list(dict.fromkeys(column.procedure for column in row.columns if column)) == (order or list(FORM))
    assert (row.untrusted is None) == bool(order)


def test_procedures_on_lines_of_their_own_have_no_order() -> None:
    lines = ("未经复议直接起诉", "复议后起诉", "行政复议", *RESULTS.split("\t") * 3, *VALUES.split("\t"))
    assert [guard_of(row) for row in find(HEADING, *lines)] == ["header_unknown"]


def test_of_nothing_there_are_no_rows() -> None:
    assert find_review_rows([], []) == []


@pytest.mark.parametrize("mark", ["\t", " "])
def test_the_total_may_be_the_first_result(mark: str) -> None:
    results = "总计\t结果维持\t结果纠正\t其他结果\t尚未审结".replace("\t", mark)
    rows = ("行政复议\t22\t1\t0\t0\t21", "未经复议直接起诉\t3\t0\t3\t0\t0", "复议后起诉\t0\t0\t0\t0\t0")
    found = find(HEADING, results, *(row.replace("\t", mark) for row in rows))
    order = ["total", "upheld", "corrected", "other", "pending"]
    assert [[column.code for column in row.columns if column] for row in found] == [order] * 3
    assert not any(row.untrusted for row in found)
