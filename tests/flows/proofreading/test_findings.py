"""Findings are counted, and decide whether a hook refuses."""

from __future__ import annotations

import pytest

from flows.proofreading.findings import Checked, Finding, Place, count_severities, has_complaints
from transforms.language import Pair
from transforms.report import Reading


def checked(*severities: str) -> Checked:
    findings = tuple(Finding("rule", "rule", severity, Pair("一", "one"), Place()) for severity in severities)
    return Checked("a.txt", Reading("a.txt", None, 0, "text/plain"), findings)


def test_severities_are_counted_over_all_files() -> None:
    files = [checked("error", "note"), checked(), checked("note")]
    assert dict(count_severities(files)) == {"error": 1, "warning": 0, "note": 2}


@pytest.mark.parametrize(
    ("severities", "usual", "strict"),
    [((), False, False), (("note",), False, False), (("warning",), False, True), (("note", "error"), True, True)],
)
def test_errors_are_refused_and_warnings_where_it_is_strict(
    severities: tuple[str, ...], usual: bool, strict: bool
) -> None:
    assert has_complaints([checked(), checked(*severities)]) is usual
    assert has_complaints([checked(*severities)], strict=True) is strict
