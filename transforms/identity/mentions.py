"""The bodies that may publish a report, with the places where a text names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from transforms.form import DISCLOSURE
from transforms.identity.bodies import is_known, read_body, reporting_body
from transforms.identity.evidence import area_at_end
from transforms.identity.gazetteer import Gazetteer
from transforms.outline import LISTED, PageText, Title, is_body_line, read_label, read_title, without_page_words
from transforms.text import HAN

# Preamble and lines of metadata stand this near to the beginning; farther down others are quoted.
_HEAD_CHARS = 1200
# A signature stands this near to the end, as attachments, links and the website's own foot may follow it.
_TAIL_LINES = 14
# Of a text of so few lines the first is a title or a heading, though it stands near the end as well.
_LINES_WITHOUT_SIGNATURE = 3
# A line with the date of a signature holds little else; a longer one tells of something that happened on a day.
_LONGEST_DATE_LINE = 40
# That line is the one before the name or one of the next two; name and date may have a line for the seal between them.
_LINES_TO_DATE = 2
# A body that the metadata name is no longer than this; longer values are sentences.
_LONGEST_PUBLISHER = 40
# A township that clauses begin with once may be a neighbour; whose report it is is named again.
_MIN_MENTIONS = 2
# With one more 镇 or 乡 behind it, what ends a name of so many characters may be inside a longer one (辛安镇镇). Only
# longer names of just one character more are looked for: 湖镇镇 is missed.
_DOUBLED_CHARS = 3
# Province, prefecture and county together are no longer; of the one chain that is (积石山…自治县) the end is seen.
_CHAIN_CHARS = 24
# 镇 and 乡 inside the name of a county (新乡市, 镇海区, 壶镇镇) or a department (城乡建设局) end no name of a township.
_NAME_ENDS = (
    rf"(?![镇乡村]|[{HAN}]?(?:[市县]|(?<!社)(?<!园)(?<!片)(?<!街)区)|[{HAN}]{{1,12}}自治县|族自治县"
    rf"|(?!管理|党)[{HAN}]{{1,10}}?(?:局|委员会|厅))"
)
_TOWNSHIP = rf"(?:街道(?:办事处|办)?|办事处|[镇乡]{_NAME_ENDS}|民族苏木|苏木|[农林牧渔茶畜种]场|管理区|开发区|园区)"
# A body as a sentence, a signature or a line of metadata names it: Han characters up to the first ending that fits.
_BODY = rf"[{HAN}]{{2,40}}?"
# A division alone, where the words for its report follow at once.
_AREA = rf"[{HAN}]{{1,12}}?[省市县区旗州盟]"
_BUREAU = r"(?:党政|综合|党政综合|政务公开|信息公开|政府信息公开)?办公室"
_OFFICE = rf"(?:人民政府)?(?:{_BUREAU}|党政办|办事处|党工委|管委会|管理委员会)?"
_ENDING = (
    rf"(?:{_TOWNSHIP}{_OFFICE}|人民政府(?:办公室|办公厅|[{HAN}]{{0,6}}办公室)?|政府办"
    rf"|[{HAN}](?:局|委员会|管委会|厅|中心)|办公室)"
)
# A day in digits or Chinese numerals, as signatures have it; a month alone is none.
_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日?|20\d\d[-./]\d{1,2}[-./]\d{1,2}|[二2][〇○零0]\S{2}年\S{1,2}月\S{1,3}日")
# A line that is a body's name, with a seal and a date or without; asked of the whole line, so a sentence that begins
# with a name is none. Bodies of other endings (样例社区) are missed.
_SIGNED = re.compile(rf"({_BODY}{_ENDING})(?:（盖章）|\(盖章\))?[，,]?(?:{_DATE.pattern})?")
# Whom to ask, in a sentence (请与…联系) or labelled (联系单位：…); what stands behind the name must end it or ask.
# Behind a department may stand a unit of it, which is not the body (公安局指挥中心). Misses a body's telephone
# (请拨打…电话).
_UNIT = rf"(?:(?<=[局委厅])[{HAN}]{{1,10}}(?:科|股|处|组|室|中心|大队))?"
_CONTACT = re.compile(
    rf"(?:请(?:直接)?(?:与|同|向|联系|致电|咨询|找)[：:]?|敬请联系|联系(?:单位|部门|机构)(?:为|是|[：:]))({_BODY}{_ENDING}){_UNIT}"
    rf"(?=[{HAN}]{{0,12}}?(?:联系|咨询|反映|反馈)|[（(，,。；;、：:\n]|$)"
)
# The government at whose house one asks (地址：示例县样例镇人民政府); the house may be another body's.
_ADDRESS = re.compile(
    rf"地址(?:为|是|[：:])({_BODY}{_TOWNSHIP}(?:人民政府|办事处)?)(?=[{HAN}\d]{{0,12}}[，。；,;）)\n])"
)
# Who compiles the report or whose it is: a name at the beginning of a clause or behind a verb, with words of compiling,
# of 实际 or of the title behind it. The lazy name takes what stands before it in the clause (本报告由…) along.
_NAMED = rf"(?:(?!公布|发布|编制|向社会)[{HAN}]){{2,40}}?"
_REPORT_WORDS = (
    rf"的?(?:20\d\d年?度?)?的?(?:本级)?(?:{DISCLOSURE}|政务公开)(?:和政务公开)?"
    r"(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?的?"
    r"(?:报告|年报|情况|汇报|总结|公布|公开如下|予以)"
)
_COMPILED = re.compile(
    r"(?:由|结合|现将|(?:公布|公开|发布|编制|编写|撰写|形成|汇报)了?(?:本级)?[《“]?(?:20\d\d年度?的?)?|是|为"
    r"|涵盖了?|^|[，,。；;：:《“\n])"
    rf"(?:({_NAMED}{_ENDING})|({_AREA}(?=20\d\d年|政府信息公开)))(?:的?工作)?{_UNIT}"
    rf"(?=(?P<title>{_REPORT_WORDS}|20\d\d年1月1日)|的?实际|(?:根据|依据|按照|结合)[^。\n]{{0,60}}(?:编制|形成)本"
    r"|(?:现|特|现特|特此|就)?(?:面?向社会|依法)?(?:公众)?(?:组织)?(?:编制|编写|制作|撰写|形成|公布)了?"
    rf"|的?{DISCLOSURE}工作(?:在|以|坚持|按照|严格|认真|紧|深入|全面|有序|扎实|取得))",
    re.MULTILINE,
)
# A remark inside a sentence (（以下简称…）), behind a name that goes on behind it.
_ASIDE = re.compile(r"[（(][^（()）\n]{0,40}[)）]")
_AREA_ENDS = "省市县区旗州盟"
# The division of a government whose office compiles a report or answers for it. An area gives nothing back to the next:
# a row of 县 could be parted in 2^n ways.
_GOVERNED = re.compile(
    rf"[{HAN}]{{1,12}}?[{_AREA_ENDS}](?:(?:(?![{_AREA_ENDS}])[{HAN}]){{0,12}}[{_AREA_ENDS}])*+"
    rf"(?:人民政府)?(?=[^{_AREA_ENDS}]*$)"
)
# What somebody else wrote and the report cites, by its name; a report's own name is no such thing.
_CITED = re.compile(
    r"《[^《》]*(?:通知|条例|办法|意见|规定|要点|格式|方案|函|指引|细则|解释)[^《》]{0,6}》|〔[^〕]*〕\d*号?"
)
# Before a body that asked for the report: 按照示例县人民政府办公室编制…的要求; with 实际 behind it is whose report it
# is.
_ASKED = re.compile(r"^(?:根据|按照|依据|遵照|依照|落实|贯彻|关于)(?!.*实际)")
# The first heading, behind which no menu stands.
_OUTLINE = re.compile("[一二三四五六][、.]")
# Marks of a sentence; a line without any is a title, a heading or a name.
_SENTENCE_MARK = re.compile("[，,。；;]")
# Names of metadata whose values are bodies: 发布机构, 来源, author.
_PUBLISHER_KEY = re.compile(r"机构|单位|机关|主体|来源|部门|作者|source|author|publisher|creator", re.IGNORECASE)
# What follows a body in the same value: the label of the next, glued (示例县教育局浏览次数), or a remark in brackets.
_BEHIND_PUBLISHER = re.compile(
    r"(?:浏览|点击|阅读|访问|发布日期|发布时间|日期|时间|作者|字号|字体|[【\[（(，,。；|]).*$"
)
# Names of metadata whose values are titles; they may name the place where the page's own title does not.
_TITLE_KEY = re.compile(r"标题|题名|名称|title|subject", re.IGNORECASE)
# What stands for no body in the metadata: the website, 佚名, 机关 as the kind of the publisher.
_NO_PUBLISHER = re.compile(r"本站|原创|佚名|机关$|平台|网站|网络|未知|管理员|admin", re.IGNORECASE)
# Words for a body that are no name: 我镇, 各街道, 人民政府 alone, 区委. 全州, 全椒 and 全南 are counties.
_GENERIC = re.compile(
    r"^(?:(?:经济技术|经济|高新技术产业|高新)?(?:经开|高新|开发|新)区(?:管委会|管理委员会)$|(?:度?[我本各该所其]|全(?![州椒南]))(?:[乡镇村县区市办局场州盟旗省]|街道?|单位|机关|辖|苏木|级)|贵单位"
    r"|(?:街道|镇|乡|苏木)?(?:人民政府|政府|办事处|党政办公室|办公室)$|(?:乡镇|镇街|街镇|街乡|镇村|社区|上级|有关|相关|机关|政府|单位)|[村县区市办](?:人民|政府|委|局|级|直|里|办|$))"
)
# What goes on behind the name of a township and makes it a part of another body's: farm, zone, school, police. Up to
# five characters of its own name may stand between; longer ones (样例经济技术开发区) are missed.
_PART = re.compile(
    rf"[{HAN}]{{0,5}}?(?:[林农牧渔茶畜种]场|开发区|工业园|园区|管理区|管委会|派出所|财政所|司法所|中学|小学|卫生院)"
)
# What a clause begins behind: nothing, a mark, a digit, or the end of a year or a day (2020年样例镇…).
_CLAUSE_START = re.compile(rf"(?:^|[^{HAN}]|[年日])$")
# Directly before a township's name: it is somebody's neighbour, partner or addressee, not who speaks.
_NEIGHBOUR = re.compile(
    r"(?:与|和|同|及|、|赴|到|往|向|等|对|邻近的?|相邻的?|周边的?|兄弟|学习|借鉴|推广|参观|考察)\s*$"
)
# A township that begins a clause, where no gazetteer says where its name begins; with one area before it. A verb or a
# preposition at the beginning (为样例镇) is taken along; two mentions that say the same are needed to believe it.
_UNKNOWN = re.compile(
    rf"(?:^|[^{HAN}]|[年日])((?:[{HAN}]{{1,7}}?[省市州盟县区旗])?[{HAN}]{{1,9}}?(?:街道|苏木|[镇乡]{_NAME_ENDS}|镇镇))"
)
# A file or folder that is named after a township, with a year or numbers before it; a name that goes on (样例镇政府) is
# left to those who read titles.
_NAMED_FIRST = re.compile(rf"(?:20\d\d年?度?)?[\d_-]*([{HAN}]+?(?:街道(?:办事处)?|[镇乡](?![镇乡])|苏木))(?![{HAN}])")
# A township that speaks of itself.
SELF = re.compile(r"[我本全](?:镇|乡|街道|苏木|办事处|场)")
# A department, a county or a prefecture that speaks of itself; 本区域, 我市级 and the like name no body.
OTHER_SELF = re.compile(r"[我本](?:局|委|厅|院|中心|校|部门|县|区|市|旗|州)(?!域|级|着)")
# A government above the townships that speaks of itself; what is done 全市 a township tells as well.
AREA_SELF = re.compile("[我本](?:县|区|市|旗|州|省|盟)(?![域级着委直局])")
# Where the name of a township may end, whatever the gazetteer has; 道 and 木 are the ends of 街道 and 苏木.
_TOWNSHIP_END = re.compile(r"[镇乡道木]|(?<=地)区|(?<=[农林牧渔茶畜种])场")


class Mention(NamedTuple):
    """A body as the text writes it, and the place of the text: a key of `agency.WEIGHTS`."""

    name: str
    place: str


def find_mentions(
    page: PageText, titles: Sequence[Title], path: str, metadata: Iterable[tuple[str, str]], gazetteer: Gazetteer | None
) -> list[Mention]:
    """All bodies that may be the publisher, the most telling places first. Those of titles have been read."""
    compact = page.compact
    named = [
        Mention(title.place, "list" if title.is_listed else "heading" if title.bare else "title") for title in titles
    ]
    found = [_answering(match[1], "contact") for match in _CONTACT.finditer(compact)]
    found += [Mention(match[1], "address") for match in _ADDRESS.finditer(compact)]
    found += [Mention(name, "signature") for name in _signatures(page.lines)]
    found += _from_preamble(compact[:_HEAD_CHARS])
    found += _from_text(compact, gazetteer)
    found += _from_metadata([*metadata, *page.pairs])
    titled = {title.place for title in titles}
    found += [Mention(name, "navigation") for name in _from_navigation(page, gazetteer) if name not in titled]
    found += _from_path(path, gazetteer)
    read = named + [mention._replace(name=read_body(mention.name, gazetteer)) for mention in found]
    return [mention for mention in read if mention.name and not _GENERIC.match(mention.name)]


def _from_preamble(head: str) -> Iterator[Mention]:
    """Bodies that the sentences at the head say the report is of; a title is no sentence."""
    for line in head.split("\n"):
        if _SENTENCE_MARK.search(line):
            for match in _COMPILED.finditer(_ASIDE.sub("", _CITED.sub("", _CITED.sub("", line)))):
                name = match[1] or match[2]
                if not _ASKED.search(name + match.string[match.end() : match.end() + 3]):
                    yield Mention(name, "preamble") if match["title"] else _answering(name, "preamble")


def _answering(name: str, place: str) -> Mention:
    """Whom an office answers for: itself the township or the department, or perhaps the government above."""
    body = reporting_body(name)
    if body:
        return Mention(body, place)
    governed = _GOVERNED.match(name)
    return Mention(governed[0] if governed else "", "office")


def _from_navigation(page: PageText, gazetteer: Gazetteer | None) -> Iterator[str]:
    """Known bodies that the path to the page names, or a line of the head that begins as menus do, and the only name of
    a body that has a line of the head to itself."""
    if gazetteer is None:
        return
    head = list(takewhile(lambda line: len(line) <= _LONGEST_PUBLISHER and not _OUTLINE.match(line), page.lines))
    steps = [step for steps in page.paths for step in steps]
    for text in (*steps, *(line for line in head if without_page_words(line) != line)):
        title = read_title(text)
        name = read_body(without_page_words(title.place if title else text), gazetteer)
        if name and is_known(name, gazetteer):
            yield name
    alone = set(filter(is_body_line, head))
    yield from alone if len(alone) == 1 and LISTED not in head else ()


def _signatures(lines: Sequence[str]) -> Iterator[str]:
    """Bodies that stand alone on a line at the end, beside a date or as the very last."""
    lines = [line for line in lines if line]
    tail = lines[-_TAIL_LINES:]
    for number, line in enumerate(tail):
        signed = _SIGNED.fullmatch(line)
        if signed is None or (len(lines) <= _LINES_WITHOUT_SIGNATURE and number == 0):
            continue
        near = tail[max(0, number - 1) : number + _LINES_TO_DATE + 1]
        is_dated = any(_DATE.search(other) and len(other) <= _LONGEST_DATE_LINE for other in near)
        if is_dated or number >= len(tail) - 2:
            yield signed[1]


def _from_metadata(metadata: Iterable[tuple[str, str]]) -> Iterator[Mention]:
    for key, value in metadata:
        compact = "".join(value.split())
        label = read_label(key)
        title = read_title(compact) if _TITLE_KEY.search(key) else None
        is_body = label.role == "body" if label else bool(_PUBLISHER_KEY.search(key))
        if title and title.place:
            yield Mention(title.place, "metadata title")
        elif is_body and 2 <= len(compact) <= _LONGEST_PUBLISHER and not _NO_PUBLISHER.search(compact):
            yield Mention(_BEHIND_PUBLISHER.sub("", compact), "metadata")


def _from_path(path: str, gazetteer: Gazetteer | None) -> Iterator[Mention]:
    """The body that a file's or a folder's name names, the file's first."""
    for part in reversed(path.replace("!", "").split("/")):
        compact = "".join(part.rsplit(".", 1)[0].split())
        title = read_title(compact)
        if title and title.place:
            yield Mention(title.place, "path")
            return
        found = _NAMED_FIRST.match(compact)
        known = found[1] if found else ""
        if known and (gazetteer is None or any(gazetteer.find(known[start:]) for start in range(len(known) - 1))):
            yield Mention(known, "path")
            return


def _from_text(compact: str, gazetteer: Gazetteer | None) -> list[Mention]:
    """The township that clauses of the text begin with most, with the second where it comes near.

    None in the text of a county or a department that speaks of itself: it reports on its townships.
    """
    known = Counter(_known_names(compact, gazetteer)) if gazetteer else Counter()
    if OTHER_SELF.search(compact) and not SELF.search(compact):
        return []
    counts = known or Counter(_unknown_names(compact))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _MIN_MENTIONS:
        return []
    if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1] and not _is_one(ranked[0][0], ranked[1][0]):
        return [Mention(name, "text") for name, _ in ranked]
    return [Mention(ranked[0][0], "text")]


def _unknown_names(compact: str) -> Iterator[str]:
    for match in _UNKNOWN.finditer(compact):
        is_name = not _GENERIC.match(match[1]) and "乡镇" not in match[1]
        is_name = is_name and not _is_line(compact, match.start(1), match.end(1))
        if is_name and not _PART.match(compact, match.end()):
            yield match[1]


def _is_one(name: str, other: str) -> bool:
    return name.endswith(other) or other.endswith(name)


def _known_names(compact: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Names of townships that clauses begin with, without the counties in front of them."""
    lengths = gazetteer.name_lengths
    for match in _TOWNSHIP_END.finditer(compact):
        end = match.end()
        if compact[end : end + 1] in ("镇", "乡") and gazetteer.find(compact[max(0, end - _DOUBLED_CHARS) : end + 1]):
            continue
        if _PART.match(compact, end):
            continue
        for length in lengths.get(compact[end - 2 : end], ()):
            start = end - length
            if _is_line(compact, start, end):
                break
            if start >= 0 and _begins_clause(compact, start, gazetteer) and gazetteer.find(compact[start:end]):
                yield compact[start:end]
                break


def _is_line(compact: str, start: int, end: int) -> bool:
    """Whether a name is all that a line says, as in a list of townships."""
    return compact[max(0, start - 1) : max(0, start)] in ("", "\n") and compact[end : end + 1] in ("", "\n")


def _begins_clause(compact: str, start: int, gazetteer: Gazetteer) -> bool:
    before = compact[max(0, start - _CHAIN_CHARS) : start]
    while before:
        area = area_at_end(before, gazetteer)
        if not area:
            break
        before = before[: -len(area)]
    return bool(_CLAUSE_START.search(before)) and not _NEIGHBOUR.search(before)
