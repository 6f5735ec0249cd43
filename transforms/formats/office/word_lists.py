"""The numbers that Word generates before paragraphs of a list (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.formats.office.looks import inherit
from transforms.formats.office.word_styles import name_of, named_style, read_bases, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Formats of a level that show no number.
_NO_NUMBERS = frozenset({"none", "bullet"})

Level = tuple[str, str]
"""The ids of a numbering and of a level of it."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Which levels of the numberings show a number, and the level that each style puts its paragraphs on."""

    levels: frozenset[Level] = frozenset()
    of_style: Mapping[str, Level] = field(default_factory=dict)

    def shows_number(self, properties: _Element | None, default_style: str) -> bool:
        """Whether a paragraph has a number before its text that is no part of it."""
        if not self.levels:
            return False
        own = _read_level(properties)
        level = own or self.of_style.get(named_style(properties, "pStyle") or default_style)
        return level in self.levels


def read_lists(numbering: _Element | None, styles: _Element | None) -> Lists:
    """The lists of `numbering.xml` and `styles.xml`."""
    if numbering is None:
        return Lists()
    levels: dict[str, frozenset[str]] = {}
    shown: set[Level] = set()
    for element in numbering:
        if name_of(element) == "abstractNum":
            levels[value_of(element, "abstractNumId")] = frozenset(_numbered_levels(element))
        elif name_of(element) == "num":
            of = next((value_of(child) for child in element if name_of(child) == "abstractNumId"), "")
            shown |= {(value_of(element, "numId"), level) for level in levels.get(of, ())}
    if styles is None:
        return Lists(frozenset(shown))
    named = [style for style in styles if name_of(style) == "style"]
    own = {value_of(style, "styleId"): _style_level(style) for style in named}
    placed = inherit(own, read_bases(styles), lambda own, below: own or below)
    return Lists(frozenset(shown), {style: level for style, level in placed.items() if level is not None})


def _numbered_levels(numbering: _Element) -> list[str]:
    found = []
    for level in numbering:
        if name_of(level) == "lvl":
            said = {name_of(child): value_of(child) for child in level}
            if said.get("numFmt", "decimal") not in _NO_NUMBERS and said.get("lvlText"):
                found.append(value_of(level, "ilvl"))
    return found


def _style_level(style: _Element) -> Level | None:
    return _read_level(next((child for child in style if name_of(child) == "pPr"), None))


def _read_level(properties: _Element | None) -> Level | None:
    found = None if properties is None else next((child for child in properties if name_of(child) == "numPr"), None)
    if found is None:
        return None
    said = {name_of(child): value_of(child) for child in found}
    return (said["numId"], said.get("ilvl") or "0") if "numId" in said else None
