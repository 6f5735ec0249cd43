"""An S3 server of moto's in a process of its own, with one bucket; tests without its packages are skipped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

import flows.storage.objects

NAME = "nianbao"
_SERVER = """
import sys
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Bucket:
    """A bucket, reached by the client of AWS: what the program does is looked at by another one."""

    client: Any

    def url(self, prefix: str) -> str:
        """The URL of a folder in it."""
        return f"s3://{NAME}/{prefix}"

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Make objects."""
        for key, content in contents.items():
            self.client.put_object(Bucket=NAME, Key=key, Body=content)

    def get(self, key: str) -> bytes:
        """The content of an object."""
        content: bytes = self.client.get_object(Bucket=NAME, Key=key)["Body"].read()
        return content

    def remove(self, key: str) -> None:
        """Remove an object."""
        self.client.delete_object(Bucket=NAME, Key=key)

    def list_keys(self, prefix: str = "") -> list[str]:
        """The keys of all objects below a folder."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=NAME, Prefix=prefix)
        return [found["Key"] for page in pages for found in page.get("Contents", ())]


@contextmanager
def s3_bucket(patched: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """An empty bucket, which this process and those that it starts take for theirs."""
    if not all(map(find_spec, ("moto", "boto3", "flask"))):
        pytest.skip("the packages of an S3 server are not installed")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        endpoint = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        for name, value in {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": endpoint,
        }.items():
            patched.setenv(name, value)
        flows.storage.objects._client.cache_clear()
        import boto3

        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=NAME)
        yield Bucket(client)
    finally:
        flows.storage.objects._client.cache_clear()
        process.kill()
        process.communicate()
