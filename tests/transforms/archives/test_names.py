"""Names of members whose encoding no archive states."""

from __future__ import annotations

import pytest

from transforms.archives.names import find_name_encoding

NAMES = ("示例镇/2021年政府信息公开工作年度报告.html", "示例县/公开指南.txt")
TRADITIONAL = ("示例鎮/2021年政府信息公開工作年度報告.html", "示例縣/公開指南.txt")


@pytest.mark.parametrize(
    ("names", "codec", "encoding"),
    [(NAMES, "utf-8", "utf-8"), (NAMES, "gbk", "gb18030"), (TRADITIONAL, "big5", "big5hkscs")],
)
def test_names_of_one_archive_are_in_one_encoding(names: tuple[str, ...], codec: str, encoding: str) -> None:
    assert find_name_encoding([name.encode(codec) for name in names]) == encoding


def test_a_short_name_is_read_as_its_neighbours_are() -> None:
    """目 in GBK is valid UTF-8 as well."""
    assert find_name_encoding(["目".encode("gbk")]) == "utf-8"
    assert find_name_encoding(["目".encode("gbk"), *(name.encode("gbk") for name in NAMES)]) == "gb18030"


def test_names_that_are_no_chinese_are_in_the_standard_s_code_page() -> None:
    assert find_name_encoding([b"Caf\x82.txt"]) == "cp437"
    assert find_name_encoding([]) == "utf-8"
