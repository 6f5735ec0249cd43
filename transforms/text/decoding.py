"""Bytes → text, with the evidence for the encoding.

A byte-order mark, the statistics of UTF-16, the escapes of a seven-bit encoding or strict UTF-8 settle the matter.
Otherwise the file is Chinese in one of the two double-byte families, and chardet judges the multi-byte runs alone,
because long ASCII stretches (mark-up, digits) mislead it; its verdict must decode the file and read as Chinese, or the
other family is tried. What decodes but does not read as Chinese is refused: a wrong guess here would garble labels and
pass for a report without tables.

A few damaged bytes do not lose the file: each is U+FFFD, and a doubt says where. Nothing is put in their place.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

import chardet

from transforms.doubts import Doubt, Reason, Rejection
from transforms.language import Pair
from transforms.text.damage import tell_damage, tell_lines
from transforms.text.han_frequency import count_han, reads_as_chinese, total_rarity
from transforms.text.resync import LOST, count_lost_places, has_shifted_char, resync_line
from transforms.text.wide_encodings import decode_wide, find_wide_encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file. `confidence` is from 0 to 1; `evidence` says what decided; damaged bytes are U+FFFD."""

    text: str
    encoding: str
    confidence: float
    evidence: Pair
    doubts: tuple[Doubt, ...] = ()


GBK_FILLER = "\ue5e5"
"""What GBK's A3 A0, in the row of the wide signs the place of the space, is in Unicode; every program shows a space."""

# NUL bytes at the end of a file, as disks and fixed records fill it up. Leaves the up to three of a wide character.
_PADDING = re.compile(rb"\0{4,}\Z")
_WIDEST = 4
# Commands to a terminal as programs colour their output with: CSI and OSC sequences (ECMA-48, 5.4 and 8.3.89). Leaves
# an escape alone, and the one-byte CSI, which is a letter of garbled text.
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\))")
# Control characters that no page shows. Leaves those that may part two numbers: between digits, and the separators of
# fields and records (1C to 1F); and an escape alone, which begins a designation.
_UNSHOWN = re.compile(r"[\0-\x08\x0e-\x1a\x7f](?:(?<![0-9].)|(?![0-9]))", re.DOTALL)
# The mark of UTF-32 begins like that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_FAMILIES = ("gb18030", "big5hkscs")
_CHARDET_NAMES = {
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
# What GB18030 and Big5 write a Chinese character in, of four bytes too; mark-up and digits, which mislead chardet, are
# left out. A digit behind a damaged byte is taken along.
_MULTIBYTE_RUN = re.compile(rb"(?:[\x81-\xfe][\x30-\xfe])+")
# A character beyond the basic plane as databases and Java write it in "UTF-8": its two surrogates, three bytes each
# (CESU-8). Leaves a half alone, which is damage. In GBK these are sound characters: all else has to be UTF-8.
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# A character beyond ASCII that is sound: what damage is measured against, as a page is mostly ASCII mark-up.
_NON_ASCII = re.compile("[^\0-\x7f\ufffd]")
# Two Han characters in a row, as every line of Chinese has them. A lone one may be bytes of GBK: this is asked of lines
# that are valid UTF-8, which a short line of GBK can be as well (目). Characters beyond U+9FFF are missed.
_UTF8_HAN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")
# The designation of GB 2312 and what stands between shift-out and shift-in, which a line's end may lack. The plane of
# traditional characters (CNS 11643) is not known.
_ISO_2022_CN = re.compile(rb"\x1b\$\)A|\x0e((?:[\x21-\x7e]{2})*)\x0f?")
# The designation of any other set, Japanese or Korean: such a file is not to be read as Chinese.
_OTHER_DESIGNATION = re.compile(rb"\x1b\$(?!\)A)")
# Bytes that chardet is given: it judges how frequent characters are, and more of them tell it nothing new.
_SAMPLE_BYTES = 20_000
# Where the sample is looked for. A page whose first Chinese stands behind more scripts than this is refused.
_SEARCHED_BYTES = 200_000
# Share of common characters: a report has 0.7 in its own encoding, in that of the other family 0.1 at most.
_MIN_READS_AS_CHINESE = 0.2
# Where something else is likely as well: ASCII with a few tildes, UTF-8 with damage.
_SURELY_CHINESE = 0.35
_NO_VERDICT = 0.1  # what chardet says of no match
# Control bytes that no text has. Tabs, line ends and form feeds are text; escape begins a designation.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Old systems leave a control byte here and there; of compressed data they are a tenth.
_MAX_CONTROL_SHARE = 0.002
# One damaged place among fewer characters beyond ASCII, and the file is lost.
_LEAST_SOUND_PER_LOST = 20
# Reading damaged lines takes microseconds a byte; a file with more of them is broken rather than damaged.
_MOST_RESYNCED_BYTES = 4_000_000
_NO_TEXT = Pair(
    "文件里的字节按 UTF-8、UTF-16、GB18030 或 Big5 都不是文字。",
    "The file holds bytes that are no text in UTF-8, UTF-16, GB18030 or Big5.",
)
_NO_ENCODING = Pair(
    "文件的编码不是 UTF-8、UTF-16、GB18030、Big5 中的任何一种，或者文字不是中文。",
    "The file is in none of UTF-8, UTF-16, GB18030 and Big5, or not in Chinese.",
)
_AGREES = Pair("chardet 也这样认为", "chardet agrees")
_DAMAGED_BYTES = Pair("文件有字节损坏", "Bytes of the file are damaged")


def decode(data: bytes) -> Decoded | Rejection:
    """Decode a text file, or say why it cannot be decoded (`empty_file`, `binary_file`, `undecodable`).

    >>> decode("本年新收政府信息公开申请数量".encode("gbk")).encoding
    'gb18030'
    >>> str(decode(b"").reason)
    'empty_file'
    """
    decoded = _decode(_without_padding(data))
    return decoded if isinstance(decoded, Rejection) else replace(decoded, text=_drop_commands(decoded.text))


def _without_padding(data: bytes) -> bytes:
    """The bytes without the NUL bytes that a system filled the last block with; wide characters are kept whole."""
    bare = _PADDING.sub(b"", data)
    if bare == data:
        return data
    return bare + b"\0" * (-len(bare) % _WIDEST) if b"\0" in bare else bare


def _drop_commands(text: str) -> str:
    """The text without commands to a terminal, and with a space for the code of GBK that programs fill cells with."""
    return _UNSHOWN.sub("", _TERMINAL.sub("", text)).replace(GBK_FILLER, "\u3000")


def _decode(data: bytes) -> Decoded | Rejection:
    if not data.strip():
        return Rejection(
            Reason.EMPTY_FILE,
            Pair("文件里没有文字（{size}字节）。", "The file holds no text ({size} bytes).", size=len(data)),
        )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], encoding)
    return _decode_by_escapes(data) or _decode_unmarked(data)


def _decode_by_escapes(data: bytes) -> Decoded | None:
    """Encodings whose bytes a text in any other would not have: escapes in plain ASCII, NUL bytes."""
    if data.isascii() and (seven_bit := _decode_seven_bit(data)) is not None:
        return seven_bit
    return _decode_unmarked_wide(data) if b"\0" in data else None


def _decode_unmarked(data: bytes) -> Decoded | Rejection:
    if _is_binary(data):
        return Rejection(
            Reason.BINARY_FILE,
            Pair(
                "文件不是文本：含有文本中不会有的控制字节。",
                "The file is not text: it holds control bytes that no text has.",
            ),
        )
    text = _decode_strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", 1.0, Pair("整个文件都是 UTF-8", "the whole file is valid UTF-8"))
    whole = _decode_strictly(_SURROGATES.sub(_join_surrogates, data), "utf-8")
    if whole is not None:
        says = Pair(
            "整个文件都是 UTF-8，有的字分成两半（CESU-8）",
            "the whole file is UTF-8 with characters in two halves (CESU-8)",
        )
        return Decoded(whole, "utf-8", 1.0, says)
    return _decode_unmarked_wide(data) or _decode_damaged_utf8(data) or _decode_double_byte(data)


def _join_surrogates(match: re.Match[bytes]) -> bytes:
    return match[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _decode_marked(data: bytes, encoding: str) -> Decoded | Rejection:
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    text = decode_wide(data, encoding) if is_wide else data.decode(encoding, "replace")
    if not text.strip():
        return Rejection(
            Reason.EMPTY_FILE,
            Pair("文件只有字节顺序标记，没有文字。", "The file holds a byte-order mark and no text."),
        )
    if not _is_mostly_sound(text):
        return Rejection(
            Reason.UNDECODABLE,
            Pair(
                "字节顺序标记表明编码是{encoding}，其后的字节却不是。",
                "The byte-order mark says {encoding}, but the bytes behind it are not.",
                encoding=encoding,
            ),
        )
    return _confess_damage(Decoded(text, encoding, 1.0, Pair("字节顺序标记", "byte-order mark")))


def _decode_unmarked_wide(data: bytes) -> Decoded | None:
    encoding = find_wide_encoding(data)
    text = decode_wide(data, encoding) if encoding else ""
    if not encoding or not _is_mostly_sound(text):
        return None
    evidence = Pair(
        "没有标记，按{encoding}读出的是中文网页的字",
        "read as {encoding} without a mark, its characters are those of a Chinese page",
        encoding=encoding,
    )
    return _confess_damage(Decoded(text, encoding, 0.95, evidence))


def _is_binary(data: bytes) -> bool:
    return len(_CONTROLS.findall(data)) > _MAX_CONTROL_SHARE * len(data)


# --- seven bits ----------------------------------------------------------------------------------------------------


def _decode_seven_bit(data: bytes) -> Decoded | None:
    """HZ or ISO-2022-CN; None where the escapes are not those or what stands between them is not Chinese."""
    readings = {}
    if b"~{" in data and b"~}" in data:
        readings["hz"] = _decode_strictly(data, "hz")
    if b"\x1b$)A" in data and not _OTHER_DESIGNATION.search(data):
        eight_bit = _ISO_2022_CN.sub(_set_high_bits, data)
        readings["iso-2022-cn"] = _decode_strictly(eight_bit, "gb2312")
    for encoding, text in readings.items():
        if text is not None and count_han(text) >= 2 and reads_as_chinese(text) >= _SURELY_CHINESE:
            says = Pair("有{encoding}的转义符，其间是中文", "the escapes of {encoding}, and Chinese between them")
            return Decoded(text, encoding, 0.95, says.filled(encoding=encoding))
    return None


def _set_high_bits(match: re.Match[bytes]) -> bytes:
    return bytes(byte | 0x80 for byte in match[1] or b"")


# --- UTF-8 with damage ---------------------------------------------------------------------------------------------


def _decode_damaged_utf8(data: bytes) -> Decoded | Rejection | None:
    """UTF-8 with damaged bytes, or with lines in another encoding; None where the file is no UTF-8 at all."""
    lines = data.split(b"\n")
    sound = [_decode_strictly(line, "utf-8") for line in lines]
    text = data.decode("utf-8", "replace")
    foreign = [number for number, line in enumerate(sound) if line is None]
    is_utf8 = _is_mostly_sound(text)
    if not is_utf8 and not any(_UTF8_HAN.search(line) for line, read in zip(lines, sound, strict=True) if read):
        return None
    rest = _decode_double_byte(b"\n".join(lines[number] for number in foreign))
    if isinstance(rest, Rejection) or rest.doubts or count_han(rest.text) < 2 * len(foreign):
        return _damaged_utf8(text) if is_utf8 else None
    others = dict(zip(foreign, rest.text.split("\n"), strict=True))
    # The second half of a damaged line is still UTF-8, and must not be read as something else.
    if not is_utf8 or all(_reads_better(others[number], lines[number]) for number in foreign):
        # A short line can be valid in both, and is then what has the commoner characters.
        others |= {
            number: other
            for number, line in enumerate(lines)
            if number not in others and (other := _prefer_other(line, rest.encoding)) is not None
        }
        mixed = [others.get(number, line or "") for number, line in enumerate(sound)]
        return _mix_lines(mixed, sorted(others), rest.encoding)
    return _damaged_utf8(text)


def _prefer_other(line: bytes, encoding: str) -> str | None:
    """A line that is valid UTF-8 in another encoding, if it reads better so."""
    other = None if line.isascii() else _decode_strictly(line, encoding)
    return other if other is not None and total_rarity(other) < total_rarity(line.decode("utf-8")) else None


def _reads_better(other: str, line: bytes) -> bool:
    as_utf8 = line.decode("utf-8", "replace")
    return reads_as_chinese(other) >= _SURELY_CHINESE and 2 * count_han(as_utf8) < count_han(other)


def _damaged_utf8(text: str) -> Decoded:
    says = Pair("除损坏的字节外都是 UTF-8", "the file is valid UTF-8 but for damaged bytes")
    return _confess_damage(Decoded(text, "utf-8", 0.9, says))


def _mix_lines(lines: list[str], foreign: list[int], encoding: str) -> Decoded:
    told = tell_lines([number + 1 for number in foreign])
    message = Pair(
        "文件混用了两种编码：{lines}是{encoding}，其余是 UTF-8，已各按自己的编码读取。",
        "The file mixes two encodings: {lines} of it are {encoding}, the others UTF-8. Each was read in its own.",
        lines=told,
        encoding=encoding,
    )
    doubt = Doubt("encoding_damage", "warning", message, "report.encoding", "one encoding", f"utf-8, {encoding}")
    evidence = Pair(
        "有的行是 UTF-8，其余的行按{encoding}读出的是中文",
        "some lines are valid UTF-8, the others read as Chinese in {encoding}",
        encoding=encoding,
    )
    by_size = encoding if 2 * len(foreign) > sum(not line.isascii() for line in lines) else "utf-8"
    return Decoded("\n".join(lines), by_size, 0.8, evidence, (doubt,))


# --- the double-byte families --------------------------------------------------------------------------------------


def _decode_double_byte(data: bytes) -> Decoded | Rejection:
    runs = b"".join(_MULTIBYTE_RUN.findall(data[:_SEARCHED_BYTES]))[:_SAMPLE_BYTES]
    if not runs:
        return Rejection(Reason.UNDECODABLE, _NO_TEXT)
    # Where nothing fits chardet gives back what it was told to, at a confidence of 0.1.
    families = ["gb18030", "gb2312", "big5", "big5hkscs"]
    verdict = chardet.detect(runs, include_encodings=families, no_match_encoding=families[0])
    said = str(verdict["encoding"]) if verdict["confidence"] > _NO_VERDICT else "nothing"
    favourite = _CHARDET_NAMES.get(said.lower())
    readings = {encoding: _decode_strictly(data, encoding) for encoding in _FAMILIES}
    shares = _shares_of(readings)
    if max(shares.values(), default=0.0) < _MIN_READS_AS_CHINESE:
        readings = {encoding: text or _decode_damaged(data, encoding) for encoding, text in readings.items()}
        shares = _shares_of(readings)
    best = max(shares, key=lambda encoding: (shares[encoding], encoding == favourite), default=None)
    text = readings[best] if best else None
    if best is None or text is None or shares[best] < _MIN_READS_AS_CHINESE:
        return Rejection(Reason.UNDECODABLE, _NO_ENCODING)
    if LOST not in text and has_shifted_char(text, best):
        text = _mend_shifts(text, best)
    evidence = Pair(
        "{share:.0%}的汉字是公文常用字；{chardet}",
        "{share:.0%} of its Han characters are common in administrative prose; {chardet}",
        share=shares[best],
        chardet=_AGREES if best == favourite else Pair("chardet 认为是{said}", "chardet says {said}", said=said),
    )
    return _confess_damage(Decoded(text, best, round(shares[best] / sum(shares.values()), 3), evidence))


def _shares_of(readings: dict[str, str | None]) -> dict[str, float]:
    """What share of the Han characters of each reading is common in Chinese."""
    return {encoding: reads_as_chinese(text) for encoding, text in readings.items() if text is not None}


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_damaged(data: bytes, encoding: str) -> str | None:
    """The text of a damaged file, its broken lines read one by one; None where too much of it is broken."""
    if not _is_mostly_sound(data.decode(encoding, "replace")):
        return None
    lines, resynced = [], 0
    for line in data.split(b"\n"):
        text = _decode_strictly(line, encoding)
        if text is None or has_shifted_char(text, encoding):
            resynced += len(line)
            text = resync_line(line, encoding) if resynced <= _MOST_RESYNCED_BYTES else None
        if text is None:
            return None
        lines.append(text)
    text = "\n".join(lines)
    return text if _is_mostly_sound(text) else None


def _mend_shifts(text: str, encoding: str) -> str:
    """Read again the lines of a text that decoded in which a run may have lost a byte and ended in an ASCII one."""
    lines = text.split("\n")
    suspects = [number for number, line in enumerate(lines) if has_shifted_char(line, encoding)]
    if sum(len(lines[number]) for number in suspects) > _MOST_RESYNCED_BYTES:
        return text
    for number in suspects:
        lines[number] = resync_line(lines[number].encode(encoding), encoding)
    mended = "\n".join(lines)
    return mended if _is_mostly_sound(mended) else text


# --- damage --------------------------------------------------------------------------------------------------------


def _is_mostly_sound(text: str) -> bool:
    return count_lost_places(text) * _LEAST_SOUND_PER_LOST <= len(_NON_ASCII.findall(text))


def _confess_damage(decoded: Decoded) -> Decoded:
    places = count_lost_places(decoded.text)
    if not places:
        return decoded
    confidence = round(decoded.confidence * (1 - places / len(_NON_ASCII.findall(decoded.text))), 3)
    return replace(decoded, confidence=confidence, doubts=(tell_damage(decoded.text, _DAMAGED_BYTES),))
