"""The lake that the settings name: commands read it instead of the file, or have it follow what they publish."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from flows.commands.saying import tell
from flows.errors import AlreadyRunningError, RunError, words_of
from flows.language import said
from flows.settings import Settings
from flows.state import absolute_warehouse, read_retries, state_folder, warehouse_lock
from transforms.language import Pair

if TYPE_CHECKING:
    import duckdb

    from flows.lake import LakeAddress


def named_lake(settings: Settings) -> LakeAddress | None:
    """The lake that the settings name, None where they name none. Raises `RunError` where they name half of one."""
    if not settings.has_lake:
        return None
    from flows.lake import lake_of

    return lake_of(settings)


def warehouse_to_read(
    settings: Settings, *, is_passed_on: bool = False
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A read-only connection to the newest version of the lake, where the settings name one, or of the file.

    Where somebody changed the file after its publication, a line on standard error says so; what is to be passed on is
    not read at all. Raises `RunError`, also for what a query in the block meets.
    """
    if address := named_lake(settings):
        from flows.lake import read_lake

        return read_lake(address)
    from flows.versions import changes_at, published_warehouse, refuse_changes_at

    if is_passed_on:
        refuse_changes_at(settings.warehouse)
    for words in changes_at(settings.warehouse):
        tell(f"nianbao: {said(words)}", is_error=True)
    return published_warehouse(settings.warehouse)


def known_retries(settings: Settings) -> Collection[str] | None:
    """The files that the next run reads again; None where a lake is read and no run was ever made on this machine."""
    place = absolute_warehouse(settings.warehouse)
    return None if settings.has_lake and not state_folder(place).is_dir() else read_retries(place)


@contextmanager
def lake_following(settings: Settings) -> Iterator[None]:
    """Have the lake that the settings name, where they name one, say what is published after the block, and tell so.

    It does so after a block that published nothing, too. Raises `RunError` where the lake is then behind.
    """
    named_lake(settings)
    yield
    if not settings.has_lake:
        return
    from flows.lake import follow_with_lake

    place = absolute_warehouse(settings.warehouse)
    try:
        with warehouse_lock(place):
            told = follow_with_lake(settings, place)
    except AlreadyRunningError as error:
        raise RunError(
            Pair("数据湖现在没有跟上：{why}", "the lake does not follow now: {why}", why=words_of(error))
        ) from error
    if told:
        tell(told)
