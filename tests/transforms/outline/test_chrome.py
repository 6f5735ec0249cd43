"""What a page shows around a report, and the lines of reports that look like it."""

from __future__ import annotations

from time import process_time

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.knowledge import read_rows
from transforms.outline.chrome import LISTED, is_chrome_line, is_menu, read_label, read_page, read_pairs

HERE = "transforms.outline.chrome"
TITLE = "样例镇2021年政府信息公开工作年度报告"


def keeps(*lines: str) -> tuple[str, ...]:
    """The lines of a head that are kept, without gaps."""
    return tuple(line for line in read_page("\n".join(lines)).lines if line not in ("", LISTED))


def pairs_of(line: str) -> list[tuple[str, str]]:
    return [(label.name, value) for label, value in read_pairs(line)]


EVIDENCE = (
    Pattern(
        f"{HERE}._OUTLINE",
        takes=("一、总体情况", " （一） 主动公开", "## 三、收到和处理"),
        leaves=("1.总体情况", "一是公开", "十一、其他"),
        how="match",
    ),
    Pattern(
        f"{HERE}._MARKUP",
        takes=("# 样例镇", "**样例镇**", "### 一、总体情况"),
        leaves=("样例镇", "#1", "3*4", "** "),
        found=("# ", "**", "### "),
    ),
    Pattern(
        f"{HERE}._BULLET",
        takes=("• ", "【", "(1) ", ""),
        leaves=("索引号", "12月", "注："),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._DATED",
        takes=("2022-01-17 来源：", "2022年1月17日 10:20 字号"),
        leaves=("2022年政府信息公开", "发布时间：2022-01-17"),
        how="match",
    ),
    Pattern(
        f"{HERE}._DAY_ALONE",
        takes=("2022-01-17", "【2022年1月17日】", "2022/01/18 09:11:02"),
        leaves=("2022年", "2022年1月17日印发", ""),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._BUTTONS",
        takes=("【打印】 【关闭】", "字体：大 中 小", "浏览次数：12次", "上一篇|下一篇", "分享到：微信 微博 QQ空间"),
        leaves=("打印机", "大中型企业", "上一篇：年报", "微信公众号", ""),
        misses=("页面正在努力加载",),
        oversteps=("大",),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._SCAN",
        takes=("扫一扫在手机打开当前页", " 扫一扫"),
        leaves=("居民可以扫一扫二维码查阅", "扫一扫" + "看" * 31),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._NEIGHBOUR",
        takes=("上一篇：示例镇2020年政府信息公开工作年度报告", "下一条: 没有了"),
        leaves=("上一篇", "上一年：3件", "下一步：加强培训"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._PATH",
        takes=(
            *(
                "当前位置：首页 > 政府信息公开 > 年报",
                "您所在的位置:首页",
                "首页/ 政府信息公开 / 正文",
                "首页»年报",
                "首页",
            ),
            *("您现在所在的位置：首页", "公开 > 年报 > 正文"),
        ),
        leaves=("办公位置：示例路1号", "首页公开12条", "数量>3", "网站→公开专栏。"),
        misses=("我的位置：首页",),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._CRUMB",
        takes=("政务公开 > 年报", "乡镇>"),
        leaves=("政务公开", "<p>年报</p>", "3条。> 年报"),
        how="fullmatch",
    ),
    Pattern(f"{HERE}._STEP", takes=(">", " » ", "/"), leaves=("", "年报", "> 年报"), how="fullmatch"),
    Pattern(f"{HERE}._STEPS", takes=("首页>年报", "首页 / 年报"), leaves=("首页", "首页-年报")),
    Pattern(f"{HERE}._OPEN_STEP", takes=("首页 >", "首页 » "), leaves=("首页 > 年报", "首页")),
    Pattern(
        f"{HERE}._FOOT",
        takes=("主办：示例县人民政府办公室", "版权所有 示例县", "联系我们"),
        leaves=("示例县人民政府", "样例镇主办培训2次"),
        how="fullmatch",
    ),
    Pattern(f"{HERE}._SUMMARY", takes=("内容概述：", "摘要:"), leaves=("一、概述", "索引号"), how="match"),
    Pattern(f"{HERE}._SENTENCE", takes=("公开12条。", "好；"), leaves=("样例镇，", "年报")),
    Pattern(f"{HERE}._PROSE_MARK", takes=("样例镇，公开", "如下："), leaves=("首页 年报", "样例镇、")),
    Pattern(f"{HERE}._ENTRY_MARK", takes=("首页 年报", "首页|年报", "首页/年报"), leaves=("首页", "年报、公开")),
    Pattern(f"{HERE}._CELL_MARK", takes=("甲\t乙", "甲 | 乙", "甲  乙"), leaves=("甲 乙", "甲乙")),
    Pattern(
        f"{HERE}._TITLED",
        takes=("2021年政府信息公开", TITLE, "二〇二一年样例镇政务公开"),
        leaves=("政府信息公开年报", "2021年"),
    ),
    Pattern(f"{HERE}._TITLE_WORD", takes=("2021", "政府信息公开", "年报"), leaves=("首页", "互动", "样例镇")),
    Pattern(
        f"{HERE}._NUMBER",
        takes=("014319000/2024-00002", "示政发〔2022〕3号", "无", "〔〕号", "2021-0003"),
        leaves=("样例镇人民政府", "2021年政府信息公开", "政府信息公开年报"),
        how="fullmatch",
    ),
    Pattern(f"{HERE}._DATE_VALUE", takes=("2022-01-17", "无"), leaves=("2021年政府信息公开", "样例镇"), how="match"),
    Threshold(
        f"{HERE}._HEAD_LINES",
        inside=lambda: (
            "首页 > 年报" not in read_page("\n".join([*["甲乙丙，"] * 399, "首页 > 年报", *["好。"] * 40])).marked
        ),
        outside=lambda: (
            "首页>年报" not in read_page("\n".join([*["甲乙丙，"] * 400, "首页 > 年报", *["好。"] * 40])).marked
        ),
        moved=401,
    ),
    Threshold(
        f"{HERE}._TAIL_LINES",
        inside=lambda: "打印" not in read_page("\n".join(["一、总体情况", "打印", *["好。"] * 29])).marked,
        outside=lambda: "打印" not in read_page("\n".join(["一、总体情况", "打印", *["好。"] * 30])).marked,
        moved=31,
    ),
    Threshold(
        f"{HERE}._LEAST_ENTRIES",
        inside=lambda: is_menu("公开专栏 办事大厅 魅力示例"),
        outside=lambda: is_menu("公开专栏 办事大厅"),
        moved=2,
    ),
    Threshold(
        f"{HERE}._LEAST_LETTERS",
        inside=lambda: not is_menu("2 023年样例镇政 府信息公开工作年度 报 告"),
        outside=lambda: not is_menu("2 023年样例镇政府信 息 公开工作年度报告"),
        moved=1,
    ),
    Threshold(
        f"{HERE}._LEAST_BODIES",
        inside=lambda: LISTED in read_page("样例镇\n范例乡\n演示镇").lines,
        outside=lambda: LISTED in read_page("样例镇\n范例乡").lines,
        moved=2,
    ),
    Threshold(
        f"{HERE}._LONGEST_ENTRY",
        inside=lambda: is_menu(f"公开 办事 {'例' * 24}"),
        outside=lambda: is_menu(f"公开 办事 {'例' * 25}"),
        moved=25,
    ),
    Threshold(
        f"{HERE}._LONGEST_LABELLED",
        inside=lambda: pairs_of("来源：".ljust(400, "例")),
        outside=lambda: pairs_of("来源：".ljust(401, "例")),
        moved=401,
    ),
    Threshold(
        f"{HERE}._LONGEST_VALUE",
        inside=lambda: not keeps("主题分类", "例" * 60),
        outside=lambda: not keeps("主题分类", "例" * 61),
        moved=61,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("索引号：01/2024-1", [("索引号", "01/2024-1")]),
        ("索 引 号 01/2024-1 公开方式 主动公开", [("索引号", "01/2024-1"), ("公开方式", "主动公开")]),
        ("索引号\t01/2024-1\t分类\t年报", [("索引号", "01/2024-1"), ("分类", "年报")]),
        ("组配分类 | 政府信息公开年报", [("组配分类", "政府信息公开年报")]),
        ("【发布机构】样例镇", [("发布机构", "样例镇")]),
        ("• 成文日期: 2022-01-16", [("成文日期", "2022-01-16")]),
        ("发布机构样例镇", [("发布机构", "样例镇")]),
        (
            "2022-01-17 10:20 来源：样例镇 浏览：12次",
            [("时间", "2022-01-17 10:20"), ("来源", "样例镇"), ("浏览", "12次")],
        ),
        ("来源于样例镇", []),
        ("资金来源：财政", []),
        ("名称和地址", []),
        ("公开方式主要有三种。", []),
        (TITLE, []),
        ("", []),
    ],
)
def test_labels_and_their_values_in_a_line(line: str, pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(line) == pairs


@pytest.mark.parametrize("row", read_rows("page_labels"), ids=lambda row: row["label"])
def test_each_declared_label_is_one(row: dict[str, str]) -> None:
    label = read_label(f"{row['label']}：")
    assert label is not None
    assert (label.name, label.role) == (row["label"], row["role"])
    assert row["role"] in {"number", "body", "date", "word", "count", "title", "summary"}


def test_values_stand_below_their_labels_where_each_has_a_line() -> None:
    page = read_page(f"索引号\n01/2024-1\n组配分类\n政府信息公开年报\n发布机构\n样例镇\n文号\n{TITLE}")
    assert page.pairs == (("索引号", "01/2024-1"), ("组配分类", "政府信息公开年报"), ("发布机构", "样例镇"))
    assert page.compact == TITLE


def test_a_row_of_labels_has_its_values_in_the_row_below() -> None:
    page = read_page(f"索引号 | 公开方式 | 发布机构 |\n01/2009-1 | 主动公开 | 样例镇 |\n{TITLE}")
    assert page.pairs == (("索引号", "01/2009-1"), ("公开方式", "主动公开"), ("发布机构", "样例镇"))


def test_the_lines_of_a_title_are_no_values() -> None:
    """Taken for the document's number and its date, they would be lost with the body that they name."""
    lines = ("样例镇人民政府", "2021年政府信息公开", "工作年度报告")
    assert keeps("文号", *lines) == lines
    assert keeps("主题词", *lines) == lines
    assert keeps("成文日期", *lines[1:]) == lines[1:]


def test_the_steps_of_a_path_may_have_a_line_each() -> None:
    assert keeps("首页", ">", "政务公开", ">", "年报", TITLE) == (TITLE,)
    assert read_page("首页 > 样例镇 > 年报").paths == (("首页", "样例镇", "年报"),)


def test_nothing_of_the_report_itself_is_taken_out() -> None:
    report = (
        "样例镇人民政府",
        "2021年政府信息公开年报",
        "根据条例，编制本报告。",
        "一、总体情况",
        "名称：12",
        "2022年1月20日",
    )
    assert read_page("\n".join(report)).lines == report


def test_a_list_of_townships_is_marked_but_for_its_last() -> None:
    page = read_page("样例镇\n范例乡\n演示镇人民政府\n2021年政府信息公开年报")
    assert page.lines == (LISTED, LISTED, "演示镇人民政府", "2021年政府信息公开年报")
    assert page.compact == "演示镇人民政府\n2021年政府信息公开年报"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("首页 | 政务公开 | 办事服务", True),
        ("首   页 走进示例 新闻中心 政府信息公开", True),
        ("样例镇 2021年 政府信息公开 年报", False),
        ("2 0 2 1 年 年 度 报 告", False),
        ("样例镇，公开 办事 服务", False),
        ("甲乙 丙丁", False),
    ],
)
def test_a_row_of_entries_is_a_menu_unless_it_is_a_spaced_title(line: str, is_one: bool) -> None:
    assert is_menu(line) == is_one


def test_a_day_alone_is_no_chrome_as_signatures_have_it() -> None:
    assert not is_chrome_line("2022年1月20日")
    assert is_chrome_line("字号：【大】【中】【小】")


def test_a_line_padded_with_blanks_is_read_at_once() -> None:
    """Lines of padded tables have hundreds of blanks, of which each could belong to several parts of a pattern."""
    started = process_time()
    lines = [f"{' ' * 350}样例镇", f"样例镇{' ' * 190}>{' ' * 190}。", f"首页 > {' ' * 300}样例镇"]
    assert list(map(is_chrome_line, lines)) == [False, False, True]
    assert read_page("\n".join(lines)).compact
    assert process_time() - started < 2


def test_a_row_with_arrows_costs_no_more_than_its_length() -> None:
    """Found by chance: a row that repeats `1 > 3` took thirteen seconds, which a limit of a file's time had ended."""
    row = "一、本年新收政府信息公开申请数量\t12" + "\t>\t3\t0\t0\t1" * 25 + "\t16"
    assert not is_chrome_line(row)
    assert is_chrome_line("首 页 > 信息公开 > 年报 > 2021年")
    assert is_chrome_line("网站 > 某镇 > 年报")
