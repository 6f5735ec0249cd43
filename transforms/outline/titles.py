"""The title of a report, and the body that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.form import GOVERNMENTAL, OTHER_SUBJECT
from transforms.text import HAN, ONE_TO_NINE

# A title stands in the head; menus of some dozens of lines and blocks of metadata come before it.
_HEAD_CHARS = 3000
_HEAD_LINES = 80
# A longer line is a sentence, whatever it ends in.
_LONGEST_LINE = 60
# Place, year, subject and kind may have a line each.
_MOST_LINES = 4
# What was torn off the end of a title (工作年度报 / 告) is no longer; a longer line is the next title or sentence.
_LONGEST_REST = 8
_YEAR = rf"(?<!\ufffd)(?:20\d\d|[二2][〇○零0Oo][〇○零0一二三\d][〇○零{ONE_TO_NINE}\d])(?!\ufffd)"
# …2020年政府信息公开工作年度报告 and what real titles make of it: other words, their order changed (年度公开,
# 告年度报), the end torn off (年度报). Reports of other subjects, and texts about reports (制度, 编制, 通知 behind
# it), are left. The body is whatever stands before; a title that says 政务公开 for 信息公开 is missed.
_TITLE = re.compile(
    rf"(?P<lead>{_YEAR}年?度?)?(?P<place>[{HAN}（）()·、“”]{{0,45}}?)(?P<year>{_YEAR}(?:年?年?度?)?)?"
    rf"(?P<subject>{OTHER_SUBJECT}的?{GOVERNMENTAL}?信息(?:年度)?(?:公开|公布))(?P<kind>(?:工作|情况|年度|的|和政务公开|及政务公开)*"
    r"(?:报告单?|年报|年度报告?|告年度报|报))(?![道刊纸送名]|告?(?:制度|格式|编制|模板|范本|的?通知|要求|专栏|栏目|情况的))"
)
# A line that is no title: a sentence, the first heading, or the beginning of the preamble. A body whose name begins
# with 为 or 一、 is not known.
_SENTENCE = re.compile(r"[。；;]|^(?:[一1][、.]|根据|按照|依据|为)")
# The first heading, behind which no title of this report stands; 1. numbers links and menus as well.
_OUTLINE = re.compile(r"^(?:[一二三四五六][、.]|[（(][一二三四五六][)）])")
# What stands before a body in the line of its title: words of the title, of the page, of a label.
_LEADING = re.compile(r"^(?:关于|公布|发布|印发|附件[一二三\d]?|正文|当前位置|首页|标题|名称|的)+")
# What stands between a body and the subject; a name that ends in 年 would lose it.
_TRAILING = re.compile(r"(?:关于|年度|的|年|、|“)+$")
# The ends of bodies, asked of what was joined from several lines: lines that merely stand above each other make no
# title. Bodies of other ends (样例村, 样例公司) are found in single lines only.
_BODY_END = re.compile(r"(?:[镇乡县区市州盟旗省局委场厅]|街道|苏木|办事处|政府|公室|委员会|管委会|办|中心)$")

# A label before a title in its line; one that is none of those of titles makes the line a sentence (要求：…年度报告).
_LABEL_MARK = re.compile("[：:]")
_TITLE_LABEL = re.compile("标题|名称|题名|附件|位置")


class Title(NamedTuple):
    """A title as printed, white space removed, and the body that it names, '' where it names none."""

    text: str
    place: str


def find_title(text: str) -> str | None:
    """The title as printed, white space removed; the one that names a place, where there are several.

    >>> find_title("样例乡2020年政府信息公开\\n\\n工作年度报告\\n\\n本年报")
    '样例乡2020年政府信息公开工作年度报告'
    """
    titles = find_titles(compact_lines(text))
    return next((title.text for title in titles if title.place), titles[0].text if titles else None)


def find_titles(compact: str) -> list[Title]:
    """All titles at the head of a text, in order, each once; its lines are without white space."""
    return list(dict.fromkeys(_each_title(compact[:_HEAD_CHARS].split("\n", _HEAD_LINES)[:_HEAD_LINES])))


def compact_lines(text: str) -> str:
    """A text without white space within its lines and without empty lines."""
    return "\n".join(filter(None, ["".join(line.split()) for line in text.split("\n")]))


def read_title(line: str) -> Title | None:
    """The title that a short text holds, such as a line or a value of the metadata."""
    match = _TITLE.search(line)
    if match is None or not (match["year"] or match["lead"] or match["place"]):
        return None
    place = _clean_place(match["place"], match["subject"])
    return Title(match[0], place)


def _each_title(lines: Sequence[str]) -> Iterator[Title]:
    """Titles in single lines, and in lines that a title was broken over."""
    taken = 0
    for number, line in enumerate(lines):
        if _OUTLINE.match(line) and not _TITLE.search(line):
            return
        if number < taken or _is_sentence(line):
            continue
        for count in range(1, _MOST_LINES + 1):
            title = _joined_title(lines[number : number + count]) if number + count <= len(lines) else None
            if title is None:
                continue
            longer = _completed_title(title, lines[number : number + count + 1], count)
            taken = number + count + (longer is not None)
            yield longer or title
            break


def _completed_title(title: Title, lines: Sequence[str], count: int) -> Title | None:
    """A title with its last characters, where they stand alone on the next line."""
    if len(lines) <= count or len(lines[-1]) > _LONGEST_REST:
        return None
    longer = _joined_title(lines, needs_last=True)
    return longer if longer is not None and longer.text.startswith(title.text) else None


def _joined_title(lines: Sequence[str], *, needs_last: bool = False) -> Title | None:
    """The title that begins in the first of some lines and ends in the last; a line alone may name anything before."""
    if any(_is_sentence(line) for line in lines):
        return None
    joined = "".join(lines)
    match = _TITLE.search(joined)
    if match is None or match.start() >= len(lines[0]) or match.end() <= len(joined) - len(lines[-1]):
        return None
    before = joined[: match.start()]
    if _LABEL_MARK.search(before) and not _TITLE_LABEL.search(before):
        return None
    title = read_title(joined)
    is_joined = len(lines) > 1 and not needs_last and match.start("subject") >= len(lines[0])
    return None if is_joined and title is not None and not _BODY_END.search(title.place) else title


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_LINE or bool(_SENTENCE.search(line))


def _clean_place(place: str, subject: str) -> str:
    bare = _TRAILING.sub("", _LEADING.sub("", place))
    if bare.endswith("人民") and subject.startswith("政府"):
        bare += "政府"
    return bare.strip("（）()“”、")
