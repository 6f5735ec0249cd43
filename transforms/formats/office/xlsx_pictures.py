"""Pictures, controls and shapes that lie over the cells of a sheet: a cell below one is not blank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from transforms.formats.office.package import Package
from transforms.formats.office.sheets import Place
from transforms.formats.office.xml_names import local_name
from transforms.text import IMAGE, OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element

# Things over one sheet that are looked at; a report has a seal and some pictures.
_MOST_PICTURES = 5_000
# Digits of a row's number: a sheet has a million rows.
_MOST_DIGITS = 7
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})
_KINDS = {"pic": IMAGE, "graphicFrame": OBJECT, "sp": OBJECT, "grpSp": OBJECT}


def find_pictures(package: Package, part: str) -> dict[Place, str]:
    """What lies over the cells of a sheet, by the cell in which its upper left corner is; raises `PackageError`."""
    drawing = package.part_of_type(part, "drawing")
    found: dict[Place, str] = {}
    if drawing is None:
        return found
    for anchor in package.parse(drawing):
        place = _corner(anchor) if local_name(anchor) in _ANCHORS else None
        kind = next((_KINDS[local_name(child)] for child in anchor.iter() if local_name(child) in _KINDS), "")
        if place is not None and kind and len(found) < _MOST_PICTURES:
            found.setdefault(place, kind)
    return found


def _corner(anchor: _Element) -> Place | None:
    corner = next((child for child in anchor if local_name(child) == "from"), None)
    said = {} if corner is None else {local_name(child): (child.text or "").strip() for child in corner}
    row, column = said.get("row", ""), said.get("col", "")
    if not all(text.isascii() and text.isdigit() for text in (row, column)):
        return None
    return int(row[:_MOST_DIGITS]), int(column[:_MOST_DIGITS])


def tell_pictures(cells: Mapping[Place, str], pictures: Mapping[Place, str]) -> dict[Place, str]:
    """The texts of a sheet with what lies over its empty cells, as far as they stand in rows and columns with text."""
    rows = {row for (row, _), text in cells.items() if text.strip()} if pictures else set()
    columns = {column for (_, column), text in cells.items() if text.strip()} if pictures else set()
    told = {
        place: kind
        for place, kind in pictures.items()
        if place[0] in rows and place[1] in columns and not cells.get(place, "").strip()
    }
    return {**cells, **told}
