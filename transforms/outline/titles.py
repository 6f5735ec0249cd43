"""The title of a report, and the body that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.form import GOVERNMENTAL, OTHER_SUBJECT
from transforms.outline.body_names import is_body_line, is_body_name
from transforms.outline.chrome import LISTED, read_page
from transforms.text import HAN, ONE_TO_NINE

# A title stands in the head; menus of some dozens of lines come before it.
_HEAD_CHARS = 3000
_HEAD_LINES = 80
# Across these nothing is joined.
_GAPS = ("", LISTED)
# A longer line is a sentence, whatever it ends in.
_LONGEST_LINE = 60
# Place, year, subject and kind may have a line each.
_MOST_LINES = 4
# What was torn off the end of a title (工作年度报 / 告) is no longer; a longer line is the next title or sentence.
_LONGEST_REST = 8
# A year in digits of either width, or in words.
_YEAR = rf"(?<!\ufffd)(?:[2２][0０]\d\d|[二2][〇○零0Oo][〇○零0一二三\d][〇○零{ONE_TO_NINE}\d])(?!\ufffd)"
# The year of a title, and several of them (2019年、2020年, 2019-2020年度). Without a mark between
# they are several behind a body alone; before one they are of a menu.
_YEARS = rf"{_YEAR}年?度?(?:(?:以及|[、和与及至到~～—–－/-]{{1,2}}){_YEAR}年?度?){{0,5}}"
# A title has a year.
_DATED = re.compile(_YEAR)
# …2020年政府信息公开工作年度报告 and what real titles make of it: other words, their order changed (年度公开,
# 告年度报), the end torn off (年度报), 政务公开 for 信息公开. Reports of other subjects, and texts about reports (制度,
# 编制, 通知 behind it), are left. The body is whatever stands before.
_TITLE = re.compile(
    rf"(?P<lead>{_YEARS})?(?P<place>[{HAN}（）()·、“”【】]{{0,45}}?)(?P<year>{_YEARS}(?:(?<=[年度]){_YEARS})?(?:年?度?)?)?"
    rf"(?P<subject>{OTHER_SUBJECT}的?(?:{GOVERNMENTAL}?信息(?:年度)?(?:公开|公布)|政务公开))(?P<kind>(?:工作|情况|年度|的|和政务公开|及政务公开)*"
    r"(?:报告单?|年报|年度报告?|告年度报|报))(?![道刊纸送名]|告?(?:制度|格式|编制|模板|范本|的?通知|要求|专栏|栏目|情况的))"
)
# What each kind of report has in its name.
_LAST_OF_KIND = "报"
# A line that is no title: a sentence, the first heading, or the beginning of the preamble (现将…报告如下：). A body
# whose name begins with 为 or 一、 is not known.
_SENTENCE = re.compile(r"[。；;]|^(?:[一1][、.]|根据|按照|依据|为)|现[将就]|如下[：:]?$")
# The first heading, behind which no title of this report stands; 1. numbers links and menus as well.
_OUTLINE = re.compile(r"^(?:[一二三四五六][、.]|[（(][一二三四五六][)）])")
# Words of the page before a body in the line of its title; they are no part of the title. An office for disclosure
# (政务公开办公室) is left.
_PAGE_WORDS = re.compile(
    r"^(?:当前位置|网站首页|首页|正文|标题|名称|法定主动公开内容|(?:政府|政务)?信息公开(?:工作)?(?:年度报告|年报)|(?:政府|政务)?信息公开(?!办|工作|领导|科|中心|股)"
    r"|政务公开(?!办|工作|领导|科|中心|股)|年度报告|年报|【|\[)+"
)
# What stands between these words and the body: words of the title itself.
_LEADING = re.compile(r"^(?:关于|公布|发布|印发|附件[一二三\d]?|的)+")
# What stands between a body and the subject; a name that ends in 年 would lose it.
_TRAILING = re.compile(r"(?:关于|年度|的|年|、|“|【)+$")
# A body in brackets of its own.
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
# An area with the first characters of a name that goes on in the next line (示例县样 / 例镇2020年…), and the rest of
# it: a name of one character before its kind, which may be whole below another line.
_TORN = re.compile(rf"[{HAN}]+[省市县区旗州盟][{HAN}]{{1,3}}")
_REST = re.compile(rf"[{HAN}](?:镇|乡|街道)(?:人民政府|办事处|$)")
# A line that holds the year of a title, with its body or without, and nothing else.
_YEAR_LINE = re.compile(rf"{_YEAR}年?度?[{HAN}]*")

# A label before a title in its line; one that is none of those of titles makes the line a sentence (要求：…年度报告).
_LABEL_MARK = re.compile("[：:]")
_TITLE_LABEL = re.compile("标题|名称|题名|附件|位置")
# Behind a title in a line of a drawn frame: the frame beside its cell, with text. It is a link of the menu there, and
# the report stands in the frame. Leaves the next cell of a row (标题|…年度报告|发布日期), also behind a blank one.
_BESIDE_FRAME = re.compile(rf"\|\|(?=[^|]*[{HAN}]{{4}})[^|]+\|\|")


class Title(NamedTuple):
    """A title as printed, white space removed, and the body that it names, '' where it names none.

    Where the body stands above the title, in a line of its own, it may be the name of the site, or the last of a list
    of bodies: `bare` is then the title without it, and `is_listed` says that a list stands there.
    """

    text: str
    place: str
    bare: str = ""
    is_listed: bool = False

    @property
    def has_year(self) -> bool:
        """Whether the title names the year of its report."""
        return bool(_DATED.search(self.text))


def find_title(text: str) -> str | None:
    """The title as printed, white space removed; the one that names a place, where there are several.

    >>> find_title("样例乡2020年政府信息公开\\n\\n工作年度报告\\n\\n本年报")
    '样例乡2020年政府信息公开工作年度报告'
    """
    title = best_title(find_titles(read_page(text).marked))
    return title.text if title else None


def best_title(titles: Sequence[Title]) -> Title | None:
    """The first title that names a body, else the first one."""
    return next((title for title in titles if is_body_name(title.place)), titles[0] if titles else None)


def find_titles(compact: str) -> list[Title]:
    """All titles at the head of a text, in order, each once; its lines are without white space.

    A title is the shortest run of lines that is one; no title runs across an empty line. Beside a title with a year,
    one without may be the name of a column of the site.
    """
    found = list(dict.fromkeys(_each_title(compact[:_HEAD_CHARS].split("\n", _HEAD_LINES)[:_HEAD_LINES])))
    dated = [title for title in found if title.has_year]
    if any(is_body_name(title.place) for title in dated):
        return dated
    return [title if title.has_year or not dated else title._replace(bare=title.text) for title in found]


def compact_lines(text: str) -> str:
    """A text without white space within its lines and without empty lines."""
    return "\n".join(filter(None, ["".join(line.split()) for line in text.split("\n")]))


def read_title(line: str) -> Title | None:
    """The title that a short text holds, such as a line or a value of the metadata."""
    match = _TITLE.search(line) if _LAST_OF_KIND in line else None
    if match is None or not (match["year"] or match["lead"] or match["place"]):
        return None
    words = _PAGE_WORDS.match(match["place"])
    page_words = words.end() if words and not match["lead"] else 0
    place = _clean_place(match["place"][words.end() if words else 0 :], match["subject"])
    return Title(match[0][page_words:], place)


def without_page_words(text: str) -> str:
    """A text without the words of a page that it begins with.

    >>> without_page_words("首页政务公开样例镇"), without_page_words("政务公开办公室")
    ('样例镇', '政务公开办公室')
    """
    return _PAGE_WORDS.sub("", text)


def _each_title(lines: Sequence[str]) -> Iterator[Title]:
    """Titles in single lines, and in lines that a title was broken over."""
    taken = 0
    for last, line in enumerate(lines):
        if _OUTLINE.match(line) and not _TITLE.search(line):
            return
        if last < taken:
            continue
        for first in range(last, max(taken, last - _MOST_LINES + 1) - 1, -1):
            if lines[first] in _GAPS or _is_sentence(lines[first]):
                break
            title = _joined_title(lines[first : last + 1])
            if title is None:
                continue
            longer = _completed_title(title, lines[first : last + 2], last - first + 1)
            end = last + 1 + (longer is not None)
            yield _with_lines_above(longer or title, lines[taken:end], first - taken)
            taken = end
            break


def _completed_title(title: Title, lines: Sequence[str], count: int) -> Title | None:
    """A title with its last characters, where they stand alone on the next line."""
    if len(lines) <= count or len(lines[-1]) > _LONGEST_REST:
        return None
    longer = _joined_title(lines, needs_last=True)
    return longer if longer is not None and longer.text.startswith(title.text) else None


def _with_lines_above(title: Title, lines: Sequence[str], first: int) -> Title:
    """A title with the lines directly above that name the body, or the year, that it lacks."""
    for above in range(first - 1, max(-1, first - _MOST_LINES), -1):
        if lines[above] in _GAPS or _is_sentence(lines[above]):
            break
        has_body = is_body_name(title.place) and not (_TORN.fullmatch(lines[above]) and _REST.match(title.place))
        if has_body and (title.has_year or _YEAR_LINE.fullmatch(lines[above]) is None):
            break
        longer = _joined_title(lines[above:])
        if longer is not None and longer.text.endswith(title.text) and is_body_line(longer.place):
            is_above = not has_body and is_body_line(lines[above])
            is_listed = is_above and above > 0 and lines[above - 1] == LISTED
            title = longer._replace(bare=title.text if is_above else "", is_listed=is_listed)
    return title


def _joined_title(lines: Sequence[str], *, needs_last: bool = False) -> Title | None:
    """The title that begins in the first of some lines and ends in the last; a line alone may name anything before."""
    if any(line in _GAPS or _is_sentence(line) for line in lines):
        return None
    joined = "".join(lines)
    match = _title_in(joined)
    if match is None or match.start() >= len(lines[0]) or match.end() <= len(joined) - len(lines[-1]):
        return None
    before = joined[: match.start()]
    if _LABEL_MARK.search(before) and not _TITLE_LABEL.search(before):
        named = before.rstrip("：:")
        return Title(joined[: match.end()], named) if is_body_line(named) else None
    title = read_title(joined)
    if title is None or len(lines) == 1 or needs_last or match.start("subject") < len(lines[0]):
        return title
    if match["place"] and not is_body_line(title.place):
        return None
    return title._replace(bare="".join(lines[1:])) if is_body_line(lines[0]) else title


def _title_in(line: str) -> re.Match[str] | None:
    """The title in a line, None where it is a link beside a frame."""
    match = _TITLE.search(line)
    return match if match and not _BESIDE_FRAME.match(line, match.end()) else None


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_LINE or bool(_SENTENCE.search(line))


def _clean_place(place: str, subject: str) -> str:
    bare = _TRAILING.sub("", _LEADING.sub("", place))
    if bare.endswith("人民") and subject.startswith("政府"):
        bare += "政府"
    bare = bare.strip("“”、【】").lstrip("）)").rstrip("（(")
    return bare[1:-1] if _BRACKETS.fullmatch(bare) else bare
