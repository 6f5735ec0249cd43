"""How text looks in an office document: what its properties say, and those of the styles that it is based on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Final, TypeVar

K = TypeVar("K")
T = TypeVar("T")

# What holds the place of letters in the colour of the paper; no reader of numbers joins digits across it.
UNSEEN_GAP: Final = "\u2003"
# Points of a letter that nobody sees: Word's smallest, one point. Type for a page has five and more.
_TINY = 1


NOTE_STYLES: Final = frozenset(
    f"{kind} {part}" for kind in ("footnote", "endnote") for part in ("reference", "characters", "symbol", "anchor")
)
"""The names of the styles of notes' marks, in small letters: Word's, and those that LibreOffice makes of them. What has
one is a mark, also where a conversion lost that it is raised."""


@dataclass(frozen=True, slots=True)
class Look:
    """What properties say of text, None for what they leave as it is.

    `aligned` and `position` raise it, `points` is the size of its letters, `is_white` speaks of their colour and
    `is_coloured` of the ground below them.
    """

    vanish: bool | None = None
    strike: bool | None = None
    dstrike: bool | None = None
    aligned: str | None = None
    position: str | None = None
    points: float | None = None
    font: str | None = None
    is_white: bool | None = None
    is_coloured: bool | None = None

    def over(self, under: Look) -> Look:
        """These properties where they say something, else those below them."""
        if under is PLAIN:
            return self
        if self is PLAIN:
            return under
        chosen = (getattr(self, name) if getattr(self, name) is not None else getattr(under, name) for name in _NAMES)
        return Look(*chosen)

    @property
    def is_raised(self) -> bool:
        return self.aligned in ("superscript", "subscript")

    @property
    def is_struck(self) -> bool:
        return bool(self.strike or self.dstrike)

    @property
    def is_hidden(self) -> bool:
        return bool(self.vanish) or (self.points is not None and self.points <= _TINY)

    @property
    def is_clear(self) -> bool:
        """Whether the letters have the colour of the paper."""
        return bool(self.is_white) and not self.is_coloured


_NAMES = tuple(one.name for one in fields(Look))
PLAIN = Look()
NOTE_MARK = Look(aligned="superscript")


def inherit(own: Mapping[K, T], bases: Mapping[K, K], over: Callable[[T, T], T]) -> dict[K, T]:
    """What each style has together with those that it is based on; a circle ends where it closes.

    >>> inherit({"a": "x", "b": "y", "c": "z"}, {"a": "b", "b": "a", "c": "gone"}, str.__add__)
    {'b': 'y', 'a': 'xy', 'c': 'z'}
    """
    settled: dict[K, T] = {}
    for style in own:
        path: dict[K, None] = {}
        step: K | None = style
        while step is not None and step in own and step not in settled and step not in path:
            path[step] = None
            step = bases.get(step)
        for each in reversed(path):
            base = bases.get(each)
            settled[each] = own[each] if base is None or base not in settled else over(own[each], settled[base])
    return settled
