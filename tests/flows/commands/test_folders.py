"""A folder is written beside its place, and there as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.commands.folders import folder_beside, replace_folder


def write(folder: Path, text: str) -> Path:
    """A folder with one file."""
    folder.mkdir(exist_ok=True)
    (folder / "page.txt").write_text(text, "utf-8")
    return folder


def test_a_folder_takes_the_place_of_another_one(tmp_path: Path) -> None:
    target = write(tmp_path / "out", "old")
    (target / "gone.txt").touch()
    with folder_beside(target) as written:
        assert written.parent == target.parent
        replace_folder(write(written, "new"), target)
    assert [path.name for path in target.iterdir()] == ["page.txt"]
    assert (target / "page.txt").read_text("utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_the_folders_above_are_made(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    with folder_beside(target) as written:
        replace_folder(write(written, "new"), target)
    assert (target / "page.txt").read_text("utf-8") == "new"


def test_what_fails_leaves_the_earlier_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    target = write(tmp_path / "out", "old")
    with pytest.raises(ValueError, match="half"), folder_beside(target) as written:
        write(written, "new")
        raise ValueError("half")
    assert (target / "page.txt").read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_where_the_new_folder_cannot_be_put_the_earlier_one_comes_back(tmp_path: Path) -> None:
    target = write(tmp_path / "out", "old")
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "absent.partial", target)
    assert (target / "page.txt").read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]
