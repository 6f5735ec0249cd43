"""What the styles of a page do to its text: what they hide, part, raise or strike out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

_LONGEST_STYLE = 200_000
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|<!--|-->")
_BRACE = re.compile(r"([{}])")
_SIMPLE_SELECTOR = re.compile(r"([a-z]*)([.#][\w-]+)", re.I)
_HIDING = re.compile(r"display:none|mso-hide:all")
_INVISIBLE = re.compile(r"visibility:(?:hidden|collapse)|(?<![\w-])opacity:0(?:\.0+)?(?:!important)?(?:;|$)")
_VISIBLE = re.compile(r"visibility:visible")
_TINY = re.compile(r"font-size:0+(?:\.0+)?(?:px|pt|em|rem|%)?(?:!important)?(?:;|$)")
_SIZED = re.compile(r"font-size:")
_APART = re.compile(
    r"display:inline-(?:block|flex|table|grid)|(?<![\w-])float:(?:left|right)|position:absolute"
    r"|(?:margin|padding)(?:-(?:left|right))?:[1-9]"
)
_BLOCK = re.compile(r"display:(?:block|flex|grid|table|list-item|flow-root)(?![\w-])")
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_RAISED = re.compile(r"vertical-align:(?:super|sub|[1-9.]+(?:pt|px|em|%))|mso-text-raise:[1-9]")
_PRESERVED = re.compile(r"white-space:(?:pre|pre-wrap|pre-line|break-spaces)(?![\w-])")
_SPACE = re.compile(r"\s+")


class Veil(Enum):
    """What keeps text from being seen though its element keeps its place."""

    NONE = "none"
    INVISIBLE = "invisible"
    TINY = "tiny"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of an element does.

    `hides` takes it out of the page with all that is in it. `veil` is what it draws over its text, `lifts` the veil of
    an outer element that it draws away. `parts` sets the text apart from its neighbours on the same line, `is_block` on
    lines of its own, `raises` makes a mark of it; `preserves` keeps its white space.
    """

    hides: bool = False
    veil: Veil = Veil.NONE
    lifts: Veil = Veil.NONE
    parts: bool = False
    is_block: bool = False
    raises: bool = False
    preserves: bool = False


PLAIN = Style()


def read_style(style: str) -> Style:
    """The style that an attribute `style` gives.

    >>> read_style("Display : None").hides, read_style("font-size:0.5em").veil, read_style("font-size:0").veil
    (True, <Veil.NONE: 'none'>, <Veil.TINY: 'tiny'>)
    """
    compact = _SPACE.sub("", style).lower()
    if not compact:
        return PLAIN
    return Style(
        hides=bool(_HIDING.search(compact)),
        veil=_read_veil(compact),
        lifts=Veil.INVISIBLE if _VISIBLE.search(compact) else Veil.TINY if _SIZED.search(compact) else Veil.NONE,
        parts=bool(_APART.search(compact)),
        is_block=bool(_BLOCK.search(compact)),
        raises=bool(_RAISED.search(compact)),
        preserves=bool(_PRESERVED.search(compact)),
    )


def _read_veil(compact: str) -> Veil:
    if _STRUCK.search(compact):
        return Veil.STRUCK
    if _INVISIBLE.search(compact):
        return Veil.INVISIBLE
    return Veil.TINY if _TINY.search(compact) else Veil.NONE


def hidden_selectors(sheets: Iterable[str]) -> frozenset[str]:
    """The classes and ids that the page's own style sheets hide, as `.name`, `#name` or `tag.name`, lower-case.

    Only selectors of one part are read, outside of conditions such as @media print, and the last rule decides: what
    stands in other style sheets or depends on a script nobody knows.

    >>> sorted(hidden_selectors([".a, p.b {display: none} .c {display:none} .c {display:block} .d .e {display:none}"]))
    ['.a', 'p.b']
    """
    hidden: dict[str, bool] = {}
    for sheet in sheets:
        for selectors, declarations in _read_rules(_COMMENT.sub(" ", sheet[:_LONGEST_STYLE])):
            compact = _SPACE.sub("", declarations).lower()
            if "display:" not in compact and "visibility:" not in compact:
                continue
            for selector in selectors.split(","):
                if _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                    hidden[selector.strip().lower()] = bool(_HIDING.search(compact) or _INVISIBLE.search(compact))
    return frozenset(selector for selector, is_hidden in hidden.items() if is_hidden)


def _read_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no block of a condition."""
    opened: list[str] = []
    text = ""
    for token in _BRACE.split(sheet):
        if token == "{":
            opened.append(text.rpartition(";")[2].strip())
        elif token == "}":
            selectors = opened.pop() if opened else "@"
            if not opened and not selectors.startswith("@"):
                yield selectors, text
        else:
            text = token


def is_selected(tag: str, attributes: Mapping[str, str | None], selectors: frozenset[str]) -> bool:
    """Whether one of the selectors is the element's."""
    if not selectors:
        return False
    names = [f".{name}" for name in (attributes.get("class") or "").lower().split()]
    names.append(f"#{(attributes.get('id') or '').lower()}")
    return any(name in selectors or tag + name in selectors for name in names)
