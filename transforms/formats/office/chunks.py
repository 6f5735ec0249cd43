"""Documents of another format inside of a Word document (`altChunk`), which Word takes over when it opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from transforms.doubts import Doubt, Reason, Rejection
from transforms.formats.content import Block, Content
from transforms.formats.office.package import Package, PackageError
from transforms.language import Pair
from transforms.limits import Limits

# Chunks of one document that are read: a page or two that a program put in; each may be as large as a page.
_MOST_CHUNKS = 20

Reader = Callable[[bytes, Limits], Content | Rejection]
ReaderOf = Callable[[bytes, str], Reader | None]
"""The reader of bytes that stand in a part of that name, None for what is not read."""


def read_none(data: bytes, part: str) -> Reader | None:
    """No reader for any part."""
    return None


@dataclass
class Chunks:
    """The chunks of a document's main part. `reader_of` finds who reads one; `doubts` are those about the chunks that
    were read."""

    package: Package
    main: str
    limits: Limits
    reader_of: ReaderOf
    doubts: list[Doubt] = field(default_factory=list)
    count: int = 0

    def read(self, relation: str) -> tuple[Block, ...] | None:
        """The blocks of a chunk by its relation, None where it is of a format that is not read; raises `PackageError`
        where it, or the number of them, is refused."""
        _, part = self.package.relationships(self.main).get(relation, ("", ""))
        if part not in self.package.names:
            return None
        self.count += 1
        if self.count > _MOST_CHUNKS:
            detail = Pair(
                "文档引入的其他文档超过{most}个。",
                "The document takes over more than {most} others.",
                most=_MOST_CHUNKS,
            )
            raise PackageError(Reason.TOO_COSTLY, detail)
        data = self.package.read(part)
        reader = self.reader_of(data, part)
        if reader is None:
            return None
        content = reader(data, self.limits)
        if isinstance(content, Rejection):
            if content.reason in (Reason.NO_CONTENT, Reason.EMPTY_FILE):
                return ()
            detail = Pair(
                "文档的部件{part}：{detail}",
                "In the document's part {part}: {detail}",
                part=part,
                detail=content.detail,
            )
            raise PackageError(content.reason, detail)
        self.doubts += content.doubts
        return content.blocks
