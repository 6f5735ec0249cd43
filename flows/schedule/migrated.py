"""An empty database of Prefect's server, kept for the next temporary server to begin with.

Making its tables takes a server more than half of its start. The copy is taken when the first server is ready and has
recorded nothing; it is of one version of Prefect, and whatever is wrong with it costs time alone.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path

from flows.state import state_folder
from transforms.language import Pair

DATABASE = "prefect.db"

logger = logging.getLogger("nianbao")


def migrated_path(warehouse: Path) -> Path:
    """Where the copy for this version of Prefect lies."""
    return state_folder(warehouse) / f"prefect-{version('prefect')}.db"


def _is_sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
        return tables != (0,) and connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def take_migrated(kept: Path, home: Path) -> bool:
    """Give a server that is about to start the kept database; False where there is none.

    One that is damaged is removed, so that the next is kept.
    """
    database = home / DATABASE
    try:
        shutil.copyfile(kept, database)
        if _is_sound(database):
            return True
    except (OSError, sqlite3.Error):
        pass
    remove_database(home)
    with suppress(OSError):
        kept.unlink(missing_ok=True)
    return False


def remove_database(home: Path) -> None:
    """Remove a server's database with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            (home / f"{DATABASE}{ending}").unlink()


def keep_migrated(home: Path, kept: Path) -> None:
    """Keep a copy of the database of a server that is ready, and none of another version of Prefect."""
    beside = kept.with_name(f".{kept.name}.{home.name}")
    try:
        for left in kept.parent.glob(".prefect-*.db.*"):  # of a killed run: this one holds the warehouse
            left.unlink()
        beside.touch(0o600, exist_ok=False)
        with (
            closing(sqlite3.connect(f"{(home / DATABASE).as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(beside)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        for other in kept.parent.glob("prefect-*.db"):
            other.unlink()
        beside.replace(kept)
    except (OSError, sqlite3.Error) as error:
        logger.debug(
            Pair(
                "没有保留 Prefect 服务的数据库：{why}", "the database of Prefect's server is not kept: {why}", why=error
            )
        )
    finally:
        beside.unlink(missing_ok=True)
