"""Pages as a whole: whether bytes are one, what they say of themselves, and why they are not read."""

from __future__ import annotations

import pytest

from tests.transforms.formats.html.pages import ARTICLE, LIMITS, read
from transforms.doubts import Rejection
from transforms.formats import html, recognise
from transforms.formats.content import Content
from transforms.limits import Limits
from transforms.report import read_report


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
def test_a_page_on_which_nothing_is_shown_is_an_empty_text(page: str) -> None:
    """Such as one that a script fills. It is no report, and no reason to stop."""
    assert read(page).blocks == ()
    reading = read_report(page.encode(), "page.html")
    assert reading.rejection is not None
    assert reading.rejection.reason == "not_a_report"
