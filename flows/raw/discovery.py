"""Find every file below the raw folder.

Nothing that is seen may be lost: a file that cannot or must not be read is still listed, with its refusal.
Hidden files and folders (their name starts with a dot) are the only ones not seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from flows.errors import RunError, no_raw_folder, system_words
from flows.raw.files import Refusal, SourceFile, path_order, reason_of
from flows.raw.objects import find_objects
from flows.storage import Place
from transforms.doubts import Reason
from transforms.language import Pair
from transforms.source_paths import printable_name


def _refuse(name: str, path: str, reason: str, detail: Pair) -> SourceFile:
    return SourceFile(name, path, refusal=Refusal(reason, detail))


def _is_below(path: str, root: str) -> bool:
    return path.startswith(root.rstrip("/") + "/")


def _inspect_link(name: str, entry: os.DirEntry[str], root: str) -> SourceFile | None:
    """A link to a file of the raw folder is one more path of it; a link to a folder in it adds nothing new."""
    target = os.path.realpath(entry.path)
    if not _is_below(target, root):
        detail = Pair("符号链接指向原始文件夹之外。", "A symbolic link that leads out of the raw folder.")
        return _refuse(name, entry.path, Reason.SYMLINK_OUTSIDE, detail)
    try:
        is_folder = entry.is_dir()
        exists = entry.is_file() or is_folder
    except OSError as error:
        detail = Pair(
            "符号链接打不开：{error}。", "A symbolic link that cannot be followed: {error}.", error=reason_of(error)
        )
        return _refuse(name, entry.path, Reason.UNREADABLE_FILE, detail)
    if not exists:
        detail = Pair("符号链接没有指向文件。", "A symbolic link that leads to no file.")
        return _refuse(name, entry.path, Reason.UNREADABLE_FILE, detail)
    return None if is_folder else SourceFile(name, entry.path)


def _walk(root: str) -> Iterator[SourceFile]:
    """The files below a folder. Raises `OSError` if the folder itself cannot be listed.

    It keeps a list of what is left to do: folders may lie in each other more deeply than functions may call themselves.
    """
    found, folders = _list_folder(root, root)
    yield from found
    while folders:
        folder = folders.pop()
        try:
            found, below = _list_folder(folder, root)
        except OSError as error:
            detail = Pair("文件夹打不开：{error}。", "The folder cannot be listed: {error}.", error=reason_of(error))
            yield _refuse(_name_of(folder, root), folder, Reason.UNREADABLE_FOLDER, detail)
            continue
        yield from found
        folders += below


def _name_of(path: str, root: str) -> str:
    return printable_name(os.path.relpath(path, root))


def _list_folder(folder: str, root: str) -> tuple[list[SourceFile], list[str]]:
    """The files of a folder itself, and the paths of the folders in it. Raises `OSError` if it cannot be listed."""
    files, folders = [], []
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in visible:
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.path)
        elif (file := _inspect(_name_of(entry.path, root), entry, root)) is not None:
            files.append(file)
    return files, folders


def _inspect(name: str, entry: os.DirEntry[str], root: str) -> SourceFile | None:
    """What is no folder."""
    if entry.is_symlink():
        return _inspect_link(name, entry, root)
    if entry.is_file(follow_symlinks=False):
        return SourceFile(name, entry.path)
    detail = Pair("这是设备、管道或套接字，不是文件。", "A device, pipe or socket, not a file.")
    return _refuse(name, entry.path, Reason.NOT_A_FILE, detail)


def check_raw(raw: Place) -> None:
    """Raise `RunError` at once where the raw folder is no folder; one in S3 is asked when it is listed."""
    if isinstance(raw, Path) and not raw.is_dir():
        raise no_raw_folder(raw)


def find_files(raw: Place) -> list[SourceFile]:
    """Every visible file below `raw` in path order, the unreadable ones with their refusal.

    Raises `RunError` if `raw` is missing, no folder or cannot be listed.
    """
    if isinstance(raw, str):
        return sorted(find_objects(raw), key=lambda file: path_order(file.name))
    root = os.path.realpath(raw)
    try:
        return sorted(_walk(root), key=lambda file: path_order(file.name))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise no_raw_folder(raw) from error
    except OSError as error:
        raise RunError(
            Pair(
                "无法列出原始文件夹{raw}：{why}",
                "the raw folder {raw} cannot be listed: {why}",
                raw=raw,
                why=system_words(error),
            )
        ) from error
