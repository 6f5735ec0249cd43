"""Fixtures of the tests of reading."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from flows.reading.jobs import ReadJob
from tests.flows.killing import forks
from tests.flows.pipeline import make_job


@pytest.fixture
def job(tmp_path: Path) -> ReadJob:
    """A job whose stage is a folder of the test."""
    return make_job(tmp_path)


@pytest.fixture
def quick_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes are forked from one that has imported the reader; of others each takes seconds to start."""
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: forks())
