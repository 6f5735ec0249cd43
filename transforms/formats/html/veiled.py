"""Articles that a page hides until a script shows them, as the platforms of messengers send theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.formats.html.cascade import Cascade
from transforms.formats.html.style import Style

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Share of the text of a page from which an element is its article: beside it stand a title, a date, some buttons. A
# second copy of the text, for telephones, is a half of it.
_LEAST_SHARE = 0.8
# Characters of such an article; every report is longer.
_LEAST_TEXT = 200
# Elements inside of each other, from the body to the article.
_DEEPEST = 40
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "head"})


def find_veiled(body: LexborNode, cascade: Cascade) -> frozenset[int]:
    """The elements around and of the article of a page, where they are hidden."""
    path: list[int] = []
    node, characters = body, _count(body)
    for _ in range(_DEEPEST):
        sizes = [(_count(child), child) for child in _elements(node)]
        size, heaviest = max(sizes, key=lambda pair: pair[0], default=(0, body))
        if size < _LEAST_TEXT or size < _LEAST_SHARE * characters:
            break
        style = cascade.style_of(heaviest, heaviest.tag or "", heaviest.attributes)
        if style.hides or style.fades or style.is_invisible:
            path.append(heaviest.mem_id)
        node = heaviest
    return frozenset(path)


def unveil(style: Style) -> Style:
    """The style of a hidden element as a script would make it."""
    return replace(style, hides=False, fades=False, is_invisible=None)


def _elements(node: LexborNode) -> list[LexborNode]:
    found, child = [], node.first_child
    while child is not None:
        if child.is_element_node and child.tag not in _NO_TEXT:
            found.append(child)
        child = child.next
    return found


def _count(node: LexborNode) -> int:
    """The characters of an element's text, without its scripts."""
    characters = len("".join((node.text() or "").split()))
    inner = sum(len("".join((one.text() or "").split())) for one in node.css("script, style, noscript, template"))
    return max(0, characters - inner)
