"""A folder is written beside its place, and there as a whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import flows.commands.folders
from flows.commands.folders import folder_beside, replace_folder
from tests.flows.inputs import names_in
from tests.flows.killing import complete, perform


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


def refuse(*_: object) -> None:
    raise OSError(errno.EINVAL, "Invalid argument")


def replace_in_one_step(target: Path, text: str) -> None:
    with folder_beside(target) as written:
        (write(written, text) / "csv").mkdir()
        replace_folder(written, target)


def replace_in_two_steps(target: Path, text: str) -> None:
    vars(flows.commands.folders)["exchange"] = refuse  # this process ends with it
    replace_in_one_step(target, text)


@pytest.mark.endurance
@pytest.mark.parametrize(("replace", "may_be_gone"), [(replace_in_one_step, False), (replace_in_two_steps, True)])
def test_a_writer_may_be_killed_before_each_of_its_changes(
    tmp_path: Path, replace: Callable[[Path, str], None], may_be_gone: bool
) -> None:
    """The next one brings back what is gone, and leaves nothing of the killed one."""
    target, steps, was_gone = tmp_path / "out", 0, False
    complete(partial(replace, target, "old"))
    while True:
        steps += 1
        if not perform(partial(replace, target, "new"), kill_at=steps).was_killed:
            break
        if not target.exists():
            was_gone = True
            with folder_beside(target):
                pass
        assert (target / "page.txt").read_text("utf-8") in ("old", "new")
        complete(partial(replace, target, "old"))
        assert names_in(tmp_path) == ["out"]
    assert steps > 4
    assert was_gone is may_be_gone


def test_what_a_writer_that_lives_has_written_is_left_to_it(tmp_path: Path) -> None:
    target = write(tmp_path / "out", "old")
    with folder_beside(target) as first:
        write(first, "first")
        with folder_beside(target) as second:
            replace_folder(write(second, "second"), target)
        replace_folder(first, target)
    assert (target / "page.txt").read_text("utf-8") == "first"
    assert names_in(tmp_path) == ["out"]


def test_folders_of_others_beside_the_target_stay(tmp_path: Path) -> None:
    for name in (".out.0123abcd.part", ".other.0123abcd.partial", ".out.mine.partial", ".out.0123ABCD.partial"):
        write(tmp_path / name, "mine")
    with folder_beside(tmp_path / "out"):
        pass
    assert len(names_in(tmp_path)) == 4


def test_where_folders_take_no_places_the_folder_is_replaced_in_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = write(tmp_path / "out", "old")
    monkeypatch.setattr(flows.commands.folders, "exchange", refuse)
    with folder_beside(target) as written:
        replace_folder(write(written, "new"), target)
    assert (target / "page.txt").read_text("utf-8") == "new"
    assert names_in(tmp_path) == ["out"]
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "absent.partial", target)
    assert (target / "page.txt").read_text("utf-8") == "new"
