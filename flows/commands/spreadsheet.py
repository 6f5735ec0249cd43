"""Texts that a spreadsheet would run as formulas when it opens a CSV file, and the apostrophe that prevents it."""

from __future__ import annotations

import re

# What a spreadsheet takes for the beginning of a formula; the full-width signs are its own in East Asian versions.
# https://owasp.org/www-community/attacks/CSV_Injection
# Apostrophes before it count, so that taking one away always gives the text back. Python and DuckDB both read this.
FORMULA_START = r"'*[=+\-@＝＋－＠\t\r\n]"
PLAIN_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?"


def unescape_formula(text: str) -> str:
    """The text of a cell without the apostrophe that the export put before it.

    >>> unescape_formula("'=1+1"), unescape_formula("-5"), unescape_formula("'s")
    ('=1+1', '-5', "'s")
    """
    return text[1:] if text.startswith("'") and re.match(FORMULA_START, text) else text
