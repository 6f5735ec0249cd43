"""Bytes → text: every encoding of every generated report, and bytes that are damaged at random."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from random import Random
from unittest.mock import patch

import chardet
import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.truth.case import draw_case
from tests.truth.damage_encodings import encode_as, mix_encodings
from tests.truth.marks import strip_marks
from tests.truth.script import to_traditional
from transforms.doubts import Rejection
from transforms.text import decoding
from transforms.text.decoding import Decoded, decode
from transforms.text.resync import LOST, resync_line
from transforms.text.wide_encodings import decode_wide

LAYOUTS = ("tab_rows_padded", "pipe_rows_framed", "bare_cell_lines", "one_line_pipes")
ENCODINGS = (
    *("utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "hz", "iso-2022-cn"),
    *("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "+utf-16-le", "+utf-16-be", "+utf-32-le", "+utf-32-be"),
)
TAKEN_FOR = {"utf-8-sig": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
HAN_IN_ALL = "规章总计镇乡政府信息公开本年度报告"


def decoded(data: bytes) -> Decoded:
    found = decode(data)
    assert isinstance(found, Decoded), found
    return found


def is_decoded(data: bytes) -> bool:
    return isinstance(decode(data), Decoded)


def common_among(common: int, han: int = 100) -> str:
    """Han characters of which so many are common in reports, the others in GB 2312 and rare (澍)."""
    return "政" * common + "澍" * (han - common)


def in_hz(text: str) -> bytes:
    return b"~{" + bytes(byte & 0x7F for byte in text.encode("gb2312")) + b"~}"


def sampled_bytes(data: bytes) -> int:
    """How many bytes chardet was asked about."""
    with patch.object(chardet, "detect", wraps=chardet.detect) as detect:
        decode(data)
    return len(detect.call_args.args[0])


def is_resynced(size: int) -> bool:
    """Whether a damaged line of so many bytes is read at all; how it is read is no matter here."""
    line = b"\xff" + "政".encode("gbk") * 20
    with patch.object(decoding, "resync_line", return_value=LOST + "政" * 20):
        return decoding._decode_damaged(line + b"x" * (size - len(line)), "gb18030") is not None


EVIDENCE = (
    Pattern("transforms.text.decoding._PADDING", takes=(b"8\0\0\0\0",), leaves=(b"8\0\0\0", b"\0\0\0\0" + b"8")),
    Given("transforms.text.decoding._WIDEST", source="four bytes of a character in UTF-32"),
    Pattern(
        "transforms.text.decoding._TERMINAL",
        takes=("\x1b[31m", "\x1b[0;1m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;a\x1b\\\\"),
        leaves=("[31m", "\x1b", "\x1b$)A", "\x9b31m"),
    ),
    Pattern(
        "transforms.text.decoding._UNSHOWN",
        takes=("自然人\x07", "\x00规章", "8\x0f件", "\x7f"),
        leaves=("1\x072", "规章\t8", "1\x1f2", "规\n章", "a\x1b$)A"),
    ),
    Pattern(
        "transforms.text.decoding._SURROGATES",
        takes=("\ud840\udc00".encode("utf-8", "surrogatepass"),),
        leaves=("\ud840".encode("utf-8", "surrogatepass"), "\U00020000".encode(), "年".encode()),
    ),
    Pattern(
        "transforms.text.decoding._MULTIBYTE_RUN",
        takes=("<td>规章</td>".encode("gbk"), "<td>規章</td>".encode("big5"), "㙍".encode("gb18030")),
        found=("规章".encode("gbk"), "規章".encode("big5"), "㙍".encode("gb18030")),
        leaves=(b"<td>12</td>", b"\xff0", b"12\x80"),
        oversteps=(b"\xe67",),
    ),
    Pattern(
        "transforms.text.decoding._NON_ASCII",
        takes=("规", "é", "１"),
        leaves=("<td>12</td>\n", LOST, "\x7f"),
    ),
    Pattern(
        "transforms.text.decoding._UTF8_HAN",
        takes=("12政府34".encode(), "開閉".encode()),
        leaves=("政".encode(), "résumé, à Besançon".encode(), "政，府".encode(), "政府".encode("gbk")),
        misses=("𠮷𠮷".encode(),),
    ),
    Pattern(
        "transforms.text.decoding._ISO_2022_CN",
        takes=(b"\x1b$)A", b"\x0eVPND\x0f 12", b"\x0eVPND\n"),
        found=(b"\x1b$)A", b"\x0eVPND\x0f", b"\x0eVPND"),
        leaves=(b"~{VPND~}", b"\x1b$B", b"$)A"),
        misses=(b"\x1b$*H",),
    ),
    Pattern(
        "transforms.text.decoding._OTHER_DESIGNATION",
        takes=(b"\x1b$B", b"\x1b$)C", b"\x1b$)A\x0eVP\x0f\x1b$*H"),
        leaves=(b"\x1b$)A", b"\x1b(B", b"$B"),
    ),
    Pattern(
        "transforms.text.decoding._CONTROLS",
        takes=(b"\x00", b"a\x08", b"\x1a", b"\x7f"),
        leaves=(b"1\t2\r\n\x0c", b"\x1b$)A", "规章\x85".encode()),
    ),
    Threshold(
        "transforms.text.decoding._SAMPLE_BYTES",
        inside=lambda: sampled_bytes("规章".encode("gbk") * 5_000) == 20_000,
        outside=lambda: sampled_bytes("规章".encode("gbk") * 5_001) == 20_004,
        moved=30_000,
    ),
    Threshold(
        "transforms.text.decoding._SEARCHED_BYTES",
        inside=lambda: is_decoded(b"x" * 199_980 + "政府信息公开工作报告".encode("gbk")),
        outside=lambda: is_decoded(b"x" * 200_000 + "政府信息公开工作报告".encode("gbk")),
        moved=300_000,
    ),
    Threshold(
        "transforms.text.decoding._MIN_READS_AS_CHINESE",
        inside=lambda: is_decoded(common_among(20).encode("gbk")),
        outside=lambda: is_decoded(common_among(19).encode("gbk")),
        moved=0.1,
    ),
    Threshold(
        "transforms.text.decoding._SURELY_CHINESE",
        inside=lambda: decoded(in_hz(common_among(35))).encoding == "hz",
        outside=lambda: decoded(in_hz(common_among(34))).encoding == "hz",
        moved=0.2,
    ),
    Given("transforms.text.decoding._NO_VERDICT", source="chardet: the confidence of `no_match_encoding`"),
    Threshold(
        "transforms.text.decoding._MAX_CONTROL_SHARE",
        inside=lambda: is_decoded(b"\x01\x02" + b"x" * 998),
        outside=lambda: is_decoded(b"\x01\x02\x03" + b"x" * 997),
        moved=0.02,
    ),
    Threshold(
        "transforms.text.decoding._LEAST_SOUND_PER_LOST",
        inside=lambda: is_decoded(b"\xef\xbb\xbf\xff" + "规章".encode() * 10),
        outside=lambda: is_decoded(b"\xef\xbb\xbf\xff" + "规章".encode() * 9 + "规".encode()),
        moved=10,
    ),
    Threshold(
        "transforms.text.decoding._MOST_RESYNCED_BYTES",
        inside=lambda: is_resynced(4_000_000),
        outside=lambda: is_resynced(4_000_001),
        moved=5_000_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_in_any_encoding(encoding: str) -> None:
    for seed, layout in enumerate(LAYOUTS):
        case = draw_case(layout, ("none",), seed)
        page, used, data = encode_as(encoding)(case.page, Random(seed))
        found = decoded(data)
        assert found.text == strip_marks(page.text)
        assert found.encoding == TAKEN_FOR.get(used, used)
        assert found.doubts == ()
        assert found.evidence
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["总体情况", "政府信息公开工作年度报告", "<p>0</p>\n" * 40, "规章\t0\t12\n"])
def test_utf16_without_a_mark_also_of_one_kind_of_character(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_damaged_bytes_cost_characters_and_not_lines(encoding: str) -> None:
    for seed in range(12):
        rng = Random(f"{encoding} {seed}")
        text = draw_case("pipe_rows_framed", ("none",), seed).text
        text = to_traditional(text, "s2tw") if encoding == "big5hkscs" else text
        pieces = [char.encode(encoding) for char in text]
        hits = sorted(rng.sample([place for place, piece in enumerate(pieces) if len(piece) > 1], 5))
        for place in hits:
            at = rng.randrange(len(pieces[place]))
            pieces[place] = pieces[place][:at] + rng.choice((b"", b"\xff", b"\x80")) + pieces[place][at + 1 :]
        found = decoded(b"".join(pieces))
        # In Big5 the rest of a damaged character and a pipe can be a common character.
        kept = "[^0-9\n]" if encoding == "big5hkscs" else "[^0-9|\n]"
        assert re.sub(kept, "", found.text) == re.sub(kept, "", text)
        changes = SequenceMatcher(None, text, found.text, autojunk=False).get_opcodes()
        assert sum(end - start for kind, start, end, _, _ in changes if kind != "equal") <= 4 * len(hits)
        lines = {text.count("\n", 0, place) + 1 for place in hits}
        told = found.doubts[0]
        assert (told.rule, told.severity) == ("encoding_damage", "warning")
        assert lines >= {int(number) for number in re.findall(r"\d+", told.message.partition("line")[2])} > set()


@pytest.mark.parametrize("bad", [0xFF, 0x80, 0xB0, 0xE6])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_damaged_byte_swallows_neither_digit_nor_delimiter(encoding: str, bad: int) -> None:
    head = (HAN_IN_ALL * 4).translate(str.maketrans("规总计镇乡开报", "規總計鎮鄉開報")).encode(encoding)
    # In Big5 and a pipe most leading bytes are a common character; no reader could tell.
    tails = (b"12|3", b"\t5", b"<td>9", b" 8", b"|0|7")[: 4 if encoding == "big5hkscs" else None]
    for tail in tails:
        found = decoded(head + b"\n0" + bytes([bad]) + tail)
        assert found.text.split("\n")[1] == f"0{LOST}{tail.decode()}"


def test_a_lost_byte_before_a_pipe_leaves_the_row_whole() -> None:
    line = "规章|0|7|12".encode("gbk")
    assert resync_line(line[1:], "gb18030") == f"{LOST}章|0|7|12"
    text = decoded((HAN_IN_ALL * 4 + "\n").encode("gbk") + line[1:]).text
    assert text.endswith("章|0|7|12")


def test_a_rare_character_whose_second_byte_is_a_letter_is_no_damage() -> None:
    text = "孙堃、卞喆、柴镕与赵珺联系示例镇人民政府办公室"
    assert decoded(text.encode("gbk")).text == text


def test_too_much_damage_is_refused() -> None:
    rng = Random(3)
    data = bytearray((HAN_IN_ALL * 20).encode("gbk"))
    for place in range(0, len(data), 7):
        data[place] = rng.choice((0xFF, 0x80))
    refused = decode(bytes(data))
    assert isinstance(refused, Rejection)
    assert refused.reason == "undecodable"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_found_again_behind_a_lost_byte(encoding: str) -> None:
    text = draw_case("tab_rows_padded", ("none",), 4).text
    data = text.encode(encoding)
    for cut in (401, 1200):
        found = decode_wide(data[:cut] + data[cut + 1 :], encoding)
        assert found[: cut // 2] == text[: cut // 2]
        assert found.endswith(text[cut // 2 + 12 :])
        assert LOST in found


def test_a_file_of_two_encodings_is_read_line_by_line_and_says_so() -> None:
    for seed in range(8):
        page = draw_case("tab_rows_unpadded", ("none",), seed).page
        _, _, data = mix_encodings(page, Random(seed))
        found = decoded(data)
        assert found.text == strip_marks(page.text)
        assert [doubt.rule for doubt in found.doubts] == ["encoding_damage"]


def test_a_word_that_is_valid_in_both_encodings_is_read_with_the_others() -> None:
    lines = [
        "示例镇政府信息公开工作年度报告".encode(),
        "联通".encode("gbk"),
        "本年度公开情况如下所示，数据准确".encode("gbk"),
    ]
    assert decoded(b"\n".join(lines)).text.split("\n")[1] == "联通"


@pytest.mark.parametrize(
    "text", ["price ~{5~} and ~{a", "a\x1b$)Ab", "~{" * 50, "plain ASCII ~ with tildes ~{not Chinese~}"]
)
def test_escapes_without_chinese_are_plain_text(text: str) -> None:
    found = decode(text.encode())
    assert isinstance(found, Rejection) or (found.encoding, found.text) == ("utf-8", text)


def test_confidence_falls_with_damage() -> None:
    sound = (HAN_IN_ALL * 12).encode()
    confidences = [decoded(sound + b"\xff0" * count).confidence for count in range(4)]
    assert all(first > second for first, second in pairwise(confidences))


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty_file"), (b" \n", "empty_file"), (b"\xef\xbb\xbf \n", "empty_file"), (bytes(range(9)), "binary_file")],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    refused = decode(data)
    assert isinstance(refused, Rejection)
    assert refused.reason == reason


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("padding", [4, 5, 100, 512])
def test_padding_is_no_text(encoding: str, padding: int) -> None:
    text = HAN_IN_ALL * 8 + "\n规章\t8\t5\t0"
    assert decoded(text.encode(encoding) + b"\0" * padding).text.rstrip("\0") == text


def test_the_filler_of_gbk_is_a_space() -> None:
    assert decoded(HAN_IN_ALL.encode("gbk") * 3 + b"8\xa3\xa0").text.endswith("8\u3000")


def test_characters_in_two_halves_are_joined() -> None:
    halves = "\ud840\udc00".encode("utf-8", "surrogatepass")
    found = decoded(f"{HAN_IN_ALL * 3}，只计".encode() + halves)
    assert found.text.endswith("只计\U00020000")
    assert not found.doubts


def test_commands_to_a_terminal_are_no_text() -> None:
    prose = HAN_IN_ALL * 200
    text = decoded(f"\x1b[31m自然人\x07\t1\x072\t\x1b]0;a\x07总计{prose}".encode()).text
    assert text == f"自然人\t1\x072\t总计{prose}"
