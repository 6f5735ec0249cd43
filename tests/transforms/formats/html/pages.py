"""Pages, and what is read of them."""

from __future__ import annotations

from transforms.formats import html
from transforms.formats.content import Block, Content, Table
from transforms.limits import Limits

LIMITS = Limits()

ARTICLE = """<h1>示范镇2021年政府信息公开工作年度报告</h1>
<div>索引号：99-1 发布日期：2022-01-20 来源：示例县人民政府</div>
<div id="c"><p>根据《中华人民共和国政府信息公开条例》的规定，示范镇人民政府编制本报告，欢迎查阅和监督。</p>
<p>一、总体情况</p><p>平稳。</p><p>二、主动公开政府信息情况</p>
<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3</table>
<p>六、其他需要报告的事项</p><p>无。</p></div>"""


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
