"""What the styles of an element do to its text: what they hide, part, raise or strike out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_GAPS = ("margin-left", "margin-right", "padding-left", "padding-right")
_PLACES = ("display", "float", "order", "filter", "mask", "clip-path", *_GAPS)
_SHIFTS = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of an element does.

    `hides` takes it out of the page with all that is in it, `fades` keeps its place and nothing else. `parts` sets
    the text apart from its neighbours on the same line, `is_block` on lines of its own, `raises` makes a mark of
    it. `strikes` draws a line through it and all that is in it, `reorders` sets it in another order than it is
    written in. What elements inside take over, unless they have it of their own, is None where it is as outside:
    whether it is invisible, has letters without size or without a colour, and whether its white space is kept.
    """

    hides: bool = False
    fades: bool = False
    parts: bool = False
    is_block: bool = False
    raises: bool = False
    strikes: bool = False
    reorders: bool = False
    adds_figures: bool = False
    is_invisible: bool | None = None
    is_tiny: bool | None = None
    is_clear: bool | None = None
    preserves: bool | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Drawing:
    """How text is drawn where a reader of the page is."""

    is_faded: bool = False
    is_struck: bool = False
    is_invisible: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    preserves: bool = False

    @property
    def is_seen(self) -> bool:
        return not (self.is_invisible or self.is_faded or self.is_clear or self.is_struck or self.is_tiny)

    @property
    def keeps_place(self) -> bool:
        """Whether what cannot be seen still takes its place on the line."""
        return (self.is_invisible or self.is_faded or self.is_clear) and not (self.is_struck or self.is_tiny)

    def inside(self, style: Style) -> Drawing:
        """How text is drawn in an element of that style."""
        if style is PLAIN:
            return self
        return Drawing(
            is_faded=self.is_faded or style.fades,
            is_struck=self.is_struck or style.strikes,
            is_invisible=self.is_invisible if style.is_invisible is None else style.is_invisible,
            is_tiny=self.is_tiny if style.is_tiny is None else style.is_tiny,
            is_clear=self.is_clear if style.is_clear is None else style.is_clear,
            preserves=self.preserves if style.preserves is None else style.preserves,
        )


def compose_style(effects: Mapping[str, str]) -> Style:
    """The style of an element from what each of its properties does.

    >>> compose_style({"display": "none"}).hides, compose_style({"visibility": "visible"}).is_invisible
    (True, False)
    """
    found = Style(
        hides=_hides(effects),
        fades=effects.get("opacity") == "zero" or any(effects.get(name) == "far" for name in ("text-indent", *_GAPS)),
        parts=any(effects.get(name) == "apart" for name in _PLACES) or _is_loose(effects),
        is_block=effects.get("display") == "block",
        raises="raised" in (effects.get("vertical-align"), effects.get("mso-text-raise")),
        strikes=effects.get("text-decoration") == "struck",
        adds_figures=effects.get("content") == "figures",
        reorders=effects.get("unicode-bidi") == "override" or effects.get("flex-direction") == "reverse",
        is_invisible=_inherit(effects, "visibility", "hidden"),
        is_tiny=_inherit(effects, "font-size", "zero"),
        is_clear=_is_clear(effects),
        preserves=_inherit(effects, "white-space", "kept"),
    )
    return PLAIN if found == PLAIN else found


def _is_loose(effects: Mapping[str, str]) -> bool:
    return effects.get("position") == "absolute"


def _hides(effects: Mapping[str, str]) -> bool:
    if effects.get("display") == "none" or effects.get("mso-hide") == "all":
        return True
    if effects.get("content-visibility") == "hidden" or effects.get("clip-path") == "all":
        return True
    is_away = effects.get("position") in ("absolute", "relative") and any(
        effects.get(side) == "far" for side in _SHIFTS
    )
    return is_away or (_is_loose(effects) and effects.get("clip") == "all")


def _inherit(effects: Mapping[str, str], name: str, effect: str) -> bool | None:
    """Whether a property has an effect; None where the element has what the element around it has."""
    found = effects.get(name)
    return found == effect if found else None


def _is_clear(effects: Mapping[str, str]) -> bool | None:
    """Whether letters have no colour, or that of the ground which the element itself gives them."""
    colour = effects.get("fill") or effects.get("color")
    if not colour or effects.get("background-clip") == "text":
        return False if colour else None
    return colour in ("clear", effects.get("background-color"))
