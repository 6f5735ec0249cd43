"""Objects in S3 by their URLs, through the client of its own maker: keys are taken as they are, nothing is cached.

Whatever fails is an `OSError` with a sentence, as it is with files; what is not there is a `FileNotFoundError`.
Credentials, region and endpoint are taken from the variables that all programs for S3 use: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows.storage.places import split_url
from transforms.language import Pair

# What the client waits for an endpoint, and how often it asks: together less than a file may take to be read.
_CONNECTION = {"connect_timeout": 10, "read_timeout": 60, "retries": {"total_max_attempts": 4, "mode": "standard"}}
# Connections at a time, as many as there are threads that read.
CONNECTIONS = 16
_PIECE = 1024 * 1024
# What one request removes at most.
_REMOVED_AT_ONCE = 1000
_MISSING = {"NoSuchKey", "404", "NotFound"}


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
def _client() -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise OSError(
            0,
            Pair(
                "S3 中的文件夹需要附加组件：pip install 'nianbao[cluster]'",
                "folders in S3 need the extra: pip install 'nianbao[cluster]'",
            ),
        ) from error
    options = Config(max_pool_connections=CONNECTIONS, s3={"addressing_style": _addressing()}, **_CONNECTION)
    return boto3.client("s3", region_name=os.environ.get("AWS_REGION"), config=options)


def _addressing() -> str:
    """How a bucket is named to a server: one that is not of AWS seldom has a name of its own for each."""
    return "path" if os.environ.get("AWS_ENDPOINT_URL") else "auto"


@contextmanager
def _as_os_error(url: str) -> Iterator[None]:
    """Raise what the client raises as `OSError`, with one line."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
    except ImportError:
        yield  # and `_client` says what is missing
        return
    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {})
        is_missing = said.get("Code") in _MISSING
        text = " ".join(str(said.get("Message") or said.get("Code") or error).split())
        raise OSError(errno.ENOENT if is_missing else errno.EIO, text, url) from error
    except (BotoCoreError, HTTPClientError, ValueError) as error:
        raise OSError(errno.EIO, " ".join(str(error).split()), url) from error


def list_objects(folder: str) -> Iterator[StoredObject]:
    """All objects below a folder, in the order of their keys. Raises `OSError`, also where there is no such bucket.

    The empty objects that some programs make for a folder, whose keys end with a slash, are none.
    """
    bucket, prefix = split_url(f"{folder}/")
    with _as_os_error(folder):
        for page in _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for found in page.get("Contents", ()):
                one = _describe(folder, prefix, found)
                if one.byte_size or not one.name.endswith("/"):
                    yield one


def _describe(folder: str, prefix: str, found: dict[str, Any]) -> StoredObject:
    name = found["Key"].removeprefix(prefix)
    modified_ns = int(found["LastModified"].timestamp()) * 10**9
    return StoredObject(name, f"{folder}/{name}", int(found["Size"]), modified_ns, str(found["ETag"]))


def read_pieces(url: str) -> Iterator[bytes]:
    """The content of an object, in pieces of a mebibyte. Raises `OSError`."""
    bucket, key = split_url(url)
    with _as_os_error(url):
        body = _client().get_object(Bucket=bucket, Key=key)["Body"]
        with body:
            yield from body.iter_chunks(_PIECE)


def read_start(url: str, length: int) -> bytes:
    """The first bytes of an object. Raises `OSError`."""
    start = bytearray()
    for piece in read_pieces(url):
        start += piece
        if len(start) >= length:
            break
    return bytes(start[:length])


def has_object(url: str) -> bool:
    """Whether there is an object. Raises `OSError`."""
    bucket, key = split_url(url)
    try:
        with _as_os_error(url):
            _client().head_object(Bucket=bucket, Key=key)
    except FileNotFoundError:
        return False
    return True


def put_file(path: Path, url: str) -> None:
    """Make an object of a file's content. Raises `OSError`."""
    bucket, key = split_url(url)
    with path.open("rb") as stream, _as_os_error(url):
        _client().put_object(Bucket=bucket, Key=key, Body=stream)


def create_object(url: str, content: bytes) -> bool:
    """Make an object where there is none of this key; whether it was made. Raises `OSError`.

    An answer that is lost has the client ask again, and find the object that it has made itself: False does not say
    that somebody else made it.
    """
    bucket, key = split_url(url)
    try:
        with _as_os_error(url):
            _client().put_object(Bucket=bucket, Key=key, Body=content, IfNoneMatch="*")
    except OSError:
        if has_object(url):
            return False
        raise
    return True


def fetch_object(url: str, path: Path) -> None:
    """Write the content of an object into a file. Raises `OSError`."""
    with path.open("wb") as stream:
        for piece in read_pieces(url):
            stream.write(piece)


def remove_objects(urls: Iterable[str]) -> None:
    """Remove objects of one bucket; those that are gone already do not matter. Raises `OSError`."""
    parts = [split_url(url) for url in urls]
    for start in range(0, len(parts), _REMOVED_AT_ONCE):
        some = parts[start : start + _REMOVED_AT_ONCE]
        bucket, named = some[0][0], [{"Key": key} for _, key in some]
        with _as_os_error(f"s3://{bucket}"):
            answer = _client().delete_objects(Bucket=bucket, Delete={"Objects": named, "Quiet": True})
        for failed in answer.get("Errors", ()):
            raise OSError(errno.EIO, str(failed.get("Message")), f"s3://{bucket}/{failed.get('Key')}")
