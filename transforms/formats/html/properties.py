"""The properties of CSS that matter to a reader of text, each as what it does to it.

An effect is one word, "" where a property does nothing that matters. None says that a browser does not understand a
value; it keeps the declaration before it then (CSS Syntax 3, section 2.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tinycss2.ast import Node
from tinycss2.color4 import parse_color

from transforms.formats.html.lengths import (
    Length,
    about_pixels,
    is_of_font,
    is_zero,
    read_length,
    significant,
    split_at_commas,
)

Effects = tuple[str, ...] | None


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INLINE_BOXES = _names(
    "inline-block inline-flex inline-grid inline-table -webkit-inline-box -webkit-inline-flex table-cell"
)
_BLOCK_BOXES = _names(
    "block flex grid table list-item flow-root -webkit-box -webkit-flex table-row table-row-group table-header-group "
    "table-footer-group table-caption"
)
_NO_BOXES = _names("inline contents ruby ruby-base ruby-text run-in flow math")
_BOXES = _INLINE_BOXES | _BLOCK_BOXES | _NO_BOXES
_SIZES = _names("xx-small x-small small medium large x-large xx-large xxx-large")
_RELATIVE_SIZES = _names("smaller larger")
_SPACES = {
    **dict.fromkeys(["pre", "preserve", "pre-wrap", "pre-line", "break-spaces"], "kept"),
    **dict.fromkeys(["normal", "nowrap", "collapse", "wrap"], "collapsed"),
}
_ALIGNMENTS = {
    **dict.fromkeys(["super", "sub"], "raised"),
    **dict.fromkeys(["baseline", "top", "text-top", "middle", "bottom", "text-bottom"], ""),
}
_LINES = _names("none underline overline line-through blink")
# Where nobody scrolls to: the usual shifts are 999, 1000 and 9999 pixels, or a whole page.
_FAR = 900
_LEAST_GAP = 1
# The sides of a box: top, right, bottom, left.
_SIDES = 4
# Percent of a box that an inset takes from each of its sides when nothing is left. Misses sides of their own (0 50%).
_HALF = 50


def word_of(tokens: Sequence[Node]) -> str:
    """The word that is the whole of a value, "" where it is anything else."""
    return str(tokens[0].lower_value) if len(tokens) == 1 and tokens[0].type == "ident" else ""


def _words(tokens: Sequence[Node]) -> list[str]:
    """The words of a value that has nothing else."""
    return [token.lower_value for token in tokens] if all(token.type == "ident" for token in tokens) else []


def _one_length(tokens: Sequence[Node]) -> Length | None:
    return read_length(tokens[0]) if len(tokens) == 1 else None


def _read_word(effects: Mapping[str, str], tokens: Sequence[Node]) -> Effects:
    word = word_of(tokens)
    return (effects[word],) if word in effects else None


def _read_display(tokens: Sequence[Node]) -> Effects:
    words = _words(tokens)
    if words == ["none"]:
        return ("none",)
    if not words or not _BOXES.issuperset(words):
        return None
    if not _INLINE_BOXES.isdisjoint(words) or ("inline" in words and not _BLOCK_BOXES.isdisjoint(words)):
        return ("apart",)
    return ("inline" if _BLOCK_BOXES.isdisjoint(words) else "block",)


def _read_size(tokens: Sequence[Node]) -> Effects:
    """Whether letters have no size, or one that does not depend on the size of those around them."""
    word = word_of(tokens)
    if word in _SIZES or word in _RELATIVE_SIZES:
        return ("sized" if word in _SIZES else "",)
    length = _one_length(tokens)
    if length is None or (is_computed := tokens[0].type == "function") > ("" not in length):
        return None
    if is_zero(length) or (is_computed and about_pixels(length) < 0):
        return ("zero",)
    return None if about_pixels(length) < 0 else ("" if is_of_font(length) else "sized",)


def _read_font(tokens: Sequence[Node]) -> Effects:
    """The size that the shorthand `font` gives: what stands before the families, and before the height of a line."""
    if word_of(tokens):
        return ("sized",)
    for number, token in enumerate(tokens):
        is_weight = token.type == "number" and token.value >= 1
        effects = None if is_weight else _read_size([token])
        if effects and number + 1 < len(tokens):
            return effects
    return None


def _read_opacity(tokens: Sequence[Node]) -> Effects:
    length = _one_length(tokens)
    if length is None or not length.keys() <= {"", "%"}:
        return None
    return ("zero" if about_pixels(length) <= 0 else "",)


def _read_decoration(tokens: Sequence[Node]) -> Effects:
    words = {token.lower_value for token in tokens if token.type == "ident"}
    return None if words.isdisjoint(_LINES) else ("struck" if "line-through" in words else "",)


def _read_alignment(tokens: Sequence[Node]) -> Effects:
    word = word_of(tokens)
    if word in _ALIGNMENTS:
        return (_ALIGNMENTS[word],)
    length = _one_length(tokens)
    return None if length is None else ("raised" if about_pixels(length) > 0 else "",)


def _read_raise(tokens: Sequence[Node]) -> Effects:
    length = _one_length(tokens)
    return None if length is None else ("raised" if about_pixels(length) >= 1 else "",)


def _read_spaces(tokens: Sequence[Node]) -> Effects:
    words = _words(tokens)
    if not words or not _SPACES.keys() >= set(words):
        return None
    return ("kept" if any(_SPACES[word] == "kept" for word in words) else "collapsed",)


def _read_shift(tokens: Sequence[Node]) -> Effects:
    """How far something is moved to the left or up: "far" where nobody sees it any more."""
    length = _one_length(tokens)
    if length is None:
        return ("",) if word_of(tokens) == "auto" else None
    return ("far" if about_pixels(length) <= -_FAR else "",)


def _read_gap(tokens: Sequence[Node]) -> Effects:
    length = _one_length(tokens)
    if length is None:
        return ("",) if word_of(tokens) == "auto" else None
    pixels = about_pixels(length)
    return ("apart" if pixels >= _LEAST_GAP else "far" if pixels <= -_FAR else "",)


def _read_sides(tokens: Sequence[Node]) -> Effects:
    """Gaps on the right and the left of the one to four of a shorthand: top, right, bottom, left."""
    sides = [_read_gap([token]) for token in tokens]
    if len(sides) > _SIDES or None in sides:
        return None
    gaps = [side[0] for side in sides if side]
    right = gaps[1] if len(gaps) > 1 else gaps[0]
    return right, gaps[3] if len(gaps) == _SIDES else right


def _read_clip(tokens: Sequence[Node]) -> Effects:
    """Whether `rect(top, right, bottom, left)` leaves nothing."""
    if word_of(tokens) == "auto":
        return ("",)
    if len(tokens) != 1 or tokens[0].type != "function" or tokens[0].lower_name != "rect":
        return None
    edges = [read_length(token) for token in significant(tokens[0].arguments) if token != ","]
    known = [about_pixels(edge) for edge in edges if edge is not None]
    if len(edges) != _SIDES or len(known) != _SIDES:
        return ("",)
    top, right, bottom, left = known
    return ("all" if bottom <= top or right <= left else "",)


def _read_clip_path(tokens: Sequence[Node]) -> Effects:
    """Whether `inset()` leaves nothing of what it clips; nobody knows what another shape leaves."""
    if word_of(tokens):
        return ("",)
    if len(tokens) != 1 or tokens[0].type != "function" or tokens[0].lower_name != "inset":
        return ("apart",)
    edges = significant(tokens[0].arguments)
    is_all = bool(edges) and edges[0].type == "percentage" and edges[0].value >= _HALF
    return ("all" if is_all else "",)


def _read_colour(tokens: Sequence[Node]) -> Effects:
    """The colour as text, "clear" where it is none."""
    colour = parse_color(tokens[0]) if len(tokens) == 1 else None
    if colour is None:
        return None
    if colour == "currentcolor" or isinstance(colour, str):
        return ("",)
    return ("clear" if colour.alpha == 0 else str(colour),)


def _read_background(tokens: Sequence[Node]) -> Effects:
    """The colour of a background that is nothing else, and whether letters are cut out of it."""
    is_cut = any(token.type == "ident" and token.lower_value == "text" for token in tokens)
    return (*(_read_colour(tokens) or ("",)), "text" if is_cut else "")


def _read_order(tokens: Sequence[Node]) -> Effects:
    """Whether an item of a flexible box stands elsewhere than it is written."""
    if len(tokens) != 1 or tokens[0].type != "number" or not tokens[0].is_integer:
        return None
    return ("apart" if tokens[0].value else "",)


def _read_filter(tokens: Sequence[Node]) -> Effects:
    """Whether a filter takes from what is drawn; most make a page grey."""
    if any(token.type == "function" and token.lower_name == "opacity" for token in tokens):
        return ("apart",)
    return ("",) if word_of(tokens) == "none" or any(token.type == "function" for token in tokens) else None


def _read_mask(tokens: Sequence[Node]) -> Effects:
    """Whether a picture says what is drawn; nobody knows what it leaves."""
    if word_of(tokens) == "none":
        return ("",)
    return ("apart",) if any(token.type in ("function", "url") for token in tokens) else None


def _read_flow(tokens: Sequence[Node]) -> Effects:
    """Whether the items of a flexible box stand in the reverse of the order in which they are written."""
    words = _words(tokens)
    if not words or not _FLOWS.issuperset(words):
        return None
    return ("reverse" if any(word.endswith("n-reverse") or word == "row-reverse" for word in words) else "",)


def _read_background_clip(tokens: Sequence[Node]) -> Effects:
    words = [word_of(significant(part)) for part in split_at_commas(tokens)]
    return ("text" if "text" in words else "",)


_VISIBILITY = {"visible": "visible", "hidden": "hidden", "collapse": "hidden"}
_FLOAT = {"left": "apart", "right": "apart", "inline-start": "apart", "inline-end": "apart", "none": ""}
_POSITION = {
    **dict.fromkeys(["absolute", "fixed"], "absolute"),
    "relative": "relative",
    **dict.fromkeys(["static", "sticky", "-webkit-sticky"], ""),
}
_FLOWS = _names("row row-reverse column column-reverse nowrap wrap wrap-reverse")
_BIDI = {
    **dict.fromkeys(["bidi-override", "isolate-override"], "override"),
    **dict.fromkeys(["normal", "embed", "isolate", "plaintext"], ""),
}
_CONTENT = {"hidden": "hidden", "visible": "", "auto": ""}

# For each property what it sets, and how it is read.
PROPERTIES: dict[str, tuple[tuple[str, ...], Callable[[Sequence[Node]], Effects]]] = {
    "display": (("display",), _read_display),
    "visibility": (("visibility",), partial(_read_word, _VISIBILITY)),
    "content-visibility": (("content-visibility",), partial(_read_word, _CONTENT)),
    "opacity": (("opacity",), _read_opacity),
    "font-size": (("font-size",), _read_size),
    "font": (("font-size",), _read_font),
    "text-decoration": (("text-decoration",), _read_decoration),
    "text-decoration-line": (("text-decoration",), _read_decoration),
    "vertical-align": (("vertical-align",), _read_alignment),
    "mso-text-raise": (("mso-text-raise",), _read_raise),
    "mso-hide": (("mso-hide",), partial(_read_word, {"all": "all", "none": "", "screen": ""})),
    "white-space": (("white-space",), _read_spaces),
    "float": (("float",), partial(_read_word, _FLOAT)),
    "position": (("position",), partial(_read_word, _POSITION)),
    "text-indent": (("text-indent",), _read_shift),
    "clip": (("clip",), _read_clip),
    "clip-path": (("clip-path",), _read_clip_path),
    "order": (("order",), _read_order),
    "filter": (("filter",), _read_filter),
    **dict.fromkeys(["mask", "mask-image", "-webkit-mask", "-webkit-mask-image"], (("mask",), _read_mask)),
    **dict.fromkeys(["flex-direction", "flex-flow"], (("flex-direction",), _read_flow)),
    "unicode-bidi": (("unicode-bidi",), partial(_read_word, _BIDI)),
    "color": (("color",), _read_colour),
    "-webkit-text-fill-color": (("fill",), _read_colour),
    "background-color": (("background-color",), _read_colour),
    "background": (("background-color", "background-clip"), _read_background),
    "background-clip": (("background-clip",), _read_background_clip),
    "-webkit-background-clip": (("background-clip",), _read_background_clip),
    **{side: ((side,), _read_shift) for side in ("left", "right", "top", "bottom")},
    **{kind: ((f"{kind}-right", f"{kind}-left"), _read_sides) for kind in ("margin", "padding")},
    **{
        f"{kind}-{side}": ((f"{kind}-{side}",), _read_gap)
        for kind in ("margin", "padding")
        for side in ("left", "right")
    },
}
