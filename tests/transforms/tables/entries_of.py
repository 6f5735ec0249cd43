"""Texts as the stream of labels and cells that the readers of tables get, and the tables found in it."""

from __future__ import annotations

from transforms.formats import recognise
from transforms.stream import Entry, read_entries, read_tokens, unwrap_labels
from transforms.stream.document import Document, read_document
from transforms.tables import FoundTables, find_tables


def entries_of(text: str) -> list[Entry]:
    document = read_document(text.encode(), recognise(text.encode()))
    assert isinstance(document, Document)
    return read_entries(read_tokens(unwrap_labels(document.cells)))


def tables_of(*lines: str) -> FoundTables:
    """The tables of some lines, their cells not yet placed."""
    return find_tables(entries_of("".join(f"{line}\n" for line in lines)))
