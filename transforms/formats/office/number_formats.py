"""What a spreadsheet shows for a stored number under its number format.

A cell that shows something else than it stores is printed as it is shown; where the format is one that is not known
for certain, both are given, so that the cell is no number for a reader of numbers.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

# ECMA-376 part 1, 18.8.30; those of dates are left out.
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0 ;-#,##0 ",
    38: "#,##0 ;[Red]-#,##0 ",
    39: "#,##0.00 ;-#,##0.00 ",
    40: "#,##0.00 ;[Red]-#,##0.00 ",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
}
# A piece of a format, whatever it is: "text", an escaped character, a space as wide as another one (_x), a filler (*x),
# [a colour or condition], or one character. Leaves nothing but a quotation mark, bracket or backslash without its end.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_(?:.|$)|\*(?:.|$)|\[([^\]]*)\]|(.)', re.DOTALL)
# The name of a colour, which changes no number. Leaves conditions ([>2]) and other scripts ([DBNum1]).
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|黑|蓝|青|绿|洋红|红|白|黄)", re.IGNORECASE
)
# A currency sign with its language ([$¥-804]), shown as it stands. Leaves colours and conditions.
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-[0-9A-Fa-f]+)?")
# Places of digits, thousands and decimals (#,##0.00); `scale` holds commas behind them, which divide by thousands.
# Leaves exponents (0.0E+0) and fractions (# ?/?).
_PATTERN = re.compile(r"(?P<whole>[#0?,]*[#0?])(?P<scale>,*)(?:\.(?P<decimals>[#0?]*))?")
_PLAIN_LITERALS = frozenset("-+() :¥￥$/元件条项个份次人万")
# The format that shows a number as it is, perhaps with a unit in quotes (General"件"). Leaves it with anything else.
_GENERAL = re.compile(r'@|(?:general|g/通用格式)(?:"(?P<unit>[^"]*)")?', re.IGNORECASE)
_PLACEHOLDERS = frozenset("#0?,.")
# Significant digits that Excel keeps of a number.
_MOST_DIGITS = 15
# Sections of a format: for positive numbers, negative ones, zero, and text.
_MOST_SECTIONS = 4


def built_in_format(number: int) -> str:
    """The code of a built-in format; '' for those of dates and for unknown ones."""
    return _BUILT_IN.get(number, "")


def show_stored(value: float) -> str:
    """A number as a cell without a format shows it where the column is wide enough: 15 significant digits at most.

    >>> show_stored(12.0), show_stored(0.1 + 0.2), show_stored(1e15), show_stored(-0.0)
    ('12', '0.3', '1000000000000000', '0')
    """
    return _plain(_as_decimal(value))


def show_number(value: float, code: str) -> str:
    """A number as its format shows it.

    >>> show_number(1234, "#,##0"), show_number(0.35, "0%"), show_number(12.345, "0.00"), show_number(3, '0"件"')
    ('1,234', '35%', '12.35', '3件')
    >>> show_number(3, 'General"件"'), show_number(-4.5, "G/通用格式")
    ('3件', '-4.5')
    >>> show_number(0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '), show_number(-2, "0;[Red]-0"), show_number(0, ";;;")
    ('-', '-2', '')

    What is no number shows as "?". A format that is not known for certain, and one that shows a fraction as a whole
    number, give both:

    >>> show_number(0.35, "0"), show_number(12, "[DBNum1]General"), show_number(1234567, "0.0,")
    ('0（0.35）', '?（12）', '?（1234567）')
    """
    if not isfinite(value):
        return "?"
    stored = _as_decimal(value)
    if match := _GENERAL.fullmatch(code.strip()):
        return _plain(stored) + (match["unit"] or "")
    shown = _show(stored, code)
    if shown is None:
        return f"?（{_plain(stored)}）"
    is_rounded_away = "." not in shown and "%" not in shown and stored != stored.to_integral_value()
    return f"{shown}（{_plain(stored)}）" if is_rounded_away and shown.strip() else shown


def _as_decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_MOST_DIGITS}g}")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _show(number: Decimal, code: str) -> str | None:
    """The text under a format, None where the format is not one of those that are known for certain."""
    sections = _sections(code)
    if sections is None or not 1 <= len(sections) <= _MOST_SECTIONS:
        return None
    place = min(2 if number == 0 else number < 0, len(sections) - 1)
    if number == 0 and place < 2:
        place = 0
    return _fill(abs(number), sections[place], has_sign=number < 0 and place == 0)


Token = tuple[bool, str]
"""Whether a piece of a format is literal text, and the piece."""


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[Token, ...], ...] | None:
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        quoted, escaped, bracketed, char = match.groups()
        if bracketed is not None:
            currency = _CURRENCY.fullmatch(bracketed)
            if currency:
                sections[-1].append((True, currency[1]))
            elif not _COLOUR.fullmatch(bracketed):
                return None
        elif quoted is not None or escaped is not None:
            sections[-1].append((True, quoted if quoted is not None else escaped))
        elif char == ";":
            sections.append([])
        elif char is not None:
            sections[-1].append((False, char))
    return tuple(tuple(section) for section in sections)


def _fill(number: Decimal, section: tuple[Token, ...], *, has_sign: bool) -> str | None:
    """Head, number and tail of a section; None where anything stands in it whose meaning is not certain."""
    marked = [place for place, (is_literal, char) in enumerate(section) if not is_literal and char in _PLACEHOLDERS]
    start, end = (marked[0], marked[-1] + 1) if marked else (0, 0)
    head, middle, tail = section[:start], section[start:end], section[end:]
    if any(is_literal or char not in _PLACEHOLDERS for is_literal, char in middle):
        return None
    if any(not is_literal and char not in _PLAIN_LITERALS | {"%"} for is_literal, char in (*head, *tail)):
        return None
    sides = ["".join(char for _, char in side) for side in (head, tail)]
    if not marked:
        return "" if not "".join(sides).strip() else sides[1].strip()
    has_percent = any(not is_literal and char == "%" for is_literal, char in (*head, *tail))
    digits = _fill_pattern(number * 100 if has_percent else number, "".join(char for _, char in middle))
    if digits is None:
        return None
    sign = "-" if has_sign and any(char in "123456789" for char in digits) else ""
    return f"{sides[0]}{sign}{digits}{sides[1]}".strip()


def _fill_pattern(number: Decimal, pattern: str) -> str | None:
    match = _PATTERN.fullmatch(pattern)
    if match is None or match["scale"] or "?" in (match["decimals"] or ""):
        return None
    decimals = match["decimals"] or ""
    try:
        rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    text = f"{rounded:,f}" if "," in match["whole"] else f"{rounded:f}"
    whole, _, fraction = text.partition(".")
    least = match["whole"].count("0")
    if least > 1 and len(whole) < least:
        return None
    if least == 0 and whole == "0":
        whole = ""
    fraction = fraction.rstrip("0") if set(decimals) == {"#"} else fraction
    return f"{whole}.{fraction}" if "." in pattern else whole
