"""A person reads findings by severity, place and sentence, in Chinese or English, at any width."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from flows.commands.check_text import print_text
from tests.flows.commands.made_checks import checked_files, is_harmless
from transforms.language import Language


def printed(language: Language, width: int = 100) -> str:
    output = io.StringIO()
    print_text(checked_files(), language, Console(width=width, file=output))
    return output.getvalue()


def test_findings_are_read_in_chinese() -> None:
    text = printed(Language.ZH)
    lines = text.splitlines()
    assert "示例县示范镇 2022年 · 没有发现问题。" in lines
    assert "不能作为年度报告检查 · 错误 1，警告 0，提示 0" in lines
    assert "错误  身份证号码  [identity_number]" in lines
    at = lines.index("警告  手机号码  [mobile_number]")
    assert lines[at + 1].startswith("  第五部分 › 第")
    assert lines[at + 2] == "  这里有手机号码（139＊＊＊＊＊＊34），发布前应改为办公电话。"
    assert lines[-1] == "共 3 个文件：错误 2，警告 4，提示 0"


def test_findings_are_read_in_english() -> None:
    lines = printed(Language.EN).splitlines()
    assert "示例县示范镇 2022 · Nothing was found." in lines
    assert "error  An identity number  [identity_number]" in lines
    assert lines[-1] == "3 files: errors 2, warnings 4, notes 0"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [40, 100])
def test_the_text_of_a_file_does_no_harm(language: Language, width: int) -> None:
    text = printed(language, width)
    assert is_harmless(text)
    assert not any(line != line.rstrip() for line in text.splitlines())
