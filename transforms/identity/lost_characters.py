"""Names of places in which a character is lost: read whole, so that what is left of one is never taken for another.

A font or a code page that lacks a rare character of a name leaves a mark in its place (示□镇). Such a name is that of
no known place, but it is a name: a title without it would leave the report to whatever township its text speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import zip_longest

from transforms.identity.mentions import Mention
from transforms.identity.place_names import strip_office
from transforms.outline import LISTED, PageText
from transforms.text import HAN

# What is left in the place of a character and never parts words: replacement characters, boxes, question marks, the
# mark of Japanese printers, what describes a character (⿰土甸).
_LOSSES = "\ufffd?？□☐▯⬚〓×_＿#＃〾⿰-⿿"
# What decorates and parts words as often: bullets, stars, the icons and the characters of private use.
_DECORATIONS = "*＊■●◆◇★☆▪►▶▲△○〇\ue000-\uf8ff\U000f0000-\U0010fffd"
# Letters in the place of a character (示dian镇), 々 and kana.
_LETTERS = "A-Za-z々ぁ-ヿㄅ-ㄯ"
# What kinds of townships end in, as far as an eye knows them in a damaged name.
_KIND = r"(?:[镇乡]|街道?|苏木|地区办事处|办事处|[农林牧渔茶]场)"
# Before a decoration it parts words: the end of an area or of a government, a year, a heading, a label, a numeral.
_PARTED = r"(?<![省市县区旗州盟府年题称标目页开一二三四五六七八九十零〇○])"
_IN_NAME = (
    rf"(?<=[{HAN}]){_PARTED}(?:[{_LOSSES}{_DECORATIONS}]{{1,40}}|[（(\[【]?[?？□]{{1,8}}[)）\]】]?|[{_LETTERS}]{{1,8}})"
    rf"(?=[{HAN}]?{_KIND})"
)
# In a sentence: what is lost inside a name, and what no sentence has between two of its characters.
_LOST_IN_SENTENCE = re.compile(
    rf"{_IN_NAME}|(?<=[{HAN}])[{_LOSSES}]{{1,40}}(?=[{HAN}]?[县区旗])"
    rf"|(?<=[{HAN}])[\ufffd□〓⿰-⿿]{{1,40}}(?=[{HAN}])|\ufffd{{1,40}}(?=[{HAN}]{{1,3}}[镇乡县区旗])"
)
# In a title or a signature, which are names and little else: also at their beginning, and before the year.
_LOST_IN_NAME = re.compile(
    rf"{_IN_NAME}|(?<=[{HAN}])[{_LOSSES}]{{1,40}}(?=[{HAN}\d]|$)|(?:^|(?<=[^{HAN}\d]))[{_LOSSES}]{{1,40}}(?=[{HAN}])"
    rf"|(?:^|(?<=[：:]))(?:[{_LOSSES}]{{2,40}}(?=\d)|[{_LOSSES}{_DECORATIONS}]{{1,40}}(?=[{HAN}]?{_KIND}))"
)
_ANY = re.compile(f"[{_LOSSES}{_DECORATIONS}{_LETTERS}]")
# A line that is a title, or has one; and one that is a name and nothing else, as in a signature.
_TITLE = re.compile(r"公开.{0,12}(?:报告|年报|报)")
_NAME = re.compile(rf"[^，,。；;！!：:\d]{{0,24}}(?:{_KIND}|政府|[局委厅办会])?[^，,。；;！!：:\d{HAN}]{{0,4}}")
_LONGEST_TITLE = 90
# Han characters that stand in for marks: the last of their block, which Unicode took up for rare surnames. A pair
# stands for a mark, as a name of one character before its kind (镇镇) is read as none.
_STAND_INS = [chr(code) for code in range(0x9FF0, 0xA000)]
_PAIR = re.compile(f"[{_STAND_INS[0]}-{_STAND_INS[-1]}]{{2}}")
# An area that begins behind a lost character (□丰县) is another than the one that is left.
_CUT_AREA = re.compile(rf"({_PAIR.pattern})[{HAN}]{{1,4}}?[省市县区旗州盟]")
# The areas before the name of a township.
_AREAS = re.compile(r"^.*[省市县区旗州盟](?=.{2})")
# What a lost character may have been: some of the places of GB18030 and UTF-8 leave a mark for each byte.
_ANYTHING = ".{0,4}"
# Where a report says whose it is; prose speaks of others as well.
_TELLING = frozenset({"title", "heading", "signature", "contact", "preamble", "metadata title"})


def may_be(damaged: str, whole: str) -> bool:
    """Whether a hidden name may be a whole one, which more than its kind must tell.

    >>> damaged = LostCharacters().hide("示例县样?镇人民政府")
    >>> may_be(damaged, "样例镇人民政府"), may_be(damaged, "范例镇人民政府")
    (True, False)
    """
    names = {strip_office(damaged), _AREAS.sub("", strip_office(damaged))}
    return any(
        len(_PAIR.sub("", name)) > 1
        and re.fullmatch(_ANYTHING.join(map(re.escape, _PAIR.split(name))), strip_office(whole)) is not None
        for name in names
    )


class LostCharacters:
    """What stands in for the lost characters of one report, and how to have the marks again."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        self._stand_ins: dict[str, str] = {}

    @cached_property
    def _pairs(self) -> list[str]:
        """What may stand in; most reports need none."""
        taken = set().union(*self._texts).intersection(_STAND_INS)
        free = [char for char in _STAND_INS if char not in taken]
        return [first + second for first in free for second in free]

    def hide(self, line: str, below: str = "") -> str:
        """A line whose marks inside names are Han characters that stand in for them; `below` is the next line.

        >>> lost = LostCharacters()
        >>> lost.show(lost.hide("示□镇")), lost.hide("示□镇") == "示□镇", lost.hide("是什么?样例镇，")
        ('示□镇', False, '是什么?样例镇，')
        """
        if not _ANY.search(line):
            return line
        is_name = len(line) <= _LONGEST_TITLE and (_TITLE.search(line + below) or _NAME.fullmatch(line))
        return (_LOST_IN_NAME if is_name else _LOST_IN_SENTENCE).sub(lambda match: self._stand_in(match[0]), line)

    def hide_in(self, page: PageText) -> PageText:
        """The same of what a page says and shows."""
        return PageText(
            tuple(self._hide_lines(page.lines)),
            tuple((key, self.hide(value)) for key, value in page.pairs),
            tuple(tuple(map(self.hide, steps)) for steps in page.paths),
        )

    def show(self, text: str) -> str:
        """A text with its marks, as it was before they were hidden."""
        for mark, pair in self._stand_ins.items():
            text = text.replace(pair, mark)
        return text

    def is_hidden_in(self, text: str) -> bool:
        """Whether something stands in for a mark of a text."""
        return any(pair in text for pair in self._stand_ins.values())

    def before_last(self, name: str) -> str:
        """A hidden name without the mark at its end."""
        return next((name.removesuffix(pair) for pair in self._stand_ins.values() if name.endswith(pair)), name)

    def join_fitting(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Hidden mentions, the damaged ones under the whole name that a telling place has and that they may be."""
        whole = [one.name for one in mentions if one.place in _TELLING and not self.is_hidden_in(one.name)]
        return [
            mention._replace(name=next((name for name in whole if may_be(mention.name, name)), mention.name))
            if self.is_hidden_in(mention.name)
            else mention
            for mention in mentions
        ]

    def evidence(self, text: str) -> str:
        """A hidden text, as it was, without the areas whose first character is lost."""
        return self.show(_CUT_AREA.sub(r"\1", text))

    def _hide_lines(self, lines: Sequence[str]) -> Iterable[str]:
        for line, below in zip_longest(lines, lines[1:], fillvalue=""):
            yield line if line == LISTED else self.hide(line, below)

    def _stand_in(self, mark: str) -> str:
        if mark not in self._stand_ins and self._pairs:
            self._stand_ins[mark] = self._pairs[min(len(self._stand_ins), len(self._pairs) - 1)]
        return self._stand_ins.get(mark, mark)
