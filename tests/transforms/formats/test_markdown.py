"""Markdown in the cells of a text."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats import recognise
from transforms.formats.markdown import plain_rows

HERE = "transforms.formats.markdown"
EVIDENCE: tuple[Evidence, ...] = (
    Pattern(f"{HERE}._BORDER", takes=("|", "\t"), leaves=(r"\|", "｜")),
    Pattern(f"{HERE}._MARKS", takes=("*", "_", "~", "`", "<", "[", "\\", "^"), leaves=("8", "规章", "(1)", "—")),
    Pattern(
        f"{HERE}._STRUCK",
        takes=("~~9~~", "<del>9</del>", "<s a>9</s>"),
        leaves=("3~5", "~", "<small>9</small>"),
    ),
    Pattern(f"{HERE}._RAISED", takes=("<sup>1</sup>", "<sub>2</sub>", "5^2^"), leaves=("5^2", "<supp>1</supp>", "^ ^")),
    Pattern(f"{HERE}._NOTE", takes=("8[^1]", "[^note]"), leaves=("8[1]", "[^]")),
    Pattern(
        f"{HERE}._PICTURE",
        takes=("![](a.png)", "![图](a.png)", '<img src="a">'),
        leaves=("[8](a)", "!", "<image>"),
        misses=("![图][1]",),
    ),
    Pattern(f"{HERE}._LINK", takes=("[8](http://a)", "[规章]()"), leaves=("8[1]", "[注](", "(8)")),
    Pattern(f"{HERE}._LINE_BREAK", takes=("8<br>", "<br/>", "<p>", "</div>"), leaves=("<b>", "<pre>", "<5")),
    Pattern(f"{HERE}._TAG", takes=("<b>", "</strong>", "<span style='a'>"), leaves=("<br>", "<5", "<td>", "<p>")),
    Pattern(
        f"{HERE}._EMPHASIS",
        takes=("**8**", "*8*", "__8__", "`8`", "***规章***"),
        leaves=("8*", "*", "**", "____", "* 8 *", "**8*"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._PART",
        takes=("17**3**1", "**8**107", "政**府**信息", "**8** 5"),
        leaves=("8*", "6**", "**6***", r"**6**\*", "** 6 **", "2*3*4"),
        misses=("17__3__1",),
    ),
    Pattern(f"{HERE}._JUNCTION", takes=("**3****1**",), leaves=("****", "8 ****1**", "**3*** **1**", "**3**1")),
    Pattern(
        f"{HERE}._MARKED_DIGITS",
        takes=("6 **1**244", "8*", "1 244"),
        leaves=("规章 8* 5", "**", "8#"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._PARTED_BY_MARKS",
        takes=("6 **1**244", "**6** 1", "8* 5", "**-** 9"),
        leaves=("1 244", "8*", "17**3**1"),
    ),
    Pattern(f"{HERE}._ESCAPED", takes=(r"\*", r"\|", r"\_"), leaves=(r"\n", "*", "\\")),
    Threshold(
        f"{HERE}._LONGEST_CELL",
        inside=lambda: plain_rows(f"|**{'年' * 196}**|") == f"|{'年' * 196}|",
        outside=lambda: plain_rows(f"|**{'年' * 197}**|") == f"|{'年' * 197}|",
        moved=300,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("**8**", "8"),
        ("8<br>", "8"),
        ("<br>8<br/>", "8"),
        ("1<br>7", "1⏎7"),
        ("本年<br>收费", "本年 收费"),
        ("<p>1</p><p>7</p>", "1⏎7"),
        ("679<sup>1</sup>", "679¹"),
        ("679^1^", "679¹"),
        ("~~9~~679", "679"),
        ("<del>9</del>679", "679"),
        ("679[^1]", "679"),
        ("[679](http://a/b)", "679"),
        ("<b>6</b>79", "679"),
        ("**6**\\*", "**6**\\*".replace("\\*", "*")),
        ("![](1.png)", "[image]"),
        ("5![](1.png)", "5[image]"),
        ("8*", "8*"),
        ("17**3****1**", "1731"),
        ("**8**107", "8107"),
        ("6 **1**244**1**", "6⏎12441"),
        ("6 **1**24", "6⏎124"),
        ("**-** 9", "-⏎9"),
        ("**-**9", "-9"),
        ("**8** **5**", "8⏎5"),
        ("政**府**信息", "政府信息"),
        ("*", "*"),
        ("____", "____"),
        ("~", "~"),
        ("8[1]", "8[1]"),
        ("<5", "<5"),
    ],
)
def test_a_cell_is_what_is_rendered(cell: str, shown: str) -> None:
    assert plain_rows(f"| 规章 | {cell} |") == f"| 规章 | {shown} |"
    assert plain_rows(f"规章\t{cell}") == f"规章\t{shown}"
    assert plain_rows(cell) == cell


def test_rows_with_line_breaks_of_html_are_no_page() -> None:
    rows = "| 规章 | 8<br> | 5<br> |\n" * 12
    assert recognise(rows.encode()) == "text/plain"
    assert recognise(("<table><tr><td>1<br></td></tr></table>" + rows).encode()) == "text/html"
