"""Text without what commands a terminal, turns the direction of other text, or hides: the one function for every door.

What a file or a name holds goes through it on its way to a terminal, a log line, Prefect's pages, or a page of HTML.
"""

from __future__ import annotations

# Characters that would command a terminal, end a line, turn the direction of the text behind them, or be seen nowhere,
# so that two names look alike: all of Unicode's categories Cc, Cf, Cs, Zl and Zp but those that are seen (the Arabic
# and Kaithi signs above a number, the joiners of hieroglyphs). Each shows as a point. A tab and a line feed stay.
_COMMANDS = dict.fromkeys(
    (
        *range(9),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xD800, 0xE000),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
        *range(0xE0000, 0xE0080),
    ),
    "·",
)


def without_commands(text: str) -> str:
    """A text of which no character commands the terminal, turns the direction of what stands behind it, or hides.

    >>> without_commands("a\x1b[2Jb\u202ec")
    'a·[2Jb·c'
    """
    return text if text.isprintable() else text.translate(_COMMANDS)
