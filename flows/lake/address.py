"""Where a lake is: its catalog and its data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flows.errors import RunError
from flows.settings import Settings

_SCHEME = "postgres:"
# What is said where a package of the extra is not installed.
LACKS_EXTRA = "a lake needs the extra: pip install 'nianbao[lake]'"
# A password in a connection string of PostgreSQL, as a parameter or in an address.
_PASSWORD = re.compile(r"(password\s*=\s*)('[^']*'|\S+)|(?<=:)[^:@/\s]+(?=@)")


@dataclass(frozen=True, slots=True)
class LakeAddress:
    """`catalog` is a connection string of PostgreSQL, `data` a folder or s3://BUCKET/PREFIX."""

    catalog: str
    data: str

    @property
    def is_in_s3(self) -> bool:
        """Whether the data is in S3."""
        return self.data.startswith("s3://")

    def hide(self, message: str) -> str:
        """A message without the password of the catalog.

        >>> LakeAddress("host=db password=x", "").hide("cannot connect: host=db password=x")
        'cannot connect: host=db password=***'
        """
        return _PASSWORD.sub(lambda found: f"{found[1] or ''}***", message)


def lake_of(settings: Settings) -> LakeAddress | None:
    """The lake that the settings name, None where they name none. Raises `RunError` where they name half of one."""
    catalog = settings.lake.get_secret_value() if settings.lake else ""
    if not catalog and not settings.lake_data:
        return None
    if not catalog or not settings.lake_data:
        raise RunError("a lake needs both its catalog (NIANBAO_LAKE) and its data (NIANBAO_LAKE_DATA)")
    if not catalog.startswith(_SCHEME):
        raise RunError("the catalog of a lake (NIANBAO_LAKE) begins with postgres: and goes on with its parameters")
    data = settings.lake_data if "://" in settings.lake_data else str(Path(settings.lake_data).resolve())
    return LakeAddress(catalog.removeprefix(_SCHEME), data)
