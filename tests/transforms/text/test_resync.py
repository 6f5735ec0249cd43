"""One damaged byte costs one character: neither the digit behind it, nor the pipe, nor the rest of the line."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.text.resync import LOST, count_lost_places, has_shifted_char, resync_line


def resync(text: str) -> str:
    return resync_line(text.encode("gbk"), "gb18030")


EVIDENCE = (
    Pattern(
        "transforms.text.resync._LOST_PLACES",
        takes=(f"规{LOST}{LOST}1", LOST),
        found=(LOST * 2, LOST),
        leaves=("规章1", "?", "\u25a1"),
    ),
    Threshold(
        "transforms.text.resync._LONGEST_LINE",
        inside=lambda: LOST not in resync("政" * 10_000),
        outside=lambda: LOST not in resync("政" * 9_999 + "a政"),
        moved=30_000,
    ),
    Threshold(
        "transforms.text.resync._RARE",
        inside=lambda: has_shifted_char("侲", "gb18030"),
        outside=lambda: has_shifted_char("凜", "gb18030"),
        moved=3.0,
    ),
    Threshold(
        "transforms.text.resync._COST_OF_MORE_DAMAGE",
        inside=lambda: resync_line("\ue000".encode("gb18030"), "gb18030") == LOST * 2,
        outside=lambda: resync_line("亐".encode("gb18030"), "gb18030") == LOST * 2,
        moved=20.0,
    ),
    Threshold(
        "transforms.text.resync._COST_OF_PIPE",
        inside=lambda: resync("规|瑋|0") == f"规|{LOST}||0",
        outside=lambda: resync("规|億|0") == f"规|{LOST}||0",
        moved=3.0,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_sound_lines_come_back_as_they_are() -> None:
    for encoding, text in (("gb18030", "规章|0|㙍镇 12，𠮷"), ("big5hkscs", "規章|0|鎮 12，")):
        assert resync_line(text.encode(encoding), encoding) == text
    assert resync_line(b"", "gb18030") == ""


def test_a_rare_character_that_ends_in_a_pipe_is_kept_outside_of_a_row() -> None:
    assert resync("规章瑋与章程") == "规章瑋与章程"


@pytest.mark.parametrize("bad", [0x80, 0xFF])
def test_no_digit_behind_a_damaged_byte_is_lost(bad: int) -> None:
    line = "规章".encode("gbk") + bytes([bad]) + b"12|3"
    assert resync_line(line, "gb18030") == f"规章{LOST}12|3"


def test_a_long_line_is_cut_where_no_character_is_torn() -> None:
    text = "政府信息公开，\t" * 3_000
    assert resync(text) == text


def test_lost_bytes_in_a_row_are_one_place() -> None:
    assert [count_lost_places(text) for text in ("", "规章", f"{LOST}{LOST}", f"{LOST}1{LOST}")] == [0, 0, 1, 2]
