"""Characters left as escapes in the text: HTML entities, percent signs, backslashes.

An escape is replaced only where the file says by its number of escaped Chinese characters that they were meant to be
read; an address, a price with & or a line of code stays. What an escape stands for is certain, so nothing is lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote_to_bytes

from transforms.text.han_frequency import HAN_CHARACTER, count_han

# Entities by number or name, and &nbsp; without its semicolon, as it is often typed; AT&T and R&D are none. Other names
# without a semicolon (&copy) stay, as they also stand in addresses.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});|&nbsp(?![A-Za-z;])")
# The number of a Han character from 8192 on, escaped several times too (&amp;#25919;): a page of such numbers may hold
# no character of its own. Numbers of marks and Latin letters say nothing. Those of kana are taken along.
_NUMERIC_HAN = re.compile(r"&(?:amp;)*#(?:[xX][2-9a-fA-F][0-9a-fA-F]{3,4}|(?:1[1-9]|[2-6]\d)\d{3}|1\d{5});")
# Names that any Chinese page has. Letters (&eacute;) and symbols of mathematics stay, but in a text full of letters.
_TYPOGRAPHIC = re.compile(
    "(?:nb|en|em|thin)sp|[lg]t|amp|quot|apos|[lr][ds]quo|hellip|[mn]dash|middot|bull|times|divide|deg|permil|yen|sect"
)
# Letters with accents, into which a program escapes GBK read as Latin-1 (&Otilde;&thorn;). &THORN; and &ETH; have no
# small letter before their ending and are found by it alone.
_LETTER_ENTITY = re.compile("&[A-Z]?[a-z]*(?:acute|grave|circ|tilde|uml|ring|cedil|slash|lig|thorn|THORN|eth|ETH);")
# So many letters with accents in a Chinese report are garble.
_MANY_LETTERS = 8
# So many escaped characters are text and no example, also where the page has more that are plain.
_MANY_ESCAPED = 8
# A text with one plain Han character in so many was wholly escaped.
_MOST_PLAIN = 8
# An address keeps its escapes: it is to be followed and not to be read.
_ADDRESS = r"(?:https?://|www\.)[!-~]*"
# A run of bytes as percent signs, with the ASCII characters inside it, as a form sends them; a lone 5% or 100%的 is
# none. A second byte of GBK that is ASCII is taken along. An address is found to be stepped over.
_PERCENT = re.compile(rf"{_ADDRESS}|(?P<run>%[0-9A-Fa-f]{{2}}(?:%[0-9A-Fa-f]{{2}}|[!-$&-~])*)")
# What JavaScript's escape() gives: %uXXXX for what is beyond Latin-1, %XX for the rest.
_PERCENT_U = re.compile(rf"{_ADDRESS}|(?P<run>(?:%u[0-9A-Fa-f]{{4}}|%[0-9A-Fa-f]{{2}})+)")
# Strings of JSON and of programs; \U with eight digits, as Python has it, is missed.
_BACKSLASH_U = re.compile(rf"{_ADDRESS}|(?P<run>(?:\\u[0-9A-Fa-f]{{4}})+)")
# One code unit of either kind of run, so both halves of a surrogate pair are found.
_HEX = re.compile(r"[%\\]u?([0-9A-Fa-f]{4}|[0-9A-Fa-f]{2})")
_SIMPLE = {r"\n": "\n", r"\r": "\n", r"\t": "\t", r"\"": '"', r"\/": "/", r"\\": "\\"}
# The short escapes of a string. \b and \f, which no report needs, stay, and so does \x.
_SIMPLE_ESCAPE = re.compile(r"\\[nrt\"/\\]")
# What no file may bring in: control characters, halves of characters, and private ones that stand for structure.
_FORBIDDEN = re.compile("[\0-\b\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
# Escaped by an editor, by a content system and by a gateway; deeper ones are left.
_DEPTH = 3


def unescape(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace the escapes of a text; give the names of the repairs with it.

    >>> unescape("&#25919;&#x5E9C;&nbsp;12")
    ('政府\\xa012', ('entities',))
    >>> unescape("%u653F%u5E9C%u4FE1%u606F 3")
    ('政府信息 3', ('escapes:percent-u',))
    >>> unescape("价格5&6元，R&D，C:\\\\users")[1]
    ()
    """
    repairs = []
    for name, mark, mend in _MENDERS:
        mended = mend(text) if mark in text else text
        if mended != text:
            repairs.append(name)
        text = mended
    return text, tuple(repairs)


def _unescape_entities(text: str) -> str:
    for _ in range(_DEPTH):
        is_chinese = HAN_CHARACTER.search(text) or _NUMERIC_HAN.search(text)
        has_letters = len(_LETTER_ENTITY.findall(text)) >= _MANY_LETTERS
        if not (is_chinese or has_letters):
            return text
        mended = _ENTITY.sub(partial(_unescape_entity, every=has_letters), text)
        if mended == text:
            return text
        text = mended
    return text


def _unescape_entity(match: re.Match[str], *, every: bool) -> str:
    entity = match[0]
    name = entity.strip("&;")
    if not (name.startswith("#") or _TYPOGRAPHIC.fullmatch(name) or every):
        return entity
    char = html.unescape(f"&{name};")
    return entity if _FORBIDDEN.search(char) or char == f"&{name};" else char


def _unescape_runs(text: str, pattern: re.Pattern[str], decode_run: Callable[[str], str | None]) -> str:
    """Decode the escaped runs of a text, if they hold more Chinese than an example or an address would."""
    decoded: dict[str, str] = {}
    for run in {match["run"] for match in pattern.finditer(text) if match["run"]}:
        plain = decode_run(run)
        decoded[run] = run if plain is None or _FORBIDDEN.search(plain) else plain
    escaped = sum(count_han(decoded[match["run"]]) for match in pattern.finditer(text) if match["run"])
    if escaped < 2 or (escaped < _MANY_ESCAPED and escaped <= count_han(text)):
        return text
    return pattern.sub(lambda match: decoded[match["run"]] if match["run"] else match[0], text)


def _unescape_percent(text: str) -> str:
    """Bytes as percent signs, in the one encoding of the file that reads all of them."""
    data = [unquote_to_bytes(match["run"]) for match in _PERCENT.finditer(text) if match["run"]]
    for encoding in ("utf-8", "gb18030"):
        if all(_decode_percent(run, encoding) is not None for run in data):
            return _unescape_runs(text, _PERCENT, partial(_decode_percent_run, encoding=encoding))
    return text


def _decode_percent_run(run: str, *, encoding: str) -> str | None:
    return _decode_percent(unquote_to_bytes(run), encoding)


def _decode_percent(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unescape_percent_u(text: str) -> str:
    return _unescape_runs(text, _PERCENT_U, _decode_hex) if "%u" in text else text


def _unescape_backslash_u(text: str) -> str:
    mended = _unescape_runs(text, _BACKSLASH_U, _decode_hex)
    # A text that is all escapes was a string of some program, and its line ends are escapes too.
    if mended == text or count_han(text) * _MOST_PLAIN > count_han(mended):
        return mended
    return _SIMPLE_ESCAPE.sub(lambda match: _SIMPLE[match[0]], mended)


def _decode_hex(run: str) -> str | None:
    units = "".join(chr(int(code, 16)) for code in _HEX.findall(run))
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_MENDERS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("escapes:backslash-u", "\\u", _unescape_backslash_u),
    ("escapes:percent-u", "%u", _unescape_percent_u),
    ("escapes:percent", "%", _unescape_percent),
    ("entities", "&", _unescape_entities),
)
