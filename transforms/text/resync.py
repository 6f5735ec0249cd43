"""Double-byte text with damaged bytes: read so that one bad byte costs one character and not the line.

In a double-byte encoding a lost byte shifts all that follows in its run: the rest of the line decodes to other, rare
characters, and the last half of one may swallow a digit or a pipe. So the cheapest reading of the line is looked for,
in which a byte may also be damaged, at a cost that only rare characters pay off.
"""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.text.han_frequency import COST_OF_DAMAGE, rarity

LOST = "\ufffd"
# Damage in a row is one place: a damaged character loses each of its bytes.
_LOST_PLACES = re.compile(f"{LOST}+")
# A page may be one line; the table of costs of a longer one would fill the memory, so it is read in parts. Where it has
# no ASCII to be cut at, a character on the seam is lost.
_LONGEST_LINE = 20_000
# A character of the second level of GB 2312 or Big5, or of neither: names have them, and ends of shifted runs.
_RARE = 6.0
# Damage beside damage: two lost bytes are dearer than the rarest Han character and cheaper than one for private use.
_COST_OF_MORE_DAMAGE = 3.0
# Between pipes a rare character that ends in one is more likely a damaged byte and the pipe behind it.
_COST_OF_PIPE = 5.0


def resync_line(line: bytes, encoding: str) -> str:
    """The cheapest reading of a line in `gb18030` or `big5hkscs`; each damaged byte is U+FFFD.

    >>> resync_line("规章|0".encode("gbk")[1:], "gb18030")
    '\ufffd章|0'
    >>> resync_line(b"1" + bytes([0xE6]) + b"2", "gb18030")
    '1\ufffd2'
    """
    if len(line) > _LONGEST_LINE:
        cut = _cut_before(line)
        return resync_line(line[:cut], encoding) + resync_line(line[cut:], encoding)
    size = len(line)
    has_pipes = line.count(b"|") > 1
    costs = [0.0] * (size + 1)
    steps: list[tuple[int, str]] = [(0, "")] * (size + 1)
    for start in range(size - 1, -1, -1):
        # Damage seldom comes in single bytes: the other half of a damaged character is in doubt as well.
        damage = _COST_OF_MORE_DAMAGE if steps[start + 1][1] == LOST else COST_OF_DAMAGE
        width, char, cost = 1, LOST, damage + costs[start + 1]
        if line[start] < 0x80:
            char, cost = chr(line[start]), 1.0 + costs[start + 1]
        else:
            for length in (2, 4) if encoding == "gb18030" else (2,):
                read = _read_char(line[start : start + length], length, encoding)
                if not read:
                    continue
                own_cost = read[1] + (_COST_OF_PIPE if has_pipes and read[1] >= _RARE and read[2] else 0.0)
                if own_cost + costs[start + length] < cost:
                    width, char, cost = length, read[0], own_cost + costs[start + length]
        costs[start], steps[start] = cost, (width, char)
    chars: list[str] = []
    position = 0
    while position < size:
        width, char = steps[position]
        chars.append(char)
        position += width
    return "".join(chars)


def _cut_before(line: bytes) -> int:
    """A place to cut a long line at, before an ASCII byte that is no half of a character where there is one."""
    found = max((line.rfind(bytes([byte]), 1, _LONGEST_LINE) for byte in b"\t\r ,<>-.:"), default=-1)
    return found if found > 0 else _LONGEST_LINE


@lru_cache(maxsize=65_536)
def _read_char(data: bytes, length: int, encoding: str) -> tuple[str, float, bool] | None:
    """The character of some bytes, its cost, and whether its second byte is a pipe; None where they are none."""
    if len(data) < length:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    # Two bytes can also be a byte and an ASCII character, four bytes two characters.
    if (length == 4 and len(text) != 1) or text[-1:] == chr(data[-1]):
        return None
    return text, max(map(rarity, text)) + (1.0 if length == 4 else 0.0), data[-1:] == b"|"


def has_shifted_char(text: str, encoding: str) -> bool:
    """Whether a text that decoded holds a rare character with an ASCII byte in it, as the end of a shifted run has."""
    return any(rarity(char) >= _RARE and any(byte < 0x80 for byte in _encode(char, encoding)) for char in set(text))


def _encode(char: str, encoding: str) -> bytes:
    return b"" if char < "\x80" else char.encode(encoding, "ignore")


def count_lost_places(text: str) -> int:
    """Number of places where U+FFFD stands, neighbouring ones being one place.

    >>> count_lost_places("1\ufffd\ufffd3\ufffd")
    2
    """
    return len(_LOST_PLACES.findall(text))
