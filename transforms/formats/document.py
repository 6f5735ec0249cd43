"""What a format yields: the text of a file and its stream of cells, repaired, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.cells import Cell


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text and cells, in simplified script.

    `encoding` and `encoding_confidence` are None for formats that carry Unicode; `evidence` says what decided the
    encoding; `script` is the script found before conversion; `repairs` are named, in order; `layout` says how tables
    would be laid out in it.
    """

    text: str
    cells: tuple[Cell, ...]
    encoding: str | None
    encoding_confidence: float | None
    evidence: str
    script: str
    repairs: tuple[str, ...]
    layout: str
