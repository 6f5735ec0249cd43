"""Room on a disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.state.space import free_bytes


def test_of_a_folder_that_is_not_made_yet_its_disk_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    ask = shutil.disk_usage

    def listen(folder: Path) -> object:
        asked.append(folder)
        return ask(folder)

    monkeypatch.setattr(shutil, "disk_usage", listen)
    assert free_bytes(tmp_path / "a" / "b")
    assert asked == [tmp_path / "a" / "b", tmp_path / "a", tmp_path]


def test_where_nothing_can_be_told_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> object:
        raise PermissionError

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    assert free_bytes(tmp_path) is None
