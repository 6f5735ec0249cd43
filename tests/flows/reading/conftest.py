"""Fixtures of the tests of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.reading.jobs import ReadJob
from tests.flows.pipeline import make_job


@pytest.fixture
def job(tmp_path: Path) -> ReadJob:
    """A job whose stage is a folder of the test."""
    return make_job(tmp_path)
