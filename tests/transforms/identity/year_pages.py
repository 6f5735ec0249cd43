"""Generated pages whose year is known: kinds of evidence, one of which may slip, among years that say nothing.

Each page states its year by some kinds of evidence, each in one of several wordings, and is printed in one of several
layouts. A slip lets one kind name another year. Around it stand years of documents, index numbers, paths of the site,
notes, captions, comparisons and plans, which are never the year of the data by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from tests.transforms.office_files import make_docx

KINDS = ("period", "title", "name", "closing", "own", "published")
BODIES = ("样例镇", "演示乡", "示例县财政局", "样例街道", "示例县人民政府")
TITLES = (
    "{body}{y}年政府信息公开工作年度报告",
    "{y}年{body}政府信息公开工作年度报告",
    "{body}{y}年度政府信息公开年报",
    "{body}{hanzi}年政府信息公开工作年度报告",
    "{hanzi}年度{body}政府信息公开工作报告",
    "{body}政府信息公开工作年度报告（{y}年度）",
)
PERIODS = (
    "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "统计时限为{y}年1月1日至12月31日。",
    "本报告中数据的统计期限从{y}年1月1日到{y}年12月31日。",
    "统计期限：{y}.1.1-{y}.12.31。",
    "所列数据统计时间为{y} 年 1 月 1 日—12 月 31 日。",
    "统计期限自{hanzi}年一月一日起至{hanzi}年十二月三十一日止。",
)
NAMES = (
    "现公布{y}年{body}政府信息公开工作年度报告。",
    "特编制{body}政府信息公开工作{y}年度报告。",
    "现将{y}年度政府信息公开工作情况报告如下。",
    "编制并公布《{body}{y}年政府信息公开工作年度报告》。",
)
CLOSINGS = (
    "截至{y}年12月31日，共公开各类信息24条。",
    "截止到{y}年12月，网站公开信息24条。",
    "截止{y}年底，累计公开信息240条。",
)
OWN = (
    "{y}年，{we}主动公开政府信息24条。",
    "{we}{y}年度未收到政府信息公开申请。",
    "{y}年，{we}进一步健全公开制度。",
    "{y}年共发布各类信息24条。",
    "{y}年度全年未发生行政复议。",
)
PUBLISHED = (
    "来源：示例县人民政府 时间：{d}",
    "发布时间：{d} 浏览次数：12",
    "发布日期：{d}",
    "{d} 09:12 来源：{body}",
)
CHROME = (
    "索引号：717938231/{o}-08493",
    "| 索引号: | 11370725MB/{o}-00012 | 主题分类: | 政府信息公开年报 |",
    "当前位置：首页 > 政府信息公开年报 > {o}年",
    "首页/政务公开/{o}年/乡镇",
    "2024年 2023年 2022年 2021年 2020年",
    "文号：示政办发〔{o}〕3号",
)
PROSE = (
    "根据国办公开办函〔2021〕30号和《示例县{o}年政务公开工作要点》开展工作。",
    "按照《关于做好{o}年政务公开工作的通知》要求，落实{o}年第12号公告。",
    "公开数量较{last}年增长5%，比{last}年同期多2条。",
    "{next}年，{we}将继续推进公开工作。",
    "到2035年基本建成法治政府，自2008年5月1日起施行的条例全面落实。",
    "注：{last}年的数据口径不同。",
    "项目\t{last}年、{y}年",
)
HANZI = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class YearPage:
    """A page: its lines, its true year, what slipped to which year, and the kinds that state the true one."""

    lines: tuple[str, ...]
    year: int
    slipped: str
    kinds: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def draw_page(random: Random) -> YearPage:
    """A page with two kinds of evidence or more, of which every other page has one that slipped."""
    year = random.randint(2011, 2025)
    kinds = random.sample(KINDS, random.randint(2, len(KINDS)))
    slipped = random.choice((random.choice(kinds), ""))
    wrong = year + random.choice((-2, -1, 1, 2))
    body = random.choice(BODIES)
    own_times = random.randint(1, 3)

    def say(kind: str, wording: str, is_slip: bool) -> str:
        shown = wrong if is_slip else year
        day = f"{shown + 1}-{random.randint(1, 3):02}-{random.randint(10, 28)}"
        return _fill(wording, shown, body, day, random)

    parts = {
        kind: [say(kind, random.choice(wordings), kind == slipped)]
        for kind, wordings in zip(KINDS, (PERIODS, TITLES, NAMES, CLOSINGS, OWN, PUBLISHED), strict=True)
        if kind in kinds
    }
    if "own" in parts and slipped != "own":
        parts["own"] += [say("own", random.choice(OWN), False) for _ in range(own_times)]
    prose = [_fill(line, year, body, "", random) for line in random.sample(PROSE, random.randint(0, 4))]
    chrome = [_fill(line, year, body, "", random) for line in random.sample(CHROME, random.randint(0, 3))]
    told = [*parts.get("own", ()), *parts.get("closing", ()), *prose]
    random.shuffle(told)
    title = parts.get("title", [f"{body}政府信息公开工作年度报告"])
    preamble = [*parts.get("name", ()), *parts.get("period", ())]
    lines = (*chrome, *title, *parts.get("published", ()), "".join(preamble), "一、总体情况", *told, *_SECTIONS)
    return YearPage(tuple(filter(None, lines)), year, slipped, tuple(kinds))


_SECTIONS = (
    "二、主动公开政府信息情况",
    "无。",
    "三、收到和处理政府信息公开申请情况",
    "未收到申请。",
    "五、存在的主要问题及改进情况",
    "更新不够及时。",
)


def _fill(wording: str, year: int, body: str, day: str, random: Random) -> str:
    we = {"镇": "我镇", "乡": "我乡", "局": "我局", "道": "我街道", "府": "我县"}[body[-1]]
    return wording.format(
        y=year,
        hanzi=str(year).translate(HANZI),
        o=year + random.choice((-1, 1, 1)),
        last=year - 1,
        next=year + 1,
        body=body,
        we=we,
        d=day,
    )


def as_text(page: YearPage) -> bytes:
    return page.text.encode()


def as_web_page(page: YearPage) -> bytes:
    lines = "".join(f"<p>{escape(line)}</p>" for line in page.lines)
    return f"<html><body><div>{lines}</div></body></html>".encode()


def as_document(page: YearPage) -> bytes:
    return make_docx("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in page.lines))
