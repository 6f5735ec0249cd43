"""PDFs read by eye: what a page shows is written down beside what draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.truth.render_pdf import CID_FONT
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.pdf import document
from transforms.formats.content import Block, Content, Table
from transforms.formats.pdf import read_content
from transforms.limits import Limits

Draw = Callable[[Any], None]
PAPER = (400.0, 500.0)
PROSE = "本页写满了字，不是一张图片。"


def make_pdf(*pages: Draw, **options: Any) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=PAPER, **options)
    for draw in pages:
        canvas.setFont(CID_FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw, **options: Any) -> Content:
    content = read_content(make_pdf(*pages, **options), Limits())
    assert isinstance(content, Content), content
    return content


def reject(data: bytes, limits: Limits | None = None) -> Rejection:
    rejection = read_content(data, limits or Limits())
    assert isinstance(rejection, Rejection)
    return rejection


def lines_of(content: Content) -> list[str]:
    return [line for block in content.blocks if isinstance(block, str) for line in block.split("\n")]


def table_of(content: Content) -> Table:
    (table,) = (block for block in content.blocks if not isinstance(block, str))
    return table


def write(*pieces: tuple[float, float, str], size: float = 12) -> Draw:
    """Text at places, with a line of prose at the foot so that the page is none that only shows a picture."""

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.setFont(CID_FONT, size)
        for x, y, text in pieces:
            canvas.drawString(x, y, text)

    return draw


def rule(canvas: Any, xs: Iterable[float], ys: Iterable[float]) -> None:
    canvas.grid(list(xs), list(ys))


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    data, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return data + head + table + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))


def page_of(stream: bytes) -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def test_cells_are_those_between_the_rules_and_spans_are_padded() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, "二、表格在下面这一段里，一共三行")
        for x0, y0, x1, y1 in ((40, 440, 280, 440), (40, 420, 280, 420), (120, 400, 280, 400), (40, 380, 280, 380)):
            canvas.line(x0, y0, x1, y1)
        for x0, y0, y1 in ((40, 380, 440), (120, 380, 440), (200, 380, 420), (280, 380, 440)):
            canvas.line(x0, y0, x0, y1)
        for x, y, text in (
            (140, 426, "申请人情况"),
            (50, 396, "规章"),
            (150, 406, "12"),
            (230, 406, "0"),
            (150, 386, "3"),
        ):
            canvas.drawString(x, y, text)

    assert table_of(read(draw)) == (("", "申请人情况", ""), ("规章", "12", "0"), ("", "3", ""))


def test_numbers_that_nearly_touch_across_a_rule_stay_apart() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100), (400, 420, 440))
        canvas.drawRightString(69.9, 426, "123")
        canvas.drawString(70.1, 426, "45")
        canvas.drawString(45, 406, "6")

    assert table_of(read(draw)) == (("123", "45"), ("6", ""))


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100, 130), (400, 420, 440))
        canvas.drawCentredString(85, 426, "1234567")
        canvas.drawString(45, 406, "6")

    assert table_of(read(draw))[0] == ("", "1234567", "")


def test_a_number_between_two_cells_is_in_neither_for_certain() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100, 130), (400, 420, 440))
        canvas.drawCentredString(70, 426, "123")
        canvas.drawString(45, 406, "6")

    assert "123" not in table_of(read(draw))[0]


def test_digits_broken_for_want_of_space_are_one_number_and_stacked_ones_are_not() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 150), (380, 410, 440))
        canvas.drawString(44, 428, "1234")
        canvas.drawString(44, 414, "5")
        canvas.drawString(80, 428, "7")
        canvas.drawString(80, 414, "8")
        canvas.drawString(80, 386, "0")

    assert table_of(read(draw)) == (("12345", "7\ufffd8"), ("", "0"))


def test_shapes_of_rules() -> None:
    """Thin rectangles, a frame of two rectangles, dots: all rule the same two by two cells."""

    def bars(canvas: Any) -> None:
        for at in (40, 100, 160):
            canvas.rect(at - 0.3, 400, 0.6, 40, stroke=0, fill=1)
        for at in (400, 420, 440):
            canvas.rect(40, at - 0.3, 120, 0.6, stroke=0, fill=1)

    def frames(canvas: Any) -> None:
        for x in (40, 100):
            for y in (400, 420):
                path = canvas.beginPath()
                path.rect(x, y, 60, 20)
                path.rect(x + 0.5, y + 0.5, 59, 19)
                canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    def dots(canvas: Any) -> None:
        for x in (40, 100, 160):
            for step in range(20):
                canvas.rect(x, 400 + 2 * step, 1, 1, stroke=0, fill=1)
        for y in (400, 420, 440):
            for step in range(60):
                canvas.rect(40 + 2 * step, y, 1, 1, stroke=0, fill=1)

    for draw_rules in (bars, frames, dots):

        def draw(canvas: Any, draw_rules: Draw = draw_rules) -> None:
            canvas.drawString(40, 480, PROSE)
            draw_rules(canvas)
            for x, y, text in ((50, 426, "规章"), (120, 426, "1"), (50, 406, "其他"), (120, 406, "2")):
                canvas.drawString(x, y, text)

        assert table_of(read(draw)) == (("规章", "1"), ("其他", "2")), draw_rules.__name__


def test_labels_set_downwards_or_turned_are_read_in_order() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 60, 80, 160), (300, 440))
        for place, char in enumerate("三、办理结果"):
            canvas.drawString(44, 420 - 15 * place, char)
        canvas.saveState()
        canvas.translate(75, 320)
        canvas.rotate(90)
        canvas.drawString(0, 0, "（三）不予公开2项")
        canvas.restoreState()
        canvas.drawString(100, 370, "5")

    assert table_of(read(draw)) == (("三、办理结果", "（三）不予公开2项", "5"),)


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


def test_a_row_that_ends_before_the_others_has_no_blank_cell_at_its_end() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 100, 160, 220), (420, 440, 460))
        rule(canvas, (40, 100, 160), (400, 420))
        for x, y, text in ((50, 446, "项目"), (110, 446, "1"), (50, 426, "规章"), (50, 406, "其他"), (110, 406, "2")):
            canvas.drawString(x, y, text)

    assert table_of(read(draw)) == (("项目", "1", ""), ("规章", "", ""), ("其他", "2"))


def test_the_order_of_the_stream_does_not_matter() -> None:
    pieces = [(40 + 12 * place, 300.0, char) for place, char in enumerate("示范镇年度报告")]
    assert "示范镇年度报告" in lines_of(read(write(*reversed(pieces))))


def test_columns_without_rules_keep_their_gaps() -> None:
    content = read(write((40, 300, "规章"), (120, 300, "1"), (180, 300, "23"), (40, 280, "其他"), (180, 280, "4")))
    assert lines_of(content)[:2] == ["规章  1  23", "其他  4"]


def test_a_space_parts_numbers() -> None:
    assert "规章12 0" in lines_of(read(write((40, 300, "规章12 0"))))


def test_what_is_drawn_twice_is_read_once() -> None:
    content = read(write((40, 300, "共11件"), (40.4, 300, "共11件"), (40.4, 300.3, "共11件")))
    assert "共11件" in lines_of(content)


def test_digits_printed_over_each_other_are_no_number() -> None:
    assert "共\ufffd\ufffd件" in lines_of(
        read(write((40, 300, "共"), (52, 300, "3"), (52.5, 300, "8"), (58, 300, "件")))
    )


def test_a_raised_mark_is_no_digit() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.drawString(40, 300, "共5")
        canvas.setFont(CID_FONT, 7)
        canvas.drawString(58, 305, "2")

    assert "共5²" in lines_of(read(draw))


def test_invisible_text_is_not_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        for place, mode in enumerate((3, 7)):
            text = canvas.beginText(40, 400 - 20 * place)
            text.setTextRenderMode(mode)
            text.textOut("11")
            canvas.saveState()
            canvas.drawText(text)
            canvas.restoreState()
        canvas.drawString(500, 300, "12")
        canvas.drawString(40, 280, "13")
        canvas.setFillGray(1)
        canvas.rect(38, 276, 40, 16, stroke=0, fill=1)
        canvas.drawString(40, 260, "14")
        canvas.setFillColorRGB(0.2, 0.2, 0.6)
        canvas.rect(38, 236, 80, 16, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(40, 240, "15件")
        canvas.setFillGray(0)
        path = canvas.beginPath()
        path.rect(40, 200, 60, 16)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(40, 180, "16")
        canvas.drawString(40, 203, "17件")

    assert lines_of(read(draw)) == ["15件", "17件", PROSE]


def test_turned_pages_are_read_upright() -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.translate(PAPER[1], 0)
        canvas.rotate(90)
        canvas.drawString(40, 300, "示范镇年度报告，第一行")
        canvas.drawString(40, 280, "规章")
        canvas.drawString(200, 280, "12")

    assert lines_of(read(draw)) == ["示范镇年度报告，第一行", "规章  12"]


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


def test_what_was_filled_into_a_form_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 300, "采购项目数量是多少，请填写")
        canvas.acroForm.textfield(name="n", x=240, y=295, width=60, height=18, value="42")

    assert "采购项目数量是多少，请填写  42" in lines_of(read(draw))


def test_metadata() -> None:
    def draw(canvas: Any) -> None:
        canvas.setTitle("示范镇年度报告")
        canvas.drawString(40, 300, PROSE)

    metadata = dict(read(draw, invariant=1).metadata)
    assert metadata["title"] == "示范镇年度报告"
    assert metadata["created"] == "2000-01-01"


def grey_picture() -> ImageReader:
    return ImageReader(BytesIO(b"P5 4 4 255 " + bytes(range(100, 116))))


def test_a_scan_is_rejected_with_or_without_a_recognised_layer() -> None:
    def plain(canvas: Any) -> None:
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)

    def layered(canvas: Any) -> None:
        canvas.drawString(40, 300, PROSE + "规章12件")
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)

    for draw in (plain, layered):
        assert reject(make_pdf(draw, draw)).reason == "scanned_pdf"
    assert "2 of 2 pages" in reject(make_pdf(plain, plain)).detail


def test_text_on_letter_paper_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)
        canvas.drawString(40, 300, PROSE)

    assert lines_of(read(draw)) == [PROSE]


def test_a_picture_for_a_table_is_doubted() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 470, "二、主动公开政府信息情况")
        canvas.drawImage(grey_picture(), 40, 300, 300, 150)
        canvas.drawString(40, 270, "三、收到和处理政府信息公开申请情况")

    assert [(doubt.rule, doubt.subject) for doubt in read(draw).doubts] == [("table_is_image", "report_section.2")]


def test_a_scanned_page_among_others_is_doubted() -> None:
    content = read(write((40, 300, "第一页")), lambda canvas: canvas.drawImage(grey_picture(), 0, 0, *PAPER))
    assert [doubt.rule for doubt in content.doubts] == ["table_is_image"]
    assert "Page 2" in content.doubts[0].message


@pytest.mark.parametrize("password", ["secret", ""])
def test_encryption(password: str) -> None:
    data = make_pdf(write(), encrypt=StandardEncryption(password, "owner"))
    content = read_content(data, Limits())
    if password:
        assert isinstance(content, Rejection)
        assert content.reason == "encrypted_file"
    else:
        assert isinstance(content, Content)
        assert lines_of(content) == [PROSE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_breaks_off_is_damaged(share: float) -> None:
    data = make_pdf(write((40, 300, "规章12件")), write())
    assert reject(data[: int(len(data) * share)]).reason == "damaged_file"


def test_a_flipped_bit_in_a_compressed_page_is_noticed() -> None:
    clean = page_with_flate(b"BT /F 12 Tf 40 300 Td (12345 and more words of a page) Tj ET")
    assert isinstance(read_content(clean, Limits()), Content)
    start = clean.index(b"stream\n") + 20
    damaged = clean[:start] + bytes([clean[start] ^ 4]) + clean[start + 1 :]
    outcome = read_content(damaged, Limits())
    assert isinstance(outcome, Rejection) or "damaged_file" in [doubt.rule for doubt in outcome.doubts]


def page_with_flate(stream: bytes) -> bytes:
    import zlib

    packed = zlib.compress(stream)
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
LEAF = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        ((CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 100000>>", LEAF), "too_many_pages"),
        ((CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", LEAF), "scanned_pdf"),
    ],
    ids=["own_child", "cycle", "many", "none", "empty"],
)
def test_hostile_page_trees(objects: tuple[bytes, ...], reason: str) -> None:
    assert reject(raw_pdf(*objects)).reason == reason


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 40], ids=["header", "garbage"])
def test_what_only_begins_like_a_pdf_is_damaged(data: bytes) -> None:
    assert recognise(data) == "application/pdf"
    assert reject(data).reason == "damaged_file"


def test_more_marks_than_any_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n // 90, n % 500 + 9, n // 90) for n in range(20_000))
    assert reject(page_of(lines)).reason == "scanned_pdf"
    monkeypatch.setattr(document, "STEPS", document.STEPS // 50)
    assert reject(page_of(lines)).reason == "too_complex"


def test_numbers_beyond_all_bounds_do_no_harm() -> None:
    stream = b"9e99 0 0 9e99 0 0 cm 0 0 m 1e38 1e38 l S BT /F 1e30 Tf 1e39 0 0 1 10 10 Tm (123) Tj ET"
    assert reject(page_of(stream)).reason == "scanned_pdf"


def test_fonts_without_a_map_are_confessed() -> None:
    """Codes that a font made up for itself look like control characters and punctuation."""
    stream = b"BT /F 12 Tf 40 300 Td <0102030405060708> Tj 0 -20 Td <01020304050607080131> Tj ET"
    assert reject(page_of(stream)).reason == "unreadable_fonts"


def test_digits_of_a_font_that_is_partly_unmapped_are_not_trusted() -> None:
    stream = b"BT /F 12 Tf 40 300 Td (" + b"words that can be read and read again " * 4 + b") Tj ET "
    stream += b"BT /G 12 Tf 40 200 Td <01023132> Tj ET"
    data = raw_pdf(
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    )
    content = read_content(data, Limits())
    assert isinstance(content, Content)
    assert [doubt.rule for doubt in content.doubts] == ["unreadable_fonts"]
    assert not any(char.isdigit() for block in content.blocks for char in text_of(block))


def text_of(block: Block) -> str:
    return block if isinstance(block, str) else "".join(cell for row in block for cell in row)


def test_a_struck_digit_is_not_read_and_an_underlined_one_is() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.drawString(40, 440, "65")
        canvas.drawString(52.1, 440, "0")
        canvas.line(40, 444, 52, 444)
        canvas.drawString(120, 440, "65")
        canvas.line(120, 438.5, 132, 438.5)

    assert lines_of(read(draw))[0].split() == ["\ufffd\ufffd0", "65"]


def test_a_number_that_goes_on_in_the_next_line_is_not_read_without_rules() -> None:
    upper = (40, 440, "一、本年新收政府信息公"), (240, 440, "8183"), (300, 440, "7"), (360, 440, "8441")
    lower = (40, 424, "开申请数量"), (240, 424, "3"), (360, 424, "31")
    rows = lines_of(read(write(*upper, *lower)))[:2]
    assert [row.split()[1:] for row in rows] == [["8183\ufffd", "7", "8441\ufffd"], ["3\ufffd", "31\ufffd"]]


def test_numbers_of_the_next_row_stay_as_they_are_without_rules() -> None:
    rows = (40, 440, "1.重复申请"), (240, 440, "8183"), (360, 440, "8441"), (40, 424, "2.其他"), (240, 424, "3")
    assert [row.split()[1:] for row in lines_of(read(write(*rows)))[:2]] == [["8183", "8441"], ["3"]]


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
