"""How the lake is that the settings name: whether it has the version that is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.commands.named_lake import named_lake
from flows.errors import RunError
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class LakeStatus:
    """`state` is `ok`, `behind` (its newest version is not the published one, or it has none) or `away`.

    `message` says why it is away, `version_id` and `snapshot` are of its newest version.
    """

    state: str
    message: str = ""
    version_id: str | None = None
    snapshot: int | None = None


def read_lake_status(settings: Settings, published_id: str | None) -> LakeStatus | None:
    """The lake beside the version that is published; None where no lake is named. Only reads."""
    try:
        address = named_lake(settings)
        if address is None:
            return None
        from flows.lake import newest_snapshot, open_lake

        with open_lake(address, is_read_only=True) as connection:
            newest = newest_snapshot(connection)
    except RunError as error:
        return LakeStatus("away", str(error))
    if newest is None:
        return LakeStatus("behind")
    state = "ok" if newest.version_id == published_id else "behind"
    return LakeStatus(state, "", newest.version_id, newest.number)


def lake_problems(lake: LakeStatus | None) -> Iterator[str]:
    """What is not well with the lake, in a sentence."""
    if lake is None or lake.state == "ok":
        return
    if lake.state == "away":
        yield lake.message
    elif lake.version_id is None:
        yield "the lake is behind: it has no version"
    else:
        yield f"the lake is behind: it has version {lake.version_id}, which is not the published one"


def lake_line(lake: LakeStatus) -> str:
    """The lake in a line."""
    if lake.state == "away":
        return "away"
    if lake.version_id is None:
        return "behind: it has no version"
    is_published = "the published one" if lake.state == "ok" else "not the published one"
    return f"{lake.version_id}, {is_published}, snapshot {lake.snapshot}"
