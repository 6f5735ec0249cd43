"""What codes are called: every code has a name in Chinese, and columns count wide characters as two."""

from __future__ import annotations

import pytest

from flows.state.run_log import OUTCOMES
from flows.words import format_counts, named, pad_text, with_parts
from transforms.doubts import Reason
from transforms.schemas.codes import CellStatus, Severity


@pytest.mark.parametrize("code", [*Reason, *CellStatus, *Severity, *sorted(OUTCOMES)])
def test_every_code_has_a_name(code: str) -> None:
    name = named(code)
    assert name.en == code
    assert not name.zh.isascii()


def test_the_names_of_reasons_differ() -> None:
    assert len({named(reason).zh for reason in Reason}) == len(Reason)


def test_counts_are_told_in_both_languages() -> None:
    counts = {"current": 1_000, "of_tomorrow": 2}
    assert format_counts(counts).zh == "现行 1,000，of_tomorrow 2"
    assert with_parts(1_002, counts).zh == "1,002（现行 1,000，of_tomorrow 2）"
    assert with_parts(1_002, counts).en == "1,002 (1,000 current, 2 of_tomorrow)"
    assert (with_parts(0, {}).zh, with_parts(0, {}).en) == ("0", "0")


def test_a_wide_character_takes_two_columns() -> None:
    assert pad_text("仓库", 6) == "仓库  "
    assert pad_text("仓库", 6, right=True) == "  仓库"
    assert pad_text("warehouse", 4) == "warehouse"
