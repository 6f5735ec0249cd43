"""Markdown that Pandoc makes of a page."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats import read_content, recognise
from transforms.formats.content import Content
from transforms.formats.page_markdown import part_html_tables, plain_spans
from transforms.limits import Limits

HERE = "transforms.formats.page_markdown"
TABLE = """\
<table>
<tr><td colspan="2">规章</td></tr>
<tr><td>8</td><td>5</td></tr>
</table>"""
LONG = "统计期限自2020年1月1日起至2020年12月31日止，共收到政府信息公开申请若干件，均已按期办结。"
MARKDOWN = f"""\
<div>

[示例县]{{lang="EN-US"}}

</div>

## {LONG}

  ---------- ----
  行政\\      3
  许可

  ---------- ----

{TABLE}

[结束]{{.x}}
"""

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(f"{HERE}._HTML_TABLE", takes=(TABLE, f"一\n{TABLE}\n二"), leaves=(f"见{TABLE}", "<table>\n<tr>")),
    Pattern(f"{HERE}._DIVISION", takes=("<div>", "</div>  ", '<div class="x">'), leaves=("<div>一", "<divx>")),
    Pattern(
        f"{HERE}._SPAN",
        takes=('[规章]{lang="EN-US"}', "[]{.x}", '[8]{style="a;\nb"}'),
        leaves=("[8]", "[8]{注}", "[8] {.x}"),
        misses=("[8]{ .x}",),
    ),
    Threshold(
        f"{HERE}._DEEPEST",
        inside=lambda: plain_spans("[" * 4 + "8" + "]{.x}" * 4) == "8",
        outside=lambda: plain_spans("[" * 5 + "8" + "]{.x}" * 5) == "8",
        moved=5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_table_of_html_stands_between_the_texts_around_it() -> None:
    table = TABLE.replace("规章", LONG)
    before, found, after = part_html_tables(f"一\n\n{table}\n\n二", Limits())
    assert (before, found, after) == ("一\n\n", ((LONG, ""), ("8", "5")), "\n\n二")


def test_a_table_that_shows_nothing_stays_as_it_is() -> None:
    text = "一\n<table>\n</table>\n二"
    assert list(part_html_tables(text, Limits())) == [text]


def test_a_file_of_it_is_read_as_text_with_tables() -> None:
    data = MARKDOWN.replace("<td>8</td>", f"<td>{LONG}</td>").encode()
    assert recognise(data) == "text/plain"
    content = read_content(data, "text/plain")
    assert isinstance(content, Content)
    first, dashed, *_, html_table, last = content.blocks
    assert str(first).split() == ["示例县", "##", LONG]
    assert dashed == (("行政\n许可", "3"),)
    assert html_table == (("规章", ""), (LONG, "5"))
    assert str(last).strip() == "结束"


def test_spans_of_cells_are_taken_off() -> None:
    assert plain_spans((('[规\n章]{style="a;\nb"}', "8"),)) == (("规\n章", "8"),)
