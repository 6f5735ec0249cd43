"""A place is a path, or the URL of a folder in S3."""

from __future__ import annotations

from pathlib import Path

_SCHEME = "s3://"

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
    """The URL of a folder, without slashes at its end; what is no text is left as it is.

    Raises `ValueError` for what is no URL of S3, and one that names no bucket.
    """
    if not isinstance(value, str):
        return value
    bucket, _, _ = value.removeprefix(_SCHEME).partition("/")
    if not is_url(value) or not bucket:
        raise ValueError(f"a folder by URL is one of S3: {_SCHEME}BUCKET/PREFIX")
    return value.rstrip("/")
