"""Web pages: what a reader of the page sees is read, and nothing else; whatever cannot be read is said."""

from __future__ import annotations

import pytest

from transforms.doubts import Rejection
from transforms.formats import html, recognise
from transforms.formats.content import Block, Content, Table
from transforms.limits import Limits
from transforms.report import read_report

LIMITS = Limits()


def read(page: str) -> Content:
    content = html.read_content(page.encode(), LIMITS)
    assert isinstance(content, Content)
    return content


def blocks(body: str) -> tuple[Block, ...]:
    return read(f"<html><body>{body}</body></html>").blocks


def table(rows: str) -> Table:
    (block,) = blocks(f"<table>{rows}</table>")
    assert not isinstance(block, str)
    return block


def cell(content: str) -> str:
    """The text of a cell beside another one."""
    ((_, text),) = table(f"<tr><td>规章</td><td>{content}</td></tr>")
    return text


@pytest.mark.parametrize(
    ("data", "is_html"),
    [
        (b"<html><body>1</body></html>", True),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01'>", True),
        ("<HTML><p>年报".encode("utf-16"), True),
        ("<html><p>年报".encode("utf-16-be"), True),
        (b"<?xml version='1.0' encoding='utf-8'?>\n<!-- x -->\n<html xmlns='x'>", True),
        ("<table><tr><td>规章".encode("gb18030"), True),
        (("总体情况\n" + "<tr><td>规章</td><td>0</td></tr>\n" * 4).encode(), True),
        ("在网页中用 <p> 和 </p> 表示段落。".encode(), False),
        (b"<html><body><svg><path d='M0 0'/></svg><p>1</p>", True),
        (b"<rss version='2.0'><p>1</p>", False),
        (b"<?xml version='1.0'?><!DOCTYPE svg><svg><a>1</a></svg>", False),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook>", False),
        ("<《条例》>第二十条".encode(), False),
        (b"a < b and c > d", False),
    ],
)
def test_html_is_recognised_from_its_bytes(data: bytes, is_html: bool) -> None:
    assert (recognise(data) == "text/html") is is_html


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


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td colspan=2>a</td><td>b</td></tr><tr><td>1<td>2<td>3", (("a", "", "b"), ("1", "2", "3"))),
        ("<tr><td rowspan='2'>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", (("a", "b"), ("", "c"), ("", "d"))),
        ("<tr><td colspan=0>a<td colspan=-3>b<td colspan=x>c", (("a", "b", "c"),)),
        ("<tr><td>a<td colspan=999999>b<tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td rowspan=99999>a<td>b", (("a", "b"),)),
        ("<thead><tr><th rowspan=9>a<th>b<tbody><tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td>a<td>b<tr><tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td>a<td>b<td>c<tr><td>1<td>2", (("a", "b", "c"), ("1", "2"))),
        ("<tr><td>a<td style='display:none'>x<td>b", (("a", "b"),)),
        ("<tr><td>a<td style='visibility:hidden'>9<td>b", (("a", "", "b"),)),
        ("<tr><td rowspan=2>a<td>b<td rowspan=2>c<tr><td>d", (("a", "b", "c"), ("", "d", ""))),
    ],
)
def test_spans_are_expanded_as_browsers_do(rows: str, expected: Table) -> None:
    assert table(rows) == expected


HEADER = "<tr><td>规章<td>自然人<td>商业企业<td>总计"


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ("<tr><td>其他<td colspan=3>3", ("其他", "3↔", "", "")),
        ("<tr><td>其他<td colspan=2>3<td>3", ("其他", "3↔", "", "3↔")),
        ("<tr><td>其他<td colspan=3>/", ("其他", "/", "", "")),
        ("<tr><td>其他<td>1<td>2<td colspan=9>3", ("其他", "1", "2", "3")),
        ("<tr><td>信息<td>件数<td colspan=2>金额<tr><td>收费<td>1<td colspan=2>2", ("收费", "1", "2", "")),
        ("<tr><td>其他<td rowspan=2>1<td>2<td>3<tr><td>七、<td>4<td>5", ("七、", "", "4", "5")),
    ],
)
def test_a_number_that_spans_cells_of_the_form_is_no_ones(rows: str, last: tuple[str, ...]) -> None:
    assert table(HEADER + rows)[-1] == last


def test_a_number_that_reaches_into_a_labelled_row_is_no_ones() -> None:
    read = table(HEADER + "<tr><td>其他<td rowspan=2>1<td>2<td>3<tr><td>总计<td>4<td>5")
    assert read[1:] == (("其他", "1↔", "2", "3"), ("总计", "", "4", "5"))


def test_numbers_of_two_rows_with_one_label_are_no_ones() -> None:
    read = table(
        "<tr><td>信息内容<td>处理决定数量<tr><td rowspan=2>许可<td>5<tr><td>6<tr><td rowspan=2>处罚<td>7<tr><td>"
    )
    assert read[1:] == (("许可", "5↔"), ("", "6↔"), ("处罚", "7"), ("", ""))


def test_layout_tables_are_flattened_and_data_tables_found() -> None:
    inner = "<table><tr><td>规章<td>1<tr><td>规范性文件<td>2</table>"
    page = f"<table><tr><td><p>前文</p>{inner}<p>后文</p></td></tr></table>"
    expected = (("规章", "1"), ("规范性文件", "2"))
    assert blocks(page) == ("前文", expected, "后文")
    assert blocks(f"<table><tr><td>{page}</td><td></td></tr></table>") == ("前文", expected, "后文")


def test_the_parts_of_a_split_table_have_the_same_columns() -> None:
    first = "<table><tr><td colspan=3>事项<td>自然人<tr><td>三、<td>（一）<td>1.<td>2</table>"
    second = "<table><tr><td colspan=2><td>2.<td>3<tr><td colspan=3>四、<td>5</table>"
    expected = (
        (("事项", "", "", "自然人"), ("三、", "（一）", "1.", "2")),
        (("", "", "2.", "3"), ("四、", "", "", "5")),
    )
    assert blocks(first + second) == expected
    assert blocks(f"{first}<p>（续表）</p>{second}") == (expected[0], "（续表）", expected[1])
    assert blocks(f"{first}<p>三、收到和处理政府信息公开申请情况</p>{second}")[2] == (
        ("", "2.", "3"),
        ("四、", "", "5"),
    )


def test_captions_stand_before_their_table() -> None:
    assert blocks("<table><caption>统计表</caption><tr><td>a<td>b</table>") == ("统计表", (("a", "b"),))


def test_line_ends_of_a_text_with_tables_in_it_are_kept() -> None:
    content = read("一、总体情况\n良好。\n<table><tr><td>规章</td><td>0</td></tr></table>\n二、主动公开情况\n")
    assert content.blocks == ("一、总体情况\n良好。", (("规章", "0"),), "二、主动公开情况")


ARTICLE = """<h1>示范镇2021年政府信息公开工作年度报告</h1>
<div>索引号：99-1 发布日期：2022-01-20 来源：示例县人民政府</div>
<div id="c"><p>根据《中华人民共和国政府信息公开条例》的规定，示范镇人民政府编制本报告，欢迎查阅和监督。</p>
<p>一、总体情况</p><p>平稳。</p><p>二、主动公开政府信息情况</p>
<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3</table>
<p>六、其他需要报告的事项</p><p>无。</p></div>"""


def test_the_article_is_found_among_what_surrounds_it() -> None:
    page = f"""<html><head><title>年报_示例县</title><meta name="PubDate" content="2022-01-20"></head><body>
    <div><ul><li><a href=1>首页</a><li><a href=2>行政许可 12</a><li><a href=3>政府信息公开工作年度报告</a></ul></div>
    <div><div>当前位置：<a href=1>首页</a> &gt; <a href=2>公开</a></div>{ARTICLE}
    <p>上一篇：<a href=4>示范镇2020年政府信息公开工作年度报告</a></p><p>【打印】 【关闭】</p></div>
    <div><a href=5>行政处罚 3</a> <a href=6>规范性文件</a></div>
    <footer>主办：示例县 行政许可 7</footer></body></html>"""
    content = read(page)
    text = "\n".join(block for block in content.blocks if isinstance(block, str))
    assert text.startswith("示范镇2021年政府信息公开工作年度报告\n根据《")
    assert text.endswith("六、其他需要报告的事项\n无。")
    assert content.layout == "html"
    assert content.metadata == (
        ("title", "年报_示例县"),
        ("PubDate", "2022-01-20"),
        ("索引号", "99-1"),
        ("发布日期", "2022-01-20"),
        ("来源", "示例县人民政府"),
    )


def test_a_link_that_nobody_closed_loses_no_table() -> None:
    content = read(f"<body><a href='top'>{ARTICLE}")
    assert any(not isinstance(block, str) for block in content.blocks)
    assert "无。" in str(content.blocks[-1])


def test_a_page_without_a_word_of_a_report_is_kept() -> None:
    assert blocks("<p>甲</p><table><tr><td>乙<td>丙</table>") == ("甲", (("乙", "丙"),))


def test_metadata_in_a_table_is_no_table_of_the_report() -> None:
    content = read(
        f"<table><tr><td>索 引 号：<td>99-2<td>发布机构：<td>示例县<tr><td>名称<td>年报<td>文号<td></table>{ARTICLE}"
    )
    assert content.metadata[:4] == (("索引号", "99-2"), ("发布机构", "示例县"), ("名称", "年报"), ("文号", ""))
    assert sum(not isinstance(block, str) for block in content.blocks) == 1


def test_an_image_for_a_table_is_a_doubt() -> None:
    with_image = ARTICLE.replace("<p>六、", "<p>三、收到和处理政府信息公开申请情况</p><p><img src=t.png></p><p>六、")
    (doubt,) = read(with_image).doubts
    assert (doubt.rule, doubt.severity) == ("table_is_image", "warning")
    assert "Section 3" in doubt.message
    beside_table = ARTICLE.replace("<p>六、", "<p><img src=t.png></p><p>六、")
    assert read(beside_table).doubts == ()
    icon = with_image.replace("<img src", "<img width=16 height=16 src")
    assert read(icon).doubts == ()


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030", "utf-16"])
def test_the_bytes_decide_the_encoding(declared: str, real: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{ARTICLE}</body></html>'
    content = html.read_content(page.encode(real), LIMITS)
    assert isinstance(content, Content)
    assert content.encoding in (real, f"{real}-le")
    assert "欢迎查阅和监督" in str(content.blocks[0])


def test_a_self_closed_tag_of_xhtml_swallows_nothing() -> None:
    page = "<?xml version='1.0'?><html><head><title/><script src='x'/></head><body><p>年报</p></body></html>"
    assert read(page).blocks == ("年报",)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><frameset cols='1,2'><frame src='a.htm'><frame src='b.htm'></frameset></html>", "no_content"),
        ("<html><body><iframe src='report.pdf'></iframe></body></html>", "no_content"),
        ("<html><head><meta http-equiv='refresh' content='0;url=/a'></head><body>跳转</body></html>", "no_content"),
        ("<html><body>" + "<div>" * 100_000 + "年报", "too_costly"),
        ("<html><p>" + "".join(f"<font size={n}>" for n in range(3000)) + "</p>" + "<p>年" * 3000, "too_costly"),
        ("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">年报", "too_costly"),
        ("<table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>1" * 100) * 6, "too_many_cells"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(page: str, reason: str) -> None:
    reading = read_report(page.encode(), "page.html")
    assert reading.rejection is not None
    assert reading.rejection.reason == reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<table><tr><td>年" * 200,
        "<html><body>" + "<nav>年</nav>" * 2_000,
        "<style>" + "@" * 150_000 + "</style><p>年",
        "<style>" + "/*" * 70_000 + "</style><p>年",
        "<style>" + "a" * 150_000 + "</style><p>年",
        "<p>" + "年\n" * 20_000,
        "<p>" + " " * 500_000 + "年",
        "<p>" + "打印 " * 90 + "年",
        "<p>" + "索引号：" * 70,
        "<html><body></td></tr></table><caption><tbody><td rowspan>年<frameset>",
    ],
)
def test_hostile_pages_are_read_in_linear_time(page: str) -> None:
    content = html.read_content(page.encode(), LIMITS)
    assert isinstance(content, Content)
    assert any(word in str(content.blocks) for word in ("年", "索引号"))


def test_a_note_that_names_another_report_is_no_second_report() -> None:
    first, second = "<tr><td>自然人<td>商业企业<td>科研机构", "<tr><td>结果维持<td>结果纠正<td>其他结果<td>尚未审结"
    note = "<p>（口径同2019年政府信息公开工作年度报告）</p>"
    page = f"<h1>2021年政府信息公开工作年度报告</h1><table>{first}</table>{note}<table>{second}</table>"
    assert sum(not isinstance(block, str) for block in read(f"<html><body>{page}").blocks) == 2


def test_two_reports_on_a_page_are_rejected() -> None:
    other = ARTICLE.replace("2021年", "2020年")
    rejection = html.read_content(f"<html><body>{ARTICLE}{other}".encode(), LIMITS)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "several_reports"
    assert "2021, 2020" in rejection.detail
    assert isinstance(html.read_content(f"<html><h1>2020年信息公开报告</h1>{ARTICLE}".encode(), LIMITS), Content)


def test_a_page_that_shows_more_than_is_read_is_rejected() -> None:
    rejection = html.read_content("<html><p>年报".encode() * 600, Limits(text_characters=1000))
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "text_too_long"


def test_wide_spans_cost_no_memory() -> None:
    page = "<table>" + "<tr><td colspan=1000>a<td rowspan=65534>b" * 20 + "</table>"
    content = html.read_content(page.encode(), LIMITS)
    assert isinstance(content, Content)
    assert len(str(content.blocks)) < 10_000


def test_a_page_that_no_encoding_reads_is_rejected() -> None:
    assert isinstance(html.read_content(b"<html>\x80\xff\x80\xff", LIMITS), Rejection)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>示例县样例镇2021年政府信息公开工作年度报告</title></head><body></body></html>",
        "<!DOCTYPE html><html><body><div id=app></div><script src=app.js></script></body></html>",
        "<html><body><p hidden>一、总体情况</p></body></html>",
        "<table><tr><td></td></tr></table>",
    ],
)
def test_a_page_on_which_nothing_is_shown_is_an_empty_text(page: str) -> None:
    """Such as one that a script fills. It is no report, and no reason to stop."""
    assert read(page).blocks == ()
    reading = read_report(page.encode(), "page.html")
    assert reading.rejection is not None
    assert reading.rejection.reason == "not_a_report"
