"""Plain text: decoded, its script repaired, split into cells."""

from __future__ import annotations

from transforms.cells import read_cells, unify_line_ends
from transforms.decoding import decode
from transforms.doubts import Rejection
from transforms.formats.document import Document
from transforms.layout import name_layout
from transforms.script import repair_script


def read_document(data: bytes) -> Document | Rejection:
    """Read a text file in any encoding that `transforms.decoding` knows."""
    decoded = decode(data)
    if isinstance(decoded, Rejection):
        return decoded
    repaired = repair_script(unify_line_ends(decoded.text))
    cells = tuple(read_cells(repaired.text))
    return Document(
        text=repaired.text,
        cells=cells,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        evidence=decoded.evidence,
        script=repaired.script,
        repairs=repaired.repairs,
        layout=name_layout(cells, repaired.text),
    )
