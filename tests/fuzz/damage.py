"""What chance does to a file: bytes that flip, go, come twice, come from elsewhere, and words that mean something."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

from tests.hostile import make_zip

# Words of the formats, numbers at their bounds, marks that begin or end something, characters that are none.
_VISIBLE = """
<
>
</
<!--
-->
<table>
</td>
<td colspan=99999 rowspan=65535>
<script>
&#0;
&#x110000;
&amp;amp;
%PDF-1.7
endstream
endobj
[
]
((((
<<
>>
 0 R
/Kids
<w:gridSpan w:val='-1'/>
<w:vMerge/>
<w:tbl>
</w:p>
<!DOCTYPE d [<!ENTITY a 'b'>]>
xmlns=
|||
,,,,
"
'
{
}
-1
4294967296
1e309
０
１２
〇
九十九亿
１,２３４
2021年
9999年
总计
（三）
—
ābc
镇
charset=utf-7
charset=gb2312
𠀀
"""
_UNSEEN = ("PK\x03\x04", "\x1f\x8b", "\0", "\t\t\t\t", "\r", "\n\n", "\ufeff", "\u202e", "\u200b", "\x1b[2J", "\ud7ff")
_NO_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\xff", b"\xed\xa0\x80", b"\x81\x30\x81\x30", b"\xa3\xa0")
_WORDS = (*(word.encode() for word in (*_VISIBLE.strip("\n").split("\n"), *_UNSEEN)), *_NO_TEXT)
# A slice that chance takes is at most so long, and comes at most so often again: growth is to be seen, not made.
_LONGEST, _MOST_OFTEN = 4000, 40

Change = Callable[[bytearray, Random, bytes], None]


def _place(data: bytearray, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(_LONGEST ** rng.random()))


def _flip(data: bytearray, rng: Random, _: bytes) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _overwrite(data: bytearray, rng: Random, _: bytes) -> None:
    start, end = _place(data, rng)
    data[start:end] = rng.randbytes(end - start)


def _cut(data: bytearray, rng: Random, _: bytes) -> None:
    start, end = _place(data, rng)
    del data[start:end]


def _repeat(data: bytearray, rng: Random, _: bytes) -> None:
    start, end = _place(data, rng)
    data[end:end] = data[start:end] * rng.randrange(1, _MOST_OFTEN)


def _insert(data: bytearray, rng: Random, _: bytes) -> None:
    start, _end = _place(data, rng)
    data[start:start] = rng.choice(_WORDS) * rng.choice((1, 1, 1, 2, 30))


def _replace_word(data: bytearray, rng: Random, _: bytes) -> None:
    start, end = _place(data, rng)
    data[start:end] = rng.choice(_WORDS)


def _move(data: bytearray, rng: Random, _: bytes) -> None:
    start, end = _place(data, rng)
    piece = bytes(data[start:end])
    del data[start:end]
    at = rng.randrange(len(data) + 1)
    data[at:at] = piece


def _splice(data: bytearray, rng: Random, other: bytes) -> None:
    start, end = _place(bytearray(other), rng)
    at = rng.randrange(len(data) + 1)
    data[at:at] = other[start:end]


def _end_early(data: bytearray, rng: Random, _: bytes) -> None:
    del data[rng.randrange(len(data) + 1) :]


CHANGES: Sequence[Change] = (
    *(_flip, _overwrite, _cut, _repeat, _insert, _insert, _replace_word, _replace_word, _move, _splice, _end_early),
)


def damage_bytes(data: bytes, rng: Random, other: bytes) -> bytes:
    """The bytes after one to eight changes."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        rng.choice(CHANGES)(changed, rng, other)
    return bytes(changed)


def damage_file(data: bytes, rng: Random, other: bytes) -> bytes:
    """A file after some changes; of an archive or an office file mostly what is packed in it, as the rest guards it."""
    if not data.startswith(b"PK") or rng.random() < 0.2:
        return damage_bytes(data, rng, other)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    at = rng.randrange(len(files))
    if rng.random() < 0.05:
        del files[at]
    else:
        files[at] = (files[at][0], damage_bytes(files[at][1], rng, other))
    return make_zip(files)
