"""The selectors of style sheets: their parts, and how much each of them weighs (CSS Selectors 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import Node

from transforms.formats.html.lengths import is_deep, split_at_commas

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COMBINATORS = frozenset(">+~")
# Characters of a compound that are matched: the engine compares each element with all of them. The longest are lists in
# `:not` and `:is`, of some hundred.
_LONGEST = 1_000
# What takes selectors as arguments and can be matched in linear time, as long as these have one part each.
_HOLDING = frozenset(["not", "is", "where", "matches", "-webkit-any"])
_COUNTING = frozenset(["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"])
# What a browser knows and the engine does not, beside all pseudo-elements. It selects nothing here.
_KNOWN = _names(
    "before after first-line first-letter selection placeholder has lang dir host host-context slotted part cue "
    "defined autofill playing paused modal fullscreen user-valid user-invalid state open"
)

_ADDING = frozenset(["before", "after"])

Specificity = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector as its compounds, such as `td.a`, and the combinators between them: " ", ">", "+" or "~"."""

    compounds: tuple[str, ...]
    combinators: tuple[str, ...]
    specificity: Specificity


def read_selectors(prelude: Sequence[Node]) -> tuple[Selector, ...]:
    """The selectors of a rule that can select an element; none where a browser drops the rule.

    One invalid selector makes the rule invalid. One of a pseudo-element, or of what would not be matched in linear
    time, takes only itself out.

    >>> [one.compounds for one in read_selectors(tinycss2.parse_component_value_list("td > .a b, p::before"))]
    [('td', '.a', 'b')]
    >>> read_selectors(tinycss2.parse_component_value_list(".a, !"))
    ()
    """
    selectors: list[Selector] = []
    for tokens in split_at_commas(prelude):
        parts = _part_compounds(tokens)
        verdicts = [_judge(compound) for _, compound in parts]
        if None in verdicts:
            return ()
        if all(verdicts):
            compounds = tuple(tinycss2.serialize(compound) for _, compound in parts)
            selectors.append(Selector(compounds, tuple(before for before, _ in parts[1:]), _weigh(tokens)))
    return tuple(selectors)


def read_adding_selectors(prelude: Sequence[Node]) -> tuple[Selector, ...]:
    """The selectors of the elements to which a rule of `::before` or `::after` adds text.

    >>> [one.compounds for one in read_adding_selectors(tinycss2.parse_component_value_list("td > b, p::before"))]
    [('p',)]
    """
    found: list[Selector] = []
    for tokens in split_at_commas(prelude):
        kept = [token for token in tokens if token.type != "comment"]
        while kept and kept[-1].type == "whitespace":
            kept.pop()
        if len(kept) > 1 and kept[-1].type == "ident" and kept[-1].lower_value in _ADDING and kept[-2] == ":":
            rest = kept[: -3 if kept[-3:-2] == [":"] else -2]
            found += read_selectors(rest or tinycss2.parse_component_value_list("*"))
    return tuple(found)


def _part_compounds(tokens: Sequence[Node]) -> list[tuple[str, list[Node]]]:
    """The compounds, each with the combinator before it; empty ones where a combinator has nothing beside it."""
    parts: list[tuple[str, list[Node]]] = [("", [])]
    is_apart = False
    for token in tokens:
        if token.type == "whitespace":
            is_apart = True
        elif token.type == "literal" and token.value in _COMBINATORS:
            parts.append((token.value, []))
        elif token.type != "comment":
            if is_apart and parts[-1][1]:
                parts.append((" ", []))
            parts[-1][1].append(token)
            is_apart = False
    return parts


def _judge(compound: Sequence[Node]) -> bool | None:
    """Whether the engine is to match a compound; None where it is invalid."""
    if not compound:
        return None
    if is_deep(compound) or not all(_is_matched(kind, token) for kind, token in _pseudo_parts(compound)):
        return False
    text = tinycss2.serialize(compound)
    if len(text) > _LONGEST:
        return False
    return True if _is_taken(text) else None


def _pseudo_parts(compound: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """The names and functions behind colons, with ":" or "::" before them."""
    for number, token in enumerate(compound[:-1]):
        if token == ":" and compound[number + 1] != ":":
            yield "::" if number and compound[number - 1] == ":" else ":", compound[number + 1]


def _is_matched(colons: str, token: Node) -> bool:
    if colons == "::" or token.type not in ("ident", "function"):
        return False
    name = token.lower_value if token.type == "ident" else token.lower_name
    if name in _KNOWN or name.startswith("-webkit-"):
        return False
    if token.type == "ident":
        return True
    if name in _COUNTING:
        return not any(part.type == "ident" and part.lower_value == "of" for part in token.arguments)
    return name in _HOLDING and all(
        len(parts := _part_compounds(argument)) == 1 and _judge(parts[0][1])
        for argument in split_at_commas(token.arguments)
    )


def _is_taken(compound: str) -> bool:
    from selectolax.lexbor import SelectolaxError

    try:
        _engine().css(compound)
    except SelectolaxError:
        return False
    return True


@cache
def _engine() -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser("")


def _weigh(tokens: Sequence[Node]) -> Specificity:
    """The specificity of a selector: its ids, its classes and what weighs as much, its tags."""
    ids = classes = tags = 0
    before = ""
    for token in tokens:
        weight = _weigh_token(token, before)
        ids, classes, tags = ids + weight[0], classes + weight[1], tags + weight[2]
        before = token.value if token.type == "literal" else ""
    return ids, classes, tags


def _weigh_token(token: Node, before: str) -> Specificity:
    if token.type == "hash":
        return 1, 0, 0
    if token.type == "function" and token.lower_name in _HOLDING:
        arguments = [] if token.lower_name == "where" else split_at_commas(token.arguments)
        return max((_weigh(argument) for argument in arguments), default=(0, 0, 0))
    if token.type in ("function", "[] block"):
        return 0, 1, 0
    return (0, before in (".", ":"), before not in (".", ":")) if token.type == "ident" else (0, 0, 0)
