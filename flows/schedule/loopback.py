"""The loopback interface, at which alone our own Prefect server listens, and what may stand between it and a client."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from flows.errors import PrefectServerError, system_words
from transforms.language import Pair

# Both kinds of addresses; a container may have one of them or neither.
LOOPBACKS = ("127.0.0.1", "::1")
# How long a connection within this machine may take.
CONNECT_SECONDS = 30.0


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Its address for a browser.

        >>> Address("127.0.0.1", 4200).url, Address("::1", 4200).url
        ('http://127.0.0.1:4200', 'http://[::1]:4200')
        """
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"


def find_address(port: int | None = None) -> Address:
    """A loopback address that can be reached, with this port or one on which nobody listens just now.

    Raises `PrefectServerError` where there is none: a container may be without any network.
    """
    reasons: list[OSError] = []
    for host in LOOPBACKS:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            with socket.create_server((host, 0), family=family) as listener:
                socket.create_connection((host, listener.getsockname()[1]), CONNECT_SECONDS).close()
            with socket.create_server((host, 0), family=family) as free:
                return Address(host, port or int(free.getsockname()[1]))
        except OSError as error:
            reasons.append(error)
    raise PrefectServerError(
        Pair(
            "Prefect 服务没有启动：本机的回环地址（{hosts}）不通：{why}",
            "the Prefect server is not started: no loopback address ({hosts}) can be reached: {why}",
            hosts=Pair("、".join(LOOPBACKS), ", ".join(LOOPBACKS)),
            why=system_words(reasons[0]),
        )
    )


def unusable_proxies(variables: Mapping[str, str]) -> list[str]:
    """The names of those variables whose proxy Prefect's client cannot even read, and fails of before it asks for whom.

    It reads addresses of HTTP proxies; this program uses none of another kind.

    >>> unusable_proxies({"ALL_PROXY": "socks5://127.0.0.1:1080", "http_proxy": "http://proxy.example:8080"})
    ['ALL_PROXY']
    """
    return [
        name for name, value in variables.items() if name.lower().endswith("_proxy") and not _is_usable(name, value)
    ]


def _is_usable(name: str, value: str) -> bool:
    if not value or name.lower() == "no_proxy":
        return True
    if not (value.isascii() and value.isprintable()) or " " in value:
        return False
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
