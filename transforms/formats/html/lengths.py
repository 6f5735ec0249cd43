"""Lengths of style sheets, with `calc()` and its kin, as sums of units (CSS Values and Units 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

from tinycss2.ast import Node

# A length as the sum of its units: lengths that need no context are pixels, a bare number has the unit "".
Length = dict[str, float]
Tokens = Sequence[Node]

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
# What the other units come to on a page of ordinary text in an ordinary window, to tell a gap from a hair and a
# shift from a flight.
_ABOUT = {
    "": 1.0,
    "px": 1.0,
    "em": 16.0,
    "rem": 16.0,
    "lh": 20.0,
    "rlh": 20.0,
    "ex": 8.0,
    "ch": 8.0,
    "%": 10.0,
} | dict.fromkeys(
    [f"{size}v{side}" for size in ("", "s", "l", "d") for side in ("w", "h", "i", "b", "min", "max")], 10.0
)
_FONT_UNITS = frozenset(["em", "ex", "ch", "lh", "%"])
# Brackets inside of each other that are still read; `_measure` calls itself for each. A style has two or three.
_DEEPEST = 20


def significant(tokens: Tokens) -> list[Node]:
    """The tokens without white space and comments."""
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def is_deep(tokens: Tokens) -> bool:
    """Whether brackets are nested so deeply that nobody wrote them to be read."""
    level = list(tokens)
    for _ in range(_DEEPEST):
        level = [token for outer in level for token in _inside(outer)]
        if not level:
            return False
    return True


def _inside(token: Node) -> Tokens:
    return getattr(token, "arguments", None) or getattr(token, "content", None) or ()


def split_at_commas(tokens: Tokens) -> list[list[Node]]:
    """The parts of a list whose items commas part."""
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def read_length(token: Node) -> Length | None:
    """The length or number of a token, None where it is neither.

    >>> from tinycss2 import parse_component_value_list
    >>> [read_length(token) for token in parse_component_value_list("3pt,calc(2em - 2em),red")][::2]
    [{'px': 4.0}, {'em': 0.0}, None]
    """
    length = _measure(token)
    return length if length is not None and all(map(isfinite, length.values())) else None


def is_zero(length: Length) -> bool:
    """Whether a length is none, whatever its units are worth."""
    return not any(length.values())


def is_of_font(length: Length) -> bool:
    """Whether a length is a share of the size of the letters around it, and nothing else."""
    return length.keys() <= _FONT_UNITS


def about_pixels(length: Length) -> float:
    """What a length comes to in ordinary text, in pixels.

    >>> about_pixels({"px": 4.0, "em": 0.5})
    12.0
    """
    return sum(amount * _ABOUT[unit] for unit, amount in length.items())


def _measure(token: Node) -> Length | None:
    if token.type == "number":
        return {"": token.value}
    if token.type == "percentage":
        return {"%": token.value}
    if token.type == "dimension":
        return _of_unit(token.value, token.lower_unit)
    if token.type == "() block":
        return _calculate(significant(token.content))
    if token.type == "function" and token.lower_name in _FUNCTIONS:
        parts = split_at_commas(token.arguments)
        lengths = [_calculate(significant(part)) for part in parts]
        known = [length for length in lengths if length is not None]
        return _FUNCTIONS[token.lower_name](known) if len(known) == len(lengths) else None
    return None


def _of_unit(amount: float, unit: str) -> Length | None:
    if unit in _PIXELS:
        return {"px": amount * _PIXELS[unit]}
    return {unit: amount} if unit in _ABOUT else None


def _calculate(tokens: Sequence[Node]) -> Length | None:
    """The value of a sum of products; None where it is malformed."""
    if len(tokens) % 2 == 0:
        return None
    terms: list[Length] = []
    for index in range(0, len(tokens), 2):
        value = _measure(tokens[index])
        operator = (
            tokens[index - 1].value if index and tokens[index - 1].type == "literal" else "+" if not index else ""
        )
        if value is None or operator not in ("+", "-", "*", "/"):
            return None
        if operator in ("+", "-"):
            terms.append(_scale(value, 1 if operator == "+" else -1))
        elif (product := _multiply(terms[-1], value, is_division=operator == "/")) is not None:
            terms[-1] = product
        else:
            return None
    return _add(terms)


def _multiply(left: Length, right: Length, *, is_division: bool) -> Length | None:
    if right.keys() == {""}:
        if is_division and not right[""]:
            return None
        return _scale(left, 1 / right[""] if is_division else right[""])
    return _scale(right, left[""]) if left.keys() == {""} and not is_division else None


def _scale(length: Length, factor: float) -> Length:
    return {unit: amount * factor for unit, amount in length.items()}


def _add(terms: Sequence[Length]) -> Length | None:
    """The sum of the terms; a number is added to no length."""
    total: Length = {}
    for term in terms:
        for unit, amount in term.items():
            total[unit] = total.get(unit, 0.0) + amount
    return None if "" in total and len(total) > 1 else total


def _only(lengths: Sequence[Length]) -> Length | None:
    return lengths[0] if len(lengths) == 1 else None


def _least(lengths: Sequence[Length]) -> Length | None:
    return min(lengths, key=about_pixels, default=None)


def _most(lengths: Sequence[Length]) -> Length | None:
    return max(lengths, key=about_pixels, default=None)


def _clamp(lengths: Sequence[Length]) -> Length | None:
    if len(lengths) != 3:
        return None
    least, wanted, most = lengths
    return _most([least, min(wanted, most, key=about_pixels)])


_FUNCTIONS: dict[str, Callable[[Sequence[Length]], Length | None]] = {
    "calc": _only,
    "-webkit-calc": _only,
    "-moz-calc": _only,
    "min": _least,
    "max": _most,
    "clamp": _clamp,
}
