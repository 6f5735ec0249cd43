"""The report among what surrounds it on its page."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.formats.html.pages import ARTICLE, LIMITS, blocks, read
from transforms.doubts import Rejection
from transforms.formats import html
from transforms.formats.content import Content
from transforms.formats.html.article import Article, count_labels, find_title_years, heading_number
from transforms.formats.html.pieces import Piece

HERE = "transforms.formats.html.article"
LINK = "<a href=1>首页</a>"
LABELS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构")


def shown(body: str) -> str:
    """What is read of a page as text."""
    return str(blocks(body))


def proves(body: str) -> bool:
    """Whether something is taken for a piece of a report, so that a link beside it is left out."""
    return "首页" not in shown(f"<p>{LINK}</p>{body}")


def grows_over(links: int) -> bool:
    """Whether ten characters around the article are taken in, of which so many are links."""
    around = f"<p>{'前' * (10 - links)}<a href=1>{'链' * links}</a></p>"
    return "前" in shown(f"{around}<div>{ARTICLE}</div>")


def keeps_paragraph(links: int) -> bool:
    """Whether a paragraph of the article of ten characters is kept, of which so many are links."""
    return "链" in shown(ARTICLE.replace("<p>六、", f"<p>{'见' * (10 - links)}<a href=1>{'链' * links}</a></p><p>六、"))


def is_dated(size: int) -> bool:
    """Whether a title of so many characters above a table of the form tells its year."""
    title = "2021年政府信息公开工作年度报告"
    return bool(find_title_years(article_of(title.rjust(size, "镇"), LABELS)))


def article_of(*parts: str | tuple[str, ...]) -> Article:
    """An article of lines, and of tables of one row."""
    pieces = tuple(Piece(0, part) if isinstance(part, str) else Piece(0, rows=(part,)) for part in parts)
    return Article(pieces, tuple(piece.shown for piece in pieces))


def are_several(shared: int) -> bool:
    """Whether two titles are those of two reports, with tables below them of which so many labels are the same."""
    titles = [f"{year}年政府信息公开工作年度报告" for year in (2021, 2020)]
    other = (*LABELS[:shared], "结果维持", "结果纠正", "尚未审结")
    return len(find_title_years(article_of(titles[0], LABELS, titles[1], other))) > 1


def keeps_outer_title(size: int) -> bool:
    """Whether a title of so many characters is kept that many links part from the article."""
    title = "示例镇政府信息公开年报".ljust(size, "。")
    return "示例镇政府" in shown(f"<p>{title}</p>{f'<p>{LINK}</p>' * 300}<div>{ARTICLE}</div>")


def keeps_link(size: int) -> bool:
    """Whether a link of so many characters is kept beside a table of the form."""
    return "链" in shown(f"<p>{' '.join(LABELS)}</p><p><a href=1>{'链' * size}</a></p>")


def keeps_linked_table(*values: str) -> bool:
    """Whether a table whose cells are all links is kept in a report."""
    rows = "".join(
        "<tr>" + "".join(f"<td><a href=1>{text}</a>" for text in row) for row in (LABELS[:3], (*values, "", "")[:3])
    )
    return any(not isinstance(block, str) for block in blocks(f"<p>一、总体情况</p><table>{rows}</table>"))


def keeps_line(text: str) -> bool:
    return text in shown(ARTICLE.replace("<p>六、", f"<p>{text}</p><p>六、"))


def metadata_of(line: str) -> dict[str, str]:
    return dict(read(f"<body><p>{line}</p>{ARTICLE}").metadata)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{HERE}._LEAST_LABELS",
        inside=lambda: proves("<p>自然人 商业企业 科研机构</p>"),
        outside=lambda: proves("<p>行政许可 行政处罚</p>"),
        moved=2,
    ),
    Threshold(
        f"{HERE}._LEAST_LONE_LABELS",
        inside=lambda: proves("<p>自然人</p>" * 10),
        outside=lambda: proves("<p>自然人</p>" * 9),
        moved=9,
    ),
    Threshold(f"{HERE}._LEAST_SHARED_LABELS", inside=lambda: are_several(3), outside=lambda: are_several(2), moved=2),
    Threshold(f"{HERE}._MOST_LINKED", inside=lambda: grows_over(3), outside=lambda: grows_over(4), moved=0.5),
    Threshold(f"{HERE}._LINK_SHARE", inside=lambda: keeps_paragraph(6), outside=lambda: keeps_paragraph(7), moved=0.8),
    Threshold(
        f"{HERE}._LONGEST_HEADING",
        inside=lambda: heading_number("一、总体情况".rjust(60)) == 1,
        outside=lambda: heading_number("一、总体情况".rjust(61)) == 1,
        moved=61,
    ),
    Threshold(
        f"{HERE}._LONGEST_NUMBER",
        inside=lambda: heading_number("第一章 总体情况") == 1,
        outside=lambda: heading_number("第一部分 总体情况") == 1,
        moved=4,
    ),
    Threshold(f"{HERE}._LONGEST_DATED_TITLE", inside=lambda: is_dated(60), outside=lambda: is_dated(61), moved=61),
    Threshold(
        f"{HERE}._LONGEST_TITLE",
        inside=lambda: keeps_outer_title(120),
        outside=lambda: keeps_outer_title(121),
        moved=121,
    ),
    Threshold(f"{HERE}._LONGEST_LINE", inside=lambda: keeps_link(61), outside=lambda: keeps_link(60), moved=61),
    Threshold(
        f"{HERE}._LEAST_LINKED_VALUES",
        inside=lambda: keeps_linked_table("1", "2", "3"),
        outside=lambda: keeps_linked_table("1", "2"),
        moved=2,
    ),
    Threshold(
        f"{HERE}._LONGEST_MENTION",
        inside=lambda: proves(f"<p>{'根据《政府信息公开条例》'.ljust(41, '编')}</p>"),
        outside=lambda: proves(f"<p>{'《政府信息公开条例》全文'.ljust(40, '编')}</p>"),
        moved=41,
    ),
    Pattern(
        f"{HERE}._YEAR",
        takes=("示例镇2021年政府信息公开工作年度报告", "2021年年报"),
        leaves=("1998年", "2021-2022", "202年"),
        misses=("二〇二一年政府信息公开年报", "2021度政府信息公开年报"),
        found=("2021年", "2021年"),
    ),
    Pattern(
        f"{HERE}._TITLE",
        takes=("示例镇2021年政府信息公开工作年度报告", "政务信息公开年报", "信息公开的报告"),
        leaves=("政府信息公开指南", "年度工作报告", "信息公开条例规定本机关应当每年编制的工作报告"),
        misses=("政府信息工作年度公开报告",),
        oversteps=("政府信息公开年度报告制度",),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_labels_are_counted_once_each() -> None:
    assert count_labels("自然人 自然人 商业企业") == 2


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


def test_lines_of_buttons_and_paths_are_no_text_and_a_day_is() -> None:
    text = shown(f"<div><p>【打印】 【关闭】</p><p>首页 > 年报 > 正文</p>{ARTICLE}<p>2022年1月20日</p></div>")
    assert "打印" not in text
    assert "正文" not in text
    assert "2022年1月20日" in text


def test_metadata_in_a_line_are_no_text() -> None:
    content = read(f"<p>[01]文 号：1 组配分类：年报</p><p>资金来源：财政</p>{ARTICLE}")
    assert content.metadata[:2] == (("文号", "1"), ("组配分类", "年报"))
    assert "资金来源：财政" in str(content.blocks)


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
