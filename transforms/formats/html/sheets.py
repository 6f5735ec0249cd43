"""Style sheets → their rules, as far as they apply to a page in an ordinary window and matter to a reader of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from tinycss2.ast import Node

from transforms.formats.html.declarations import (
    Declaration,
    Declarations,
    adds_figures,
    is_of_interest,
    read_declarations,
    tame,
)
from transforms.formats.html.lengths import about_pixels, is_deep, read_length, significant, split_at_commas
from transforms.formats.html.properties import word_of
from transforms.formats.html.selectors import Selector, read_adding_selectors, read_selectors

# At-rules inside of each other that are read, each parsed by itself; sheets have two, a layer of media.
_DEEPEST = 8
_SHOWN_MEDIA = frozenset(["all", "screen"])
# The most usual window of a desk: what else a page shows, to telephones or on paper, is another page.
_WINDOW = {"width": 1_920, "height": 1_080, "device-width": 1_920, "device-height": 1_080}
_FEATURES = {
    "orientation": "landscape",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "forced-colors": "none",
}
# By these a sheet asks for one browser alone.
_FOREIGN = ("-ms-", "-moz-", "-o-", "-webkit-touch-callout", "-webkit-overflow-scrolling")
_ADDED = (Declaration("content", "figures"),)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule selects and what it declares."""

    selectors: tuple[Selector, ...]
    declarations: Declarations


# The pages of one site have one style sheet, and parsing it costs more than reading the page.
@lru_cache(maxsize=16)
def read_rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that apply and matter, in their order.

    >>> [rule.selectors[0].compounds for rule in read_rules("p{top:x} .a{top:-1in} @media print{b{top:-1in}}")]
    [('.a',)]
    """
    if not is_of_interest(sheet):
        return ()
    return tuple(_read_rules(tinycss2.parse_stylesheet(tame(sheet), skip_comments=True, skip_whitespace=True), 0))


def _read_rules(nodes: Sequence[Node], depth: int) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            declarations = read_declarations(node.content)
            if declarations and (selectors := read_selectors(node.prelude)):
                yield Rule(selectors, declarations)
            if (adding := read_adding_selectors(node.prelude)) and adds_figures(node.content):
                yield Rule(adding, _ADDED)
        elif node.type == "at-rule" and node.content and depth < _DEEPEST and _applies(node):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _read_rules(inner, depth + 1)


def _applies(rule: Node) -> bool:
    name = rule.lower_at_keyword
    if name == "media":
        return is_shown(rule.prelude)
    return name == "layer" or (name == "supports" and _is_supported(rule.prelude))


def is_shown(query: str | Sequence[Node]) -> bool:
    """Whether a list of media queries is true of a page on a screen (Media Queries 4); what is unknown is not.

    >>> [is_shown(query) for query in ("", "print", "screen and (max-width: 600px)", "print, screen", "not print")]
    [True, False, False, True, True]
    """
    tokens = tinycss2.parse_component_value_list(query) if isinstance(query, str) else query
    return any(_is_true(significant(part)) for part in split_at_commas(tokens))


def _is_true(query: Sequence[Node]) -> bool:
    is_negated = bool(query) and word_of(query[:1]) == "not"
    terms = [term for term in query[is_negated:] if word_of([term]) not in ("and", "only")]
    known = [_know(term) for term in terms]
    return None not in known and all(known) is not is_negated


def _know(term: Node) -> bool | None:
    """Whether a medium or a feature is that of the screen; None where nobody knows."""
    if term.type == "ident":
        return None if term.lower_value in ("or", "not") else term.lower_value in _SHOWN_MEDIA
    if term.type != "() block":
        return None
    name, *value = significant(term.content) or [None]
    if name is None or name.type != "ident":
        return None
    return _know_feature(name.lower_value, value[1:]) if value[:1] == [":"] else None


def _know_feature(name: str, value: Sequence[Node]) -> bool | None:
    if name in _FEATURES:
        return word_of(value) == _FEATURES[name]
    limit, _, side = name.partition("-")
    length = read_length(value[0]) if len(value) == 1 and side in _WINDOW else None
    if length is None or limit not in ("min", "max"):
        return None
    return about_pixels(length) <= _WINDOW[side] if limit == "min" else about_pixels(length) >= _WINDOW[side]


def _is_supported(condition: Sequence[Node]) -> bool:
    """Whether a browser of today does what a sheet asks for."""
    if is_deep(condition) or any(token.type == "ident" and token.lower_value == "not" for token in condition):
        return False
    asked = tinycss2.serialize(condition).lower()
    return not any(prefix in asked for prefix in _FOREIGN)
