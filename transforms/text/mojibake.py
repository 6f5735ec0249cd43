"""Garbled text: bytes that somebody once decoded in the wrong encoding, turned back by the inverse.

A repair is tried on lines that do not read as Chinese, and taken if the whole of what it gives does, by a clear margin;
it is then done run by run, wherever it makes the characters commoner. Some garbling loses bytes (UTF-8 read as GBK
loses the last byte of a run with an odd number): what is lost is U+FFFD and stays so, also where one candidate would
be likely, and 锟斤拷, which is U+FFFD garbled, becomes U+FFFD again. Why no library does it:
docs/decisions/0005-mojibake.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product

from transforms.text.escapes import unescape
from transforms.text.han_frequency import COMMON, COST_OF_DAMAGE, count_han, rarity, reads_as_chinese
from transforms.text.pinyin import BRACKETED
from transforms.text.resync import LOST, resync_line


@dataclass(frozen=True, slots=True)
class Mended:
    """A text and the names of the repairs that it took, in the order in which they were applied."""

    text: str
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Inverse:
    """Text in encoding `right` that was decoded as `wrong`."""

    right: str
    wrong: str

    @property
    def name(self) -> str:
        return f"mojibake:{self.right}-as-{self.wrong}"


_INVERSES = (
    _Inverse("utf-8", "cp1252"),
    _Inverse("gb18030", "cp1252"),
    _Inverse("big5hkscs", "cp1252"),
    _Inverse("utf-8", "gb18030"),
    _Inverse("utf-8", "big5hkscs"),
    _Inverse("big5hkscs", "gb18030"),
    _Inverse("gb18030", "big5hkscs"),
)
_CHAINS: tuple[tuple[_Inverse, ...], ...] = (
    *((inverse,) for inverse in _INVERSES),
    *((first, second) for first, second in product(_INVERSES, _INVERSES) if first.right == "utf-8"),
)
# cp1252 leaves five bytes undefined; readers that meet them keep the control characters of Latin-1.
_CP1252 = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0x100) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_ONLY_CP1252 = frozenset(char for char in _CP1252 if char > "\xff")
_WESTERN = "".join(map(re.escape, _CP1252))
# Characters that a byte was read as in a Western encoding, with the ASCII between them: bytes that were one text. A Han
# character or U+FFFD ends it.
_WESTERN_RUN = re.compile(f"[\0-\x7f{_WESTERN}]*[{_WESTERN}][\0-\x7f{_WESTERN}]*")
# Marks that Chinese prose shares with the Western encodings do not make a text look garbled. Three of them in a row, as
# any two garbled characters are. One accent or two (résumé, Noël) are a foreign word; a longer run of accents, which no
# language of Europe has, is taken for garble.
_WESTERN_SUSPECT = re.compile(f"(?:(?![“”‘’…—–·•°±×÷§²³µ®©¥\xa0\xad€‰])[{_WESTERN}]){{3}}")
# Six characters in a row that are neither common, nor marks, nor Latin letters: garbled Chinese; rare names, Korean and
# Russian too, for which no inverse gives Chinese. Shorter garble beside common characters is missed; the repair of its
# neighbours reaches it.
_HAN_SUSPECT = re.compile(f"[^\0-\u036f\u2010-\u203b\u3000-\u301e\uff01-\uff5e{''.join(sorted(COMMON))}]{{6}}")
# Characters beyond ASCII, with the ? that a converter put for the last byte of an odd number.
_WIDE_RUN = re.compile(r"[^\0-\x7f]+\??")
# A line, or a cell of a table: the marks of structure part it as well.
_LINE = re.compile("[^\n\ue0f0-\ue0f3]+")
# All bytes that one character lost, with the ? behind them: one place.
_LOST_RUN = re.compile(rf"{LOST}+\??")
# The same without the ?, which may be one of the text.
_LOST_PLACE = re.compile(f"{LOST}+")
# U+FFFD in UTF-8, read as GBK: two of them are 锟斤拷, and an odd one leaves a half or a question mark. 锟 alone is a
# character, and stays.
_DESTROYED = re.compile(r"(?:锟斤拷)+(?:锟斤?)?\??")
# The toned letters of pinyin are rare in prose and common in an annotated text.
_ANNOTATION = re.compile(BRACKETED)
# Suspect characters by which the inverse is chosen; the garble of one file is of one kind.
_SAMPLE = 30_000
# Kinds of garble in one file, one a round; what was garbled twice alike is one kind, three times is not read.
_ROUNDS = 3
# Mean rarity of a suspect line: a line of a report has 2.3 at most, a list of rare names 3, garble 6 and more.
_RARE_LINE = 3.2
# What the repaired lines must read like; garble repaired the wrong way has 0.1.
_LEAST_READS_AS_CHINESE = 0.3
# Fewer characters read as Chinese by chance.
_LEAST_HAN = 8
# UTF-8 read as GBK loses one character of five or six; more lost than this was something else.
_MOST_LOST = 0.25
# What a repair may cost at most, of what the line cost before: a wrong one makes rare characters of rare ones.
_CLEAR_MARGIN = 0.6
# Share of a text that a repair mends, from which on it also holds for words too short to tell (规章, 总计).
_NEARLY_ALL = 0.9
_HARD_SPACE = "\xa0"
_LOST_AS_WESTERN = LOST.encode().decode("cp1252")


def repair_mojibake(text: str, *, keeps_escapes: bool = False) -> Mended:
    """Turn garbled text and escapes back; text that reads as Chinese, or as anything else, stays as it is.

    `keeps_escapes` leaves escapes for who parses the text.

    Lines, and the private characters U+E0F0 to U+E0F3 that part the cells of a file, are never joined.

    >>> garbled = "政府信息公开工作年度报告".encode("gbk").decode("latin-1")
    >>> repair_mojibake(garbled)
    Mended(text='政府信息公开工作年度报告', repairs=('mojibake:gb18030-as-latin1',))
    >>> repair_mojibake("政府信息公开，R&D 投入 5°～10°，résumé").repairs
    ()
    """
    text, escapes = (text, ()) if keeps_escapes else unescape(text)
    repairs = list(escapes)
    for _ in range(_ROUNDS):
        suspects = list(_find_suspects(text))
        chain = _choose_chain(suspects) if suspects else None
        if chain is None:
            break
        mended = _mend_text(text, chain)
        if mended == text:
            break
        repairs += _chain_names(chain, suspects)
        text = mended
    if repairs != list(escapes) and not keeps_escapes:
        text, escapes = unescape(text)
        repairs += escapes
    return Mended(_DESTROYED.sub(LOST, text), tuple(repairs))


def _chain_names(chain: tuple[_Inverse, ...], garbled: Sequence[str]) -> Iterator[str]:
    """The names of inverses; the characters that each is applied to tell Latin-1 from Windows-1252."""
    for inverse in chain:
        is_latin1 = inverse.wrong == "cp1252" and all(map(_ONLY_CP1252.isdisjoint, garbled))
        yield inverse.name.replace("cp1252", "latin1") if is_latin1 else inverse.name
        garbled = [_invert_line(line, (inverse,)) for line in garbled]


def _find_suspects(text: str) -> Iterator[str]:
    """The lines of a text that do not read as Chinese."""
    if not _WESTERN_SUSPECT.search(text) and not _HAN_SUSPECT.search(text):
        return
    size = 0
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.isascii() and (_WESTERN_SUSPECT.search(line) or _mean_rarity(line) >= _RARE_LINE):
            yield line
            size += len(line)
            if size > _SAMPLE:
                return


def _mean_rarity(line: str) -> float:
    """How rare the characters of a line are, but for those that are lost: holes are damage and no garble."""
    line = _ANNOTATION.sub("", line).replace(LOST, "")
    wide = [char for char in line if char > "~"]
    return _cost(line) / len(wide) if wide else 0.0


@lru_cache(maxsize=4096)
def _cost(text: str) -> float:
    """How rare the characters of a text are; what is lost at one place counts once, however long it was."""
    text = _LOST_PLACE.sub(LOST, text)
    return sum(COST_OF_DAMAGE if char == LOST else rarity(char) for char in text if char > "~")


def _choose_chain(suspects: Sequence[str]) -> tuple[_Inverse, ...] | None:
    """The inverses that gain most on the suspect lines together, None where none gives a text that reads as Chinese."""
    best, best_gain = None, 0.0
    for chain in _CHAINS:
        if best is not None and len(chain) > 1:
            break
        pairs = [(line, _invert_line(line, chain)) for line in suspects]
        changed = [(line, after) for line, after in pairs if _is_clearly_better(line, after)]
        gain = sum(_cost(line) - _cost(after) for line, after in changed)
        if gain > best_gain and _is_chinese("".join(after for _, after in changed)):
            best, best_gain = chain, gain
    return best


def _is_chinese(text: str) -> bool:
    han = count_han(text)
    is_whole = text.count(LOST) <= _MOST_LOST * han
    return han >= _LEAST_HAN and is_whole and reads_as_chinese(text) >= _LEAST_READS_AS_CHINESE


def _is_clearly_better(line: str, after: str) -> bool:
    return after != line and _cost(after) <= _CLEAR_MARGIN * _cost(line)


def _mend_text(text: str, chain: tuple[_Inverse, ...]) -> str:
    """Turn a text back line by line; where nearly all of it is garbled, also the words too short to tell."""
    lines = _LINE.findall(text)
    inverted = {line: _invert_line(line, chain) for line in lines if not line.isascii()}
    better = sum(len(line) for line in lines if line in inverted and _is_clearly_better(line, inverted[line]))
    is_whole = better >= _NEARLY_ALL * sum(len(line) for line in lines if line in inverted)
    return _LINE.sub(
        lambda match: _mend_line(match[0], inverted.get(match[0], match[0]), chain, is_whole=is_whole), text
    )


def _mend_line(line: str, after: str, chain: tuple[_Inverse, ...], *, is_whole: bool) -> str:
    """A line turned back as far as that makes it commoner: the whole of it, or the runs between plain characters."""
    if after == line or _is_clearly_better(line, after) or (is_whole and _cost(after) <= _cost(line)):
        return after
    return _WIDE_RUN.sub(lambda match: _mend_run(match[0], chain), line) if chain[0].right == "utf-8" else line


def _mend_run(run: str, chain: tuple[_Inverse, ...]) -> str:
    after = _invert_line(run, chain)
    return after if LOST not in after and _is_clearly_better(run, after) else run


def _invert_line(line: str, chain: tuple[_Inverse, ...]) -> str:
    for place, inverse in enumerate(chain):
        pattern = _WESTERN_RUN if inverse.wrong == "cp1252" else _WIDE_RUN
        known, before = line.count(_LOST_AS_WESTERN) + line.count(LOST), line
        line = pattern.sub(partial(_invert_match, inverse=inverse), line)
        # A second inverse would not know what the first one lost, nor may it stand alone.
        if place == 0 and len(chain) > 1 and (line.count(LOST) > known or line == before):
            return before
    return line


def _invert_match(match: re.Match[str], *, inverse: _Inverse) -> str:
    return _invert_run(match[0], inverse)


@lru_cache(maxsize=4096)
def _invert_run(run: str, inverse: _Inverse) -> str:
    """What the characters of a run were before, U+FFFD for what is lost; the run itself where that makes no sense.

    The hard spaces that indent the paragraphs of a page are no garble, though two of them are a rare character of GBK.
    """
    if run.replace(_HARD_SPACE, " ").isascii():
        return run
    lead, core, trail = _split_marks(run) if inverse.wrong == "cp1252" else ("", run, "")
    readings = []
    for before, middle, behind in dict.fromkeys(((lead, core, trail), ("", run, ""))):
        data = _encode(middle, inverse.wrong)
        if data is not None:
            readings.append(before + _decode(data, inverse.right) + behind)
    # At equal cost the line decides, and so the inverse is looked at first.
    return min([*readings, run], key=_cost)


def _split_marks(run: str) -> tuple[str, str, str]:
    """A run without the quotes and dashes at its ends, which may belong to the sound text around it."""
    core = run.strip("“”‘’…—–·")
    start = run.index(core) if core else 0
    return run[:start], core, run[start + len(core) :]


def _encode(text: str, wrong: str) -> bytes | None:
    """The bytes of a text in the encoding that it was wrongly read in; 0xFF, which none of them has, for U+FFFD."""
    if wrong == "cp1252":
        return bytes(_CP1252.get(char, ord(char) if char < "\x80" else 0xFF) for char in text)
    pieces = []
    for char in text:
        encoded = b"\xff" if char == LOST else _encode_char(char, wrong)
        if encoded is None:
            return None
        pieces.append(encoded)
    return b"".join(pieces)


def _encode_char(char: str, wrong: str) -> bytes | None:
    if char == "€" and wrong == "gb18030":
        return b"\x80"
    for encoding in (wrong, "cp950") if wrong == "big5hkscs" else (wrong,):
        try:
            return char.encode(encoding)
        except UnicodeEncodeError:
            continue
    return None


def _decode(data: bytes, right: str) -> str:
    try:
        return data.decode(right)
    except UnicodeDecodeError:
        text = data.decode(right, "replace") if right == "utf-8" else resync_line(data, right)
        return _LOST_RUN.sub(LOST, text)
