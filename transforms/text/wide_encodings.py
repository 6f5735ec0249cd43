"""UTF-16 and UTF-32 without a byte-order mark, and UTF-16 that lost bytes.

Both byte orders are tried; the right one gives characters that a Chinese page is made of, the other one rarely does
(U+0031 turns into U+3100, 政 into U+3F65). A NUL byte is no condition, as a text of Han characters alone has none.
"""

from __future__ import annotations

import re

from transforms.text.characters import BASIC_HAN
from transforms.text.han_frequency import count_han, reads_as_chinese
from transforms.text.resync import LOST

_PAGE = (
    "\t\n\r\f -~\u00a0-\u017f\u01cd-\u01dc\u2010-\u2029\u202f-\u205e\u2103-\u2122\u2150-\u22ff\u2460-\u25ff"
    f"\u3000-\u3017\u3220-\u3249{BASIC_HAN}\uf900-\ufaff\uff01-\uff5e\uffe5\ufeff\U00020000-\U0003ffff"
)
# A character that a Chinese page is made of: Latin letters, pinyin, marks, arrows and boxes, Han characters of the
# basic block. The wrong byte order gives controls, kana, Hangul and extension A (政 turns into U+3F65), which are left
# out, and with them the few names that really have a character of extension A.
_PLAUSIBLE = re.compile(f"[{_PAGE}]")
_IMPLAUSIBLE = re.compile(f"[^{_PAGE}]")
# Bytes that are looked at: enough for any mark-up before the first Chinese to be outweighed.
_SAMPLE = 40_000
# A lost byte costs a part of one window; where each window has lost one, most of the sample is garbage.
_WINDOW = 512
# The right byte order gives 0.99 and more, the wrong one less than a half; a page has a symbol of some font at times.
_LEAST_PLAUSIBLE = 0.9
# Share of common characters: a report has 0.7; plausible characters at random have a twentieth.
_LEAST_READS_AS_CHINESE = 0.25
# A file that lost a byte in every window is half garbage, and must then be the surer Chinese in the other half.
_LEAST_PLAUSIBLE_DAMAGED = 0.75
_SURELY_CHINESE = 0.4
# With fewer Han characters their share says nothing: a page of mark-up in UTF-16 is told by its NUL bytes.
_FEW_HAN = 4
# Such a text is taken as it is: looking for shifts costs as much as reading, and a lost byte spoils more than that.
_SURELY_PLAUSIBLE = 0.99
# Characters that are compared on both bytes where one is implausible: a rare character alone is no shift.
_AHEAD = 8
# Bytes in which the next shift is looked for; each is decoded anew behind a shift.
_CHUNK = 4096


def plausibility(text: str) -> float:
    """Share of a text's characters that a Chinese page is made of.

    >>> plausibility("规章\\t12"), plausibility("规章".encode("utf-16-le").decode("utf-16-be")) < 0.5
    (1.0, True)
    """
    return len(_PLAUSIBLE.findall(text)) / len(text) if text else 0.0


def find_wide_encoding(data: bytes) -> str:
    """The UTF-16 or UTF-32 encoding of a file without a mark, '' where it has none.

    >>> find_wide_encoding("政府信息公开".encode("utf-16-be")), find_wide_encoding("政府信息公开".encode("gb18030"))
    ('utf-16-be', '')
    """
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        for encoding in ("utf-32-le", "utf-32-be"):
            if _is_wide_page(sample[: len(sample) // 4 * 4].decode(encoding, "replace"), has_nul=True):
                return encoding
    texts = {encoding: _sample_text(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    found = [encoding for encoding, text in texts.items() if _is_wide_page(text, has_nul=b"\0" in sample)]
    return max(found, key=lambda name: _score(sample, texts[name], name), default="")


def _score(sample: bytes, text: str, encoding: str) -> float:
    """How well a byte order fits; what is ASCII alone reads alike in the other one, but a byte further on."""
    return reads_as_chinese(text) + plausibility(text) + plausibility(sample.decode(encoding, "replace"))


def _sample_text(sample: bytes, encoding: str) -> str:
    """A sample window by window, each from the byte on which it reads best, as a lost byte shifts what follows."""
    windows = (sample[start : start + _WINDOW + 1] for start in range(0, len(sample), _WINDOW))
    return "".join(
        max((window[:-1].decode(encoding, "ignore"), window[1:].decode(encoding, "ignore")), key=plausibility)
        for window in windows
    )


def _is_wide_page(text: str, *, has_nul: bool) -> bool:
    if len(text) < 2 or plausibility(text) < _LEAST_PLAUSIBLE:
        return plausibility(text) >= _LEAST_PLAUSIBLE_DAMAGED and reads_as_chinese(text) >= _SURELY_CHINESE
    if has_nul and count_han(text) < _FEW_HAN:
        return "\0" not in text
    return reads_as_chinese(text) >= _LEAST_READS_AS_CHINESE


def decode_wide(data: bytes, encoding: str) -> str:
    """Decode UTF-16 or UTF-32, U+FFFD for what is no character.

    In UTF-16 a lost byte shifts the rest of the file: where the characters stop being plausible and are so one byte
    further on, one byte is taken for damaged.

    >>> decode_wide("规章12".encode("utf-16-le")[1:], "utf-16-le")
    '\ufffd章12'
    """
    text = data.decode(encoding, "replace")
    if encoding.startswith("utf-32") or (LOST not in text and plausibility(text) >= _SURELY_PLAUSIBLE):
        return text
    pieces: list[str] = []
    start = position = 0
    while position < len(data):
        end = _find_shift(data, position, encoding)
        if end < 0:
            position += _CHUNK
        else:
            pieces += [data[start:end].decode(encoding, "replace"), LOST]
            start = position = end + 1
    return "".join([*pieces, data[start:].decode(encoding, "replace")])


def _find_shift(data: bytes, start: int, encoding: str) -> int:
    """The byte of the next chunk from which on the text is shifted by one, -1 where it is not."""
    chunk = data[start : start + _CHUNK]
    text = chunk[: len(chunk) // 2 * 2].decode(encoding, "surrogatepass")
    for match in _IMPLAUSIBLE.finditer(text):
        end = start + len(text[: match.start()].encode(encoding, "surrogatepass"))
        ahead = data[end : end + 2 * _AHEAD].decode(encoding, "replace")
        moved = data[end + 1 : end + 1 + 2 * _AHEAD].decode(encoding, "replace")
        if plausibility(moved) > plausibility(ahead):
            return end
    return -1
