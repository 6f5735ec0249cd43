"""The time as the warehouse has it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from flows.state.clock import utc_now


def test_the_time_is_utc_whatever_the_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        now = utc_now()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert now.tzinfo is None
    assert abs(now.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=5)
