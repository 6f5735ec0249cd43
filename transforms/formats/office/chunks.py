"""Documents of another format inside of a Word document (`altChunk`), which Word takes over when it opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from transforms.doubts import Doubt, Reason, Rejection
from transforms.formats import html, mhtml, plain_text
from transforms.formats.content import Block, Content
from transforms.formats.office.package import DOCX, Package, PackageError, package_kind
from transforms.limits import Limits

# Chunks of one document that are read: a page or two that a program put in; each may be as large as a page.
_MOST_CHUNKS = 20

Reader = Callable[[bytes, Limits], Content | Rejection]


@dataclass
class Chunks:
    """The chunks of a document's main part. `read_document` reads those that are Word documents, None inside of one;
    `doubts` are those about the chunks that were read."""

    package: Package
    main: str
    limits: Limits
    read_document: Reader | None
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
            raise PackageError(Reason.TOO_COSTLY, f"The document takes over more than {_MOST_CHUNKS} others.")
        data = self.package.read(part)
        reader = self._reader_of(data, part)
        if reader is None:
            return None
        content = reader(data, self.limits)
        if isinstance(content, Rejection):
            if content.reason in (Reason.NO_CONTENT, Reason.EMPTY_FILE):
                return ()
            raise PackageError(content.reason, f"In the document's part {part}: {content.detail}")
        self.doubts += content.doubts
        return content.blocks

    def _reader_of(self, data: bytes, part: str) -> Reader | None:
        if package_kind(data) == DOCX:
            return self.read_document
        if mhtml.recognises(data):
            return mhtml.read_content
        if html.recognises(data):
            return html.read_content
        return plain_text.read_content if part.lower().endswith(".txt") else None
