"""The text of a page with a separator between all its elements, as `get_text("\\n")` and `get_text("\\t")` give it.

Word writes the Latin characters of a page in elements of their own. A line end or a tab between all elements makes
cells of them: a list number that looks like a value (1 ⏎ ．属于), a slash that looks like a blank cell (增 ⏎ /).
And a tab between elements is no border of a cell: the same page has them inside of words.
"""

from __future__ import annotations

import re

from transforms.text import HAN, spaces_letters

# What such a tool sets between two elements, with a blank that the page had there.
_SEPARATOR = r"[ \xa0]?[\n\t][ \xa0]?"
# The same, or an empty line, where words on both sides say that nothing else stands between.
_WIDE_SEPARATOR = r"[ \xa0]?[\n\t]{1,2}[ \xa0]?"
# The number of a list alone in its element, its mark and a word in the next. Leaves a number with a word behind it that
# has no mark, which may be a value. Misses a mark that stands in an element of its own.
_LIST_NUMBER = re.compile(rf"(?<![^\n\t ])([1-9]){_WIDE_SEPARATOR}(?=[.．、)）][ \xa0]?[{HAN}])")
# A Chinese numeral between brackets that have elements of their own. Leaves figures, which may be a value in brackets.
_BRACKETED = re.compile(rf"(?<=[(（]){_WIDE_SEPARATOR}([一二三四五六七八九十]){_WIDE_SEPARATOR}(?=[)）])")
# The slash of the form's 增/减 alone in its element. Leaves a slash between other words: it marks a blank cell.
_SLASH = re.compile(rf"(?<=增){_SEPARATOR}([/\\／]){_SEPARATOR}(?=减)")
# A symbol that marks a note in the element behind a number's; numbers in brackets are put back later (`parted_notes`).
# Leaves a circled number before a word, which numbers that.
_NOTE = re.compile(rf"(?<=[0-9]){_SEPARATOR}([*※＊★▲¹²³⁴-⁹]|[①-⑳](?!{_SEPARATOR}[{HAN}]))(?![^\n\t ])")
# A line of a few letters before another, on a page whose letters are elements of their own. Leaves a zero that
# may be a cell (无). Misses a longer piece, whose page is told from one of lines by the others.
_LETTERS = f"(?:(?![无零〇])[{HAN}（）“”、，]){{1,4}}"
_PARTED_LETTERS = re.compile(rf"(?<![^\n])({_LETTERS})\n(?={_LETTERS}(?:\n|$))")
# The number of a list, its mark and the first letter of a word on such a page.
_PARTED_NUMBER = re.compile(rf"(?<![^\n])([1-9])\n([.．、])\n(?=[{HAN}])")
# So many lines between two tabs are those of a page, each of which ends and begins between two elements; a table has
# such lines only where its first and its last column are blank.
_FEWEST_LINES = 20
# And so many of all lines that hold something: lines without tabs may have been set before and behind such a text.
_LEAST_BETWEEN_TABS = 0.8


def join_parted_nodes(text: str) -> str:
    """A text with such numbers and slashes at the words that they belong to, and with spaces for such tabs.

    >>> join_parted_nodes("1\\n．属于国家秘密\\n0"), join_parted_nodes("本年增\\t/\\t减\\t0")
    ('1．属于国家秘密\\n0', '本年增/减\\t0')
    >>> join_parted_nodes("0\\n1\\n规章"), join_parted_nodes("规章\\n/\\n减")
    ('0\\n1\\n规章', '规章\\n/\\n减')
    """
    if spaces_letters(text):
        text = _PARTED_LETTERS.sub(r"\1", _PARTED_NUMBER.sub(r"\1\2", text))
    text = _SLASH.sub(r"\1", _LIST_NUMBER.sub(r"\1", _BRACKETED.sub(r"\1", _NOTE.sub(r"\1", text))))
    return text.replace("\t", " ") if _parts_nodes_with_tabs(text) else text


def _parts_nodes_with_tabs(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    between = sum(line.startswith("\t") and line.endswith("\t") for line in lines)
    return between >= _FEWEST_LINES and between >= _LEAST_BETWEEN_TABS * len(lines)
