"""One case of the bench: a page of known truth in one layout, with none, one or two damages, as the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.truth.damage import DAMAGES, STAGES, Damage, change_text
from tests.truth.document import Document, NothingToDamageError, draw_document, map_texts
from tests.truth.form import Key
from tests.truth.marks import strip_marks
from tests.truth.truth import Expectation, is_counterfeit, page_truth
from tests.truth.typeset import LAYOUTS, Layout, Page, typeset

ATTEMPTS = 30
OWN_ENCODING = "its own"


@dataclass(frozen=True)
class CaseId:
    """What a case is drawn from; the same id always gives the same bytes."""

    layout: str
    damages: tuple[str, ...]
    seed: str

    def __str__(self) -> str:
        return f"{self.layout}/{'+'.join(self.damages)}/{self.seed}"

    @classmethod
    def parse(cls, text: str) -> CaseId:
        layout, damages, seed = text.split("/", 2)
        return cls(layout, tuple(damages.split("+")), seed)


@dataclass(frozen=True)
class Case:
    """A report and its truth; `data` is what a reader gets to see."""

    id: CaseId
    page: Page
    text: str
    encoding: str
    data: bytes
    truth: Mapping[Key, Expectation]

    @property
    def form(self) -> str:
        return self.page.document.figures.form

    @property
    def script(self) -> str:
        """The script that the report was set in: its damages say."""
        named = " ".join(self.id.damages)
        if "pinyin" in named:
            return "with pinyin"
        return "traditional" if "traditional" in named or "taiwan" in named else "simplified"

    @property
    def year(self) -> int:
        return self.page.document.figures.year


def build_case(case_id: CaseId) -> Case:
    """Draw the case of an id; pages that counterfeit an honest one are drawn again."""
    layout = LAYOUTS[case_id.layout]
    damages = sorted((DAMAGES[name] for name in case_id.damages), key=lambda damage: STAGES.index(damage.stage))
    for attempt in range(ATTEMPTS):
        rng = Random(f"{case_id}#{attempt}")
        try:
            page = _draw_page(layout, damages, rng)
            page, encoding, data = _make_file(page, damages, rng)
        except NothingToDamageError:
            continue
        if not is_counterfeit(page):
            break
    else:
        raise ValueError(f"{case_id}: no page with a truth could be drawn")
    return Case(case_id, page, strip_marks(page.text), encoding, data, page_truth(page))


def _draw_page(layout: Layout, damages: list[Damage], rng: Random) -> Page:
    regimes = next((damage.regimes for damage in damages if damage.regimes), ())
    document: Document = draw_document(rng, wrong_year=layout.wrong_year, regimes=regimes)
    for damage in damages:
        if damage.change_document:
            document = damage.change_document(document, rng)
        if layout.render and damage.change_text:
            document = change_text(document, rng, damage.change_text)
    page = typeset(document, layout, rng)
    for damage in damages:
        if damage.change_page and not layout.render:
            page = damage.change_page(page, rng)
    return replace(page, unsure=page.unsure | document.unsure)


def _make_file(page: Page, damages: list[Damage], rng: Random) -> tuple[Page, str, bytes]:
    """The file with its encoding, OWN_ENCODING where the format settles it, and the page as its bytes still tell it."""
    for damage in damages:
        if damage.change_bytes:
            return damage.change_bytes(page, rng)
    return page, *_render_file(page, rng)


def _render_file(page: Page, rng: Random) -> tuple[str, bytes]:
    text = strip_marks(page.text)
    if page.layout.render:
        rendered = page.layout.render(map_texts(page.document, strip_marks), rng)
        if isinstance(rendered, bytes):
            return OWN_ENCODING, rendered
        text = rendered
    return encode_text(text, rng)


def encode_text(text: str, rng: Random) -> tuple[str, bytes]:
    """The text in an encoding that can hold it, UTF-8 the most likely."""
    wanted = rng.choices(("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5", "big5hkscs"), (8, 2, 5, 2, 1, 1))[0]
    for encoding in (wanted, "utf-8"):
        try:
            return encoding, text.encode(encoding)
        except UnicodeEncodeError:
            continue
    raise ValueError("text cannot be encoded")


def draw_case(layout: str, damages: tuple[str, ...] = ("none",), seed: int | str = 0) -> Case:
    """The case of a layout, of damages and of a seed."""
    return build_case(CaseId(layout, damages, str(seed)))
