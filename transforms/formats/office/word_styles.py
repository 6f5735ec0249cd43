"""The styles of a Word document: how a run of text looks, as Word resolves it (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.formats.office.looks import NOTE_MARK, NOTE_STYLES, PLAIN, Look, inherit
from transforms.formats.office.xml_names import find_attribute, split_name

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
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "urn:schemas-microsoft-com:vml": "v",
}
_OFF = ("0", "false", "off")
_WHITE = frozenset({"FFFFFF", "WHITE"})
_WHITE_THEMES = frozenset({"background1", "light1"})


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    namespace, name = split_name(tag)
    return name if namespace in _WORD else f"{_PREFIXES.get(namespace, 'other')}:{name}"


def name_of(element: _Element) -> str:
    """The name of an element: bare for Word's own namespaces, with a prefix for others."""
    return _named(str(element.tag))


def value_of(element: _Element, name: str = "val") -> str:
    """An attribute of Word's own namespace, '' where it is not there."""
    return find_attribute(element, name) or ""


def is_on(properties: _Element, name: str) -> bool:
    """Whether a switch such as `hidden` is there and not turned off."""
    for child in properties:
        if name_of(child) == name:
            return find_attribute(child, "val") not in _OFF
    return False


# What Word gives to the styles of notes by themselves; documents of other programs name them without defining them.
_BUILT_IN: Mapping[str, Look] = {name.title().replace(" ", ""): NOTE_MARK for name in NOTE_STYLES}


def read_look(properties: _Element | None) -> Look:
    """What the children of `rPr` or `pPr` say."""
    if properties is None or not len(properties):
        return PLAIN
    said = {name_of(child): child for child in properties}
    theme, colour = (value_of(said["color"], name) if "color" in said else "" for name in ("themeColor", "val"))
    is_white = theme in _WHITE_THEMES if theme else colour.upper() in _WHITE
    return Look(
        vanish=_read_switch(said.get("vanish")),
        strike=_read_switch(said.get("strike")),
        dstrike=_read_switch(said.get("dstrike")),
        aligned=value_of(said["vertAlign"]) if "vertAlign" in said else None,
        position=value_of(said["position"]) if "position" in said else None,
        points=_points(value_of(said["sz"])) if "sz" in said else None,
        font=value_of(said["rFonts"], "ascii").lower() or None if "rFonts" in said else None,
        is_white=is_white if "color" in said else None,
        is_coloured=_is_on_colour(said),
    )


def _read_switch(switch: _Element | None) -> bool | None:
    return None if switch is None else value_of(switch) not in _OFF


def _is_on_colour(said: Mapping[str, _Element]) -> bool | None:
    """Whether a highlight or a shading makes a coloured ground, None where there is neither."""
    if "highlight" in said and value_of(said["highlight"]) not in ("none", "white"):
        return True
    return is_coloured(said["shd"]) if "shd" in said else None


def _points(half: str) -> float | None:
    return int(half[:9]) / 2 if half.isascii() and half.isdigit() else None


def is_coloured(shading: _Element) -> bool:
    """Whether a shading makes a ground on which white letters are seen."""
    theme, fill = value_of(shading, "themeFill"), value_of(shading, "fill").upper()
    if value_of(shading) not in ("clear", "nil", ""):
        return True
    return theme not in _WHITE_THEMES if theme else fill not in {*_WHITE, "AUTO", ""}


@dataclass(frozen=True, slots=True)
class Context:
    """What the table around a paragraph says of its text: the look of its style, and whether its ground is coloured."""

    look: Look = PLAIN
    is_coloured: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of the styles of a document, each with those that it is based on."""

    looks: Mapping[str, Look] = field(default_factory=dict)
    defaults: Look = PLAIN
    default_paragraph: str = ""

    def look_of(self, style: str) -> Look:
        """The look of a style by its id; one that is not defined is plain, but for those that Word itself knows."""
        return self.looks[style] if style in self.looks else _BUILT_IN.get(style, PLAIN)

    def paragraph_look(self, properties: _Element | None) -> Look:
        """What a paragraph's style and its own shading say of its runs."""
        look = self.look_of(named_style(properties, "pStyle") or self.default_paragraph)
        own = read_look(properties).is_coloured
        return look if own is None else Look(is_coloured=own).over(look)

    def run_look(self, properties: _Element | None, paragraph: Look, around: Context) -> Look:
        """How a run looks, with all that its styles and its table say."""
        direct, style = read_look(properties), named_style(properties, "rStyle")
        character = self.look_of(style) if style else PLAIN
        look = direct.over(character.over(paragraph.over(around.look.over(self.defaults))))
        toggles = [
            self._toggle(name, direct, (character, paragraph, around.look)) if getattr(look, name) else None
            for name in ("vanish", "strike")
        ]
        return Look(toggles[0], toggles[1], is_coloured=look.is_coloured or around.is_coloured).over(look)

    def _toggle(self, name: str, direct: Look, styles: tuple[Look, ...]) -> bool:
        """A toggle property (17.7.3): two styles that both turn it on turn it off; the run's own word is the last."""
        own = getattr(direct, name)
        if own is not None or getattr(self.defaults, name):
            return own is not False
        return sum(bool(getattr(style, name)) for style in styles) % 2 == 1


def named_style(properties: _Element | None, kind: str) -> str:
    """The id of the style that `pStyle`, `rStyle` or `tblStyle` names, '' without one."""
    return "" if properties is None else next((value_of(mark) for mark in properties if name_of(mark) == kind), "")


def read_styles(root: _Element | None) -> Styles:
    """The styles of `styles.xml`; one that is based on itself, or on none that is there, stands for itself."""
    if root is None:
        return Styles()
    own: dict[str, Look] = {}
    defaults, default_paragraph = PLAIN, ""
    for style in root:
        if name_of(style) == "docDefaults":
            for properties in style.iter():
                if name_of(properties) == "rPr":
                    defaults = read_look(properties)
        elif name_of(style) == "style":
            own[value_of(style, "styleId")] = _own_look(style)
            if value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true", "on"):
                default_paragraph = value_of(style, "styleId")
    return Styles(inherit(own, read_bases(root), Look.over), defaults, default_paragraph)


def _own_look(style: _Element) -> Look:
    look = PLAIN
    for properties in style:
        if name_of(properties) in ("rPr", "pPr"):
            look = read_look(properties).over(look)
    if any(name_of(child) == "name" and value_of(child).lower() in NOTE_STYLES for child in style):
        look = look.over(NOTE_MARK)
    is_table = value_of(style, "type") == "table"
    if is_table and any(name_of(mark) == "shd" and is_coloured(mark) for mark in style.iter()):
        look = Look(is_coloured=True).over(look)
    return look


def read_bases(root: _Element) -> dict[str, str]:
    """For each style that is based on another one, the id of that."""
    return {
        value_of(style, "styleId"): value_of(child)
        for style in root
        if name_of(style) == "style"
        for child in style
        if name_of(child) == "basedOn"
    }
