"""Which documents the bench draws: every damage on every route, listed and drawn pairs, and undamaged ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random

from tests.truth.damage import DAMAGES
from tests.truth.tools.documents import (
    BLANKS,
    DOCUMENT_DAMAGES,
    FURNITURE,
    TEXT_DAMAGES,
    DocumentId,
    can_pair,
)
from tests.truth.tools.registry import ROUTES, TOOLS, Route, Tool

# Two of which each alone is harmless: what is blank hides a cell, what is foreign puts another in its place.
PAIRS: tuple[tuple[str, str], ...] = (
    *itertools.product(("few_blanks", "blank_row", "zeros_blank"), ("number_column", FURNITURE, "note_column")),
    ("few_blanks", "unknown_row"),
    ("few_blanks", "footnote_marks"),
    ("few_blanks", "blank_row_label"),
    ("few_blanks", "swapped_organisations"),
    ("dashes", "number_column"),
)
SINGLE_DAMAGES = (*DOCUMENT_DAMAGES, *TEXT_DAMAGES, *BLANKS, FURNITURE)
_PAGED = ("docx", "pdf", "odt", "rtf", "doc")


def plan_documents(sample: int, seed: int, tool: str = "") -> list[DocumentId]:
    """So many documents: a third undamaged, a third with one damage, a third with a listed pair or two drawn ones.

    Single damages come from a shuffled list of every damage on every route, so that a large sample has them all.
    With the name of a tool, only routes that lead to it.
    """
    routes = [route for route in ROUTES.values() if not tool or TOOLS[tool] in route.tools]
    rng = Random(f"tools {seed}")
    singles = _endless(rng, [(route, (name,)) for route in routes for name in SINGLE_DAMAGES if suits(route, name)])
    pairs = _endless(
        rng, [(route, pair) for route in routes for pair in PAIRS if all(suits(route, one) for one in pair)]
    )
    none = _endless(rng, [(route, ("none",)) for route in routes for _ in range(route.share)])
    drawn = _drawn_pairs(rng, routes)
    kinds = itertools.cycle((none, singles, pairs, none, singles, drawn))
    plan = []
    for number in range(sample):
        route, damages = next(next(kinds))
        plan.append(DocumentId(route.name, damages, f"{seed}.{number}"))
    return plan


Choice = tuple[Route, tuple[str, ...]]


def _endless(rng: Random, choices: list[Choice]) -> Iterator[Choice]:
    while True:
        yield from rng.sample(choices, len(choices))


def _drawn_pairs(rng: Random, routes: list[Route]) -> Iterator[Choice]:
    while True:
        route = rng.choice(routes)
        first, second = rng.sample(SINGLE_DAMAGES, 2)
        if can_pair(first, second) and suits(route, first) and suits(route, second):
            yield route, (first, second)


def suits(route: Route, damage: str) -> bool:
    """Whether a damage can happen on a route at all."""
    if damage == FURNITURE:
        return any(kind in _PAGED for kind in route.takes)
    return any(suits_tool(tool, damage) for tool in route.tools)


def suits_tool(tool: Tool, damage: str) -> bool:
    """Whether a damage leaves a truth in what a tool gives."""
    if damage in TEXT_DAMAGES and not tool.is_text:
        return False
    known = DAMAGES.get(damage)
    if known is None:
        return True
    if known.shortens_rows and tool.pads_rows:
        return False
    return ("cell" if tool.parts == "line" else tool.parts) in known.parts or damage == "none"


def tools_for(document_id: DocumentId, only: str = "") -> list[Tool]:
    """The tools that a document goes to."""
    tools = ROUTES[document_id.route].tools
    return [
        tool
        for tool in tools
        if (not only or tool.name == only) and all(suits_tool(tool, damage) for damage in document_id.damages)
    ]
