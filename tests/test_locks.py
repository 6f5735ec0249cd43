"""The locks: every package at one version, with hashes, and from nowhere in particular."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LOCKS = sorted((Path(__file__).resolve().parents[1] / "requirements").glob("*.lock"))
PIN = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?==[^\s;]+(?: ;[^\\]*)?")


def requirements_of(text: str) -> list[str]:
    """The requirements of a lock, each in one line with its hashes."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def is_locked(requirement: str) -> bool:
    """Whether a requirement has one version, and nothing behind it but hashes."""
    pin, *hashes = (part.strip() for part in requirement.split("--hash="))
    return bool(hashes) and bool(PIN.fullmatch(pin)) and all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_one_version_with_hashes(path: Path) -> None:
    requirements = requirements_of(path.read_text("utf-8"))
    assert len(requirements) > 20
    assert [requirement[:80] for requirement in requirements if not is_locked(requirement)] == []


@pytest.mark.parametrize(
    "requirement",
    [
        "prefect==3.8.8",
        f"prefect>=3.8 --hash=sha256:{'0' * 64}",
        "prefect==3.8.8 --hash=md5:0123456789abcdef",
        f"prefect @ https://example.org/prefect.whl --hash=sha256:{'0' * 64}",
        "--index-url https://example.org/simple",
        "-e .",
    ],
)
def test_a_requirement_that_is_not_locked_would_be_noticed(requirement: str) -> None:
    assert not is_locked(requirement)
