"""Names of places in which a character is lost: read whole, so that what is left of one is never taken for another.

A font or a code page that lacks a rare character of a name leaves a mark in its place (示□镇). Such a name is that of
no known place, but it is a name: a title without it would leave the report to whatever township its text speaks of.
"""

from __future__ import annotations

import re

from transforms.outline import PageText
from transforms.text import HAN

# What stands for a character that a font, a code page or a converter lacks: the replacement character, the mark of
# Japanese printers, private use but for the bullets of symbol fonts, and what describes a character (⿰土甸).
_SURE = "\ufffd⬚▯〓\ue000-\uefff\uf100-\uf8ff\u2ff0-\u2fff\U000f0000-\U0010fffd"
# The same, where they are bullets and boxes to tick as often.
_BOXES = "□■▢\uf000-\uf0ff"
# The same where no sentence is: code pages leave a question mark, writers a cross or a star.
_OF_NAMES = "?？×*＊"
# Boxes only between Han characters, or before what is too short for a name (□安镇): elsewhere they are no part of it.
_BEFORE_NAME = rf"(?<![{HAN}])(?:[{_SURE}]{{1,3}}(?=[{HAN}])|[{_BOXES}](?=[{HAN}]?(?:[镇乡]|街道)))"
_LOST = re.compile(rf"(?<=[{HAN}])[{_SURE}{_BOXES}]{{1,3}}(?=[{HAN}])|{_BEFORE_NAME}")
_LOST_IN_NAME = re.compile(rf"(?<=[{HAN}])[{_SURE}{_BOXES}{_OF_NAMES}]{{1,3}}(?=[{HAN}])|{_BEFORE_NAME}")
# Any of the marks, wherever it stands.
_ANY = re.compile(f"[{_SURE}{_BOXES}{_OF_NAMES}]")
# A line that is a sentence, or as long as one.
_SENTENCE = re.compile(r"[，,。；;！!]|.{61}")
# Han characters that no text has: the last of their block, which Unicode took up for surnames of few bearers. Two for
# each mark, as a name of one character before its kind (镇镇) is read as none.
_STAND_INS = [chr(code) * 2 for code in range(0x9FF0, 0xA000)]


class LostCharacters:
    """What stands in for the lost characters of one report, and how to have the marks again."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """A line whose marks inside names are Han characters that stand in for them. White space parts words here.

        >>> lost = LostCharacters()
        >>> lost.show(lost.hide("示□镇")), lost.hide("示□镇") == "示□镇", lost.hide("是什么?样例镇，")
        ('示□镇', False, '是什么?样例镇，')
        """
        if not _ANY.search(text):
            return text
        lost = _LOST if _SENTENCE.search(text) else _LOST_IN_NAME
        return lost.sub(lambda match: "".join(map(self._stand_in, match[0])), text)

    def hide_in(self, page: PageText) -> PageText:
        """The same of what a page says and shows."""
        return PageText(
            tuple(map(self.hide, page.lines)),
            tuple((key, self.hide(value)) for key, value in page.pairs),
            tuple(tuple(map(self.hide, steps)) for steps in page.paths),
        )

    def show(self, text: str) -> str:
        """A text with its marks, as it was before they were hidden."""
        for mark, stand_in in self._stand_ins.items():
            text = text.replace(stand_in, mark)
        return text

    def _stand_in(self, mark: str) -> str:
        used = self._stand_ins
        if mark not in used and len(used) < len(_STAND_INS):
            used[mark] = _STAND_INS[len(used)]
        return used.get(mark, mark)
