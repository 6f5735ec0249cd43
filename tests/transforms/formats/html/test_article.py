"""The report among what surrounds it on its page."""

from __future__ import annotations

from tests.transforms.formats.html.pages import ARTICLE, LIMITS, blocks, read
from transforms.doubts import Rejection
from transforms.formats import html
from transforms.formats.content import Content


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
