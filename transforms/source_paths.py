"""Paths of source files as text: printable, unique, and those of members behind that of their archive."""

from __future__ import annotations

import re
from collections.abc import Iterator

MEMBER_MARK = "!/"
# Each mark of a member; `printable_name` keeps any other exclamation mark from looking like one.
_MEMBER_MARKS = re.compile(re.escape(MEMBER_MARK))

# Control characters, the backslash that escapes begin with, bytes that are no UTF-8 (kept as halves of surrogates), and
# an exclamation mark at the end of a folder's name, so that the mark of a member is never in doubt. Invisible
# characters such as U+200B are printable and stay.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]|!(?=/)")


def _escape_character(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as os.fsdecode keeps it
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}"


def printable_name(relative: str) -> str:
    r"""A path as text that any table and terminal can hold; different paths have different names.

    Bytes that are not UTF-8 become `\xNN`, control characters `\uNNNN`, a backslash `\\`, and an exclamation mark at
    the end of a folder's name `\u0021`, as `!/` parts an archive from its members.

    >>> printable_name("示例镇/2020 年报.txt")
    '示例镇/2020 年报.txt'
    >>> print(printable_name("\udcb1\udca8.txt"))
    \xb1\xa8.txt
    >>> print(printable_name("a\\b\n"))
    a\\b\u000a
    >>> print(printable_name("new!/a!.txt"))
    new\u0021/a!.txt
    """
    return _UNPRINTABLE.sub(_escape_character, relative)


def member_path(archive: str, member: str) -> str:
    """The source path of a member; `archive` is a source path, `member` the path inside as it was decoded.

    >>> member_path("2021.zip", "示例镇/a.txt")
    '2021.zip!/示例镇/a.txt'
    """
    return f"{archive}{MEMBER_MARK}{printable_name(member)}"


# A digit may be a year, a character beyond ASCII a name. A place in pinyin (shili/zhen) is missed.
_SAYS_SOMETHING = re.compile(r"[^\x00-\x7f]|\d")


def told_by_path(path: str) -> str:
    """What a source path may tell of the report at its end: folders and names with a digit or beyond ASCII.

    The rest says nothing of agency or year; between what is kept a point stands for it. Files that move between
    folders such as `inbox` and `done` tell the same.

    >>> told_by_path("inbox/示例县/2021/scans/old/示范镇.html")
    '示例县/2021/./示范镇.html'
    >>> told_by_path("2021.zip!/member.html"), told_by_path("inbox/report.txt")
    ('2021.zip!', '')
    """
    told: list[str] = []
    for part in path.split("/"):
        if _SAYS_SOMETHING.search(part):
            told.append(part)
        elif told and told[-1] != ".":
            told.append(".")
    return "/".join(told[:-1] if told and told[-1] == "." else told)


def split_archives(path: str) -> Iterator[tuple[str, str]]:
    """Every way to take a path as that of a member: (path of the outermost archive, path of the member).

    >>> list(split_archives("a.zip!/b.zip!/c.txt"))
    [('a.zip', 'b.zip!/c.txt'), ('a.zip!/b.zip', 'c.txt')]
    """
    for match in _MEMBER_MARKS.finditer(path):
        yield path[: match.start()], path[match.end() :]
