"""The cascade: which rules of a page's style sheets are about an element, and which of them wins (CSS Cascade 4).

The engine of the parser matches the compounds of a selector. What stands between them is walked here, as the engine
tries all ways through a nest of elements, and needs seconds for a small page that was made for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from transforms.formats.html.declarations import Declaration, Declarations, is_of_interest, read_declarations
from transforms.formats.html.selectors import Selector, Specificity
from transforms.formats.html.sheets import is_shown, read_rules
from transforms.formats.html.style import PLAIN, Style, compose_style

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Sheets of whole sites have some 300,000 characters, those that stand inside of a page far fewer. The parser reads
# half a million in a second; what stands behind a million is not read.
_LONGEST_SHEETS = 1_000_000
# Steps of the engine, some 40 ns each: two seconds. A report page with the sheet of its site takes a twentieth.
_MOST_STEPS = 50_000_000
# What an element that was found costs, and a step to the one around or before it: they become objects of Python.
_STEPS_OF_A_MATCH = 50
_STEPS_OF_A_WALK = 10
# How many siblings the engine counts, or characters of a selector it compares, in the time of one step.
_SIBLINGS_A_STEP = 16
_CHARACTERS_A_STEP = 16
_SHEET_TYPES = frozenset(["", "text/css"])
_UNSTYLED = frozenset(["noscript", "template"])

# What browsers give to elements before any sheet of the page.
_OF_TAG: Mapping[str, Declarations] = {
    **dict.fromkeys(["del", "s", "strike"], (Declaration("text-decoration", "struck"),)),
    "bdo": (Declaration("unicode-bidi", "override"),),
    **dict.fromkeys(["pre", "listing", "plaintext", "xmp", "textarea"], (Declaration("white-space", "kept"),)),
}
_HIDDEN = (Declaration("display", "none"),)

Nodes = dict[int, "LexborNode"]


class CostlyStylesError(ValueError):
    """To match the style sheets of a page takes more steps than any page needs."""


@dataclass(frozen=True, slots=True)
class _Match:
    """What a rule declares for the elements that one of its selectors selects; `order` numbers all of these."""

    specificity: Specificity
    order: int
    declarations: Declarations


@dataclass(slots=True)
class Cascade:
    """The styles of the elements of a page; `styles` keeps those that were composed."""

    matches: dict[int, list[_Match]] = field(default_factory=dict)
    styles: dict[tuple[object, ...], Style] = field(default_factory=dict)

    def style_of(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> Style:
        """The style of an element by its tag, the sheets of the page and its own attributes."""
        matches = self.matches.get(node.mem_id, ()) if self.matches else ()
        css = (attributes.get("style") or "") if "style" in attributes else ""
        css = css if is_of_interest(css) else ""
        browser = _OF_TAG.get(tag, ())
        if "hidden" in attributes or "popover" in attributes:
            browser += _HIDDEN
        if not (browser or matches or css):
            return PLAIN
        key = (browser, css, *(match.order for match in matches))
        if key not in self.styles:
            self.styles[key] = compose_style(_resolve(browser, matches, read_declarations(css)))
        return self.styles[key]


def _resolve(browser: Declarations, matches: Iterable[_Match], inline: Declarations) -> dict[str, str]:
    """What each property does: the important wins, then the element's own, the more specific, and the last."""
    ranked = [
        ((one.is_important, False, match.specificity, match.order), one)
        for match in matches
        for one in match.declarations
    ]
    ranked += [((one.is_important, True, (0, 0, 0), 0), one) for one in inline]
    ranked.sort(key=itemgetter(0))
    return {one.name: one.effect for one in (*browser, *(declaration for _, declaration in ranked))}


def read_cascade(parser: LexborHTMLParser) -> Cascade:
    """Match the style sheets of a page. Raises CostlyStylesError where that would take too long."""
    rules = [rule for sheet in _find_sheets(parser) for rule in read_rules(sheet)]
    cascade = Cascade()
    if not rules:
        return cascade
    matcher = _Matcher(parser, _MOST_STEPS)
    selected = ((selector, rule.declarations) for rule in rules for selector in rule.selectors)
    for order, (selector, declarations) in enumerate(selected):
        match = _Match(selector.specificity, order, declarations)
        for identity in matcher.find(selector):
            cascade.matches.setdefault(identity, []).append(match)
    return cascade


def _find_sheets(parser: LexborHTMLParser) -> Iterator[str]:
    """The sheets of a page that a browser with scripts applies to it on a screen."""
    left = _LONGEST_SHEETS
    for node in parser.css("style"):
        attributes = node.attributes
        kind = (attributes.get("type") or "").strip().lower()
        if kind in _SHEET_TYPES and is_shown(attributes.get("media") or "") and not _is_unstyled(node):
            sheet = node.text()[:left]
            left -= len(sheet)
            yield sheet


def _is_unstyled(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in _UNSTYLED


@dataclass(slots=True)
class _Matcher:
    """Finds the elements of a page that selectors select, and counts what that costs."""

    parser: LexborHTMLParser
    left: int
    elements: int = 0
    siblings: int = 0
    found: dict[str, Nodes] = field(default_factory=dict)

    def find(self, selector: Selector) -> Nodes:
        nodes = self._find_compound(selector.compounds[0])
        for combinator, compound in zip(selector.combinators, selector.compounds[1:], strict=True):
            if nodes:
                nodes = self._narrow(self._find_compound(compound), combinator, nodes)
        return nodes

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise CostlyStylesError

    def _find_compound(self, compound: str) -> Nodes:
        if compound not in self.found:
            self._spend(self._estimate(compound))
            self.found[compound] = {node.mem_id: node for node in self.parser.css(compound)}
            self._spend(_STEPS_OF_A_MATCH * len(self.found[compound]))
        return self.found[compound]

    def _estimate(self, compound: str) -> int:
        """The steps of the engine: over all elements, and where it counts siblings, over those of each."""
        self.elements = self.elements or len(self.parser.css("*"))
        steps = self.elements * (1 + len(compound) // _CHARACTERS_A_STEP)
        if "nth-" in compound.lower():
            self.siblings = self.siblings or sum(_count_children(node) ** 2 for node in self.parser.css("*"))
            steps += self.siblings // _SIBLINGS_A_STEP
        return steps

    def _narrow(self, nodes: Nodes, combinator: str, before: Nodes) -> Nodes:
        """The nodes that have one of others before them, as the combinator says."""
        step = self._parent if combinator in (" ", ">") else self._previous
        if combinator in (">", "+"):
            return {
                identity: node
                for identity, node in nodes.items()
                if (other := step(node)) is not None and other.mem_id in before
            }
        known: dict[int, bool] = {}
        return {identity: node for identity, node in nodes.items() if _reaches(node, step, before, known)}

    def _parent(self, node: LexborNode) -> LexborNode | None:
        self._spend(_STEPS_OF_A_WALK)
        return node.parent

    def _previous(self, node: LexborNode) -> LexborNode | None:
        """The element before a node."""
        self._spend(_STEPS_OF_A_WALK)
        other = node.prev
        while other is not None and not other.is_element_node:
            self._spend(_STEPS_OF_A_WALK)
            other = other.prev
        return other


def _reaches(
    node: LexborNode, step: Callable[[LexborNode], LexborNode | None], goals: Nodes, known: dict[int, bool]
) -> bool:
    """Whether steps from a node lead to a goal; `known` says it of the nodes that steps led to before."""
    path = []
    is_reached = False
    other = step(node)
    while other is not None:
        identity = other.mem_id
        if identity in goals or identity in known:
            is_reached = known.get(identity, True)
            known[identity] = is_reached
            break
        path.append(identity)
        other = step(other)
    known.update(dict.fromkeys(path, is_reached))
    return is_reached


def _count_children(node: LexborNode) -> int:
    count, child = 0, node.first_child
    while child is not None:
        count, child = count + 1, child.next
    return count
