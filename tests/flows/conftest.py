"""Fixtures of the shell's tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a test publishes its warehouse; nothing is there yet."""
    folder = tmp_path / "warehouse"
    folder.mkdir()
    return folder / "nianbao.duckdb"
