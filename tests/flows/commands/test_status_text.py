"""The status as text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from flows.commands.status import read_status
from flows.commands.status_text import status_lines
from flows.settings import Settings
from flows.state.lock import LockHolder
from tests.flows.commands.published_night import NOW, log_run
from tests.flows.holding import held_elsewhere
from tests.flows.made_warehouse import RUN


def test_text_tells_the_same(settings: Settings, published: Path) -> None:
    log_run(published, "failed", message="no space")
    text = "\n".join(status_lines(read_status(settings, now=NOW)))
    for part in (
        "health          not ok",
        f"published       {RUN}, loaded 2024-01-31 03:00:00 UTC, 5.0 hours ago",
        "failed               4.5 s  no space  3 seen",
        "2021: 3 current reports, 2 of 3 townships",
        "backlog         0 new, 0 changed, 0 missing",
        "quarantine      2 (1 no_year, 1 unreadable_file)",
    ):
        assert part in text


def test_the_times_are_those_of_the_zone(settings: Settings, published: Path) -> None:
    log_run(published, "failed", message="no space")
    with held_elsewhere(published):
        status = replace(read_status(settings, now=NOW), running=LockHolder(812, "host", "2024-01-31 22:30:00"))
    text = "\n".join(status_lines(status, ZoneInfo("Asia/Shanghai")))
    assert f"published       {RUN}, loaded 2024-01-31 11:00:00 +08:00, 5.0 hours ago" in text
    assert "last success    2024-01-31 11:00:00 +08:00" in text
    assert "process 812 on host, since 2024-02-01 06:30:00 +08:00" in text
    assert re.search(r"last runs       2024-\d\d-\d\d \d\d:\d\d:\d\d \+08:00  failed", text)
    assert "Z" not in re.sub(r"\d{8}T\d{6}Z-\w+", "", text)


def test_the_lines_speak_chinese_in_columns(
    settings: Settings, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    log_run(published, "failed", message="no space")
    lines = status_lines(read_status(settings, now=NOW))
    text = "\n".join(lines)
    for part in (
        "健康状况        有问题",
        f"已发布          {RUN}，装入于 2024-01-31 03:00:00 UTC，5.0 小时前",
        "失败                 4.5 秒  no space  共 3",
        "2021：现行报告 3，3 个乡镇中有 2 个",
        "待处理          新增 0，改动 0，缺失 0",
        "隔离            2（年度不明 1，文件无法打开 1）",
    ):
        assert part in text
    assert {cell_len(line) - cell_len(line[16:].lstrip()) for line in lines if line.startswith(" ")} == {16}
