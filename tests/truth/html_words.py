"""The words of a web page, set as programs and people set them: as they are, in tags for each letter, as entities."""

from __future__ import annotations

import html
from collections.abc import Callable
from random import Random

from tests.truth.script import pinyin_table

TextSetter = Callable[[str, Random], str]


def set_plain(text: str, rng: Random) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>").replace("\u00a0", "&nbsp;")


def set_word(text: str, rng: Random) -> str:
    """Runs of Chinese and Latin letters in spans of their own, the source wrapped between any Chinese characters."""
    pieces: list[str] = []
    for index, char in enumerate(text):
        is_latin = char.isascii()
        if not pieces or is_latin != pieces[-1][-1].isascii():
            pieces.append(char)
        elif index % 37 == 36 and not is_latin and char.isalpha() and pieces[-1][-1].isalpha():
            pieces[-1] += "\n" + char
        else:
            pieces[-1] += char
    spans = (
        f"<span lang=EN-US style='font-size:12.0pt;font-family:\"Times New Roman\"'>{set_plain(piece, rng)}</span>"
        if piece.isascii()
        else f"<span style='font-size:12.0pt;\nfont-family:宋体;mso-bidi-font-family:宋体'>{_keep_wraps(piece)}</span>"
        for piece in pieces
    )
    return "".join(spans) + rng.choice(("", "<span lang=EN-US><o:p></o:p></span>"))


def _keep_wraps(piece: str) -> str:
    return html.escape(piece, quote=False).replace("\u00a0", "&nbsp;")


def set_letters(text: str, rng: Random) -> str:
    """A span for every letter, some digits in tags that say something of them."""
    tags = (("<span>", "</span>"), ("<font face=宋体>", "</font>"), ("<b>", "</b>"), ("", ""))
    out = []
    for char in text:
        before, after = rng.choice(tags)
        out.append("<br>" if char == "\n" else f"{before}{set_plain(char, rng)}{after}" if char.strip() else char)
    return "".join(out)


def set_entities(text: str, rng: Random) -> str:
    """Characters as numeric entities, decimal or hexadecimal, most or some of them."""
    share = rng.choice((1.0, 0.5))
    return "".join(
        "<BR>"
        if char == "\n"
        else rng.choice((f"&#{ord(char)};", f"&#x{ord(char):X};"))
        if rng.random() < share and char != " "
        else html.escape(char, quote=False)
        for char in text
    )


def set_ruby(text: str, rng: Random) -> str:
    """Pinyin above characters, with the brackets that browsers without ruby show."""
    out = []
    for char in text:
        if sound := pinyin_table().get(char):
            out.append(f"<ruby>{char}<rp>(</rp><rt>{sound}</rt><rp>)</rp></ruby>")
        else:
            out.append(set_plain(char, rng))
    return "".join(out)


def set_with_decoys(text: str, rng: Random) -> str:
    """Numbers and words that no reader of the page sees, hidden in every way inside of what is seen."""
    number = rng.randint(1, 99)
    decoys = (
        f"<span style='display:none'>{number}</span>",
        f'<span style="DISPLAY: NONE;color:red">{number}</span>',
        f"<i hidden>{number}</i>",
        f"<span style='font-size:0px'>{number}</span>",
        f"<span class='unseen-x'>{number}</span>",
        f"<!-- {number} -->",
        f"<script>document.title='{number}'</script>",
        f"<select style='display:none'><option>{number}</option></select>",
        f"<template>{number}</template>",
        f"<noscript>{number}</noscript>",
        f"<del>{number}</del>",
        "",
    )
    shown = set_plain(text, rng)
    return rng.choice((f"{rng.choice(decoys)}{shown}", f"{shown}{rng.choice(decoys)}"))
