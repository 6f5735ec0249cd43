"""Pieces of spreadsheets, as XML."""

from __future__ import annotations

MERGED_NUMBERS = (("许可", "5↔", ""), ("处罚", "6↔", "1⏎7"), ("强制", "6↔", "2"))
"""One number in two columns of the header, one in the rows of two labels, and two numbers in one cell."""


def row_of(*cells: str, number: int = 1, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def label(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"
