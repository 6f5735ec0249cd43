"""Fixtures of the tests of `sql/`: those of the shell's tests."""

from __future__ import annotations

from tests.flows.conftest import connection, empty_database, warehouse

__all__ = ["connection", "empty_database", "warehouse"]
