"""Text without what commands a terminal or turns the direction of other text: the one function for every door.

What a file or a name holds goes through it on its way to a terminal, a log line, Prefect's pages, or a page of HTML.
"""

from __future__ import annotations

# Characters that would command a terminal, end a line, or turn the direction of the text behind them; each shows as a
# point. A tab and a line feed stay.
_COMMANDS = dict.fromkeys(
    (
        *range(9),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200E, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ),
    "·",
)


def without_commands(text: str) -> str:
    """A text of which no character commands the terminal or turns the direction of what stands behind it.

    >>> without_commands("a\x1b[2Jb\u202ec")
    'a·[2Jb·c'
    """
    return text.translate(_COMMANDS)
