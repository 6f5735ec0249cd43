"""Plain text in any encoding."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.formats.plain_text import read_content
from transforms.limits import Limits


def reason_of(data: bytes) -> str:
    found = read_content(data, Limits(text_characters=100))
    return found.reason if isinstance(found, Rejection) else "read"


def controls_at(place: int) -> bytes:
    """A long text with 200 control characters at a place."""
    return b"a" * place + b"\x01" * 200 + b"a" * 10_000


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.plain_text._START_BYTES",
        inside=lambda: reason_of(controls_at(65_336)) == "binary_file",
        outside=lambda: reason_of(controls_at(65_536)) == "binary_file",
        moved=66_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_is_one_block_with_its_encoding(encoding: str) -> None:
    text = "样例镇2023年政府信息公开工作年度报告\n一、总体情况"
    content = read_content(text.encode(encoding), Limits())
    assert isinstance(content, Content)
    assert content.blocks == (text,)
    assert content.encoding is not None


def test_a_text_that_is_too_long_is_not_decoded() -> None:
    assert reason_of(b"a" * 1000) == "text_too_long"


def test_a_printed_frame_is_a_table_between_texts() -> None:
    frame = "      0    1   2\n0    规章    0  17\n1  行政许可  NaN   3"
    text = f"二、主动公开政府信息情况\n{frame}\n\n三、收到和处理政府信息公开申请情况"
    content = read_content(text.encode(), Limits())
    assert isinstance(content, Content)
    table = (("规章", "0", "17"), ("行政许可", "", "3"))
    assert content.blocks == ("二、主动公开政府信息情况", table, "\n三、收到和处理政府信息公开申请情况")
