"""The text of a file, decoded once."""

from __future__ import annotations

import pytest

from transforms import report
from transforms.formats import decoded
from transforms.formats.decoded import decode_file
from transforms.text import Decoded, decode

TEXT = "示例县样例镇2021年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息12条，收到申请3件。\n"


def test_file_is_decoded_as_its_bytes_are() -> None:
    for data in (TEXT.encode(), TEXT.encode("gb18030"), b""):
        assert decode_file(data) == decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", [TEXT, f"<html><body><p>{TEXT}</p></body></html>", '"规章","1"\n"行政许可","2"\n' * 9])
def test_reading_a_file_decodes_it_once(text: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def counting(data: bytes) -> object:
        asked.append(data)
        return decode(data)

    decode_file.cache_clear()
    monkeypatch.setattr(decoded, "decode", counting)
    data = text.encode(encoding)
    report.read_report(data, "report")
    assert asked == [data]


def test_next_file_is_another() -> None:
    texts = [decode_file(text.encode()) for text in ("甲", "乙")]
    assert [text.text for text in texts if isinstance(text, Decoded)] == ["甲", "乙"]
