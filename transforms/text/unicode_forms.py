"""Characters that only look like the ones that were meant: radicals and compatibility forms, as fonts of PDFs map them.

A font often has one glyph for a radical and the ideograph that looks the same, and a PDF then names the radical
(⼀ U+2F00 for 一). Radicals become the ideographs that Unicode declares equivalent (Equivalent_Unified_Ideograph, of
which NFKC knows the Kangxi radicals, but only two of the supplement); compatibility ideographs, vertical forms and
Latin ligatures are decomposed. Nothing else is touched: NFKC of a whole text would make 12023年 of ①２０２３年.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from transforms.knowledge import read_rows
from transforms.text.characters import char_changer

_DECOMPOSED = (
    range(0xF900, 0xFB00),
    range(0xFB00, 0xFB07),
    range(0xFE10, 0xFE1A),
    range(0xFE30, 0xFE45),
    range(0xFE47, 0xFE49),
    range(0x2F800, 0x2FA1E),
)
# Of no width: the soft hyphen, spaces and joiners of no width, the byte order mark, variation selectors.
_INVISIBLE = (0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


def fold_forms(text: str) -> str:
    """Replace radicals, compatibility ideographs, vertical forms and ligatures by plain characters.

    >>> fold_forms("⼀、⻓期ﬁ︵豈")
    '一、长期fi(豈'
    >>> fold_forms("①２０２３年5²㈠")
    '①２０２３年5²㈠'
    """
    return text if text.isascii() else _to_plain()(text)


def without_invisible(text: str) -> str:
    """A text without the characters of no width that editors and pages leave inside words, and variation selectors.

    >>> without_invisible("样\u200b例\ufe00镇")
    '样例镇'
    """
    return text if text.isascii() else _to_visible()(text)


@cache
def _to_visible() -> Callable[[str], str]:
    return char_changer(dict.fromkeys(map(chr, _INVISIBLE), ""))


@cache
def _to_plain() -> Callable[[str], str]:
    plain = {row["radical"]: row["ideograph"] for row in read_rows("radicals")}
    for codes in _DECOMPOSED:
        for code in codes:
            folded = unicodedata.normalize("NFKC", chr(code))
            if folded != chr(code):
                plain[chr(code)] = folded
    return char_changer(plain)
