"""Texts beyond what is searched for labels are refused, whatever they came in."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from flows.settings import Settings
from tests.flows.inputs import DEMO
from tests.hostile import make_zip
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.report import Reading, ReadSettings, read_file, read_report

SMALL = ReadSettings(limits=replace(DEFAULT_LIMITS, text_characters=1000))


def reason(reading: Reading) -> str | None:
    return reading.rejection.reason if reading.rejection else None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("年" * 1001, "text_too_long"),
        ("年" * 1000, "not_a_report"),
        ("x" * 4001, "text_too_long"),
        (f"<!DOCTYPE html><html><body><p>{'年' * 1100}</p></body></html>", "text_too_long"),
        ("\x00\x01\x02\x03" * 5000, "binary_file"),
    ],
)
def test_a_text_is_as_long_as_its_characters(data: str, expected: str) -> None:
    assert reason(read_report(data.encode(), "a", settings=SMALL)) == expected


def test_the_limits_reach_the_members_of_archives() -> None:
    report = (DEMO / "shifan-2021.txt").read_bytes()
    [small] = read_file(make_zip([("a.txt", report)]), "a.zip", settings=SMALL)
    [large] = read_file(make_zip([("a.txt", report)]), "a.zip")
    assert (reason(small), reason(large)) == ("text_too_long", None)


def test_an_operator_may_set_each_limit_but_the_size_of_small_files() -> None:
    assert {field.name for field in fields(Limits)} - set(Settings.model_fields) == {"expansion_floor"}


def test_the_bounds_hold_each_other() -> None:
    """No archive is refused for what one of its members may hold, and no file for what may be read of it."""
    assert DEFAULT_LIMITS.member_bytes <= DEFAULT_LIMITS.file_bytes <= DEFAULT_LIMITS.archive_bytes
    assert DEFAULT_LIMITS.text_characters < DEFAULT_LIMITS.member_bytes
