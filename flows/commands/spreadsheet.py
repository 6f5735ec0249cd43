"""Texts that a spreadsheet would run as formulas when it opens a CSV file, and the apostrophe that prevents it.

A formula begins where a cell begins: at the start of a text, and behind what a program splits lines at that was told
another separator than the comma, as Excel is in German or French: such a one does not see the quotation marks either.
"""

from __future__ import annotations

import re

# What separates cells and rows, whatever a program was told.
_SEPARATOR = ",;\\t\\n\\x0b\\x0c\\r\x85\u2028\u2029"
# What a program may drop before a cell: white, invisible and control characters, and quotation marks. Apostrophes
# count, so that taking one away always gives the text back.
_DROPPED = (
    "\\x00-\\x08\\x0e-\\x20\\x7f-\x84\x86-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff"
    "\"'"
)
# The signs, their full-width and small forms, which East Asian versions take alike, and the minus sign of mathematics.
# https://owasp.org/www-community/attacks/CSV_Injection. Not dashes and hyphens (— – ‐ ‑): no program is known to take
# them, and reports print them for a blank.
_SIGN = "=+\\-@＝＋－＠﹢﹣﹦﹫−"
# A formula with what it follows; Python and DuckDB both read it. Takes =1, a\t-2 and x;"@a. Leaves a=b, 1-2, （-1）
# and ——.
FORMULA = f"(^|[{_SEPARATOR}])([{_DROPPED}]*[{_SIGN}])"
_ESCAPED_FORMULA = f"(^|[{_SEPARATOR}])'([{_DROPPED}]*[{_SIGN}])"
WITH_APOSTROPHE = r"\1'\2"
# A text that is nothing but a number is none, and stays one: -5, 0.35. Leaves -1-2, -, 5%.
PLAIN_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?"


def unescape_formula(text: str) -> str:
    """The text of a cell without the apostrophes that the export put before what would be formulas.

    >>> unescape_formula("'=1+1"), unescape_formula("a;'=1"), unescape_formula("-5"), unescape_formula("'s")
    ('=1+1', 'a;=1', '-5', "'s")
    """
    return re.sub(_ESCAPED_FORMULA, r"\1\2", text)
