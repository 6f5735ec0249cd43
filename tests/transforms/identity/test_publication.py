"""The day of publication: which dates say it, and which are dates of something else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.publication import Pairs, find_publication, fold_dates
from transforms.report import read_report

REPORT = "样例镇2020年政府信息公开工作年度报告\n一、总体情况\n"
LONG = "字\n" * 1000


def day_of(text: str, metadata: Pairs = ()) -> date | None:
    return find_publication(text, metadata).published_on


EVIDENCE = (
    Pattern(
        "transforms.identity.publication._PUBLISHED_NAME",
        takes=(
            *("发布日期", "信息发布时间", "PubDate", "publish_time", "article:published_time", "firstpublishedtime"),
            *("og:release_date", "DC.date.issued", "上网时间"),
        ),
        leaves=("date", "发布机构", "成文日期", "发布日期说明"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.publication._WRITTEN_NAME",
        takes=("成文日期", "信息生成时间", "签署日期"),
        leaves=("发布日期", "成文", "失效日期"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.publication._ANY_DATE",
        takes=("2021-01-18 09:30", "20210118", "2021年1月18日", "2021/1/18", "2021 年 1 月 18 日", "2021-01-1809:30"),
        leaves=("2021-01-181", "120210118", "2021年1月", "1998-01-01"),
    ),
    Pattern(
        "transforms.identity.publication._LABELLED",
        takes=(
            *("发布时间：2021-01-18", "[发布日期] 2021-01-18", "公开日期|2021年1月18日", "发布时间2021-01-18"),
            *("发 布 时 间：2021-01-18", "发布日期：20210118", "发布于 2021-01-18"),
        ),
        leaves=(
            *("会议时间：2021-01-18", "截止日期：2021-01-18", "发布时间：2021年1月", "日期：2021-01-18"),
            *("发布时间：2021年1月18日 星期一", "发布日期：202101181"),
        ),
        misses=("更新时间：2021-01-18",),
    ),
    Pattern(
        "transforms.identity.publication._BARELY_LABELLED",
        takes=("日期：2021-01-18", "日期\t2021–01–18", "时 间：20210118"),
        leaves=(
            *("会议时间：2021-01-18", "截止日期：2021-01-18", "日期2021-01-18", "时间：202101181"),
            *("日期：2021年1月18日 星期一", "当前时间：2021-01-18", "截 止 日 期：2021-01-18"),
        ),
    ),
    Pattern(
        "transforms.identity.publication._OTHER_TEXTS",
        takes=("相关链接", "【相关信息】", "上一条：招生公告", "下一篇 预算", "猜你喜欢"),
        leaves=("样例镇人民政府", "一条", "链接", "有关相关链接"),
        misses=("更多链接",),
        how="match",
    ),
    Pattern(
        "transforms.identity.publication._LINK_NAME",
        takes=("关于印发公报的通知", "样例镇2022年部门预算  ", "《公开办法》", "样例镇2019年年报"),
        leaves=("样例镇人民政府", "工作平稳。", "通知书", "附件"),
        misses=("县长调研",),
    ),
    Pattern("transforms.identity.publication._INSIDE_WORD", takes=("发布",), leaves=("发", "(?:发|布)")),
    Pattern(
        "transforms.identity.publication._STAMPED",
        takes=(
            *("来源：样例镇 2021-01-18", "信息来源:样例镇人民政府  2021年1月18日", "2021-01-18 16:33 来源：样例镇"),
            *("2021年01月18日来源：1", "2021-01-18 浏览次数：3", "2021/1/18 09:30:00 | 【字体：", "2021-01-18 [ 字号"),
            *("字\n示例县政务公开办  2021/1/18\n", "来源：示例县政府办公室时间：2021-01-18 15:34"),
        ),
        leaves=(
            *("2021-01-18", "2021年1月18日 星期一 来源：样例镇", "2021年1月18日召开会议", "来源：样例镇。2021-01-18"),
            *("来源：样例镇\n2021-01-18", "今天是 2021-01-18", "样例镇 2021-01-18召开会议", "2021-01-18\n来源：样例镇"),
            *("打印时间：2021-01-18\n浏览次数：3", "打印时间：2021-01-18 浏览次数：3", "2021年1月18日 浏览器推荐"),
            *(
                "来源：样例镇会议时间：2021-01-18",
                "来源：样例镇 更新时间：2021-01-18",
                "来源：样例镇 截止日期：2021-01-18",
                "今天是2021-01-18 浏览：3",
            ),
        ),
        misses=("样例村 2021-01-18",),
    ),
    Pattern(
        "transforms.identity.publication._WRITTEN_LABELLED",
        takes=("成文日期：2021-01-18", "生成日期 2021-01-18"),
        leaves=("成文：2021-01-18", "发布日期：2021-01-18", "成文日期：无"),
    ),
    Pattern(
        "transforms.identity.publication._SIGNED",
        takes=("2021年1月18日", "样例镇人民政府 2021年1月18日", "（2021年1月18日）", "样例镇人民政府：2021.1.18"),
        leaves=("2021年1月18日，我镇召开会议", "自2021年1月18日起", "2021年1月"),
        misses=("样例镇人民政府2021年1月18日",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.publication._CHINESE_DATE",
        takes=("二〇二一年一月十八日", "二○二一年 十二月三十一日", "二O二一年一月八日", "二〇二一年元月八日"),
        leaves=("二零二一年一月", "一九九八年一月一日", "2021年1月18日"),
        misses=("2021年一月8日",),
    ),
    Pattern(
        "transforms.identity.publication._DAMAGED",
        takes=("2\ufffd21年", "\ufffd021年", "2021\ufffd"),
        leaves=("2021年", "年"),
        found=("2\ufffd21", "\ufffd021", "2021\ufffd"),
    ),
    Threshold(
        "transforms.identity.publication.FIRST_PUBLICATION",
        inside=lambda: day_of("", [("发布日期", "2008-05-01")]),
        outside=lambda: day_of("", [("发布日期", "2007-05-01")]),
        moved=2007,
    ),
    Threshold(
        "transforms.identity.publication.LAST_PUBLICATION",
        inside=lambda: day_of("", [("发布日期", "2035-01-18")]),
        outside=lambda: day_of("", [("发布日期", "2036-01-18")]),
        moved=2036,
    ),
    Threshold(
        "transforms.identity.publication._HEAD_CHARS",
        inside=lambda: day_of("字" * 1499 + "发布时间：2021-01-18" + LONG),
        outside=lambda: day_of("字" * 1500 + "发布时间：2021-01-18" + LONG),
        moved=1600,
    ),
    Threshold(
        "transforms.identity.publication._LONGEST_DATE",
        inside=lambda: day_of("字" * 1499 + f"来源：{'字' * 40}2021-01-18" + LONG),
        outside=lambda: day_of("字" * 1499 + f"来源：{'字' * 41}2021-01-18" + LONG),
        moved=20,
    ),
    Threshold(
        "transforms.identity.publication._TAIL_CHARS",
        inside=lambda: day_of(LONG + "发布时间：2021-01-18" + "字" * 1485),
        outside=lambda: day_of(LONG + "发布时间：2021-01-18" + "字" * 1486),
        moved=1600,
    ),
    Threshold(
        "transforms.identity.publication._LONGEST_SIGNATURE",
        inside=lambda: day_of(REPORT + " " * 80 + "2021年1月18日"),
        outside=lambda: day_of(REPORT + " " * 81 + "2021年1月18日"),
        moved=91,
    ),
    Threshold(
        "transforms.identity.publication._TAIL_LINES",
        inside=lambda: day_of(REPORT + "2021年1月18日\n" + "链接\n" * 14),
        outside=lambda: day_of(REPORT + "2021年1月18日\n" + "链接\n" * 15),
        moved=16,
    ),
    Threshold(
        "transforms.identity.publication._MIN_LINES_ABOVE",
        inside=lambda: day_of("样例镇\n无。\n2021年1月18日"),
        outside=lambda: day_of("样例镇\n2021年1月18日"),
        moved=1,
    ),
    Threshold(
        "transforms.identity.publication._DATE_WITHIN",
        inside=lambda: day_of("", [("发布日期", "字" * 50 + "2021-01-18")]),
        outside=lambda: day_of("", [("发布日期", "字" * 55 + "2021-01-18")]),
        moved=70,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_what_is_stated_of_the_page_goes_before_what_it_prints() -> None:
    signed = REPORT + "样例镇人民政府\n2021年1月18日"
    assert day_of(signed) == date(2021, 1, 18)
    assert day_of("发布时间：2021-01-19\n" + signed) == date(2021, 1, 19)
    assert day_of(signed, [("发布日期", "2021-01-20")]) == date(2021, 1, 20)
    assert day_of(REPORT, [("成文日期", "2021-01-10"), ("发布日期", "2021-01-20")]) == date(2021, 1, 20)


def test_a_printed_label_goes_before_the_metadata_and_a_bare_one_behind() -> None:
    """The metadata are those of the page, which is made anew when a site is moved."""
    assert day_of("发布时间：2021-01-19\n" + REPORT, [("PubDate", "2023-05-06")]) == date(2021, 1, 19)
    assert day_of("日期：2023-05-06\n" + REPORT, [("PubDate", "2021-01-19")]) == date(2021, 1, 19)
    assert day_of("日期：2023-05-06\n发布日期：2021-01-19\n" + REPORT) == date(2021, 1, 19)


@pytest.mark.parametrize(
    "behind",
    [
        "相关链接\n招生\n2022-06-20",
        "上一条：招生\n2022-06-20\n下一条：交通\n2022-07-01",
        "关于印发县政府公报的通知\n2022-06-20\n县教育局部门预算\n2022-03-20",
        "关于印发县政府公报的通知  2022-06-20",
        "相关链接\n" + "招生\n2022-06-20\n" * 12,
    ],
)
def test_days_of_links_behind_a_report_are_none_of_a_signature(behind: str) -> None:
    assert day_of(f"{REPORT}样例镇人民政府\n2021年1月18日\n{behind}") in {date(2021, 1, 18), None}
    assert day_of(f"{REPORT}无。\n{behind}") is None


@pytest.mark.parametrize("text", ["2021年2月30日", "2021年13月1日", "2021年1月", "统计期限自2021年1月1日起"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(REPORT + text) is None


def test_the_last_of_several_signatures_counts() -> None:
    """An appendix that is signed too comes before the report's own foot."""
    assert day_of(REPORT + "2021年1月10日\n附件\n2021年1月18日") == date(2021, 1, 18)


def test_the_clock_at_the_top_of_a_page_is_no_signature() -> None:
    """Read as one, the day of the crawl would be the day of publication of whatever was crawled."""
    assert day_of("2024年12月3日\n样例镇政府信息公开工作年度报告\n工作平稳。") is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("二〇二一年一月十八日", "2021年1月18日"),
        ("２０２１年１月", "2021年1月"),
        ("二〇二一年度", "二〇二一年度"),
        ("2\ufffd21年1月1日", "\ufffd年1月1日"),
    ],
)
def test_dates_are_folded_to_digits_and_damaged_ones_to_none(text: str, folded: str) -> None:
    assert fold_dates(text) == folded


@pytest.mark.parametrize("before", [1480, 1485, 1490, 1495, 1499])
def test_a_date_at_the_bound_of_the_head_is_not_cut(before: int) -> None:
    """Cut, 2021-01-18 would be read as the first of the month."""
    assert day_of("字" * before + "发布时间：2021-01-18" + LONG) == date(2021, 1, 18)


@pytest.mark.parametrize("behind", range(1480, 1500, 2))
def test_a_label_at_the_bound_of_the_foot_is_not_cut(behind: int) -> None:
    """Cut, the day until which something must be handed in would have 日期 alone before it."""
    assert day_of(LONG + "截止日期：2021-01-18" + "字" * behind) is None


@pytest.mark.parametrize(
    "metadata",
    [
        [("来源", "示例县人民政府办公室 时间：2021-01-18 15:34")],
        [("日期", "2021-01-18")],
        [("来源", "样例镇 2021-01-18")],
        [("PubDate", "2021-01-18 09:30:00")],
    ],
)
def test_pairs_of_a_page_state_the_day(metadata: Pairs) -> None:
    assert day_of(REPORT, metadata) == date(2021, 1, 18)


@pytest.mark.parametrize(
    "metadata", [[("date", "2021-01-18")], [("会议时间", "2021-01-18")], [("CreationDate", "2021-01-18")]]
)
def test_dates_of_other_things_state_none(metadata: Pairs) -> None:
    assert day_of(REPORT, metadata) is None


PAGE = (
    "<html><head>{}</head><body><h1>示例县样例镇2020年政府信息公开工作年度报告</h1>{}<p>一、总体情况</p>"
    "<p>2020年，我镇主动公开信息5条。</p><p>二、主动公开政府信息情况</p><p>无</p>"
    "<p>三、收到和处理政府信息公开申请情况</p><p>无。</p></body></html>"
)


@pytest.mark.parametrize(
    ("head", "under"),
    [
        ("", "<div><span>来源：样例镇</span> <span>时间：2021-01-18 15:34</span></div>"),
        ("", "<div>来源：样例镇</div><div>时间：2021-01-18</div>"),
        ("", "<p>发布时间：2021-01-18 &nbsp; 浏览次数：3</p>"),
        ("", "<p>2021-01-18 16:33 &nbsp;来源：样例镇</p>"),
        ("", "<table><tr><td>索引号</td><td>1/2021-1</td><td>日期</td><td>2021-01-18</td></tr></table>"),
        ("", "<table><tr><td>成文日期</td><td>2021-01-18</td></tr></table>"),
        ("<meta name='PubDate' content='2021-01-18 09:30'>", ""),
        ("<meta name='publishdate' content='2021-01-18'>", ""),
        ("<meta property='article:published_time' content='2021-01-18T09:30:00+08:00'>", ""),
    ],
)
def test_a_web_page_states_the_day(head: str, under: str) -> None:
    report = read_report(PAGE.format(head, under).encode(), "a.html").report
    assert report is not None
    assert report.published_on == date(2021, 1, 18)
