"""Where a lake is: its catalog and its data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import RunError
from flows.settings import Settings
from transforms.language import Pair

_SCHEME = "postgres:"
# What is said where a package of the extra is not installed.
LACKS_EXTRA = Pair(
    "数据湖需要附加组件：pip install 'nianbao[lake]'", "a lake needs the extra: pip install 'nianbao[lake]'"
)


@dataclass(frozen=True, slots=True)
class LakeAddress:
    """`catalog` is a connection string of PostgreSQL, which may hold a password, `data` a folder or s3://BUCKET/PREFIX."""

    catalog: str = field(repr=False)
    data: str

    def __str__(self) -> str:
        """The lake as messages name it, without its catalog."""
        return self.words

    @property
    def words(self) -> Pair:
        """The lake as messages name it, in both languages."""
        return Pair("数据在{data}的数据湖", "the lake in {data}", data=self.data)

    @property
    def is_in_s3(self) -> bool:
        """Whether the data is in S3."""
        return self.data.startswith("s3://")


def lake_of(settings: Settings) -> LakeAddress | None:
    """The lake that the settings name, None where they name none. Raises `RunError` where they name half of one."""
    catalog = settings.lake.get_secret_value() if settings.lake else ""
    if not settings.has_lake:
        return None
    if not catalog or not settings.lake_data:
        raise RunError(
            Pair(
                "数据湖需要同时指定目录库（NIANBAO_LAKE）和数据（NIANBAO_LAKE_DATA）",
                "a lake needs both its catalog (NIANBAO_LAKE) and its data (NIANBAO_LAKE_DATA)",
            )
        )
    if not catalog.startswith(_SCHEME):
        raise RunError(
            Pair(
                "数据湖的目录库（NIANBAO_LAKE）须以 postgres: 开头，后接其参数",
                "the catalog of a lake (NIANBAO_LAKE) begins with postgres: and goes on with its parameters",
            )
        )
    data = settings.lake_data if "://" in settings.lake_data else str(Path(settings.lake_data).resolve())
    return LakeAddress(catalog.removeprefix(_SCHEME), data)
