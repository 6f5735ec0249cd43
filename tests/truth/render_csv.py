"""Reports as delimited text, as spreadsheets save it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from random import Random

from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import expand_spans


@dataclass(frozen=True)
class Make:
    """How a file is written; `width` pads every row to one number of cells, as a whole sheet is saved."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    width: int = 0
    line_end: str = "\r\n"
    has_thousands: bool = False

    def __call__(self, document: Document, rng: Random) -> bytes:
        out = StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.line_end)
        for part in document_parts(document):
            if isinstance(part, Block):
                writer.writerow(self._padded([part.text]))
                continue
            for row in expand_spans(part):
                writer.writerow(self._padded([self._value(cell.text) for cell in row]))
        return out.getvalue().encode(self.encoding)

    def _padded(self, row: list[str]) -> list[str]:
        return row + [""] * (self.width - len(row))

    def _value(self, text: str) -> str:
        is_number = text.isascii() and text.isdigit() and text == str(int(text))
        return f"{int(text):,}" if self.has_thousands and is_number else text


RENDERERS: Mapping[str, Callable[[Document, Random], bytes]] = {
    "csv_utf8": Make(),
    "csv_gb18030": Make("gb18030", width=15),
    "csv_semicolons": Make("utf-8", ";", line_end="\n"),
    "csv_thousands": Make("gb18030", has_thousands=True),
}

TRAITS: Mapping[str, Mapping[str, bool]] = {"csv_gb18030": {"pads_rows": True}}
