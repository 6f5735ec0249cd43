"""What a browser shows of a page."""

from __future__ import annotations

from base64 import b64encode

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.formats.html.pages import LIMITS, blocks, read, table
from transforms.formats.html.page import Page, read_page
from transforms.formats.pictures import Part


def page_of(body: str) -> Page:
    return read_page(LexborHTMLParser(f"<html><body>{body}"), LIMITS.table_cells)


def shows_image(attributes: str) -> bool:
    return any(piece.is_image for piece in page_of(f"<img {attributes}>").pieces)


def shown_image(attributes: str) -> str:
    """What a cell shows that holds an image and nothing else."""
    return table(f"<tr><td>规章<td><img {attributes}><td>5")[0][1]


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.html.page._DATA",
        how="match",
        takes=("data:image/png;base64,aGk=", " DATA:image/svg+xml;charset=utf-8;base64,aGk="),
        leaves=("a.png", "data:text/html;base64,aGk=", "data:image/png,x", "x data:image/png;base64,aGk="),
    ),
    Threshold(
        "transforms.formats.html.page._LARGEST_SPACER",
        inside=lambda: shown_image("width=4 height=90") == "",
        outside=lambda: shown_image("width=5 height=90") == "",
        moved=5,
    ),
    Threshold(
        "transforms.formats.html.page._SMALLEST_IMAGE",
        inside=lambda: shows_image("width=120 height=600"),
        outside=lambda: shows_image("width=119 height=600"),
        moved=119,
    ),
    Pattern(
        "transforms.formats.html.page._LEADING_DIGITS",
        takes=("120", " 16px", "50%"),
        leaves=("auto", "", "-16"),
        found=("120", " 16", "50"),
        how="match",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def cell(content: str) -> str:
    """The text of a cell beside another one."""
    ((_, text),) = table(f"<tr><td>规章</td><td>{content}</td></tr>")
    return text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>共1<span>2</span>条</p>", "共12条"),
        ("<p>本年新收政府\n  信息公开申请</p>", "本年新收政府信息公开申请"),
        ("<p>共 \n 12\n件</p>", "共 12 件"),
        ("<p>1<!-- 0 -->2</p>", "12"),
        ("<p>a<p>b", "a\nb"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("a<br>b<BR/><br>c", "a\nb\n\nc"),
        ("<pre>规章\t0\n 行政  许可</pre>", "规章\t0\n 行政  许可"),
        ("<dl><dt>名称<dd>年报</dl>", "名称\n年报"),
        ("<ruby>開<rp>(</rp><rt>kāi</rt><rp>)</rp></ruby>展", "開展"),
        ("&#25919;&#x5E9C;&nbsp;&amp;", "政府\xa0&"),
        ("<P ALIGN=center>年<B>报</P>", "年报"),
        ("<p>a</p><script>x</script><style>y</style><noscript>z</noscript><template>t</template>", "a"),
        ("<p>a<i hidden>b</i><i style='Display : none'>c</i><select><option>d</select>e</p>", "ae"),
        ("<p style='visibility:hidden'>a</p>b", "b"),
        ("<p>a<i style='visibility:hidden'>b<u style='visibility:visible'>c</u></i></p>", "a\u2003c"),
        ("<p style='font-size:0'>a<b style='font-size:14px'>b</b></p>", "b"),
        ("<style media='screen'>.x{display:none}</style><p class='x'>a</p><p>b</p>", "b"),
        ("<style media='print'>.x{display:none}</style><p class='x'>a</p>", "a"),
        ("<style>.x{display:none}@media print{.y{display:none}}</style><p class='x'>a</p><p class='y'>b</p>", "b"),
        ("<p>5<del>2</del><s>3</s><i style='text-decoration:line-through'>4</i></p>", "5"),
        ("<p>a<input value=7><input type=hidden value=8></p>", "a\u20037"),
        ("共<a href='/x'>1</a>件申请", "共1件申请"),
    ],
)
def test_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert blocks(body) == (text,)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("1<b>2</b>", "12"),
        ("<p>本年新</p><p>制作数量</p>", "本年新\n制作数量"),
        ("<p>1</p><p>2</p>", "1⏎2"),
        ("1<br>2", "1⏎2"),
        ("<span style='display:inline-block'>1</span><span style='display:inline-block'>2</span>", "1⏎2"),
        ("<table><tr><td>1</td></tr><tr><td>2</td></tr></table>", "1⏎2"),
        ("5<sup>2</sup>", "5²"),
        ("5<sup>[2]</sup>", "5[2]"),
        ("5<span style='vertical-align: super'>2</span>", "5²"),
        ("<span style='display:none'>9</span>1", "1"),
        ("&nbsp;", ""),
        ("<del>3</del>4", "4"),
    ],
)
def test_digits_of_a_cell_join_only_where_the_page_shows_one_number(content: str, text: str) -> None:
    assert cell(content) == text


def test_captions_stand_before_their_table() -> None:
    assert blocks("<table><caption>统计表</caption><tr><td>a<td>b</table>") == ("统计表", (("a", "b"),))


def test_line_ends_of_a_text_with_tables_in_it_are_kept() -> None:
    content = read("一、总体情况\n良好。\n<table><tr><td>规章</td><td>0</td></tr></table>\n二、主动公开情况\n")
    assert content.blocks == ("一、总体情况\n良好。", (("规章", "0"),), "二、主动公开情况")


def test_an_image_breaks_no_word_and_the_characters_of_links_are_counted() -> None:
    pieces = page_of("<p>见<a href=1>首 页</a><img src=t.png>下<p>末").pieces
    assert [(piece.text, piece.linked) for piece in pieces if not piece.is_image] == [("见首 页下", 2), ("末", 0)]
    assert sum(piece.is_image for piece in pieces) == 1


def test_boxes_know_what_they_hold_and_which_is_no_part_of_a_text() -> None:
    page = page_of("<nav><p>首页</nav><div><p>年报</div>")
    link, text = page.pieces
    assert page.boxes.chrome == [link.box]
    assert page.boxes.holds(0, text.box)
    assert not page.boxes.holds(link.box, text.box)


def test_a_page_without_a_body_shows_nothing() -> None:
    assert read_page(LexborHTMLParser("<frameset><frame src=a></frameset>"), 1).pieces == []


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden", "opacity:0"])
def test_a_page_that_a_script_shows_is_read(style: str) -> None:
    assert read(f"<html><style>body{{{style}}}</style><body><p>年报").blocks == ("年报",)


def test_letters_without_size_on_a_page_are_those_that_get_none() -> None:
    page = "<html><style>body{font-size:0} p{font-size:14px}</style><body>9<p>年<i style='font-size:2em'>3</i></p>"
    assert read(page).blocks == ("年3",)


@pytest.mark.parametrize(
    ("style", "lines"),
    [("white-space:pre", "年\n 报"), ("white-space:pre-wrap;white-space:normal", "年报"), ("white-space:x", "年报")],
)
def test_white_space_is_kept_where_a_style_says_so(style: str, lines: str) -> None:
    assert read(f"<html><div style='{style}'><p>年\n 报</p></div>").blocks == (lines,)
    assert read(f"<html><style>div{{{style}}}</style><div><p>年\n 报</p></div>").blocks == (lines,)


class Reader:
    """Reads pictures that hold a word, as a person would who knows what they are meant to show."""

    def read(self, data: bytes) -> tuple[Part, ...] | None:
        shown: dict[bytes, tuple[Part, ...]] = {b"table": ((("规章", "7"),),), b"cell": ("7",)}
        return shown.get(data)


def pieces_of(html: str) -> list[object]:
    page = read_page(LexborHTMLParser(html), 1000, pictures=Reader())
    return [piece.rows or piece.text or piece.unread for piece in page.pieces]


def src(word: str) -> str:
    return f"data:image/png;base64,{b64encode(word.encode()).decode()}"


def test_a_picture_in_the_source_of_the_page_is_read_in_its_place() -> None:
    assert pieces_of(f"<p>前<img src='{src('table')}'>后") == ["前", (("规章", "7"),), "后"]


def test_a_picture_in_a_cell_is_its_text() -> None:
    assert pieces_of(f"<table><tr><td>规章<td><img src='{src('cell')}'>") == [(("规章", "7"),)]


@pytest.mark.parametrize(
    "source", [src("other"), "a.png", "data:image/png,cell", "data:image/png;base64,%%%", "data:,"]
)
def test_every_other_picture_stays_one(source: str) -> None:
    assert pieces_of(f"<table><tr><td>规章<td><img src='{source}'>")[-1] == (("规章", "[image]"),)
