"""How the lake is that the settings name: whether it has the version that is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.commands.named_lake import named_lake
from flows.errors import RunError
from flows.settings import Settings
from transforms.language import NOTHING, Pair


@dataclass(frozen=True, slots=True)
class LakeStatus:
    """`state` is `ok`, `behind` (its newest version is not the published one, or it has none) or `away`.

    `message` says why it is away, `version_id` and `snapshot` are of its newest version.
    """

    state: str
    message: Pair = NOTHING
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
        return LakeStatus("away", error.words)
    if newest is None:
        return LakeStatus("behind")
    state = "ok" if newest.version_id == published_id else "behind"
    return LakeStatus(state, NOTHING, newest.version_id, newest.number)


def lake_problems(lake: LakeStatus | None) -> Iterator[Pair]:
    """What is not well with the lake, in a sentence."""
    if lake is None or lake.state == "ok":
        return
    if lake.state == "away":
        yield lake.message
    elif lake.version_id is None:
        yield Pair("数据湖没有跟上：它没有版本", "the lake is behind: it has no version")
    else:
        yield Pair(
            "数据湖没有跟上：它的版本是{version}，不是已发布的版本",
            "the lake is behind: it has version {version}, which is not the published one",
            version=lake.version_id,
        )


def lake_line(lake: LakeStatus) -> Pair:
    """The lake in a line."""
    if lake.state == "away":
        return Pair("无法读取", "away")
    if lake.version_id is None:
        return Pair("没有跟上：没有版本", "behind: it has no version")
    is_published = Pair("即已发布的版本", "the published one")
    return Pair(
        "{version}，{which}，快照 {snapshot}",
        "{version}, {which}, snapshot {snapshot}",
        version=lake.version_id,
        which=is_published if lake.state == "ok" else Pair("不是已发布的版本", "not the published one"),
        snapshot=lake.snapshot,
    )
