"""Table three: whether the lines of its header, or its cells, say an order of the columns; labels in sentences."""

from __future__ import annotations

import pytest

from tests.evidence import Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.tables import FoundRow

KINDS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
NEW = "一、本年新收政府信息公开申请数量"
NAMES = ["自然人", *KINDS, "总计"]
ROW = f"{NEW}\t1\t0\t0\t0\t0\t0\t1"
CODES = ["natural_person", "business", "research", "charity", "legal_service", "other", "total"]
MOVED = [*CODES[1:6], "natural_person", "total"]


def find(*lines: str) -> list[FoundRow]:
    return list(tables_of("三、收到和处理政府信息公开申请情况", *lines).requests)


def codes_of(row: FoundRow) -> list[str | None]:
    return [column and column.code for column in row.columns]


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


@pytest.mark.parametrize(
    ("header", "codes", "guard"),
    [
        (["法人或其他组织", "自然人", "总计", *KINDS], MOVED, "order_of_lines"),
        (["法人或其他组织", "自然人 总计", " ".join(KINDS)], MOVED, "order_of_lines"),
        (["法人或其他组织 自然人 总计", " ".join(KINDS)], MOVED, ""),
        ([" ".join([*KINDS, "自然人", "总计"])], MOVED, ""),
        (["自然人", "法人或其他组织", "总计", *KINDS], CODES, ""),
    ],
)
def test_lines_alone_say_no_order_but_the_forms(header: list[str], codes: list[str], guard: str) -> None:
    [row] = find(*header, f"{NEW} 1 2 3 0 0 0 6")
    assert (codes_of(row), guard_of(row)) == (codes, guard)


def test_cells_say_an_order_on_different_lines() -> None:
    header = ["\t法人或其他组织\t\t\t\t\t自然人\t总计", "\t" + "\t".join(KINDS) + "\t\t"]
    [row] = find(*header, f"{NEW}\t1\t2\t3\t0\t0\t0\t6")
    assert (codes_of(row), guard_of(row)) == (MOVED, "")


def test_a_torn_header_does_not_settle_an_order_that_is_doubted() -> None:
    header = ["法人或其他组织", "自然人", "总计", *KINDS]
    rows = find(
        *header, f"{NEW} 1 2 3 0 0 0 6", "商业企业", "科研机构", "二、上年结转政府信息公开申请数量 1 2 3 0 0 0 6"
    )
    assert [guard_of(row) for row in rows] == ["order_of_lines"] * 2


def test_two_levels_are_read_as_such_only_where_all_kinds_of_organisation_stand_in_one_row() -> None:
    """Else 总计 may stand between them, and nobody knows where."""
    apart = find("自然人\t总计", "\t".join(NAMES[1:4]), "\t".join(NAMES[4:6]), ROW)
    assert guard_of(apart[0]) == "header_unknown"
    stacked = find("自然人", "总计", "\t".join(NAMES[1:6]), ROW)
    assert guard_of(stacked[0]) == "header_unknown"
    one_level = find("\t".join(["自然人", "总计", *NAMES[1:6]]), ROW)
    assert guard_of(one_level[0]) == "header_unknown"
    unknown = find("自然人\t总计", "\t".join([*NAMES[1:6], "备注栏"]), ROW)
    assert guard_of(unknown[0]) == "header_unknown"


@pytest.mark.parametrize("mark", ["\t", "\n"], ids=["cells", "lines"])
def test_a_header_whose_first_labels_lost_characters_names_its_columns(mark: str) -> None:
    outer = mark.join(("自\ufffd蝗\ufffd", "法\ufffd嘶蚱\ufffd 组织", "总计"))
    inner = mark.join(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))
    [row] = find(outer, inner, ROW)
    assert guard_of(row) == ""
    assert codes_of(row)[:2] == ["natural_person", "business"]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("1.自然人申请 9 件；2.商业企业申请 1 件；3.其他 0 件。", ["other"]),
        ("3.其他 0 0 0 0 0 0 0", ["other_misc"]),  # a row of the form
    ],
)
def test_a_label_in_a_sentence_is_no_row(sentence: str, codes: list[str]) -> None:
    rows = find(sentence, "\t".join(("信息内容", *NAMES)), "（六）其他处理 0 0 0 0 0 0 0")
    assert [row.code for row in rows] == codes


@pytest.mark.parametrize(
    ("lines", "guard"),
    [
        (["||法人或其他组织|", "|自然人|--|总计|", f"||{'|'.join(KINDS)}||"], "order_of_lines"),
        (["|法人或其他组织|||", "||自然人|总计|", f"|{'|'.join(KINDS)}|||"], ""),
        (["|法人或其他组织||", "|--|自然人|总计|", f"|{'|'.join(KINDS)}|||"], "order_of_lines"),
        (["||法人或其他组织|", "|自然人|总计|", f"|--|--|{'|'.join(KINDS)}|"], "order_of_lines"),
        (["法人或其他组织", "|自然人|--|总计|", f"||{'|'.join(KINDS)}||"], "order_of_lines"),
    ],
)
def test_places_in_the_rows_speak_against_an_order_of_lines(lines: list[str], guard: str) -> None:
    """A frame that lost its borders: 自然人 stands lower than 法人或其他组织, and left of it. In rows of other sizes
    the same place is another column's."""
    [row] = find(*(f"|{line}" for line in lines), f"|{NEW}|1|2|3|0|0|0|6|")
    assert (codes_of(row), guard_of(row)) == (MOVED, guard)


LABELS = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"]


def test_a_cell_with_the_labels_of_two_rows_leaves_none_sure_of_its_values() -> None:
    header = "|".join(("", "信息内容", *NAMES, ""))
    rows = find(header, f"|{LABELS[2]} {LABELS[3]}|||1|||3||", f"|{LABELS[0]}|0|0|1|0|0|0|1|")
    assert [guard_of(row) for row in rows if row.tail] == ["values_before_labels", ""]


@pytest.mark.parametrize(
    ("header", "mark", "guard"),
    [
        (["自然人", "法人或其他组织"], "\n", "header_unknown"),
        (["自然人", "法人或其他组织"], " ", ""),
        (["自然人", "法人或其他组织", *KINDS[:3]], "\n", "header_unknown"),
        (["自然人", "法人或其他组织", *KINDS[:4], "总计"], "\n", ""),
    ],
)
def test_a_value_a_line_below_a_header_without_the_kinds_may_be_in_any_order(
    header: list[str], mark: str, guard: str
) -> None:
    """As pdftotext without an option: 商业 法律服务 社会公益 科研机 其 stands behind the first rows."""
    row = mark.join((NEW, "0", "0", "6", "35", "914", "4", "959"))
    assert guard_of(find("申请人情况", *header, row)[0]) == guard


def test_evidence() -> None:
    check(
        Threshold(
            "transforms.tables.pieces_above._SHORTEST_PIECE",
            inside=lambda: guard_of(find(" ".join(NAMES), "39 63", f"{NEW} 1 0 0 0 0 0 1")[0]) != "",
            outside=lambda: guard_of(find(" ".join(NAMES), "3 6", f"{NEW} 1 0 0 0 0 0 1")[0]) != "",
            moved=1,
        )
    )


@pytest.mark.parametrize("line", ["3 / 12", "3 12", "12", "39 63 5", "11 22 33 44 55 66 77", "第 3 页 共 12 页"])
def test_numbers_below_a_header_that_are_no_pieces_cost_no_row(line: str) -> None:
    """The number of a page, an index of the columns, numbers of several lengths; nor are they the second row's."""
    row = f"{NEW} 0 12 0 0 0 0 12"
    assert guard_of(find(" ".join(NAMES), line, row)[0]) == ""
    found = find(" ".join(NAMES), "39 63", row, f"{LABELS[0]} 0 12 0 0 0 0 12")
    assert [guard_of(row) for row in found] == ["values_before_labels", ""]


def test_all_numbers_of_a_row_may_have_broken_beside_the_label_of_a_group() -> None:
    """165 and 5379 are the ends of 5985165 and 16165379, beside a label that is set in the middle of its rows."""
    above = [
        " ".join(NAMES),
        f"{NEW} 0 0 0 0 0 0 0",
        "三、本",
        "5985 2970 2391 1358 1606 1853 1616",
        "年度办",
        "理结果",
    ]
    assert guard_of(find(*above, "（七）总计 165 343 423 379 186 883 5379")[-1]) == "values_before_labels"
    assert guard_of(find(*above, "（七）总计 16165379 0 0 0 0 0 16165379")[-1]) == ""
    sums = [*above[:2], "（三）不予公开 10 10 10 10 10 10 60"]  # those of a group, printed
    assert guard_of(find(*sums, "1.属于国家秘密 10 0 0 0 0 0 10")[-1]) == ""


def test_pieces_below_a_header_are_no_longer_than_the_row_s_own_and_of_no_row_of_cells() -> None:
    assert guard_of(find(" ".join(NAMES), "39 63", f"{NEW} 0 125 0 0 0 0 125")[0]) == ""
    assert guard_of(find("\t".join(NAMES), "39 63", f"{NEW}\t0\t12\t0\t0\t0\t0\t12")[0]) == ""
    assert guard_of(find(*NAMES, "39 63", NEW, *ZEROS)[0]) == ""


ZEROS = ("0", "12", "0", "0", "0", "0", "12")
