"""Pages as a whole: whether bytes are one, what they say of themselves, and why they are not read."""

from __future__ import annotations

from html import escape

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.formats.html.pages import ARTICLE, LIMITS, read
from transforms.doubts import Rejection
from transforms.formats import html, recognise
from transforms.formats.content import Content
from transforms.limits import Limits
from transforms.report import read_report

HERE = "transforms.formats.html.document"
SECTION_3 = "<p>三、收到和处理政府信息公开申请情况</p>"


def is_recognised_behind(size: int) -> bool:
    """Whether twelve tags are a page that end so many bytes behind the beginning of a text."""
    tags = b"</p>" * 12
    return html.recognises(b"a" * (size - len(tags)) + tags)


def is_read_beside_frame(characters: int) -> bool:
    page = f"<html><body>{'年' * characters}<iframe src='a.htm'></iframe>"
    return isinstance(html.read_content(page.encode(), LIMITS), Content)


def is_image_doubted(prose: str) -> bool:
    """Whether the image of section 3 is taken for its table, beside prose."""
    section = f"{SECTION_3}<p><img src=t.png></p><p>{prose}</p>"
    return bool(read(ARTICLE.replace("<p>六、", f"{section}<p>六、")).doubts)


def kept_metadata(size: int) -> str:
    """What is kept of a value of so many characters."""
    return dict(read(f"<meta name=Description content='{'年' * size}'><p>报").metadata)["Description"]


def count_metadata(elements: int) -> int:
    named = "".join(f"<meta name=Key{number} content=年>" for number in range(elements))
    return len(read(f"{named}<p>报").metadata)


def escaped_times(times: int) -> str:
    """A page whose mark-up was escaped so often."""
    page = "<p>根据《中华人民共和国政府信息公开条例》的规定编制本报告。</p><table>"
    page += "<tr><td>规章<td>8<td></td><td>&nbsp;5</td></tr>" * 6 + "</table>"
    for _ in range(times):
        page = escape(page)
    return page


def has_table(page: str) -> bool:
    content = html.read_content(f"<html><body>{page}</body></html>".encode(), LIMITS)
    return isinstance(content, Content) and any(not isinstance(block, str) for block in content.blocks)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(f"{HERE}._PIPE_ROW", takes=(b"| a | 8 |", b"  |8|"), leaves=(b"| a | 8", b"a | 8 |", b"|", b"|\n|x")),
    Threshold(
        f"{HERE}._LEAST_PIPE_ROWS",
        inside=lambda: not html.recognises(b"| 8<br> |\n" * 3 + b"<br>" * 12),
        outside=lambda: not html.recognises(b"| 8<br> |\n" * 2 + b"<br>" * 12),
        moved=2,
    ),
    Pattern(
        f"{HERE}._TABLE_RULE",
        takes=(b"a\n  ----- ---\nb", b"+-----+---+", b"+===+"),
        leaves=(b"-----", b"|---|---|", b"--- --", b"<!-- --- --- -->"),
    ),
    Pattern(f"{HERE}._MARKDOWN_BLOCK", takes=(b"a\n## b", b"::: main"), leaves=(b"#main {", b"a # b", b"::b")),
    Pattern(f"{HERE}._PAGE", takes=(b"<!DOCTYPE html>", b"a<body class=x>"), leaves=(b"<div>", b"<header>")),
    Pattern(
        f"{HERE}._ESCAPED_TAG",
        takes=("&lt;td&gt;", "&lt;/p&gt;", "&amp;lt;table border=1", "&amp;amp;lt;br/&gt;"),
        leaves=("&lt;5", "<td>", "&lt;a", "&lt;tdx"),
    ),
    Threshold(
        f"{HERE}._MOST_ESCAPES",
        inside=lambda: has_table(escaped_times(3)),
        outside=lambda: has_table(escaped_times(4)),
        moved=4,
    ),
    Pattern(f"{HERE}._OPEN_CELL", takes=("<td>", "<TH colspan=2>"), leaves=("&lt;td&gt;", "<tr>", "<tdx>")),
    Pattern(
        f"{HERE}._END",
        takes=("</html>", "</table>\n", "</div> <!-- end -->"),
        leaves=("</td>", "</table>12", "</p>"),
    ),
    Threshold(
        f"{HERE}._HEAD_BYTES",
        inside=lambda: is_recognised_behind(65_536),
        outside=lambda: is_recognised_behind(65_537),
        moved=65_540,
    ),
    Pattern(
        f"{HERE}._BEGINNING",
        takes=(
            b"<html>",
            b"\xef\xbb\xbf\r\n<!-- saved from url -->\n<!DOCTYPE html>",
            b"<?xml version='1.0'?><html xmlns='a'>",
            b"<p>1",
            b"<h1 class=a>",
        ),
        leaves=(b"<paragraph>", b"<!DOCTYPE svg>", "<《条例》>".encode(), b"1 <p>", b"< p>"),
        misses=(b"<header><p>1", b"<i>1</i>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._TAG",
        takes=(b"</td >", b"<td width=1>", b"<BR>", b"<hr/>"),
        leaves=(b"<title>", b"<tdx>", b"a < br > b", b"<p 1 < 2"),
        misses=(b"<td style='" + b"a" * 500 + b"'>",),
    ),
    Threshold(
        f"{HERE}._LEAST_TAGS",
        inside=lambda: html.recognises("年报".encode() + b"</p>" * 12),
        outside=lambda: html.recognises("年报".encode() + b"</p>" * 11),
        moved=11,
    ),
    Pattern(
        f"{HERE}._NOT_HTML",
        takes=(
            b"<svg>",
            b"<?xml version='1.0'?><!-- a --><rss version='2.0'>",
            b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><html>",
            b"<!DOCTYPE svg><svg>",
        ),
        leaves=(b"<html><svg>", b"<p><feed>", b"<workbooks>", b"<?xml version='1.0'?><html>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._SELF_CLOSED",
        takes=("<title/>", "<script src='a.js'/>", "<TD />"),
        leaves=("<br/>", "<title>", "<track/>", "<link href='a'/>"),
        misses=("<select/>", "<textarea title='1>2'/>"),
    ),
    Pattern(
        f"{HERE}._XML",
        takes=("<?xml version='1.0'?>", "\n<?XML version='1.0'?>"),
        leaves=("<!DOCTYPE html><?xml?>", "<xml>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._LINE_MAKERS",
        takes=("<p>", "<BR/>", "<h1 class=a>"),
        leaves=("<table><tr><td>", "<span>", "<path>", "</p>"),
        misses=("<dd>年报", "<section>年报"),
    ),
    Pattern(
        f"{HERE}._FRAME",
        takes=("<frame src='a.htm'>", "<IFRAME src='a.pdf'>"),
        leaves=("<frameset cols='1,2'>", "<noframes>", "</iframe>"),
    ),
    Pattern(
        f"{HERE}._REDIRECT",
        takes=(
            "<meta http-equiv='refresh' content='0'>",
            "<meta HTTP-EQUIV=Refresh>",
            "window.location = '/a'",
            "location.href='/a'",
            "top.location.replace('/a')",
        ),
        leaves=("<meta http-equiv='Content-Type'>", "location: 1", "if (top.location != self.location)"),
        misses=("location.assign('/a')", "location['href'] = '/a'"),
        oversteps=("if (location == '')",),
    ),
    Threshold(
        f"{HERE}._LEAST_TEXT",
        inside=lambda: is_read_beside_frame(40),
        outside=lambda: is_read_beside_frame(39),
        moved=39,
    ),
    Given(f"{HERE}._TABLE_SECTIONS", source="the outline of the official form"),
    Threshold(
        f"{HERE}._TOLD_LABELS",
        inside=lambda: not is_image_doubted("自然人1，商业企业2，科研机构0"),
        outside=lambda: not is_image_doubted("自然人1，商业企业2"),
        moved=2,
    ),
    Pattern(
        f"{HERE}._METADATA_NAMES",
        takes=("PubDate", "ContentSource", "og:title", "发布日期"),
        leaves=("viewport", "msapplication-TileColor", "theme-color", "", "a b"),
        oversteps=("baidu-site-verification",),
        how="fullmatch",
    ),
    Threshold(
        f"{HERE}._LONGEST_METADATA",
        inside=lambda: len(kept_metadata(2_000)) == 2_000,
        outside=lambda: len(kept_metadata(2_001)) == 2_001,
        moved=2_001,
    ),
    Threshold(
        f"{HERE}._MOST_METADATA",
        inside=lambda: count_metadata(200) == 200,
        outside=lambda: count_metadata(201) == 201,
        moved=201,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


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


def test_an_image_for_a_table_is_a_doubt() -> None:
    with_image = ARTICLE.replace("<p>六、", "<p>三、收到和处理政府信息公开申请情况</p><p><img src=t.png></p><p>六、")
    (doubt,) = read(with_image).doubts
    assert (doubt.rule, doubt.severity) == ("table_is_image", "warning")
    assert "Section 3" in doubt.message
    beside_table = ARTICLE.replace("<p>六、", "<p><img src=t.png></p><p>六、")
    assert read(beside_table).doubts == ()
    icon = with_image.replace("<img src", "<img width=16 height=16 src")
    assert read(icon).doubts == ()


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


def test_a_page_that_shows_more_than_is_read_is_rejected() -> None:
    rejection = html.read_content("<html><p>年报".encode() * 600, Limits(text_characters=1000))
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "text_too_long"


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
def test_a_page_on_which_nothing_is_shown_has_no_content(page: str) -> None:
    """Such as one that a script fills. It is no report, and no reason to stop."""
    reading = read_report(page.encode(), "page.html")
    assert reading.rejection is not None
    assert reading.rejection.reason == "no_content"


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_that_was_escaped_is_read_with_its_blank_cells(times: int) -> None:
    (row, *_) = next(block for block in read(escaped_times(times)).blocks if not isinstance(block, str))
    assert [cell.strip() for cell in row] == ["规章", "8", "", "5"]


def test_an_example_of_mark_up_beside_a_table_is_text() -> None:
    page = "<table><tr><td>规章<td>8</table><p>" + "&lt;td&gt;" * 20
    assert read(page).blocks[-1] == "<td>" * 20


def test_a_page_with_a_drawn_table_is_a_page_and_markdown_with_tags_is_none() -> None:
    drawn = b"<p>1</p>\n  ----- ----\n  a     1\n  ----- ----\n"
    assert html.recognises(b"<html><body>## \n" + drawn) and html.recognises(drawn)
    assert not html.recognises(b"<div>\n\n## a\n\n" + drawn)
    assert not html.recognises(b"a\n" + drawn + b"<td>1</td>" * 12)
