"""What a browser shows of a page."""

from __future__ import annotations

import pytest

from tests.transforms.formats.html.pages import blocks, read, table


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
