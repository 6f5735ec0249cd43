"""Objects in S3 by their URLs, through s3fs: it lists every key as it is, and creates an object once.

Whatever fails is an `OSError` with a sentence, as it is with files. Credentials, region and endpoint are taken from the
variables that all programs for S3 use: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

# What botocore waits for an endpoint, and how often it asks: a run with thousands of objects meets every hiccup.
_CONNECTION = {"connect_timeout": 20, "read_timeout": 120, "retries": {"max_attempts": 6, "mode": "standard"}}


# Bytes of an object that are in memory at a time.
_PIECE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object below a folder: its key behind that of the folder, and what the listing tells of its content.

    `modified_ns` is in nanoseconds since 1970, of which S3 keeps whole seconds; `tag` is the object's ETag.
    """

    name: str
    url: str
    byte_size: int
    modified_ns: int
    tag: str


@cache
def _file_system() -> AbstractFileSystem:
    try:
        import s3fs
    except ImportError as error:
        raise OSError(0, "folders in S3 need the extra: pip install 'nianbao[cluster]'") from error
    region = {"region_name": region} if (region := os.environ.get("AWS_REGION")) else {}
    return s3fs.S3FileSystem(
        use_listings_cache=False, skip_instance_cache=True, config_kwargs=_CONNECTION, client_kwargs=region
    )


@contextmanager
def _as_os_error(url: str) -> Iterator[None]:
    """Raise what the library raises as `OSError`, with one line."""
    try:
        yield
    except FileExistsError:
        raise
    except Exception as error:
        text = str(getattr(error, "strerror", None) or error).strip() or type(error).__name__
        number = (error.errno if isinstance(error, OSError) else None) or errno.EIO
        raise OSError(number, text.splitlines()[0], url) from error


def list_objects(folder: str) -> list[StoredObject]:
    """All objects below a folder, in the order of their keys. Raises `OSError`, also where there is no such bucket.

    The empty objects that some programs make for a folder, whose keys end with a slash, are none.
    """
    with _as_os_error(folder):
        found = _file_system().find(folder + "/", detail=True)
    described = (_describe(folder, info) for info in found.values())
    return [one for one in described if one.byte_size or not one.name.endswith("/")]


def _describe(folder: str, info: dict[str, Any]) -> StoredObject:
    url = f"s3://{info['name']}"
    modified = info["LastModified"]
    seconds = int(modified.timestamp()) if isinstance(modified, datetime) else 0
    return StoredObject(url[len(folder) + 1 :], url, int(info["size"]), seconds * 10**9, str(info["ETag"]))


def has_object(url: str) -> bool:
    """Whether there is an object. Raises `OSError`."""
    with _as_os_error(url):
        return bool(_file_system().exists(url))


def read_object(url: str) -> bytes:
    """The content of an object. Raises `OSError`."""
    with _as_os_error(url):
        return bytes(_file_system().cat_file(url))


@contextmanager
def open_object(url: str) -> Iterator[BufferedIOBase]:
    """An object as a file that is read piece by piece. Raises `OSError`, also for what is read in the block."""
    with _as_os_error(url), _file_system().open(url, "rb", block_size=_PIECE) as stream:
        yield stream


def read_start(url: str, length: int) -> bytes:
    """The first bytes of an object. Raises `OSError`."""
    with _as_os_error(url):
        return bytes(_file_system().cat_file(url, start=0, end=length))


def put_file(path: Path, url: str) -> None:
    """Make an object of a file's content. Raises `OSError`."""
    with _as_os_error(url):
        _file_system().put_file(str(path), url)


def create_object(url: str, content: bytes) -> bool:
    """Make an object where there is none of this key; whether it was made. Raises `OSError`."""
    try:
        with _as_os_error(url):
            _file_system().pipe_file(url, content, mode="create")
    except FileExistsError:
        return False
    return True


def fetch_object(url: str, path: Path) -> None:
    """Write the content of an object into a file. Raises `OSError`."""
    with _as_os_error(url):
        _file_system().get_file(url, str(path))


def remove_objects(urls: Iterable[str]) -> None:
    """Remove objects, in this order; those that are gone already do not matter. Raises `OSError`."""
    for url in urls:
        with _as_os_error(url):
            _file_system().rm_file(url)
