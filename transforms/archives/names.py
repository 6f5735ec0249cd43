"""Names in archives that say nothing of their encoding: Chinese tools write those of their own code page."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.text import Decoded, decode

_OF_NAMES = ("utf-8", "gb18030", "big5hkscs")


def find_name_encoding(names: Sequence[bytes]) -> str:
    """The encoding of all names of an archive together, as one name is short; cp437, the standard's, if none fits.

    >>> find_name_encoding(["示例镇/2021年政府信息公开工作年度报告.html".encode("gbk")])
    'gb18030'
    >>> find_name_encoding([b"Caf\\x82.txt"])
    'cp437'
    """
    joined = b"\n".join(names)
    for encoding in ("utf-8", _found_encoding(joined), "gb18030"):
        if encoding in _OF_NAMES and _is_valid(joined, encoding):
            return encoding
    return "cp437"


def _found_encoding(joined: bytes) -> str:
    decoded = decode(joined)
    return decoded.encoding if isinstance(decoded, Decoded) else ""


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
