"""The locks: every package at one version, with hashes, and from nowhere in particular; what is told of an audit."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w, -]+\])?==[^\s;]+(?: ;[^\\]*)?")


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
    assert len(requirements) > (0 if path.name == "pip.lock" else 20)
    assert [requirement[:80] for requirement in requirements if not is_locked(requirement)] == []


@pytest.mark.parametrize(
    "requirement",
    [
        "prefect==3.8.8",
        f"prefect>=3.8 --hash=sha256:{'0' * 64}",
        "prefect==3.8.8 --hash=md5:0123456789abcdef",
        f"prefect @ file:///prefect.whl --hash=sha256:{'0' * 64}",
        "--index-url file:///simple",
        "-e .",
    ],
)
def test_a_requirement_that_is_not_locked_would_be_noticed(requirement: str) -> None:
    assert not is_locked(requirement)


VULNERABLE = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2", "3"]}]}
SOUND = {"name": "b", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> list[str]:
    (tmp_path / "found.json").write_text(content)
    runpy.run_path(str(ROOT / ".ci" / "audit.py"))["main"](tmp_path / "found.json")
    return capsys.readouterr().out.splitlines()


def test_an_audit_names_what_is_known_and_of_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, capsys, json.dumps({"dependencies": [VULNERABLE, SOUND, UNKNOWN]})) == [
        "audit: warning: a 1: CVE-1, mended in 2, 3",
        "audit: 1 known vulnerabilities; 2 of 3 locked packages could be asked for",
    ]


@pytest.mark.parametrize("packages", [[UNKNOWN], [], None])
def test_an_audit_without_answers_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packages: list[dict[str, Any]] | None
) -> None:
    content = "" if packages is None else json.dumps({"dependencies": packages})
    assert told(tmp_path, capsys, content) == ["audit: the service of known vulnerabilities did not answer"]
