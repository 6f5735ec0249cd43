"""The declarations of a style sheet or an attribute `style`, as far as they matter to a reader of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node

from transforms.formats.html.lengths import Tokens, is_deep, significant
from transforms.formats.html.properties import PROPERTIES, word_of

# The names of the properties that are read, and the escape that may hide one. Leaves what most styles hold (text-align,
# line-height, border, width); takes names that only contain one (border-right), which costs no more than parsing.
_OF_INTEREST = re.compile(
    r"display|visib|font|opacity|indent|position|float|inset|margin|padding|left|right|top|bottom|vertical-align|decoration"
    r"|white-space|mso-hide|mso-text-raise|clip|colou?r|background|(?<!-)content|(?<!b)order|filter|mask|flex|unicode-bidi|\\",
    re.I,
)
# Digits behind a hundred others. Python converts no run of more than 4,300 to a number, and no style needs one.
_ENDLESS_NUMBER = re.compile(r"([0-9]{100})[0-9]+")
# What brings the text of a pseudo-element from elsewhere (CSS Generated Content 3).
_FROM_ELSEWHERE = frozenset(["attr", "counter", "counters", "var"])
_UNSEEN = frozenset([("display", "none"), ("visibility", "hidden"), ("opacity", "zero")])
_GLOBAL = {"initial": "initial", "inherit": "", "unset": "", "revert": "", "revert-layer": ""}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one property does, and whether it is `!important`."""

    name: str
    effect: str
    is_important: bool = False


Declarations = tuple[Declaration, ...]


def is_of_interest(css: str) -> bool:
    """Whether a text may hold a declaration that matters, without parsing it."""
    return bool(_OF_INTEREST.search(css))


def tame(css: str) -> str:
    """A style sheet without what no parser takes."""
    return _ENDLESS_NUMBER.sub(r"\1", css)


def read_declarations(css: str | Tokens) -> Declarations:
    """The declarations that matter, in their order.

    >>> [(one.name, one.effect) for one in read_declarations("Display : None; color: 3; font-size: calc(1em*0)")]
    [('display', 'none'), ('font-size', 'zero')]
    """
    content = tame(css) if isinstance(css, str) else css
    return tuple(
        Declaration(name, effect, node.important)
        for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if node.type == "declaration" and node.lower_name in PROPERTIES and not is_deep(node.value)
        for name, effect in _read_effects(node.lower_name, significant(node.value))
    )


def adds_figures(content: Tokens) -> bool:
    """Whether the declarations of a pseudo-element put digits on the page, or what nobody knows, and do not hide it.

    >>> [adds_figures(tinycss2.parse_component_value_list(f"content:{value}")) for value in ("'9'", "'a'", "attr(a)")]
    [True, False, True]
    """
    if any((one.name, one.effect) in _UNSEEN for one in read_declarations(content)):
        return False
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    values = [node.value for node in nodes if node.type == "declaration" and node.lower_name == "content"]
    return any(_is_figures(token) for value in values[-1:] for token in value)


def _is_figures(token: Node) -> bool:
    if token.type == "function":
        return token.lower_name in _FROM_ELSEWHERE
    return token.type == "string" and any(char.isdigit() for char in token.value)


def _read_effects(name: str, tokens: Sequence[Node]) -> Iterator[tuple[str, str]]:
    longhands, read = PROPERTIES[name]
    word = word_of(tokens)
    if word in _GLOBAL:
        yield from ((longhand, _GLOBAL[word]) for longhand in longhands)
    elif tokens and (effects := read(tokens)) is not None:
        yield from zip(longhands, effects, strict=True)
