"""How common a text's characters are: what tells Chinese prose from the garble that a wrong encoding makes of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from transforms.text.characters import HAN

# A Han character of any plane, radicals aside; kana, Hangul and 〇, which Unicode counts as a mark, are none.
HAN_CHARACTER = re.compile(f"[{HAN}]")
# Marks of Chinese prose: dashes, quotes, ‰, ※, brackets, full-width forms, ￥. 〒, 〓 and half-width Katakana, which no
# report has, are left out. × and ÷ are missed, and rank with the letters of other scripts.
_MARKS = re.compile("[\u2010-\u2027\u2030-\u203b\u3000-\u3011\u3014-\u301e\uff01-\uff5e\uffe5]")

# The commonest characters of administrative prose, simplified and traditional. Of a report's Han characters about
# half are among them; of the same bytes read in the wrong family about one in twenty.
COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要时来用到作地于出就分对成会可主发年动同工也能下过产方后多定行学法所民得经"
    "十三之进等部度家力如水化高自二理起小现实加量都体制机当使点从业本性好应开合还因由其前外天政四日社义事平形相全表"
    "间与关各重新内数正心明原利比或质第向道此条只没结解问意建月公无系情者最立已通并提直题党程展五果员位入常文总次品"
    "式设及管特件长求基资级统接知较将组计别手期根论运农指区强放决被任取据处府信息请项织监督服务乡镇街村办申报告依"
    "為個國時來動過產後學經進實現體機當點從業應開還與關內數質條沒結問無統計組員設處請項織監務鄉鎮辦報規範單開眾號縣"
)
# A damaged byte: dearer than any character that a report may have, cheaper than those that none has.
COST_OF_DAMAGE = 9.0
# Where the second levels begin, of characters in the order of radicals: GB 2312 from row 56 on, Big5 behind C67E.
_GB_LEVEL_TWO = 0xD8
_BIG5_LEVEL_TWO = b"\xc6\x80"


def reads_as_chinese(text: str) -> float:
    """Share of a text's Han characters that are common in administrative prose, 0 to 1; 0 without Han characters.

    >>> reads_as_chinese("政府信息公开工作年度报告") > 0.8
    True
    >>> reads_as_chinese("政府信息公开工作".encode("gb18030").decode("big5hkscs", "ignore")) < 0.2
    True
    """
    counts = Counter(text)
    han = sum(count for char, count in counts.items() if HAN_CHARACTER.match(char))
    return sum(counts[char] for char in COMMON) / han if han else 0.0


def count_han(text: str) -> int:
    """Number of Han characters.

    >>> count_han("12件，")
    1
    """
    return len(HAN_CHARACTER.findall(text))


@lru_cache(maxsize=32_768)
def rarity(char: str) -> float:
    """What a character costs a reading of damaged bytes: the more, the less it is to be expected in a report.

    The levels are those of GB 2312 and Big5, whose first levels hold the characters in everyday use. Between the
    rarest Han character and one that no report has stands the cost of a damaged byte.

    >>> rarity("政") < rarity("澍") < rarity("㙍") < COST_OF_DAMAGE < rarity("\\ue000")
    True
    """
    if "\t" <= char <= "~" or char in COMMON:
        return 1.0
    if _MARKS.match(char):
        return 2.0
    if HAN_CHARACTER.match(char):
        return _rarity_of_han(char)
    if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs"):
        return 25.0
    return 7.0


def total_rarity(text: str) -> float:
    """The rarity of a text's characters beyond ASCII together."""
    return sum(rarity(char) for char in text if char > "~")


def _rarity_of_han(char: str) -> float:
    in_gb, in_big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    if (in_gb and in_gb[0] < _GB_LEVEL_TWO) or (in_big5 and in_big5 < _BIG5_LEVEL_TWO):
        return 3.0
    return 6.0 if in_gb or in_big5 else 8.0
