"""The styles of OpenDocument: how text looks, with what each style has of its parents (part 3, 16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.formats.office.looks import NOTE_MARK, NOTE_STYLES, PLAIN, Look, inherit
from transforms.formats.office.xml_names import split_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
# The colour of the paper.
_WHITE = ("#ffffff", "#fff", "white")

StyleKey = tuple[str, str]
"""Family and name: styles of different families may share a name."""


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    namespace, name = split_name(tag)
    prefix = namespace.removeprefix(_PREFIX).partition(":")[0].removesuffix("-compatible")
    return f"{ {'drawing': 'draw', 'xsl-fo': 'fo'}.get(prefix, prefix) }:{name}"


def name_of(element: _Element) -> str:
    """The name of an element or attribute with the usual prefix, such as `table:table-row`."""
    return _named(str(element.tag))


def attribute(element: _Element, name: str, otherwise: str = "") -> str:
    """An attribute by its usual prefix and name."""
    return next((str(value) for key, value in element.items() if _named(str(key)) == name), otherwise)


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of the styles by family and name, those of each family's default, the list styles of paragraphs, and
    the levels of list styles that show a number."""

    looks: Mapping[StyleKey, Look] = field(default_factory=dict)
    defaults: Mapping[str, Look] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    numbered: frozenset[tuple[str, str]] = frozenset()

    def look_of(self, family: str, name: str) -> Look:
        """The look of a style without that of the family's default; PLAIN for a style that is not there."""
        return self.looks.get((family, name), PLAIN)


def read_styles(*roots: _Element) -> Styles:
    """The styles of `content.xml` and `styles.xml` that decide what of the text is seen."""
    own: dict[StyleKey, Look] = {}
    parents: dict[StyleKey, StyleKey] = {}
    defaults: dict[str, Look] = {}
    lists: dict[str, str] = {}
    numbered: set[tuple[str, str]] = set()
    for root in roots:
        for style in root.iter():
            name, family = name_of(style), attribute(style, "style:family")
            if name == "style:style":
                key = family, attribute(style, "style:name")
                own[key] = _read_look(style)
                if key[1].replace("_20_", " ").lower() in NOTE_STYLES:
                    own[key] = own[key].over(NOTE_MARK)
                parents[key] = family, attribute(style, "style:parent-style-name")
                if listed := attribute(style, "style:list-style-name"):
                    lists[key[1]] = listed
            elif name == "style:default-style":
                defaults[family] = _read_look(style)
            elif name == "text:list-style":
                numbered |= {(attribute(style, "style:name"), level) for level in _numbered_levels(style)}
    return Styles(inherit(own, parents, Look.over), defaults, lists, frozenset(numbered))


def _numbered_levels(style: _Element) -> list[str]:
    return [
        attribute(level, "text:level")
        for level in style
        if name_of(level) == "text:list-level-style-number" and attribute(level, "style:num-format")
    ]


def _read_look(style: _Element) -> Look:
    look = PLAIN
    for properties in style:
        name = name_of(properties)
        if name == "style:text-properties":
            look = _read_text_look(properties).over(look)
        if colour := attribute(properties, "fo:background-color"):
            look = look.over(Look(is_coloured=colour.lower() not in (*_WHITE, "transparent")))
    return look


def _read_text_look(properties: _Element) -> Look:
    said = {_named(str(key)): str(value) for key, value in properties.items()}
    lines = [
        said[f"style:text-line-through-{name}"]
        for name in ("style", "type")
        if f"style:text-line-through-{name}" in said
    ]
    position = said.get("style:text-position", "").split()
    display, colour = said.get("text:display"), said.get("fo:color")
    ground = said.get("fo:background-color")
    return Look(
        vanish=None if display is None else display == "none",
        strike=any(line != "none" for line in lines) if lines else None,
        aligned=None if not position else "baseline" if position[0] in ("0%", "0") else "superscript",
        points=_points(said.get("fo:font-size", "")),
        is_white=None if colour is None else colour.lower() in _WHITE,
        is_coloured=None if ground is None else ground.lower() not in (*_WHITE, "transparent"),
    )


def _points(size: str) -> float | None:
    number = size.removesuffix("pt")
    return float(number) if size.endswith("pt") and number.replace(".", "", 1).isdigit() and number.isascii() else None
