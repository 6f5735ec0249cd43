"""The time as the warehouse has it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def utc_now() -> datetime:
    """The time in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def show_time(moment: datetime, zone: tzinfo = UTC) -> str:
    """A time as people read it in a zone, with its distance from UTC; one without a zone is UTC.

    >>> from zoneinfo import ZoneInfo
    >>> show_time(datetime(2024, 1, 31, 2, 0, 5), ZoneInfo("Asia/Shanghai")), show_time(datetime(2024, 1, 31, 2, 0, 5))
    ('2024-01-31 10:00:05 +08:00', '2024-01-31 02:00:05 UTC')
    """
    there = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    offset = f"{there:%z}"
    return f"{there:%Y-%m-%d %H:%M:%S} " + ("UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}")
