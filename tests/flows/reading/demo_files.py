"""Files of the demonstration for a batch."""

from __future__ import annotations

from flows.raw import SourceFile, find_files, fingerprint_files
from tests.flows.inputs import DEMO


def demo_files(count: int = 3) -> tuple[SourceFile, ...]:
    """So many reports of one year."""
    reports = [file for file in find_files(DEMO) if file.name.endswith("-2021.txt")]
    return tuple(fingerprint_files(reports[:count], 1))
