"""Text on its way into a page: everything of a file or of the warehouse goes through `escape`."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from notebooks.site.words import WORDS
from transforms.language import Language, in_language
from transforms.text import without_commands

TAGS: Mapping[Language, str] = {Language.ZH: "zh-CN", Language.EN: "en"}
"""What HTML calls the languages."""


def plain(text: str) -> str:
    """A text on one line without a character that commands anything or turns the direction of what stands behind it.

    >>> plain("a\\n\\u202eb")
    'a ·b'
    """
    return without_commands(" ".join(text.split()))


def escape(text: object) -> str:
    """A text as it may stand in a page or in an attribute; None is nothing. Personal data stay as the warehouse has
    them.

    >>> escape("<script>"), escape(None)
    ('&lt;script&gt;', '')
    """
    return "" if text is None else _escape_text(str(text))


@lru_cache(maxsize=10_000)  # labels and small numbers come again and again
def _escape_text(text: str) -> str:
    return html.escape(plain(text))


def said(words: str, language: Language) -> str:
    """Words in a language, escaped."""
    return escape(in_language(words, language))


def word(name: str, language: Language, **values: object) -> str:
    """The words of that name, escaped.

    >>> word("year", Language.ZH, year=2022)
    '2022年'
    """
    words = WORDS[name]
    return said(words.filled(**values) if values else words, language)


def number(value: Decimal | int | None) -> str:
    """A number with thousands parted; a dash where there is none, which is no zero.

    >>> number(1234), number(Decimal("0.50")), number(None)
    ('1,234', '0.5', '—')
    """
    if value is None:
        return "—"
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table(head: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str = "", kind: str = "") -> str:
    """A table in a box of its own that scrolls; `head` and `rows` are HTML, the first cell of a row names it."""
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    above = f"<caption><span>{caption}</span></caption>" if caption else ""
    named = f' class="{kind}"' if kind else ""
    body = "".join(map(_row, rows))
    return (
        f'<div class="scroll" tabindex="0"><table{named}>{above}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(cells: Iterable[str]) -> str:
    """A row of cells, which are HTML or begin with their own `<td`."""
    first, *others = cells
    rest = "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in others)
    return f'<tr><th scope="row">{first}</th>{rest}</tr>'


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Facts with their names, both HTML."""
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in pairs)
    return f'<dl class="facts">{listed}</dl>'
