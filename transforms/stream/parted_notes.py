"""Marks of footnotes that a text set apart from the number before them.

A browser sets brackets and symbols in another font than digits, and a text taken from its page parts them: 0[2] becomes
0 ［ 2 ］, in which 2 looks like the value of a cell. The mark is put back to its number, where `parse_number` knows it
for one.
"""

from __future__ import annotations

import re

_MARKS = "*※＊#★▲²³¹⁴-⁹"
# A gap on a line, or to the next. Leaves one to a word that stands in its place further right: under another number.
_GAP = r"(?:[^\S\n]*(?:\n[^\S\n]?){0,2})"
# A mark behind a number, with a gap before or inside of it, which may be a line end where the mark is in brackets: one
# or two digits in square ones, 注 in any with or without a number; or a symbol, or a circled number before the next
# number or at the end of a line. A circled number before words numbers them, and one in round brackets is a list's; two
# marks in turn are put back one by one.
_PARTED = re.compile(
    rf"(?<=[\d{_MARKS}])"
    rf"(?:{_GAP}[\[［〔【]{_GAP}\d{{1,2}}{_GAP}[\]］〕】]"
    rf"|{_GAP}[(（\[［〔【]{_GAP}注{_GAP}\d{{0,2}}{_GAP}[)）\]］〕】]"
    rf"|[ \u3000\xa0]+[{_MARKS}](?=\s|$)"
    r"|[ \u3000\xa0]+[①-⑳](?=[ \u3000\xa0]+\d|[ \u3000\xa0]*$))",
    re.MULTILINE,
)


def join_parted_notes(text: str) -> str:
    """A text with such marks at their numbers. Where a mark was on two lines they are one.

    >>> join_parted_notes("0 ［ 2 ］ 35 （注 1 ） 0 ※ 3 ① 7")
    '0［2］ 35（注1） 0※ 3① 7'
    """
    return _PARTED.sub(lambda match: "".join(match[0].split()), text)
