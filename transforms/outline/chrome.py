"""What a page shows around a report, as lines of a text: paths, labels with values, buttons, menus.

Systems of sites print a document's metadata before it, with a colon, in cells, or each on a line of its own; copied as
text they stand above the title. `read_page` takes such lines out of the head, up to the first heading, and keeps what
the labels say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

from transforms.knowledge import read_rows
from transforms.outline.body_names import is_body_line, is_glued_list, is_township_line
from transforms.outline.menus import find_menu_lines
from transforms.text import HAN, is_han

# Stands for a line of a list of bodies in `PageText.lines`; what follows it may be one more of them.
LISTED = "⋮"
# Lines of the head: menus of hundreds of lines come before a report, and no metadata behind its first heading.
_HEAD_LINES = 400
# Lines at the end, where buttons and the foot of the site stand.
_TAIL_LINES = 30
# The first heading of the report. 1. numbers links and menus as well.
_OUTLINE = re.compile(r"[\s#*>]*(?:[一二三四五六]\s*[、.．]|[（(]\s*[一二三四五六]\s*[)）])")
# The marks of headings and bold lines in Markdown.
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|\*{2,3}(?=\S))|(?<=\S)\*{2,3}\s*$")
# What may stand before the first label of a line: bullets, brackets, a list number.
_BULLET = re.compile(r"[\s•●■◆◇★▪►▶·○\-*|｜【\[（(]{0,12}(?:\d{1,2}[)）\]]?\s{0,4})?")
_GAP = r"[ \t\u3000\xa0]"
# What parts a label from its value, if it is not its end: a colon, a bar, the end of its bracket, a blank.
_MARK = rf"{_GAP}*[:：|｜\]】）]\s*"
# Before a label stands no character of a longer word (资金来源); behind it its mark, a blank or the end.
_NOT_INSIDE = f"(?<![{HAN}])"
_LABEL_END = rf"(?P<mark>{_MARK}|{_GAP}+|$)?"
# What may stand directly before a label inside a line.
_PARTING = frozenset(" \t\u3000\xa0|｜【[（(;；，,•·")
# A day, with a time or without, as pages print it in the line below the title.
_DAY = r"20\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
# A day at the beginning of a line of metadata, and one alone.
_DATED = re.compile(rf"\s*{_DAY}(?=\s|$|[|｜])")
# The label that a day without one is told under.
_STAMPED = "时间"
_DAY_ALONE = re.compile(rf"[【\[（(\s]*{_DAY}[】\])）\s]*")
_MARKS = r"[\s\[\]【】()（）|｜/·•:：>»«<,，、+\-－]*+"
# A line of nothing but buttons and counters, with marks between them. Leaves any other word beside them (打印机). A
# lone 大 is taken for the size of letters. Misses rarer words.
_BUTTONS = re.compile(
    rf"(?:{_MARKS}(?:上一[篇条页]|下一[篇条页]|打印(?:本[页文]|此页|文章|预览)?|关闭(?:窗口|本页|页面)?|(?:加入)?收藏(?:本[页站])?"
    r"|(?:分享|转发|推送)(?:到|至|文章)?|一键分享|保存(?:本页)?|下载|复制(?:链接|网址)?|返回(?:顶部|首页|上页|列表|上一页)?"
    r"|字体大小|字体|字号|字级|背景色"
    r"|护眼(?:模式|色)?|(?:视力)?保护色|默认|超?[大中小]号?|放大|缩小|正常|纠错|我要纠错|网站纠错|朗读|语音(?:播报|朗读)?|听文章|播放|暂停|全文"
    r"|(?:浏览|点击|访问|阅读|查看|点赞|人气)(?:次数|量|数|率)?[:：\s]*+[\[（(]?\d*+[\])）]?[次人]?"
    r"|无障碍(?:浏览|阅读|模式|版)?|长者(?:模式|版|助手|专区)"
    r"|适老(?:模式|版|化)?|关怀(?:模式|版)|智能机器人|进入|退出|简体(?:中文|版)?|繁[体體](?:中文|版)?|English|EN|IPv6|登录|注册|个人中心|用户中心"
    r"|微信(?:好友|朋友圈)?|朋友圈|微博|新浪(?:微博)?|腾讯(?:微博)?|QQ(?:空间|好友)?|空间|抖音|客户端|APP|邮件|二维码|页面载入中|正文|T|A[+\-]))+"
    rf"{_MARKS}次?{_MARKS}",
    re.IGNORECASE,
)
# The words below a code for telephones. Leaves a sentence that asks to scan one, which the report may have.
_SCAN = re.compile(r"\s*(?:微信|手机)?扫一扫.{0,30}")
# The titles of the pages before and after. Leaves last year's values (上一年：3件).
_NEIGHBOUR = re.compile(r"\s*(?:上一[篇条]|下一[篇条])\s*[:：].{0,120}")
# Where in its site a page stands: 当前位置：…, or a path that begins at 首页. Leaves 首页 alone and words about places.
# Misses other words for it. A step takes the blanks around it and gives none back: rows of arrows have 3^12 ways.
_ARROW = "(?:>+|＞+|»|›|→)"
_PATH = re.compile(
    r"\s*[|｜•·【\[]?\s*(?:"
    r"(?=[您你现当目所])(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|栏目|在)(?:是|在)?(?=\s|[:：]|首页|$).{0,200}"
    r"|(?:位置|路径|导航)\s*[:：]\s*(?:网站)?首\s{0,4}页.{0,200}"
    rf"|(?:网站|返回)?首\s{{0,4}}页\s*(?:(?:{_ARROW}|[/|—\\·:：-]).{{0,300}})?"
    rf"|(?:[^<>＞»›→。；\\]{{1,42}}+\s*+{_ARROW}){{2,12}}[^<>＞»›→。；\\]{{0,62}}"
    r")"
)
# Two steps of a path, or one with an arrow behind it, which only the head of a page has.
_CRUMB = re.compile(rf"\s*[^<>＞»›→。；\\]{{1,40}}\s*{_ARROW}[^<>＞»›→。；\\]{{0,60}}")
# The mark between the steps of a path, alone in its line; inside of it; and at its end, where the next step has a line
# of its own.
_STEP = re.compile(r"\s*(?:>+|＞|»|›|→|/|\|)\s*")
_STEPS = re.compile(r"\s*(?:>+|＞|»|›|→|/|\||\\)\s*")
_OPEN_STEP = re.compile(rf"{_ARROW}\s*$")
# The foot of a site, where its name and its owner stand.
_FOOT = re.compile(
    rf"\s*(?:版权所有|主办(?:单位)?|承办(?:单位)?|技术支持|网站标识码|[{HAN}]ICP备|[{HAN}]公网安备|网站地图|联系我们|关于我们"
    r"|友情链接|政府网站标识码|建议使用).{0,120}"
)
# So many entries of a line are a menu: two may be a body and a year.
_LEAST_ENTRIES = 3
# Words of a single character, of which a title that is spaced out has several; a menu has one at most (大 中 小 are
# buttons).
_LEAST_LETTERS = 2
# So many townships below each other are a list: two may be a body with its county's town.
_LEAST_BODIES = 3
# Characters of an entry of a menu, with the longest names of bodies; cells of more are text.
_LONGEST_ENTRY = 24
# Characters of a line that holds labels with values; longer ones are prose, unless they begin with a summary's label.
_LONGEST_LABELLED = 400
# Characters of most values, and of a line in which nothing stands between a label and its value.
_LONGEST_VALUE = 60
# A label whose value may be the whole preamble again.
_SUMMARY = re.compile(r"\s*(?:内容)?(?:概述|概要|摘要|简介)")
# A line with these goes on as text.
_SENTENCE = re.compile("[。；;]")
# What a menu never has.
_PROSE_MARK = re.compile("[，：]")
# What parts the entries of a menu, and the cells of a row.
_ENTRY_MARK = re.compile(r"[\s|｜·/]+")
_CELL_MARK = re.compile(r"\t|[|｜]|\s{2,}")
# What titles say, and only they beside the names of columns; with a year it is no value of a label.
_TITLED = re.compile(r"(?:20\d\d|[二2][〇○零0]).{0,30}(?:信息|政务)(?:年度)?公开")
# A word of a title beside its body.
_TITLE_WORD = re.compile(r"20\d\d|[二2][〇○零0]|信息|政务|公开|报告?|年度?|工作")
# Values of index and document numbers; 2021年政府信息公开 is the line of a title. Those of dates.
_NUMBER = re.compile(rf"(?!20\d\d年?度?[{HAN}]{{3}}).*\d.*|无|空|暂无|[/—－-]+|[〔\[（(【]+[〕\])）】]*号?")
_DATE_VALUE = re.compile(rf"{_DAY}|[无—/-]$")


class Label(NamedTuple):
    """A name of metadata: what its values are, and whether it is a name of metadata wherever it begins a line."""

    name: str
    role: str
    is_sure: bool


@dataclass(frozen=True)
class PageText:
    """A text without what its page shows around it.

    `lines` are without white space; '' stands where something was taken out, so that nothing is joined across it, and
    LISTED where that was a body in a list.
    `pairs` are the labels with their values, `paths` the steps of the paths without white space.
    """

    lines: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()

    @property
    def marked(self) -> str:
        """The text with an empty line where something was taken out."""
        return "\n".join(self.lines)

    @property
    def compact(self) -> str:
        """The text without empty lines."""
        return "\n".join(line for line in self.lines if line not in ("", LISTED))


@cache
def _labels() -> dict[str, Label]:
    return {row["label"]: Label(row["label"], row["role"], bool(row["is_sure"])) for row in read_rows("page_labels")}


@cache
def _label_pattern() -> re.Pattern[str]:
    names = sorted(_labels(), key=len, reverse=True)
    spaced = "|".join(rf"{_GAP}{{0,6}}".join(name) for name in names)
    pattern = f"{_NOT_INSIDE}(?P<name>{spaced}){_LABEL_END}"
    return re.compile(pattern)


def read_label(text: str) -> Label | None:
    """The label that a text is, with its colon or without.

    >>> read_label("索 引 号：").role, read_label("样例镇")
    ('number', None)
    """
    match = _label_pattern().fullmatch(text.strip(" \t\u3000\xa0[]【】（）()|｜•·*"))
    return _labels()["".join(match["name"].split())] if match else None


def read_pairs(line: str) -> list[tuple[Label, str]]:
    """The labels of a line that begins with one, with their values; none for any other line.

    >>> [(label.name, value) for label, value in read_pairs("索 引 号 01/2024-1 公开方式 主动公开")]
    [('索引号', '01/2024-1'), ('公开方式', '主动公开')]
    >>> [(label.name, value) for label, value in read_pairs("2024-01-12 09:30 来源：样例镇")]
    [('时间', '2024-01-12 09:30'), ('来源', '样例镇')]
    >>> read_pairs("来源于样例镇")
    []
    """
    if len(line) > _LONGEST_LABELLED and not _SUMMARY.match(line):
        return []
    bullet, dated = _BULLET.match(line), _DATED.match(line)
    start = dated.end() if dated else bullet.end() if bullet else 0
    found: list[tuple[Label, int, int]] = []
    for match in _label_pattern().finditer(line, start):
        label = _labels()["".join(match["name"].split())]
        if _is_label(label, match, line, is_first=not found and match.start() == start, is_row=bool(found or dated)):
            found.append((label, match.start(), match.end()))
    if not found or (dated is None and found[0][1] != start):
        return []
    ends = [begin for _, begin, _ in found[1:]] + [len(line)]
    stamp = [(_labels()[_STAMPED], dated[0].strip())] if dated else []
    return stamp + [
        (label, line[end:stop].strip(" \t\n\u3000\xa0|｜[]【】;；•·"))
        for (label, _, end), stop in zip(found, ends, strict=True)
    ]


def _is_label(label: Label, match: re.Match[str], line: str, *, is_first: bool, is_row: bool) -> bool:
    """Whether a word of a line is a label there: by its mark, the labels before it, or as it is never another word."""
    if not (is_first or line[max(0, match.start() - 1) : match.start()] in _PARTING):
        return False
    if match["mark"] is None:
        return label.is_sure and is_first and len(line) <= _LONGEST_VALUE and not _SENTENCE.search(line)
    return label.is_sure or is_row or "\t" in match["mark"] or bool(match["mark"].strip(" \u3000\xa0"))


def is_chrome_line(line: str) -> bool:
    """Whether a line is nothing but buttons, counters or a path, or names the page before or behind.

    >>> is_chrome_line("【打印】 【关闭】"), is_chrome_line("首页 > 年报"), is_chrome_line("打印机")
    (True, True, False)
    """
    if len(line) > _LONGEST_LABELLED:
        return False
    words = _single_blanks(line)
    return any(pattern.fullmatch(words) for pattern in (_BUTTONS, _NEIGHBOUR, _PATH, _SCAN))


def _single_blanks(line: str) -> str:
    """A line with one blank for each run of them: in padded tables they are hundreds, and patterns try each."""
    return " ".join(line.split())


def read_page(text: str) -> PageText:
    """Part a text from what its page shows around it.

    >>> page = read_page("首页 > 年报\\n发布机构：样例镇\\n样例镇\\n2021年政府信息公开年报\\n一、总体情况")
    >>> page.lines, page.pairs
    (('', '', '样例镇', '2021年政府信息公开年报', '一、总体情况'), (('发布机构', '样例镇'),))
    """
    lines = [_MARKUP.sub("", line) for line in text.split("\n") if line.strip()]
    head = next((number for number, line in enumerate(lines) if _OUTLINE.match(line)), len(lines))
    head = min(head, _HEAD_LINES)
    reader = _HeadReader()
    menu = find_menu_lines(lines[:head])
    for number, line in enumerate(lines[:head]):
        reader.read("" if number in menu else line)
    rest = lines[head:]
    body = ["".join(line.split()) for line in rest[: max(0, len(rest) - _TAIL_LINES)]]
    tail = [
        "" if is_chrome_line(line) or _FOOT.fullmatch(line) else "".join(line.split())
        for line in rest[max(0, len(rest) - _TAIL_LINES) :]
    ]
    return PageText((*_without_lists(reader.lines), *body, *tail), tuple(reader.pairs), tuple(reader.paths))


@dataclass
class _HeadReader:
    """Reads the head line by line; `pending` are labels whose values may stand on the next lines."""

    lines: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    pending: list[Label] = field(default_factory=list)
    in_path: bool = False

    def read(self, line: str) -> None:
        """Take the next line; one of a menu comes as an empty line."""
        compact = "".join(line.split())
        is_chrome = self._read_path(line, compact) or self._read_labels(line) or self._read_value(line, compact)
        if not is_chrome:
            self.pending = []
            is_chrome = is_chrome_line(line) or is_menu(line) or bool(_DAY_ALONE.fullmatch(line))
        self.lines.append("" if is_chrome else LISTED if is_glued_list(compact) else compact)

    def _read_path(self, line: str, compact: str) -> bool:
        line = _single_blanks(line)
        is_step = bool(_STEP.fullmatch(line))
        if self.pending and is_step:
            return True
        if is_step or self.in_path:
            if is_step and not self.in_path and self.lines and self.lines[-1] and len(self.lines[-1]) <= _LONGEST_ENTRY:
                self.lines[-1] = ""
            was_step, self.in_path = self.in_path, is_step
            return is_step or (was_step and (len(compact) <= _LONGEST_ENTRY or not _TITLED.search(compact)))
        if not (_PATH.fullmatch(line) or _CRUMB.fullmatch(line)) or (_TITLED.search(compact) and not _has_steps(line)):
            return False
        steps = tuple("".join(step.split()) for step in _STEPS.split(line.rsplit("：", maxsplit=1)[-1]) if step.strip())
        self.paths.append(steps)
        self.in_path = bool(_OPEN_STEP.search(line))
        return True

    def _read_labels(self, line: str) -> bool:
        pairs = read_pairs(line)
        if not pairs:
            return False
        if self.pending and not pairs[0][0].is_sure and "：" not in line and ":" not in line:
            return False
        filled = [(label.name, value) for label, value in pairs if value]
        self.pairs += filled
        empty = [label for label, value in pairs if not value]
        keeps = self.pending if self.pending and len(pairs) == len(empty) and not filled else []
        self.pending = [*keeps, *empty] if not filled else [label for label, value in pairs[-1:] if not value]
        return True

    def _read_value(self, line: str, compact: str) -> bool:
        if not self.pending:
            return False
        cells = [cell.strip() for cell in _CELL_MARK.split(line) if cell.strip()]
        if len(self.pending) > 1 and len(cells) in (len(self.pending), len(self.pending) - 1) and len(cells) > 1:
            self.pairs += [(label.name, cell) for label, cell in zip(self.pending, cells, strict=False)]
            self.pending = []
            return True
        for number, label in enumerate(self.pending):
            if _is_value(label.role, compact):
                self.pairs.append((label.name, line.strip(" \t\u3000\xa0|｜")))
                self.pending = self.pending[number + 1 :]
                return True
        return False


def _has_steps(line: str) -> bool:
    return len(_STEPS.split(line)) > 2 or "位置" in line[:12]


def _is_value(role: str, compact: str) -> bool:
    """Whether a line may be the value of a label that stands above it."""
    if role in ("title", "summary"):
        return role == "summary" or bool(_TITLED.search(compact))
    if len(compact) > _LONGEST_VALUE or _TITLED.search(compact) or _SENTENCE.search(compact):
        return False
    fits = {
        "number": _NUMBER.fullmatch(compact),
        "date": _DATE_VALUE.match(compact),
        "count": compact.isdigit() or _BUTTONS.fullmatch(compact),
        "body": True,
        "word": not is_body_line(compact),
    }
    return bool(fits[role])


def is_menu(line: str) -> bool:
    """Whether a line is a row of entries, as menus are; a title whose words are spaced is none.

    >>> is_menu("首页 | 政务公开 | 办事服务"), is_menu("样例镇 2021年 政府信息公开 年报")
    (True, False)
    """
    entries = [entry for entry in _ENTRY_MARK.split(line) if entry]
    if len(entries) < _LEAST_ENTRIES or _SENTENCE.search(line):
        return False
    if _TITLED.search("".join(entries)) and _is_spaced_title(entries):
        return False
    lengths = [len(entry) for entry in entries]
    return max(lengths) <= _LONGEST_ENTRY and sum(lengths) >= 2 * len(lengths) and not _PROSE_MARK.search(line)


def _is_spaced_title(entries: Sequence[str]) -> bool:
    """Whether the entries are the words of one title: a body, a year, and what the report is called, in some order; or
    pieces of one that was torn between single characters, of which some may be lost (示 □ 镇), which no menu has."""
    if sum(len(entry) == 1 and (is_han(entry) or not entry.isalnum()) for entry in entries) >= _LEAST_LETTERS:
        return True
    return all(_TITLE_WORD.search(entry) or is_body_line(entry) for entry in entries)


def _without_lists(lines: Sequence[str]) -> Iterator[str]:
    """The lines without the townships of a list; the last of them may be the first line of a title, and stays."""
    for is_township, group in groupby(lines, key=is_township_line):
        run = list(group)
        if is_township and len(run) >= _LEAST_BODIES:
            run[:-1] = [LISTED] * (len(run) - 1)
        yield from run
