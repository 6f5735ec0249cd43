"""A reader that reads a content once in a process, for the runs of tests that ask what becomes of a reading.

Processes that a test starts as users do read each file themselves.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import flows.reading.batch
from transforms.archives import Member
from transforms.identity import Gazetteer
from transforms.report import Reading, ReadSettings, read_member
from transforms.source_paths import told_by_path

# All that a reading depends on; the gazetteer stands for itself, and is kept alive by it.
_Key = tuple[bytes, str, int, ReadSettings | None]

_readings: dict[_Key, tuple[Reading, Gazetteer | None]] = {}


def read_once(member: Member, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None) -> Reading:
    """As `read_member`, from what is remembered of the same content under such a path."""
    if member.rejection is not None or member.data is None:
        return read_member(member, gazetteer=gazetteer, settings=settings)
    key = member.data, told_by_path(member.name), id(gazetteer), settings
    if key not in _readings:
        _readings[key] = read_member(member, gazetteer=gazetteer, settings=settings), gazetteer
    return replace(_readings[key][0], name=member.name)


def remember_readings(patched: pytest.MonkeyPatch) -> None:
    """Let the runs of this process read each content once."""
    patched.setattr(flows.reading.batch, "read_member", read_once)
