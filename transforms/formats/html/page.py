"""A parsed page → the pieces that a reader of it sees.

Left out is what a browser does not show: scripts, hidden elements, the choices of a menu. Inline elements do not part
words or numbers; blocks, table cells and line breaks do.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from transforms.formats.html.cascade import Cascade, read_cascade
from transforms.formats.html.fields import FIELDS, UNSEEN_FIELDS, show_field
from transforms.formats.html.pieces import GAP, LINE_BREAK, Boxes, Flow, Piece, preserve_spaces
from transforms.formats.html.style import Drawing, Style
from transforms.formats.html.tables import CellBudget, OpenTable, TableRow, read_cell, settle_table
from transforms.formats.html.veiled import find_veiled, unveil
from transforms.formats.pictures import Part, Picture, PictureReader
from transforms.formats.superscript import raise_marks
from transforms.text import IMAGE, OBJECT

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


def _names(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_UNSEEN = _names(
    "script style noscript noframes template head title meta link datalist rt rp rtc map base col colgroup param "
    "source track"
)
_BLOCKS = _names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search section "
    "summary ul xmp"
)
_NO_BOXES = _names("p h1 h2 h3 h4 h5 h6 hr dt dd li pre")
_TABLE_PARTS = _names("table thead tbody tfoot tr td th caption")
_ROW_PARTS = _TABLE_PARTS - {"td", "th", "caption"}
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_CHROME = _names("nav header footer aside menu")
_CHROME_ROLES = _names("navigation banner contentinfo complementary search menu menubar")
_EMBEDDED = _names("img image iframe object embed frame")
# Pixels of a side from which an image may show a table. Smaller ones are ornament: icons, lines, a code for telephones.
_SMALLEST_IMAGE = 120
# Pixels of a side up to which an image only holds a place open; what shows a digit has ten and more.
_LARGEST_SPACER = 4
# What a text is told by that is drawn in another order than it is written: the character that does the same to it.
_OVERRIDE = "\u202e"
_NO_CHARACTERS = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
# The number of an attribute such as width, with or without a unit behind it. Leaves words (auto) and signs.
_LEADING_DIGITS = re.compile(r"\s*(\d+)")


# A picture in the source of the page (RFC 2397). Leaves addresses, and pictures that are not in base64.
_DATA = re.compile(r"\s*data:image/[a-z.+-]{1,20}(?:;[\w=-]{1,40})*;base64,", re.I)

Attributes = dict[str, str | None]


@dataclass(slots=True)
class Page:
    """The pieces of a page in reading order, and its boxes."""

    pieces: list[Piece]
    boxes: Boxes


def read_page(
    parser: LexborHTMLParser, most_cells: int, *, keeps_lines: bool = False, pictures: PictureReader | None = None
) -> Page:
    """Read what a page shows. `keeps_lines` says that line ends of its source are line ends of its text, `pictures`
    reads what pictures in the page's own source show.

    Raises TooManyCellsError where its tables have more than `most_cells` cells, CostlyStylesError where its style
    sheets cost too much.
    """
    root = parser.body
    if root is None:
        return Page([], Boxes())
    cascade = read_cascade(parser)
    drawing = _draw_root(root, cascade)
    reader = _Reader(
        CellBudget(most_cells),
        cascade,
        keeps_lines,
        drawing=drawing,
        veiled=find_veiled(root, cascade),
        pictures=pictures,
    )
    reader.read(root)
    return Page(reader.flows[0].pieces, reader.boxes)


def _draw_root(body: LexborNode, cascade: Cascade) -> Drawing:
    """What all text of a page takes over. A page that is hidden whole is one that a script shows."""
    drawing = Drawing()
    for node in (body.parent, body):
        if node is not None and node.is_element_node:
            drawing = drawing.inside(cascade.style_of(node, node.tag or "", node.attributes))
    return Drawing(is_tiny=drawing.is_tiny, preserves=drawing.preserves)


@dataclass(slots=True)
class _Reader:
    """Walks a tree without recursion; `leaving` undoes what entering each open element did, and its drawing."""

    budget: CellBudget
    cascade: Cascade
    keeps_lines: bool
    boxes: Boxes = field(default_factory=Boxes)
    flows: list[Flow] = field(default_factory=lambda: [Flow()])
    tables: list[OpenTable] = field(default_factory=list)
    box: int = 0
    links: int = 0
    drawing: Drawing = field(default_factory=Drawing)
    veiled: frozenset[int] = frozenset()
    pictures: PictureReader | None = None
    leaving: list[tuple[Callable[[], None], Drawing]] = field(default_factory=list)

    def read(self, root: LexborNode) -> None:
        self.box = self.boxes.open(0)
        node: LexborNode | None = root.first_child
        depth = 0
        while node is not None:
            if node.is_text_node:
                self._add_text(node.text_content or "")
            else:
                child = node.first_child if self._enter(node) else None
                if child is not None:
                    node, depth = child, depth + 1
                    continue
                self._leave()
            following = node.next
            while following is None and depth and (parent := node.parent) is not None:
                node, depth = parent, depth - 1
                self._leave()
                following = node.next
            node = following
        self.flow.end_paragraph(self.box)
        self.boxes.close(0)

    @property
    def flow(self) -> Flow:
        return self.flows[-1]

    def _leave(self) -> None:
        undo, self.drawing = self.leaving.pop()
        undo()

    def _enter(self, node: LexborNode) -> bool:
        """Take a node that is no text; whether its children are read too. What undoes it is put on `leaving`."""
        drawing, undo, reads_children = self.drawing, _nothing, False
        if node.is_element_node and (tag := node.tag or "") not in _UNSEEN:
            attributes = node.attributes
            style = self.cascade.style_of(node, tag, attributes)
            if self.veiled and node.mem_id in self.veiled:
                style = unveil(style)
            if not style.hides:
                self.drawing = drawing.inside(style)
                undo = self._enter_seen(node, tag, attributes, style)
                if style.reorders and self.tables and tag not in _ROW_PARTS:
                    self.flow.words.append(_OVERRIDE)
                if style.adds_figures and self.tables and tag not in _ROW_PARTS:
                    self.flow.pieces.append(Piece(self.box, unread=OBJECT))
                reads_children = tag not in _EMBEDDED and tag not in FIELDS
        self.leaving.append((undo, drawing))
        return reads_children

    def _enter_seen(self, node: LexborNode, tag: str, attributes: Attributes, style: Style) -> Callable[[], None]:
        if tag in _TABLE_PARTS:
            return self._enter_table_part(tag, attributes)
        if tag in _BLOCKS or style.is_block:
            return self._enter_block(tag, attributes)
        if tag == "br":
            self.flow.words.append(LINE_BREAK)
        elif tag in _EMBEDDED:
            self._add_image(tag, attributes)
        elif tag in FIELDS:
            self._add_field(node, tag, attributes)
        else:
            return self._enter_inline(tag, attributes, style)
        return _nothing

    def _enter_block(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        self.flow.end_paragraph(self.box)
        outer = self.box
        if tag not in _NO_BOXES:
            is_chrome = tag in _CHROME or (attributes.get("role") or "").lower() in _CHROME_ROLES
            self.box = self.boxes.open(outer, is_chrome=is_chrome)
        return partial(self._leave_block, tag, outer)

    def _leave_block(self, tag: str, outer: int) -> None:
        self.flow.end_paragraph(self.box, is_heading=tag in _HEADINGS)
        self._leave_box(outer)

    def _leave_box(self, outer: int) -> None:
        if self.box != outer:
            self.boxes.close(self.box)
            self.box = outer

    def _enter_inline(self, tag: str, attributes: Attributes, style: Style) -> Callable[[], None]:
        is_link = tag == "a" and bool(attributes.get("href"))
        is_raised = tag in ("sup", "sub") or style.raises
        if not (is_link or is_raised or style.parts):
            return _nothing
        self.links += is_link
        if style.parts:
            self.flow.words.append(GAP)
        return partial(self._leave_inline, len(self.flow.words), is_link, is_raised, style.parts)

    def _leave_inline(self, start: int, is_link: bool, is_raised: bool, parts: bool) -> None:
        self.links -= is_link
        words = self.flow.words
        if is_raised:
            words[start:] = [raise_marks("".join(words[start:]))]
        if parts:
            words.append(GAP)

    def _enter_table_part(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        if tag == "table":
            self.flow.end_paragraph(self.box)
            outer, self.box = self.box, self.boxes.open(self.box)
            self.tables.append(OpenTable(self.box))
            return partial(self._leave_table, outer)
        if not self.tables:
            return _nothing
        table = self.tables[-1]
        if tag in ("td", "th", "caption"):
            outer, self.box = self.box, self.boxes.open(self.box)
            self.flows.append(Flow())
            return partial(self._leave_cell, tag, outer, attributes.get("colspan"), attributes.get("rowspan"))
        if tag == "tr":
            table.rows.append(TableRow(table.group))
        else:
            table.group += 1
        return _nothing

    def _leave_table(self, outer: int) -> None:
        table = self.tables.pop()
        self._leave_box(outer)
        self.flow.pieces += settle_table(table, self.budget)

    def _leave_cell(self, tag: str, outer: int, colspan: str | None, rowspan: str | None) -> None:
        flow = self.flows.pop()
        flow.end_paragraph(self.box)
        self._leave_box(outer)
        table = self.tables[-1]
        if tag == "caption":
            table.before += flow.pieces
            return
        if not table.rows:
            table.rows.append(TableRow(table.group))
        table.rows[-1].cells.append(read_cell(flow.pieces, colspan, rowspan))

    def _add_text(self, text: str) -> None:
        if not self.drawing.is_seen:
            self.flow.words += [GAP] if self.drawing.keeps_place and text.strip() else []
            return
        text = text if text.isprintable() else text.translate(_NO_CHARACTERS)
        if self.links:
            self.flow.linked += len("".join(text.split()))
        if self.keeps_lines and not self.tables:
            self.flow.words.append(preserve_spaces(text if self.flow.words else text.lstrip("\r\n")))
        else:
            self.flow.words.append(preserve_spaces(text) if self.drawing.preserves else text)

    def _add_field(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        """A field of a form shows its value; menus, buttons and drawings only where they stand in a table's cell."""
        if not self.drawing.is_seen or (tag in UNSEEN_FIELDS and not self.tables):
            return
        text, unread = show_field(node, tag, attributes)
        if text:
            self.flow.words += [GAP, text.translate(_NO_CHARACTERS), GAP]
        if unread and self.tables:
            self.flow.pieces.append(Piece(self.box, unread=unread))

    def _add_image(self, tag: str, attributes: Attributes) -> None:
        """An image breaks no word, so it stands behind the paragraph's text; small ones are ornament, and told only
        where a cell of a table shows nothing else."""
        sizes = [
            int(match[1][:9])
            for name in ("width", "height")
            if (match := _LEADING_DIGITS.match(attributes.get(name) or "")) and "%" not in match.string
        ]
        if any(size <= _LARGEST_SPACER for size in sizes) or not self.drawing.is_seen:
            return
        if (shown := self._read_image(attributes)) is not None:
            self.flow.end_paragraph(self.box)
            self.flow.pieces += [
                Piece(self.box, part) if isinstance(part, str) else Piece(self.box, rows=part)
                for part in shown
                if not isinstance(part, Picture)
            ]
            return
        is_image = not any(size < _SMALLEST_IMAGE for size in sizes)
        unread = IMAGE if tag in ("img", "image") else OBJECT
        if is_image or self.tables:
            self.flow.pieces.append(Piece(self.box, is_image=is_image, unread=unread))

    def _read_image(self, attributes: Attributes) -> tuple[Part, ...] | None:
        """What a picture shows that the page holds itself; None for one that is not read."""
        if self.pictures is None or (match := _DATA.match(attributes.get("src") or "")) is None:
            return None
        try:
            return self.pictures.read(b64decode(match.string[match.end() :], validate=False))
        except ValueError:
            return None


def _nothing() -> None:
    """Leaves an element that changed nothing."""
