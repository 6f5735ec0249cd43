"""A file's blocks become one text and one stream of cells, whatever they hold."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.doubts import Rejection
from transforms.formats import Block, Content
from transforms.stream.cells import Boundary
from transforms.stream.document import Document, build_document, read_document
from transforms.text import LOST


def document_of(*blocks: Block) -> Document:
    return build_document(Content(blocks))


EVIDENCE = (
    Pattern(
        "transforms.stream.document._PLACES",
        takes=("规章\u2007\u20071", "\u2007规章", "规章\n\u20071"),
        found=("章\u2007\u2007", "\u2007", "\u2007"),
        leaves=("规章  1", "\u3000\u3000一、总体情况"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def table_of_requests(gap: str) -> str:
    """Two rows of table three in the same places; the second has no third value."""
    first = gap.join(("一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"))
    return f"{first}\n{gap.join(('二、上年结转政府信息公开申请数量', '2', '0', ' ', '0', '0', '0', '2'))}"


def test_a_cell_that_its_place_tells_is_blank() -> None:
    cells = document_of(table_of_requests("    ")).cells
    assert [cell.text for cell in cells[8:]] == ["二、上年结转政府信息公开申请数量", "2", "0", "", "0", "0", "0", "2"]
    assert cells[11].is_whole and cells[11].before == Boundary.SPACE


def test_places_are_those_of_one_page() -> None:
    text = table_of_requests("    ").replace("\n", "\f")
    assert "" not in [cell.text for cell in document_of(text).cells]


def test_the_text_has_no_more_room_in_it_than_to_part_columns() -> None:
    document = document_of("\u2007\u2007规章\u2007\u2007\u20071\n\u3000\u3000第二")
    assert document.text == "规章  1\n\u3000\u3000第二"


def test_a_text_is_read_from_its_bytes() -> None:
    document = read_document("第二十条第（一）项\n规章\t0\t2".encode("gb18030"), "text/plain")
    assert isinstance(document, Document)
    assert [cell.text for cell in document.cells] == ["第二十条第（一）项", "规章", "0", "2"]
    assert (document.encoding, document.layout) == ("gb18030", "tab_rows")


def test_what_is_no_text_is_rejected() -> None:
    assert isinstance(read_document(b"", "text/plain"), Rejection)


def test_lines_are_counted_on_over_texts_and_tables() -> None:
    document = document_of("一\n二", (("规章", "0"), ("规范性文件", "2")), "三")
    assert [(cell.text, cell.line) for cell in document.cells] == [
        ("一", 0),
        ("二", 1),
        ("规章", 2),
        ("0", 2),
        ("规范性文件", 3),
        ("2", 3),
        ("三", 4),
    ]
    assert document.text == "一\n二\n规章\t0\n规范性文件\t2\n三"


def test_a_text_behind_a_table_does_not_go_on_with_its_last_row() -> None:
    """Else the number of a page below a table would be one value more of its last row."""
    assert document_of((("规章", "0"),), "5").cells[-1].before is Boundary.ROW


def test_texts_that_follow_each_other_are_lines_of_one() -> None:
    assert [cell.before for cell in document_of("规章", "0").cells] == [Boundary.LINE, Boundary.LINE]


@pytest.mark.parametrize("mark", ["\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3", "\ue0f8"])
def test_a_text_cannot_forge_the_marks_between_parts(mark: str) -> None:
    document = document_of(f"规{mark}章", ((f"行政{mark}许可", "5"),))
    assert [cell.text for cell in document.cells] == ["规章", "行政许可", "5"]


def test_script_is_that_of_the_whole_file() -> None:
    document = document_of("規章", (("行政許可", "5"),))
    assert [cell.text for cell in document.cells] == ["规章", "行政许可", "5"]
    assert "规章" in document.text


def test_characters_that_were_lost_are_told() -> None:
    assert [doubt.rule for doubt in document_of(f"规{LOST}章").doubts] == ["encoding_damage"]
    assert document_of("规章").doubts == ()


def test_a_table_drawn_with_borders_is_one_of_cells_though_its_text_was_garbled() -> None:
    drawn = "政府信息公开情况\n┌────┬──┐\n│规章│2 │\n├────┼──┤\n│行政│10│\n│许可│  │\n└────┴──┘\n以上为本年度的情况。"
    for text in (drawn, drawn.encode().decode("latin-1")):
        cells = document_of(text).cells
        assert [(cell.text, cell.column) for cell in cells if cell.row_size] == [
            ("规章", 0),
            ("2", 1),
            ("行政", 0),
            ("许可", 0),
            ("10", 1),
        ]
