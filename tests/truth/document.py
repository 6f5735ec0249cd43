"""A report before it is typeset: figures, the three grids, and the prose around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random
from typing import TypeVar

from tests.truth.figures import Figures, draw_figures
from tests.truth.form import PROACTIVE, REQUEST, REVIEW, Key
from tests.truth.form_grid import NUMBERINGS, Grid, Wording, build_grids
from tests.truth.prose import HEADINGS, Prose, draw_place, draw_prose

Option = TypeVar("Option")
_BETWEEN = "\ue0ff"
SECTION_TABLES = {2: PROACTIVE, 3: REQUEST, 4: REVIEW}
LABEL_VARIANTS = {
    "本机关不掌握相关政府信息": "本单位不掌握相关政府信息",
    "部分公开（区分处理的，只计这一情形，不计其他情形）": "部分公开（区分处理的，只记这一情形，不计其他情形）",
    "自然人": "自 然 人",
    "总计": "总 计",
    "商业企业": "商业 企业",
    "结果纠正": "结果 纠正",
    "尚未审结": "尚未 审结",
    "本年新制作数量": "本年新 制作数量",
    "现行有效件数": "现行有效件",
    "本年增/减": "本年增\\减",
}


class NothingToDamageError(ValueError):
    """A damage finds nothing that it could do, because of what was drawn or of an earlier damage."""


def choose(rng: Random, options: Sequence[Option]) -> Option:
    """Draw one of the places where a damage can happen."""
    if not options:
        raise NothingToDamageError
    return rng.choice(options)


@dataclass(frozen=True)
class Document:
    """One report as it is known before typesetting; `unsure` cells may be confessed by any reader without blame."""

    figures: Figures
    grids: Mapping[str, Grid]
    prose: Prose
    wording: Wording
    unsure: frozenset[Key] = frozenset()
    has_headings: bool = True
    instead_of_table: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, title or table of a page; a table's text is already typeset."""

    kind: str
    text: str


def document_parts(document: Document) -> Iterator[Block | Grid]:
    """The report in reading order: paragraphs, headings and the title as blocks, each table as its grid."""
    prose = document.prose
    yield Block("title", prose.title)
    yield from (Block("paragraph", text) for text in prose.preamble)
    for number in HEADINGS:
        if document.has_headings:
            yield Block("heading", prose.headings[number])
        yield from (Block("paragraph", text) for text in prose.before.get(number, ()))
        name = SECTION_TABLES.get(number, "")
        if name in document.instead_of_table:
            yield Block("paragraph", document.instead_of_table[name])
        elif name:
            yield document.grids[name]
        yield from (Block("paragraph", text) for text in prose.after.get(number, ()))
    yield from (Block("paragraph", text) for text in prose.signature)


def map_texts(document: Document, change: Callable[[str], str]) -> Document:
    """Change every text of a report, in its prose and in the cells of its tables; figures stay as they were drawn."""
    prose = document.prose
    return replace(
        document,
        grids={
            name: grid.with_rows([tuple(replace(cell, text=change(cell.text)) for cell in row) for row in grid.rows])
            for name, grid in document.grids.items()
        },
        prose=replace(
            prose,
            title=change(prose.title),
            preamble=tuple(map(change, prose.preamble)),
            headings={number: change(text) for number, text in prose.headings.items()},
            before={number: tuple(map(change, texts)) for number, texts in prose.before.items()},
            after={number: tuple(map(change, texts)) for number, texts in prose.after.items()},
            signature=tuple(map(change, prose.signature)),
        ),
        instead_of_table={name: change(text) for name, text in document.instead_of_table.items()},
    )


def map_joined_texts(document: Document, change: Callable[[str], str]) -> Document:
    """Change all texts of a report as one, so that what is drawn once for a page is drawn once for a file too."""
    texts: list[str] = []
    map_texts(document, partial(_note_text, texts))
    changed = iter(change(_BETWEEN.join(texts)).split(_BETWEEN))
    return map_texts(document, lambda text: next(changed))


def _note_text(texts: list[str], text: str) -> str:
    texts.append(text)
    return text


def make_document(rng: Random, figures: Figures, prose: Prose, wording: Wording | None = None) -> Document:
    wording = wording or Wording()
    return Document(figures, build_grids(figures, wording), prose, wording)


def draw_wording(rng: Random) -> Wording:
    """Mostly the official wording; otherwise variants that real reports use without anything being damaged."""
    numbering = rng.choices(NUMBERINGS[:4], (70, 10, 15, 5))[0]
    variants = {word: variant for word, variant in LABEL_VARIANTS.items() if rng.random() < 0.08}
    return Wording(numbering, variants, rng.choice((2, 2, 2, 1)), rng.random() < 0.85)


def draw_document(rng: Random, *, wrong_year: bool = False, regimes: Sequence[str] = ()) -> Document:
    """Draw a whole report; `regimes` limits the size of its figures where small ones would hide a damage."""
    figures = draw_figures(rng, regime=rng.choice(regimes) if regimes else None, wrong_year=wrong_year)
    return make_document(rng, figures, draw_prose(rng, draw_place(rng), figures.year), draw_wording(rng))
