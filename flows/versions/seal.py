"""The seal of a version: what its file was when it was published, by which a later change is noticed.

Nobody may write a version, but root may all the same, and DuckDB writes what it can open. Root who opens the published
path without `read_only` and only reads changes nothing; what is written then is in the file, or, where the program did
not end well, in a write-ahead log beside it, which every reader reads along.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from flows.duck import write_ahead_log
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
    with database.open("rb") as stream:
        return hashlib.sha256(stream.read(_HEADERS)).hexdigest()


def looks_changed(database: Path) -> bool:
    """Whether the file of a version is plainly not what was published; costs nothing, whatever its size.

    It misses what was changed past DuckDB, within the size. A version without a seal, or whose file is gone, is not
    changed.
    """
    seal = _read(database)
    try:
        found = database.stat()
        if seal is None or (found.st_size, found.st_mtime_ns) == (seal.bytes, seal.modified_ns):
            return False
        return found.st_size != seal.bytes or _hash_headers(database) != seal.headers
    except OSError:
        return False


def is_changed(database: Path) -> bool:
    """Whether the file of a version is not what was published. Only for the holder of the lock.

    It is read as a whole where its time is another, as that of a copy that was brought back from a backup; once.
    """
    seal = _read(database)
    try:
        found = database.stat()
        if seal is None or (found.st_size, found.st_mtime_ns) == (seal.bytes, seal.modified_ns):
            return False
        if looks_changed(database) or hash_file(database) != seal.sha256:
            return True
    except OSError:
        return False
    with suppress(OSError):
        _write(replace(seal, modified_ns=found.st_mtime_ns), database)
    return False


def tell_changes(version_id: str, database: Path) -> Iterator[Pair]:
    """What was done to the file of a version since it was published, as far as that is plain."""
    if looks_changed(database):
        yield Pair(
            "版本{version}的文件在发布之后被改动过；nianbao ingest 会重新构建，nianbao rollback 可恢复到另一版本",
            "the file of the version {version} was changed after its publication; nianbao ingest builds it anew, "
            "nianbao rollback returns to another version",
            version=version_id,
        )
    if write_ahead_log(database).exists():
        yield Pair(
            "版本{version}旁有人留下了 DuckDB 的预写日志{log}，其中的改动读者也会读到；请结束以可写方式打开它的程序，"
            "再运行 nianbao ingest，该日志会被删除",
            "beside the version {version} somebody left DuckDB's write-ahead log {log}, whose changes readers get as "
            "well; end the program that opened it for writing and run nianbao ingest, which removes it",
            version=version_id,
            log=write_ahead_log(database),
        )


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
