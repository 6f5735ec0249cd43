"""The text of a Word paragraph as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.formats.office.xml_names import find_attribute, split_name
from transforms.formats.superscript import raise_marks

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}
_OFF = ("0", "false", "off")
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


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    namespace, name = split_name(tag)
    return name if namespace in _WORD else f"{_PREFIXES.get(namespace, 'other')}:{name}"


def name_of(element: _Element) -> str:
    """The name of an element: bare for Word's own namespaces, with a prefix for others."""
    return _named(str(element.tag))


def is_on(properties: _Element, name: str) -> bool:
    """Whether a switch such as `vanish` is there and not turned off."""
    for child in properties:
        if name_of(child) == name:
            return find_attribute(child, "val") not in _OFF
    return False


@dataclass(frozen=True, slots=True)
class HiddenStyles:
    """The ids of the styles whose text is hidden."""

    ids: frozenset[str] = frozenset()


def read_hidden_styles(styles: _Element) -> HiddenStyles:
    """The styles that hide text, of themselves or by the style that they are based on."""
    based_on: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    for style in styles:
        if name_of(style) != "style":
            continue
        style_id = _attribute(style, "styleId")
        for child in style:
            if name_of(child) == "basedOn":
                based_on[style_id] = _attribute(child, "val")
            elif name_of(child) == "rPr" and any(name_of(mark) == "vanish" for mark in child):
                hidden[style_id] = is_on(child, "vanish")
    return HiddenStyles(frozenset(style_id for style_id in {*based_on, *hidden} if _hides(style_id, based_on, hidden)))


def _hides(style_id: str, based_on: dict[str, str], hidden: dict[str, bool]) -> bool:
    seen: set[str] = set()
    while style_id not in hidden and style_id in based_on and style_id not in seen:
        seen.add(style_id)
        style_id = based_on[style_id]
    return hidden.get(style_id, False)


def _attribute(element: _Element, name: str) -> str:
    return find_attribute(element, name) or ""


@dataclass
class _Paragraph:
    """A paragraph being read. `fields` are the places where open fields began."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    has_picture: bool = False
    is_hidden: bool = False
    has_raised_runs: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphReader:
    """Reads paragraphs; `hidden` are the styles whose text is not shown."""

    hidden: HiddenStyles

    def read(self, paragraph: _Element) -> tuple[str, list[_Element], bool]:
        """The text of a paragraph, the contents of its text boxes, and whether it holds a picture."""
        state = _Paragraph(is_hidden=self._is_hidden_paragraph(paragraph), has_raised_runs=_has_raised_runs(paragraph))
        for child in paragraph:
            self._read_inline(child, state)
        return "".join(state.pieces), state.boxes, state.has_picture

    def _is_hidden_paragraph(self, paragraph: _Element) -> bool:
        return any(
            _attribute(mark, "val") in self.hidden.ids
            for child in paragraph
            if name_of(child) == "pPr"
            for mark in child
            if name_of(mark) == "pStyle"
        )

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
        elif name in ("drawing", "pict", "object", "mc:AlternateContent"):
            _read_drawing(element, state)
        else:
            for child in element:
                self._read_inline(child, state)

    def _read_run(self, run: _Element, state: _Paragraph) -> None:
        properties = next((child for child in run if name_of(child) == "rPr"), None)
        if self._is_hidden_run(properties, state) or _is_struck(properties):
            return
        start = len(state.pieces)
        for child in run:
            self._read_run_child(child, state)
        if properties is not None and _has_picture_font(properties):
            state.pieces[start:] = [_UNKNOWN_SIGN] if "".join(state.pieces[start:]).strip() else []
        elif properties is not None and _is_raised(properties, state):
            raised = "".join(state.pieces[start:])
            state.pieces[start:] = [raise_marks(raised)]

    def _is_hidden_run(self, properties: _Element | None, state: _Paragraph) -> bool:
        if properties is None:
            return state.is_hidden
        if any(name_of(mark) == "vanish" for mark in properties):
            return is_on(properties, "vanish")
        styles = [_attribute(mark, "val") for mark in properties if name_of(mark) == "rStyle"]
        return state.is_hidden or any(style in self.hidden.ids for style in styles)

    def _read_run_child(self, child: _Element, state: _Paragraph) -> None:
        name = name_of(child)
        if name == "t":
            state.pieces.append("".join(map(str, child.itertext())))
        elif name in _BREAKS:
            state.pieces.append(_BREAKS[name])
        elif name == "sym":
            state.pieces.append(_UNKNOWN_SIGN)
        elif name == "fldChar":
            _mark_field(_attribute(child, "fldCharType"), state)
        elif name == "ruby":
            for base in child:
                if name_of(base) == "rubyBase":
                    for part in base:
                        self._read_inline(part, state)
        elif name in ("drawing", "pict", "object", "mc:AlternateContent"):
            _read_drawing(child, state)


def _mark_field(kind: str, state: _Paragraph) -> None:
    """Between the begin of a field and its separator stands its code, which is not shown, nor are fields in it."""
    if kind == "begin":
        state.fields.append(len(state.pieces))
    elif state.fields and kind == "separate":
        del state.pieces[state.fields[-1] :]
        state.fields[-1] = -1
    elif state.fields and kind == "end":
        begin = state.fields.pop()
        if begin >= 0:
            del state.pieces[begin:]


def _has_picture_font(properties: _Element) -> bool:
    fonts = [_attribute(mark, "ascii").lower() for mark in properties if name_of(mark) == "rFonts"]
    return any(font.startswith(_PICTURE_FONTS) for font in fonts)


def _is_struck(properties: _Element | None) -> bool:
    """Whether a run is struck out: somebody's correction by hand, as a tracked deletion is."""
    return properties is not None and any(is_on(properties, name) for name in ("strike", "dstrike"))


def _is_raised(properties: _Element, state: _Paragraph) -> bool:
    for mark in properties:
        if name_of(mark) == "vertAlign" and _attribute(mark, "val") in ("superscript", "subscript"):
            return True
        if name_of(mark) == "position" and state.has_raised_runs and _attribute(mark, "val") != "0":
            return True
    return False


def _has_raised_runs(paragraph: _Element) -> bool:
    """Whether some runs of a paragraph are raised by hand and others are not; where all are, it is no note's mark."""
    positions = {_position(child) for child in paragraph.iter() if name_of(child) == "r"}
    return len(positions) > 1


def _position(run: _Element) -> str:
    for properties in run:
        if name_of(properties) == "rPr":
            return next((_attribute(mark, "val") for mark in properties if name_of(mark) == "position"), "0")
    return "0"


def _read_drawing(drawing: _Element, state: _Paragraph) -> None:
    """The text boxes of a drawing and whether it shows a picture; of alternatives the first that is there."""
    for element in _chosen(drawing):
        name = name_of(element)
        if name == "txbxContent":
            state.boxes.append(element)
        elif name in ("a:blip", "v:imagedata"):
            state.has_picture = True


def _chosen(element: _Element) -> Iterator[_Element]:
    """An element and all below it, without second alternatives and without what text boxes hold."""
    name = name_of(element)
    yield element
    if name == "txbxContent":
        return
    children = list(element)
    if name == "mc:AlternateContent":
        choices = [child for child in children if name_of(child) == "mc:Choice"]
        children = choices[:1] or children[:1]
    for child in children:
        yield from _chosen(child)
