"""A place is a path, or the URL of a folder in S3."""

from __future__ import annotations

import re
from pathlib import Path

from transforms.language import Pair

_SCHEME = "s3://"
# The names that clients of S3 take for a bucket.
_BUCKET = re.compile(r"[A-Za-z0-9._-]{1,255}")

Place = Path | str
"""A folder or file: a path where it lies in a file system, a text where it is a URL."""


def is_url(place: Place) -> bool:
    """Whether a place, or a path that came of one, is a URL.

    >>> is_url("s3://bucket/raw/a.txt"), is_url("/data/raw/a.txt"), is_url(Path("s3:/bucket"))
    (True, False, False)
    """
    return isinstance(place, str) and place.startswith(_SCHEME)


def parse_place(value: object) -> object:
    """A place from the text of a setting. Raises `ValueError` for a URL of another kind; see `parse_url`."""
    if not isinstance(value, str):
        return value
    return parse_url(value) if "://" in value else Path(value)


def parse_url(value: object) -> object:
    """The URL of a folder, without slashes at its end, None for an empty text; what is no text is left as it is.

    Raises `ValueError` for what is no URL of S3, and one that names no bucket.
    """
    if not isinstance(value, str):
        return value
    if not value:
        return None
    if not is_url(value) or not _BUCKET.fullmatch(split_url(value)[0]):
        raise ValueError(
            Pair(
                "网址形式的文件夹只能是 S3 的：{scheme}BUCKET/PREFIX",
                "a folder by URL is one of S3: {scheme}BUCKET/PREFIX",
                scheme=_SCHEME,
            )
        )
    return value.rstrip("/")


def split_url(url: str) -> tuple[str, str]:
    """Bucket and key of an object. A key may have any characters, also those that an address on the web may not have.

    >>> split_url("s3://bucket/raw//a?b")
    ('bucket', 'raw//a?b')
    """
    bucket, _, key = url.removeprefix(_SCHEME).partition("/")
    return bucket, key


def are_nested(one: str, other: str) -> bool:
    """Whether one of two URLs of folders is the other, or below it.

    >>> are_nested("s3://b/raw", "s3://b"), are_nested("s3://b/raw", "s3://b/raw2")
    (True, False)
    """
    first, second = sorted((f"{one}/", f"{other}/"), key=len)
    return second.startswith(first)
