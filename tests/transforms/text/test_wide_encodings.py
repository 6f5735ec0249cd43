"""UTF-16 and UTF-32 without a mark: found by what the characters are, and found again behind a lost byte."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.text.resync import LOST
from transforms.text.wide_encodings import _find_shift, _is_wide_page, decode_wide, find_wide_encoding, plausibility

PROSE = "示例镇主动公开政府信息，本年新收申请数量和办理情况。"
# Plausible and rare (澍), and implausible, as the wrong byte order gives it.
RARE, WRONG = "澍", "\u3f65"


def page_of(common: int, rare: int = 0, wrong: int = 0) -> str:
    return "政" * common + RARE * rare + WRONG * wrong


def utf16(size: int) -> bytes:
    """So many bytes of prose."""
    return (PROSE * (size // 2)).encode("utf-16-le")[:size]


def lose_bytes(every: int) -> bytes:
    """A page that lost a byte behind each so many."""
    data = utf16(6_000)
    return b"".join(data[start : start + every - 1] for start in range(0, len(data), every))


def shifted_at(place: int) -> bytes:
    data = utf16(10_000)
    return data[:place] + data[place + 1 :]


def with_garbled_end(count: int) -> bytes:
    """So many times the prose, and once more without its first and its last byte."""
    prose = PROSE.encode("utf-16-le")
    return prose * count + prose[1:-1]


EVIDENCE = (
    Pattern(
        "transforms.text.wide_encodings._PLAUSIBLE",
        takes=("政", "\uf900", "，", "１", "a", "\n", "ā", "①", "─", "𠮷"),
        leaves=("\0", "\u3100", WRONG, "の", "정", LOST),
        misses=("㙍", "㎡"),
    ),
    Pattern(
        "transforms.text.wide_encodings._IMPLAUSIBLE",
        takes=("政\0", "12の", WRONG, LOST),
        leaves=("政府，12", "<td>\t", ""),
        oversteps=("㙍",),
    ),
    Threshold(
        "transforms.text.wide_encodings._SAMPLE",
        inside=lambda: find_wide_encoding(utf16(40_000) + b"\x0b\x0b" * 20_000) == "utf-16-le",
        outside=lambda: find_wide_encoding(utf16(20_000) + b"\x0b\x0b" * 20_000) == "utf-16-le",
        moved=20_000,
    ),
    Threshold(
        "transforms.text.wide_encodings._WINDOW",
        inside=lambda: find_wide_encoding(lose_bytes(600)) == "utf-16-le",
        outside=lambda: find_wide_encoding(lose_bytes(200)) == "utf-16-le",
        moved=64,
    ),
    Threshold(
        "transforms.text.wide_encodings._LEAST_PLAUSIBLE",
        inside=lambda: _is_wide_page(page_of(30, 60, 10), has_nul=False),
        outside=lambda: _is_wide_page(page_of(30, 59, 11), has_nul=False),
        moved=0.8,
    ),
    Threshold(
        "transforms.text.wide_encodings._LEAST_READS_AS_CHINESE",
        inside=lambda: _is_wide_page(page_of(25, 75), has_nul=False),
        outside=lambda: _is_wide_page(page_of(24, 76), has_nul=False),
        moved=0.2,
    ),
    Threshold(
        "transforms.text.wide_encodings._LEAST_PLAUSIBLE_DAMAGED",
        inside=lambda: _is_wide_page(page_of(75, 0, 25), has_nul=False),
        outside=lambda: _is_wide_page(page_of(74, 0, 26), has_nul=False),
        moved=0.5,
    ),
    Threshold(
        "transforms.text.wide_encodings._SURELY_CHINESE",
        inside=lambda: _is_wide_page(page_of(40, 40, 20), has_nul=False),
        outside=lambda: _is_wide_page(page_of(39, 41, 20), has_nul=False),
        moved=0.3,
    ),
    Threshold(
        "transforms.text.wide_encodings._FEW_HAN",
        inside=lambda: _is_wide_page("<p>0</p>" + RARE * 3, has_nul=True),
        outside=lambda: _is_wide_page("<p>0</p>" + RARE * 4, has_nul=True),
        moved=5,
    ),
    Threshold(
        "transforms.text.wide_encodings._SURELY_PLAUSIBLE",
        inside=lambda: LOST not in decode_wide(with_garbled_end(250), "utf-16-le"),
        outside=lambda: LOST not in decode_wide(with_garbled_end(10), "utf-16-le"),
        moved=0.9,
    ),
    Threshold(
        "transforms.text.wide_encodings._AHEAD",
        inside=lambda: _find_shift((WRONG + "年" + PROSE).encode("utf-16-le"), 0, "utf-16-le") < 0,
        outside=lambda: _find_shift(shifted_at(20), 0, "utf-16-le") < 0,
        moved=1,
    ),
    Threshold(
        "transforms.text.wide_encodings._CHUNK",
        inside=lambda: _find_shift(shifted_at(4_001), 0, "utf-16-le") > 0,
        outside=lambda: _find_shift(shifted_at(5_001), 0, "utf-16-le") > 0,
        moved=8_192,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_page_of_any_width_is_found(encoding: str) -> None:
    assert find_wide_encoding(f"<p>{PROSE}</p>".encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_no_other_encoding_is_taken_for_a_wide_one(encoding: str) -> None:
    text = PROSE if encoding != "big5hkscs" else "示例鎮主動公開政府信息，本年新收申請數量和辦理情況。"
    assert find_wide_encoding(text.encode(encoding)) == ""


def test_a_rare_character_shifts_nothing() -> None:
    text = f"示例县㙍镇{PROSE}" * 3
    assert decode_wide(text.encode("utf-16-le"), "utf-16-le") == text


def test_behind_a_lost_byte_one_place_is_lost_and_the_rest_is_read() -> None:
    found = decode_wide(shifted_at(4_001), "utf-16-le")
    assert found.count(LOST) == 1
    assert found.endswith(PROSE[-3:]) or plausibility(found[-200:]) == 1.0


def test_an_empty_text_is_not_plausible() -> None:
    assert plausibility("") == 0.0
