"""Finding files: nothing that is seen is lost, and nothing outside the raw folder is read."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import RunError
from flows.raw.discovery import find_files
from flows.raw.files import SourceFile, path_order
from transforms.source_paths import printable_name


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def write(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def names(raw: Path) -> list[str]:
    return [file.name for file in find_files(raw)]


def reasons(files: list[SourceFile]) -> dict[str, str | None]:
    return {file.name: file.refusal.reason if file.refusal else None for file in files}


def test_files_are_found_in_path_order_whatever_their_names(raw: Path) -> None:
    for name in ("b/示例.txt", "a.txt", "README.md", "b/c/no-extension", "B.pdf"):
        write(raw / name)
    assert names(raw) == ["B.pdf", "README.md", "a.txt", "b/c/no-extension", "b/示例.txt"]


def test_hidden_files_and_folders_are_not_seen(raw: Path) -> None:
    for name in (".gitkeep", ".git/config", "a/.DS_Store", "a/seen.txt"):
        write(raw / name)
    assert names(raw) == ["a/seen.txt"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_canonically_equal_names_keep_their_spelling_and_their_place(raw: Path, form: Literal["NFC", "NFD"]) -> None:
    accented = unicodedata.normalize(form, "é.txt")
    for name in ("z.txt", accented, "ê.txt"):
        write(raw / name)
    assert names(raw) == ["z.txt", accented, "ê.txt"]


@given(st.binary(min_size=1, max_size=12), st.binary(min_size=1, max_size=12))
def test_different_paths_have_different_printable_names(first: bytes, second: bytes) -> None:
    one, two = printable_name(os.fsdecode(first)), printable_name(os.fsdecode(second))
    assert (one == two) == (first == second)
    assert one.encode("utf-8").decode("utf-8") == one


@given(st.text(max_size=12))
def test_a_printable_name_has_no_control_characters(text: str) -> None:
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in printable_name(text))


@given(st.lists(st.text(max_size=5), max_size=5))
def test_path_order_is_total(texts: list[str]) -> None:
    assert sorted(set(texts), key=path_order) == sorted(dict.fromkeys(reversed(texts)), key=path_order)


def test_a_link_to_a_file_of_the_folder_is_one_more_path(raw: Path) -> None:
    write(raw / "a.txt")
    (raw / "link.txt").symlink_to("a.txt")
    assert reasons(find_files(raw)) == {"a.txt": None, "link.txt": None}


def test_a_link_to_a_folder_of_the_folder_is_not_walked_twice(raw: Path) -> None:
    write(raw / "a" / "b.txt")
    (raw / "again").symlink_to("a")
    (raw / "a" / "loop").symlink_to(raw)
    assert names(raw) == ["a/b.txt", "a/loop"]


def test_a_folder_whose_name_merely_begins_alike_is_outside(raw: Path, tmp_path: Path) -> None:
    write(tmp_path / "raw-other" / "a.txt")
    (raw / "link").symlink_to(tmp_path / "raw-other" / "a.txt")
    assert reasons(find_files(raw)) == {"link": "symlink_outside"}


@pytest.mark.parametrize("target", ["nowhere.txt", "link"])
def test_a_link_that_leads_nowhere_is_refused(raw: Path, target: str) -> None:
    (raw / "link").symlink_to(raw / target)
    assert reasons(find_files(raw)) == {"link": "unreadable_file"}


def test_the_raw_folder_may_be_a_link_itself(raw: Path, tmp_path: Path) -> None:
    write(raw / "a.txt")
    (tmp_path / "alias").symlink_to(raw)
    assert reasons(find_files(tmp_path / "alias")) == {"a.txt": None}


def test_a_folder_that_cannot_be_listed_is_refused(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(raw / "closed" / "a.txt")
    write(raw / "open" / "b.txt")
    list_folder = os.scandir

    def list_or_refuse(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", list_or_refuse)
    assert reasons(find_files(raw)) == {"closed": "unreadable_folder", "open/b.txt": None}


def nest(folder: Path, name: str, times: int) -> int:
    """Make folders in each other, by steps, as no call takes so long a path; gives the length of that of the last."""
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(times):
        os.mkdir(name, dir_fd=handle)
        inner = os.open(name, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(os.open("report.txt", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)
    return len(str(folder)) + times * (len(name) + 1)


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A raw folder that is removed at the end, as the cleaning of temporary folders cannot go so deep."""
    folder = tmp_path / "raw"
    folder.mkdir()
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_folders_may_lie_in_each_other_more_deeply_than_functions_may_call_themselves(deep: Path) -> None:
    nest(deep, "d", 1500)
    write(deep / "top.txt")
    [lowest, top] = find_files(deep)
    assert (lowest.name, lowest.refusal, top.name) == ("d/" * 1500 + "report.txt", None, "top.txt")


@pytest.mark.parametrize("length", [4080, 4096, 5000, 7500])
def test_a_path_that_the_system_takes_no_more_is_a_folder_that_cannot_be_listed(deep: Path, length: int) -> None:
    """What lies below is not seen, but has a row; the rest of the raw folder is read."""
    write(deep / "top.txt")
    longest = nest(deep, "a" * 199, (length - len(str(deep))) // 200)
    [found, top] = find_files(deep)
    assert top == SourceFile("top.txt", str(deep / "top.txt"))
    assert found.name.startswith("a" * 199 + "/")
    assert reasons([found]) == {found.name: None if longest < 4096 else "unreadable_folder"}


def test_a_missing_folder_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="does not exist"):
        find_files(tmp_path / "nowhere")


def test_a_file_for_a_folder_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is no folder"):
        find_files(write(tmp_path / "file"))
