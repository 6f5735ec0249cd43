"""One document of the bench: figures, damages, and what may be loaded from whatever a tool makes of it.

The damages of figures, words and tables are those of `tests.truth.damage`. Damages of a page need marks that no tool
keeps, so that only those are done here, to a tool's text, which work without. `FURNITURE` and `BLANKS` are this
bench's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.truth.damage import DAMAGES, STAGES, TELLING, Damage, can_combine, change_text
from tests.truth.damage_encodings import BYTES_DAMAGES
from tests.truth.document import Document, NothingToDamageError, draw_wording, make_document, map_texts
from tests.truth.figures import Figures, draw_figures
from tests.truth.form import Key
from tests.truth.marks import strip_marks
from tests.truth.prose import draw_place, draw_prose
from tests.truth.truth import Expectation, is_counterfeit, page_truth
from tests.truth.typeset import LAYOUTS, Page, typeset

ATTEMPTS = 30
CARRIER = LAYOUTS["tab_rows_padded"]
HIDING = LAYOUTS["bare_cell_lines"]
"""The layout that shows least: a document is drawn again where even its rows cannot be told from honest ones."""
BLANKS: Mapping[str, str] = {"few_blanks": "few", "zeros_blank": "zeros", "blank_row": "row", "dashes": "dashes"}
"""Damages that draw the figures so: their mode of blanks."""
FURNITURE = "page_numbers"
"""The pages are numbered, where the source has pages."""
FOREIGN = frozenset({"note_column", "number_column", "unknown_row", FURNITURE})
# A damaged byte may fall into a number, and nobody could know of it where the page carries no marks.
_NEED_MARKS = {name for name in BYTES_DAMAGES if name.startswith("damaged_")}


def truncate_text(text: str, rng: Random) -> str:
    """The text ends behind one of the lines of its second half."""
    lines = text.split("\n")
    return "\n".join(lines[: rng.randint(len(lines) // 2, max(len(lines) // 2, len(lines) - 1))])


PAGE_DAMAGES = ("trailing_blanks_stripped", "tabs_to_spaces", "line_endings", "page_chrome")
OWN_TEXT_DAMAGES: Mapping[str, Callable[[str, Random], str]] = {"truncated_end": truncate_text}
TEXT_DAMAGES = (*PAGE_DAMAGES, *OWN_TEXT_DAMAGES, *(name for name in BYTES_DAMAGES if name not in _NEED_MARKS))
"""What is done to the text that a tool gives; files that are read as they are do not have it."""
DOCUMENT_DAMAGES = tuple(
    name
    for name, damage in DAMAGES.items()
    if name != "none" and (damage.change_document or damage.change_text) and "cell" in damage.parts
)


@dataclass(frozen=True)
class DocumentId:
    """What a document is drawn from; the same id always gives the same files. Its route says where it goes."""

    route: str
    damages: tuple[str, ...]
    seed: str

    def __str__(self) -> str:
        return f"{self.route}/{'+'.join(self.damages)}/{self.seed}"

    @classmethod
    def parse(cls, text: str) -> DocumentId:
        route, damages, seed = text.split("/", 2)
        return cls(route, tuple(damages.split("+")), seed)


@dataclass(frozen=True)
class Drawn:
    """A document with its truth; `document` is without marks, as tools get to see it."""

    id: DocumentId
    document: Document
    page: Page
    truth: Mapping[Key, Expectation]

    @property
    def figures(self) -> Figures:
        return self.page.document.figures

    @property
    def is_numbered(self) -> bool:
        return FURNITURE in self.id.damages


def draw(document_id: DocumentId) -> Drawn:
    """Draw the document of an id; the route does not matter, so that the same report goes to any tool."""
    own = [DAMAGES[name] for name in document_id.damages if name in DOCUMENT_DAMAGES]
    damages = sorted(own, key=lambda damage: STAGES.index(damage.stage))
    for attempt in range(ATTEMPTS):
        rng = Random(f"{'+'.join(document_id.damages)}/{document_id.seed}#{attempt}")
        try:
            document = _draw_damaged(document_id, damages, rng)
        except NothingToDamageError:
            continue
        page = typeset(document, CARRIER, rng)
        bare = typeset(document, HIDING, rng)
        if is_counterfeit(page) or (FOREIGN.isdisjoint(document_id.damages) and is_counterfeit(bare)):
            continue
        return Drawn(document_id, map_texts(document, strip_marks), page, page_truth(page))
    raise ValueError(f"{document_id}: no document with a truth could be drawn")


def _draw_damaged(document_id: DocumentId, damages: list[Damage], rng: Random) -> Document:
    modes = [BLANKS[name] for name in document_id.damages if name in BLANKS]
    regimes = next((damage.regimes for damage in damages if damage.regimes), TELLING if modes else ())
    regime = rng.choice(regimes) if regimes else None
    figures = draw_figures(rng, regime=regime, blank_mode=modes[0] if modes else None)
    document = make_document(rng, figures, draw_prose(rng, draw_place(rng), figures.year), draw_wording(rng))
    for damage in damages:
        if damage.change_document:
            document = damage.change_document(document, rng)
        if damage.change_text:
            document = change_text(document, rng, damage.change_text)
    return document


def can_pair(first: str, second: str) -> bool:
    """Whether two damages of this bench leave a document that has a truth."""
    if first == second or (first in BLANKS and second in BLANKS):
        return False
    known = [DAMAGES[name] for name in (first, second) if name in DAMAGES]
    if len(known) == 2:
        return can_combine(known[0], known[1])
    return True


def damage_text(text: str, drawn: Drawn) -> tuple[bytes, frozenset[Key]]:
    """The text of a tool in UTF-8, or with the damages of texts that the document's id names.

    Beside it the cells that a damage may have destroyed: they may be confessed by any reader without blame.
    """
    rng = Random(f"text {drawn.id.seed}")
    page = Page(drawn.page.document, CARRIER, text, frozenset(), CARRIER.blanks)
    for name in drawn.id.damages:
        if name in OWN_TEXT_DAMAGES:
            page = replace(page, text=OWN_TEXT_DAMAGES[name](page.text, rng), unsure=frozenset(drawn.truth))
        elif name in PAGE_DAMAGES and (change := DAMAGES[name].change_page):
            page = change(page, rng)
    for name in drawn.id.damages:
        if name in BYTES_DAMAGES:
            page, _, data = BYTES_DAMAGES[name](page, rng)
            return data, page.unsure
    return page.text.encode("utf-8", "replace"), page.unsure
