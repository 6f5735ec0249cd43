"""The errors that stop a run. A broken document never does: it is quarantined with its reason."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from transforms.language import NOTHING, Pair
from transforms.text import without_commands

# A disk that is full, or that part of it which this user may fill.
_FULL = (errno.ENOSPC, errno.EDQUOT)
# What the system says of the errors that operators meet.
_SYSTEM_WORDS = {
    errno.EACCES: "没有权限",
    errno.EBUSY: "设备或资源正忙",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.EDQUOT: "超出磁盘配额",
    errno.EEXIST: "文件已存在",
    errno.EFBIG: "文件太大",
    errno.EIO: "输入输出错误",
    errno.EISDIR: "它是一个文件夹",
    errno.ELOOP: "符号链接层数过多",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENODEV: "没有该设备",
    errno.ENOENT: "没有该文件或文件夹",
    errno.ENOMEM: "内存不足",
    errno.ENOSPC: "磁盘空间已满",
    errno.ENOTDIR: "它不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENXIO: "没有该设备或地址",
    errno.EPERM: "不允许该操作",
    errno.EROFS: "文件系统是只读的",
    errno.ESTALE: "网络文件已失效",
    errno.ETIMEDOUT: "连接超时",
}


class RunError(Exception):
    """A run could not be completed; its words are one plain sentence for the person who started it, in both languages.

    As a string it is the English one, without what commands a terminal: who shows a traceback is no door of ours.
    """

    def __init__(self, words: Pair) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return without_commands(self.words)


class AlreadyRunningError(RunError):
    """Another run holds the warehouse."""


class PrefectServerError(RunError):
    """The temporary Prefect server did not start or died."""


class GuardError(RunError):
    """A run was not published: compared with the published version, what it built has lost too much."""


def no_raw_folder(raw: Path) -> RunError:
    """The error of a run that has no folder to read."""
    return RunError(
        Pair(
            "原始文件夹{raw}不存在或不是文件夹；请指定存放报告文件的文件夹：--raw FOLDER 或 NIANBAO_RAW",
            (
                "the raw folder {raw} does not exist or is no folder; name the folder with the "
                "report files: --raw FOLDER, or NIANBAO_RAW"
            ),
            raw=raw,
        )
    )


def unwritable(folder: Path, error: OSError) -> RunError:
    """The error of a run that cannot write to the folder of its warehouse."""
    return RunError(
        Pair(
            "无法写入仓库所在文件夹{folder}：{why}",
            "cannot write to the warehouse folder {folder}: {why}",
            folder=folder,
            why=system_words(error),
        )
    )


def words_of(error: BaseException) -> str:
    """What an error says: a pair where its own words are one, else as it says itself.

    >>> words_of(ValueError(Pair("没有", "nothing"))).zh, words_of(ValueError("no such table"))
    ('没有', 'no such table')
    """
    words = error.args[0] if error.args else ""
    return words if isinstance(words, Pair) else str(error)


def system_words(error: OSError) -> str:
    """What the system, or a service, says of an error: a pair where it is a common one of the system.

    >>> system_words(OSError(errno.EACCES, os.strerror(errno.EACCES))).zh, str(system_words(OSError("no bucket")))
    ('没有权限', 'no bucket')
    """
    said = error.strerror or str(error) or type(error).__name__
    if isinstance(said, Pair) or error.errno not in _SYSTEM_WORDS or said != os.strerror(error.errno):
        return said
    return Pair(_SYSTEM_WORDS[error.errno], said)


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from, outermost first."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__


def is_full_disk(error: BaseException) -> bool:
    """Whether a disk was full: by the number of the error, or, of libraries that keep none, by its words.

    >>> is_full_disk(OSError(errno.ENOSPC, "full")), is_full_disk(RunError(Pair("无法写入", "No space left on device")))
    (True, True)
    >>> is_full_disk(OSError(errno.EACCES, "denied"))
    False
    """
    words = [os.strerror(number) for number in _FULL]
    return any(
        (isinstance(cause, OSError) and cause.errno in _FULL) or any(word in str(cause) for word in words)
        for cause in causes_of(error)
    )


def unexpected_words(error: BaseException) -> Pair | None:
    """What there is to say of an error that nobody expected; None of what only ends the program.

    What the system refuses, such as a full disk behind standard output, is said in its own words. A panic of a library
    in Rust, as polars has them, is no `Exception`.
    """
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        return None
    if isinstance(error, MemoryError):
        return Pair("内存不足", "there is not enough memory")
    if isinstance(error, OSError):
        name = Pair("{name}：", "{name}: ", name=error.filename) if error.filename else NOTHING
        return Pair("系统报错，{name}{why}", "the system says {name}{why}", name=name, why=system_words(error))
    return Pair("意外错误，{kind}：{why}", "unexpected error, {kind}: {why}", kind=type(error).__name__, why=error)


def is_interruption(error: BaseException) -> bool:
    """Whether an error is what DuckDB makes of Ctrl-C."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def was_interrupted(error: BaseException) -> bool:
    """Whether an error comes of Ctrl-C in DuckDB."""
    return any(map(is_interruption, causes_of(error)))
