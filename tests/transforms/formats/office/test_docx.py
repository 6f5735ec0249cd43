"""Word documents: their tables, boxes and pictures."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.office.word_pieces import cell, row, run, table
from tests.transforms.office_files import docx_members, make_docx, read_blocks, read_file, relationships, zip_members
from transforms.formats.content import Content
from transforms.formats.office import docx
from transforms.formats.pictures import Part
from transforms.limits import Limits
from transforms.report import read_report

HEADER = row(cell(run("信息内容")), cell(run("上一年项目数量")), cell(run("本年增/减")), cell(run("处理决定数量")))
BEGIN, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read_pieces(columns: int) -> list[object]:
    """Two tables of so many columns of the same widths, an empty paragraph between them."""
    piece = table(row(*(cell(run("规章")) for _ in range(columns))), widths=tuple(range(100, 100 + columns)))
    return read_blocks(make_docx(piece + "<w:p/>" + piece))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.docx._FEWEST_SHARED_COLUMNS",
        inside=lambda: len(read_pieces(4)) == 1,
        outside=lambda: len(read_pieces(3)) == 1,
        moved=3,
    ),
    Given("transforms.formats.office.docx._MOST_COLUMNS", source="the limit of Word, 63 columns of a table"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row(cell(run("处罚")), cell(run("1") + "<w:r><w:br/></w:r>" + run("7"))),), (("处罚", "1⏎7"),)),
        (
            (row(cell(run("处罚")), cell(run("5"), '<w:gridSpan w:val="2"/>'), cell(run("3"))),),
            (("处罚", "5↔", "", "3↔"),),
        ),
        (
            (
                row(
                    cell(run("处罚")),
                    cell(run("5")),
                    cell(run("0"), '<w:hMerge w:val="restart"/>'),
                    cell("", "<w:hMerge/>"),
                ),
            ),
            (("处罚", "5↔", "0↔", ""),),
        ),
        (
            (
                row(cell(run("处罚")), cell(run("5"), BEGIN), cell(run("1")), cell(run("2"))),
                row(cell(run("强制")), cell("", CONTINUE), cell(run("3")), cell(run("4"))),
            ),
            (("处罚", "5↔", "1", "2"), ("强制", "5↔", "3", "4")),
        ),
        (
            (
                row(cell(run("处罚"), BEGIN), cell(run("5"), BEGIN), cell(run("1"), BEGIN), cell(run("2"), BEGIN)),
                row(cell("", CONTINUE), cell("", CONTINUE), cell("", CONTINUE), cell("", CONTINUE)),
            ),
            (("处罚", "5", "1", "2"), ("", "", "", "")),
        ),
    ],
)
def test_a_number_of_several_places_is_marked(rows: tuple[str, ...], expected: tuple[tuple[str, ...], ...]) -> None:
    (read,) = read_blocks(make_docx(table(HEADER, *rows)))
    assert read[1:] == expected  # type: ignore[index]


@pytest.mark.parametrize(
    ("sliver", "expected"),
    [
        (150, ("处罚", "1", "2", "3")),
        (450, ("处罚", "1", "", "2", "", "3", "")),
    ],
)
def test_a_border_a_little_beside_the_others_is_theirs(sliver: int, expected: tuple[str, ...]) -> None:
    def of_columns(number: int) -> str:
        return f'<w:gridSpan w:val="{number}"/>'

    widths = (900 - sliver, sliver) * 4
    words = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
    header = row(*(cell(run(word), of_columns(2)) for word in words))
    texts, spans = ("处罚", "1", "2", "3"), (1, 2, 2, 3)
    drawn = row(*(cell(run(text), of_columns(span)) for text, span in zip(texts, spans, strict=True)))
    (read,) = read_blocks(make_docx(table(header, header, drawn, widths=widths)))
    assert read[-1] == expected  # type: ignore[index]


def test_a_number_in_a_box_over_a_cell_is_marked() -> None:
    inner = f"<w:txbxContent><w:p>{run('5')}</w:p></w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>{inner}</v:textbox></w:pict></w:r>"
    (read,) = read_blocks(make_docx(table(HEADER, row(cell(run("处罚")), cell(box), cell(run("1")), cell(run("2"))))))
    assert read[1] == ("处罚", "5↔", "1", "2")  # type: ignore[index]


def test_merged_cells_are_expanded() -> None:
    rows = (
        row(cell(run("申请人"), '<w:gridSpan w:val="2"/>'), cell(run("总计"), '<w:vMerge w:val="restart"/>')),
        row(cell(run("自然人")), cell(run("企业")), cell(run("7"), "<w:vMerge/>")),
    )
    assert read_blocks(make_docx(table(*rows))) == [(("申请人", "", "总计"), ("自然人", "企业", ""))]


def test_a_cell_that_continues_nothing_is_shown() -> None:
    assert read_blocks(make_docx(table(row(cell(run("规章")), cell(run("7"), "<w:vMerge/>"))))) == [(("规章", "7"),)]


def test_skipped_places_of_the_grid_keep_the_columns() -> None:
    rows = (
        row(cell(run("a")), cell(run("b")), cell(run("c"))),
        row(cell(run("d")), cell(run("e")), properties='<w:gridBefore w:val="1"/>'),
    )
    assert read_blocks(make_docx(table(*rows))) == [(("a", "b", "c"), ("", "d", "e"))]


def test_deleted_and_hidden_rows_and_cells_are_left_out() -> None:
    rows = (
        row(cell(run("规章")), cell(run("9"), '<w:cellDel w:id="1"/>'), cell(run("1"))),
        row(cell(run("8")), cell(run("8")), properties='<w:del w:id="1"/>'),
        row(cell(run("8")), cell(run("8")), properties="<w:hidden/>"),
    )
    assert read_blocks(make_docx(table(*rows))) == [(("规章", "1"),)]


def test_borders_beside_each_other_are_one() -> None:
    rows = (
        row(cell(run("a"), '<w:gridSpan w:val="2"/>'), cell(run("b"))),
        row(cell(run("c")), cell(run("d"), '<w:gridSpan w:val="2"/>')),
    )
    assert read_blocks(make_docx(table(*rows, widths=(900, 20, 900)))) == [(("a", "b"), ("c", "d"))]
    assert read_blocks(make_docx(table(*rows, widths=(900, 900, 900)))) == [(("a", "", "b"), ("c", "d", ""))]


def test_a_table_in_a_cell_of_a_layout_table_is_found() -> None:
    inner = table(row(cell(run("规章")), cell(run("1"))))
    page = f"<w:tbl><w:tr><w:tc><w:p>{run('标题')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert read_blocks(make_docx(page)) == ["标题", (("规章", "1"),)]


def test_a_frame_of_one_cell_in_a_value_cell_is_no_table() -> None:
    framed = f"<w:tc>{table(row(cell(run('1'))))}<w:p/></w:tc>"
    assert read_blocks(make_docx(table(row(cell(run("规章")), framed)))) == [(("规章", "1"),)]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    label = f"<w:tc><w:p>{run('本年新')}</w:p><w:p>{run('公开数量')}</w:p></w:tc>"
    assert read_blocks(make_docx(table(row(label, cell(run("1")))))) == [(("本年新\n公开数量", "1"),)]


def test_pieces_of_one_table_with_the_same_columns_are_one_table() -> None:
    widths = (100, 200, 300, 400)
    pieces = [table(row(*(cell(run(text)) for text in texts)), widths=widths) for texts in ("abcd", "efgh")]
    assert read_blocks(make_docx("<w:p/>".join(pieces))) == [(tuple("abcd"), tuple("efgh"))]
    parted = f"<w:p>{run('四、')}</w:p>".join(pieces)
    assert read_blocks(make_docx(parted)) == [(tuple("abcd"),), "四、", (tuple("efgh"),)]


def box(content: str) -> str:
    return f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"


def test_a_text_box_with_a_page_number_is_left_out_and_one_with_words_is_not() -> None:
    assert read_blocks(make_docx(box(f"<w:p>{run('- 3 -')}</w:p>"))) == []
    title = "2023年政府信息公开工作年度报告"
    assert read_blocks(make_docx(box(f"<w:p>{run(title)}</w:p>"))) == [title]
    assert read_blocks(make_docx(box(table(row(cell(run("规章")), cell(run("1"))))))) == [(("规章", "1"),)]


PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="x" xmlns:r="r"/></w:drawing></w:r></w:p>'


def outline(*after_headings: str) -> str:
    headings = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    return "".join(f"<w:p>{run(heading)}</w:p>{after}" for heading, after in zip(headings, after_headings, strict=True))


def test_a_picture_instead_of_a_table_is_a_doubt() -> None:
    words = table(row(cell(run("规章")), cell(run("1"))))
    content = read_file(make_docx(outline(PICTURE, PICTURE, words + PICTURE)))
    assert isinstance(content, Content)
    assert [(doubt.rule, doubt.severity, doubt.subject) for doubt in content.doubts] == [
        ("table_is_image", "warning", "report_section.2")
    ]


def test_properties_are_metadata() -> None:
    members = docx_members(f"<w:p>{run('年报')}</w:p>")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    members["_rels/.rels"] = members["_rels/.rels"].replace(
        "</Relationships>", f'<Relationship Id="r9" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    )
    members["docProps/core.xml"] = (
        '<p xmlns:dc="d" xmlns:t="t"><dc:title>某镇 年报</dc:title><t:created>2024-01-09T08:00:00Z</t:created></p>'
    )
    content = read_file(zip_members(members))
    assert isinstance(content, Content)
    assert content.metadata == (("title", "某镇 年报"), ("created", "2024-01-09T08:00:00Z"))


def test_a_broken_relationship_does_not_lose_the_document() -> None:
    members = docx_members(f"<w:p>{run('年报')}</w:p>")
    members["word/_rels/document.xml.rels"] = members["_rels/.rels"].replace("word/document.xml", "NULL")
    assert read_blocks(zip_members(members)) == ["年报"]


def test_a_table_of_endless_cells_is_refused() -> None:
    wide = row(*(cell("", '<w:gridSpan w:val="63"/>') for _ in range(400)))
    data = make_docx("<w:tbl>" + row(*(cell("") for _ in range(25_000))) + wide * 50 + "</w:tbl>")
    rejection = read_report(data, "x.docx").rejection
    assert rejection is not None
    assert rejection.reason in ("too_many_cells", "archive_too_large", "archive_bomb")


class Reader:
    """Reads a table in every picture that it knows."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def read(self, data: bytes) -> tuple[Part, ...] | None:
        self.seen.append(data)
        return ((("规章", "7"),),) if data == b"known" else None


def pictured(data: bytes, picture: str = PICTURE) -> bytes:
    members = docx_members(outline("", picture, ""))
    members["word/_rels/document.xml.rels"] = relationships({"x": ("image", "media/image1.png")})
    members["word/media/image1.png"] = data.decode()
    return zip_members(members)


def test_a_picture_is_read_in_its_place() -> None:
    reader = Reader()
    content = docx.read_content(pictured(b"known"), Limits(), pictures=reader)
    assert isinstance(content, Content)
    assert reader.seen == [b"known"]
    assert [block for block in content.blocks if not isinstance(block, str)] == [(("规章", "7"),)]
    assert content.doubts == ()


@pytest.mark.parametrize(
    ("part", "is_read"),
    [
        ("<a:srcRect/>", True),
        ('<a:srcRect t="0" b="0"/>', True),
        ('<a:srcRect b="35000"/>', False),
        ('<a:srcRect l="12.5%"/>', False),
        ('<v:imagedata croptop="0"/>', True),
        ('<v:imagedata cropbottom="22938f"/>', False),
    ],
)
def test_a_picture_of_which_a_part_is_hidden_is_not_read(part: str, is_read: bool) -> None:
    reader = Reader()
    data = pictured(b"known", PICTURE.replace("</w:drawing>", f"{part}</w:drawing>"))
    content = docx.read_content(data, Limits(), pictures=reader)
    assert isinstance(content, Content)
    assert reader.seen == ([b"known"] if is_read else [])
    assert bool(content.doubts) is not is_read


def test_a_picture_that_is_not_read_stays_a_doubt() -> None:
    content = docx.read_content(pictured(b"unknown"), Limits(), pictures=Reader())
    assert isinstance(content, Content)
    assert [doubt.rule for doubt in content.doubts] == ["table_is_image"]
