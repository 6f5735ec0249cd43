"""The text of a Word paragraph as a reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.formats.office.looks import UNSEEN_GAP, Look
from transforms.formats.office.word_lists import Lists
from transforms.formats.office.word_styles import Context, Styles, name_of, value_of
from transforms.formats.office.xml_names import find_attribute
from transforms.formats.pictures import Part
from transforms.formats.superscript import raise_marks
from transforms.text import FORM_FIELD, IMAGE, LIST_NUMBER, OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Not text of the page, or not there any more.
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "rPr", "pPr", "rt", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr"}
)
# A sign of a symbol font: what it shows is unknown, so that a cell with one must not pass for blank or for a number.
_UNKNOWN_SIGN = "〓"
# Formulas whose signs do not stand behind each other.
_FORMULAS = frozenset({"m:f", "m:rad", "m:nary", "m:func", "m:m", "m:eqArr", "m:limLow", "m:limUpp", "m:groupChr"})
# Fonts of pictures, in which a digit is none.
_PICTURE_FONTS = ("wingdings", "webdings")
_SIDES = ("left", "top", "right", "bottom")
_DRAWINGS = frozenset({"drawing", "pict", "object"})


def _read_no_picture(relation: str) -> tuple[Part, ...] | None:
    """No picture is read."""
    return None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a paragraph shows: its text, the contents of its text boxes, the text and tables of its pictures, and the
    names of what is not read, of which `floating` can stand anywhere on the page."""

    text: str
    boxes: tuple[_Element, ...] = ()
    pictured: tuple[Part, ...] = ()
    marks: tuple[str, ...] = ()
    floating: tuple[str, ...] = ()

    @property
    def has_picture(self) -> bool:
        return IMAGE in self.marks or IMAGE in self.floating


@dataclass
class _Field:
    """An open field: where its code began, -1 behind its separator, and what a form shows in its place."""

    begin: int
    shown: str = ""


@dataclass
class _Paragraph:
    """A paragraph being read. `look` is what its style says of its runs."""

    look: Look
    around: Context
    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    pictured: list[Part] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)
    positions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParagraphReader:
    """Reads paragraphs of a document with these styles and lists. `read_picture` gives what a picture shows by its
    relation, None for one that is not read."""

    styles: Styles
    lists: Lists
    read_picture: Callable[[str], tuple[Part, ...] | None] = _read_no_picture

    def read(self, paragraph: _Element, around: Context) -> Seen:
        """What a paragraph shows in a place of the page."""
        properties = next((child for child in paragraph if name_of(child) == "pPr"), None)
        state = _Paragraph(self.styles.paragraph_look(properties), around)
        state.positions = self._positions(paragraph, state)
        if self.lists.shows_number(properties, self.styles.default_paragraph):
            state.marks.append(LIST_NUMBER)
        for child in paragraph:
            self._read_inline(child, state)
        return Seen(
            "".join(state.pieces),
            tuple(state.boxes),
            tuple(state.pictured),
            tuple(state.marks),
            tuple(state.floating),
        )

    def _positions(self, paragraph: _Element, state: _Paragraph) -> frozenset[str]:
        """How high the runs of a paragraph stand; where all are raised alike, none is a note's mark."""
        looks = (self._look_of(run, state) for run in paragraph.iter() if name_of(run) == "r")
        return frozenset(look.position or "0" for look in looks)

    def _look_of(self, run: _Element, state: _Paragraph) -> Look:
        properties = next((child for child in run if name_of(child) == "rPr"), None)
        return self.styles.run_look(properties, state.look, state.around)

    def _read_inline(self, element: _Element, state: _Paragraph) -> None:
        name = name_of(element)
        if name in _LEFT_OUT:
            return
        if name == "r":
            self._read_run(element, state)
        elif name in ("m:r", "m:t"):
            state.pieces.append("".join(map(str, element.itertext())))
        elif name in _FORMULAS:
            state.pieces.append(_UNKNOWN_SIGN)
        elif name in ("m:sup", "m:sub"):
            state.pieces.append(raise_marks("".join(map(str, element.itertext()))))
        elif name in _DRAWINGS:
            self._read_drawing(element, state)
        else:
            for child in element:
                self._read_inline(child, state)

    def _read_run(self, run: _Element, state: _Paragraph) -> None:
        look = self._look_of(run, state)
        if look.is_hidden or look.is_struck:
            return
        start = len(state.pieces)
        for child in run:
            if name_of(child) in ("footnoteReference", "endnoteReference") and value_of(child, "customMarkFollows") in (
                "1",
                "true",
                "on",
            ):
                break
            self._read_run_child(child, state)
        shown = "".join(state.pieces[start:])
        if (look.font or "").startswith(_PICTURE_FONTS):
            state.pieces[start:] = [_UNKNOWN_SIGN] if shown.strip() else []
        elif look.is_clear:
            state.pieces[start:] = [UNSEEN_GAP] if shown.strip() else [shown]
        elif look.is_raised or (len(state.positions) > 1 and (look.position or "0") != "0"):
            state.pieces[start:] = [raise_marks(shown)]

    def _read_run_child(self, child: _Element, state: _Paragraph) -> None:
        name = name_of(child)
        if name == "t":
            state.pieces.append("".join(map(str, child.itertext())))
        elif name in _BREAKS:
            state.pieces.append(_BREAKS[name])
        elif name == "sym":
            state.pieces.append(_UNKNOWN_SIGN)
        elif name == "fldChar":
            _mark_field(child, state)
        elif name == "ruby":
            for base in child:
                if name_of(base) == "rubyBase":
                    for part in base:
                        self._read_inline(part, state)
        elif name in _DRAWINGS:
            self._read_drawing(child, state)

    def _read_drawing(self, drawing: _Element, state: _Paragraph) -> None:
        """What the pictures of a drawing show, its text boxes, and the name of what else it shows."""
        parts = list(_chosen(drawing))
        relations = [relation for part in parts if (relation := _relation_of(part))]
        is_cropped = any(map(_is_cropped, parts))
        pictured = [] if is_cropped else [self.read_picture(relation) for relation in relations]
        if pictured and all(part is not None for part in pictured):
            state.pictured += [part for shown in pictured for part in shown or ()]
            state.boxes += [part for part in parts if name_of(part) == "txbxContent"]
        else:
            _name_drawing(drawing, parts, state)


def _mark_field(mark: _Element, state: _Paragraph) -> None:
    """Between the begin of a field and its separator stands its code, which is not shown, nor are fields in it."""
    kind = value_of(mark, "fldCharType")
    if kind == "begin":
        state.fields.append(_Field(len(state.pieces), _form_value(mark)))
    elif state.fields and kind == "separate":
        del state.pieces[state.fields[-1].begin :]
        state.fields[-1].begin = -1
    elif state.fields and kind == "end":
        ended = state.fields.pop()
        if ended.begin >= 0:
            state.pieces[ended.begin :] = [ended.shown]


def _form_value(mark: _Element) -> str:
    """What a field of a form shows that keeps no result beside it: the chosen entry of a list, the box of a check."""
    for form in mark.iter():
        if name_of(form) == "checkBox":
            return FORM_FIELD
        if name_of(form) == "ddList":
            chosen = {name_of(child): value_of(child) for child in form}
            entries = [value_of(child) for child in form if name_of(child) == "listEntry"]
            number = chosen.get("result") or chosen.get("default") or "0"
            is_known = number.isascii() and number.isdigit() and int(number[:4]) < len(entries)
            return entries[int(number[:4])] if is_known else FORM_FIELD
    return ""


def _relation_of(element: _Element) -> str:
    """The relation by which a drawing's element names its picture, '' for one that is no picture."""
    name = name_of(element)
    if name == "a:blip":
        return find_attribute(element, "embed") or ""
    return find_attribute(element, "id") or "" if name == "v:imagedata" else ""


def _is_cropped(element: _Element) -> bool:
    """Whether a drawing shows only a part of its picture: the rest is still in the file, and nobody sees it."""
    name = name_of(element)
    if name == "a:srcRect":
        return any((element.get(side) or "0").strip("0.%") for side in "ltrb")
    return name == "v:imagedata" and any((element.get(f"crop{side}") or "0").strip("0.f") for side in _SIDES)


def _name_drawing(drawing: _Element, parts: Sequence[_Element], state: _Paragraph) -> None:
    """The text boxes of a drawing, and the name of what else it shows."""
    names = [name_of(element) for element in parts]
    boxes = [element for element, name in zip(parts, names, strict=True) if name == "txbxContent"]
    state.boxes += boxes
    is_picture = "a:blip" in names or "v:imagedata" in names
    if is_picture or not boxes:
        floats = "wp:anchor" in names or any("position:absolute" in (part.get("style") or "") for part in parts)
        is_object = name_of(drawing) == "object" or not is_picture
        (state.floating if floats else state.marks).append(OBJECT if is_object else IMAGE)


def _chosen(element: _Element) -> Iterator[_Element]:
    """An element and all below it, without what text boxes hold."""
    yield element
    if name_of(element) != "txbxContent":
        for child in element:
            yield from _chosen(child)
