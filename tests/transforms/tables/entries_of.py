"""Texts as the stream of labels and cells that the readers of tables get."""

from __future__ import annotations

from transforms.formats import recognise
from transforms.stream import Entry, read_entries, read_tokens, unwrap_labels
from transforms.stream.document import Document, read_document


def entries_of(text: str) -> list[Entry]:
    document = read_document(text.encode(), recognise(text.encode()))
    assert isinstance(document, Document)
    return read_entries(read_tokens(unwrap_labels(document.cells)))
