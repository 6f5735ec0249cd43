"""The seal of a version: what its file was when it was published, by which a later change is noticed.

Nobody may write a version, but root may all the same, and DuckDB writes what it can open. Root who opens the published
path without `read_only` and only reads changes nothing; what is written then is in the file, or, where the program did
not end well, in a write-ahead log beside it, which every reader reads along.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path

from flows.bounded import open_plain
from flows.duck import write_ahead_log
from flows.errors import RunError
from flows.state import hash_file, read_json, replace_file
from transforms.language import Pair

SEAL = "seal.json"
# DuckDB's three headers of 4096 bytes each: whatever it writes into a file, it renews one of the latter two.
_HEADERS = 12288

logger = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class _Seal:
    bytes: int
    modified_ns: int
    headers: str
    sha256: str


def seal_path(database: Path) -> Path:
    """Where the seal of a version lies: beside its file."""
    return database.with_name(SEAL)


def write_seal(built: Path, database: Path) -> None:
    """Seal a file that is about to become this version, whose folder is there. Raises `OSError`."""
    found = built.stat()
    seal = _Seal(found.st_size, found.st_mtime_ns, _hash_headers(built), hash_file(built))
    _write(seal, database)


def _write(seal: _Seal, database: Path) -> None:
    replace_file(seal_path(database), f"{json.dumps(asdict(seal))}\n".encode())


def _read(database: Path) -> _Seal | None:
    """The seal of a version; None where it has none, as those of earlier releases, or one that cannot be read."""
    try:
        return _Seal(**read_json(seal_path(database)))
    except (OSError, ValueError, TypeError):
        return None


def _hash_headers(database: Path) -> str:
    with open_plain(database) as stream:
        return hashlib.sha256(stream.read(_HEADERS)).hexdigest()


class _Look(Enum):
    """What size, time and headers of a version's file tell, which cost nothing, whatever its size."""

    SOUND = "sound"
    CHANGED = "changed"
    OTHER_TIME = "other time"


def _look_at(database: Path, seal: _Seal | None) -> _Look:
    """A version without a seal, or whose file is gone, is not changed."""
    try:
        found = database.stat()
        if seal is None or (found.st_size, found.st_mtime_ns) == (seal.bytes, seal.modified_ns):
            return _Look.SOUND
        is_same = found.st_size == seal.bytes and _hash_headers(database) == seal.headers
    except OSError:
        return _Look.SOUND
    return _Look.OTHER_TIME if is_same else _Look.CHANGED


def looks_changed(database: Path) -> bool:
    """Whether the file of a version is plainly not what was published. It misses what was changed past DuckDB, within
    the size."""
    return _look_at(database, _read(database)) == _Look.CHANGED


def differs(database: Path) -> bool:
    """Whether the file of a version is not what was published; it is read as a whole where its time is another."""
    seal = _read(database)
    look = _look_at(database, seal)
    try:
        return look == _Look.CHANGED or (
            seal is not None and look == _Look.OTHER_TIME and hash_file(database) != seal.sha256
        )
    except OSError:
        return False


def is_changed(database: Path) -> bool:
    """As `differs`, only for the holder of the lock: a copy that was brought back from a backup is read once."""
    seal = _read(database)
    if seal is None or _look_at(database, seal) == _Look.SOUND:
        return False
    with suppress(OSError):
        modified_ns = database.stat().st_mtime_ns
        if differs(database):
            return True
        _write(replace(seal, modified_ns=modified_ns), database)
    return False


def changed_words(version_id: str) -> Pair:
    """What there is to say of a version that was changed."""
    return Pair(
        "版本{version}的文件在发布之后被改动过；nianbao ingest 会重新构建，nianbao rollback 可恢复到另一版本",
        "the file of the version {version} was changed after its publication; nianbao ingest builds it anew, "
        "nianbao rollback returns to another version",
        version=version_id,
    )


def tell_changes(version_id: str, database: Path) -> Iterator[Pair]:
    """What was done to the file of a version since it was published, as far as that is plain."""
    if looks_changed(database):
        yield changed_words(version_id)
    if write_ahead_log(database).exists():
        yield Pair(
            "版本{version}旁有人留下了 DuckDB 的预写日志{log}，其中的改动读者也会读到；请结束以可写方式打开它的程序，"
            "再运行 nianbao ingest，该日志会被删除",
            "beside the version {version} somebody left DuckDB's write-ahead log {log}, whose changes readers get as "
            "well; end the program that opened it for writing and run nianbao ingest, which removes it",
            version=version_id,
            log=write_ahead_log(database),
        )


def _version_at(path: Path) -> Path | None:
    """The file of the version that a path leads to; None where it leads to a file that was never sealed.

    What this user may not reach is left to who opens it, and says why it cannot be read.
    """
    database = Path(os.path.realpath(path))
    with suppress(OSError):
        return database if seal_path(database).exists() else None
    return None


def changes_at(path: Path) -> list[Pair]:
    """As `tell_changes`, of what a reader gets at a path: that of a warehouse, of a version, or a link to one."""
    database = _version_at(path)
    return list(tell_changes(database.parent.name, database)) if database else []


def refuse_changes_at(path: Path) -> None:
    """Raise `RunError` where what a reader gets at a path is not what was published.

    It is read as a whole where its time is another.
    """
    for words in changes_at(path):
        raise RunError(words)
    database = _version_at(path)
    if database and differs(database):
        raise RunError(changed_words(database.parent.name))


def drop_log(version_id: str, database: Path) -> None:
    """Remove what somebody wrote beside a version, with a warning. Only for the holder of the lock.

    Raises `OSError`.
    """
    log = write_ahead_log(database)
    if not log.exists():
        return
    log.unlink(missing_ok=True)
    logger.warning(
        Pair(
            "有人以可写方式打开了版本{version}，留下的改动（{log}）已删除；读取仓库请用 read_only=True",
            "somebody opened the version {version} for writing, and what was left of that ({log}) is removed; the "
            "warehouse is read with read_only=True",
            version=version_id,
            log=log,
        )
    )
