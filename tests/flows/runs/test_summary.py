"""What a run tells at its end."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from flows.runs.summary import Summary, print_summary
from flows.warehouse.counts import LoadCounts


def test_the_summary_tells_the_numbers(tmp_path: Path) -> None:
    counts = LoadCounts(1_015, {"current": 1_000, "duplicate": 2}, {"not_a_report": 13}, 200_000, {})
    output = io.StringIO()
    print_summary(Summary("run", tmp_path / "w.duckdb", (), counts, 12.34), Console(file=output, width=40))
    assert output.getvalue().splitlines() == [
        "files seen      1,015",
        "files read      0",
        "reports loaded  1,002 (1,000 current, 2 duplicate)",
        "quarantined     13 (13 not_a_report)",
        "cells           200,000",
        "findings        0",
        "time            12.3 s",
        f"warehouse       {tmp_path / 'w.duckdb'}",
    ]


def test_a_path_in_the_summary_commands_no_terminal(tmp_path: Path) -> None:
    output = io.StringIO()
    place = tmp_path / "\x1b[2J\u202ew.duckdb"
    print_summary(Summary("run", place, (), LoadCounts(0, {}, {}, 0, {}), 1.0), Console(file=output, width=200))
    assert "·[2J·w.duckdb" in output.getvalue()
    assert not {"\x1b", "\u202e"} & set(output.getvalue())


def test_the_summary_speaks_chinese_in_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    counts = LoadCounts(1_015, {"current": 1_000, "duplicate": 2}, {"not_a_report": 13}, 200_000, {})
    output = io.StringIO()
    print_summary(Summary("run", tmp_path / "w.duckdb", (), counts, 12.34, left_out=15), Console(file=output, width=40))
    lines = output.getvalue().splitlines()
    assert lines == [
        "发现文件        1,015",
        "未读取          示范文件15个，因为现有或曾有其他文件",
        "读取文件        0",
        "装入报告        1,002（现行 1,000，重复 2）",
        "隔离            13（不是年度报告 13）",
        "单元格          200,000",
        "疑点            0",
        "用时            12.3 秒",
        f"仓库            {tmp_path / 'w.duckdb'}",
    ]
    assert {cell_len(line[: line.rindex("  ") + 2]) for line in lines} == {16}
