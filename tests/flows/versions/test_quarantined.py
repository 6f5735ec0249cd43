"""The quarantine of a warehouse, as its rows have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.versions.quarantined import read_quarantine


def test_without_a_warehouse_there_is_a_plain_sentence(warehouse: Path) -> None:
    with pytest.raises(RunError, match="there is no warehouse"):
        read_quarantine(warehouse)


def test_a_warehouse_that_is_no_database_too(warehouse: Path) -> None:
    warehouse.write_text("no database")
    with pytest.raises(RunError, match="cannot be read"):
        read_quarantine(warehouse)
