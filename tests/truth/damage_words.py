"""Damage to words and digits that leaves every cell in its place: how labels are spelled, how numbers are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.truth.document import Document
from tests.truth.figures import Figures, Printed
from tests.truth.form import (
    APPLICANTS,
    CLAUSES,
    GROUPS,
    HANDLED,
    HANZI_DIGITS,
    ORGANISATIONS,
    PROCEDURES,
    RESULTS,
    Key,
    form_lines,
    is_money,
)
from tests.truth.form_grid import Cell, Grid, build_grids
from tests.truth.marks import split_mark

WRONG_CHARACTERS = "讯壬伏丫圹钅彳犭芈夬丏亍兀"
"""Characters of no label, so that a misspelt label stays nearer to itself than to any other."""

NumberPrinter = Callable[[Key, Printed, Random], str]


def reprint_numbers(document: Document, rng: Random, printer: NumberPrinter, share: float = 0.7) -> Document:
    """Write some of the plain numbers of a report in another way; their values stay."""
    cells = {
        key: replace(printed, text=printer(key, printed, rng))
        if re.fullmatch(r"-?\d+", printed.text) and rng.random() < share
        else printed
        for key, printed in document.figures.cells.items()
    }
    return rebuild(replace(document, figures=replace(document.figures, cells=cells)))


def rebuild(document: Document) -> Document:
    return replace(document, grids=build_grids(document.figures, document.wording))


def print_full_width(key: Key, printed: Printed, rng: Random) -> str:
    return printed.text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789-"})


def print_thousands(key: Key, printed: Printed, rng: Random) -> str:
    return f"{int(printed.text):,}".replace(",", rng.choice((",", ",", "，")))


def print_spaced_digits(key: Key, printed: Printed, rng: Random) -> str:
    space = rng.choice((" ", "\u00a0", "\u2009", "\u3000"))
    return space.join(printed.text) if printed.text[0] != "-" else printed.text


def print_padded(key: Key, printed: Printed, rng: Random) -> str:
    spaces = ("", " ", "\u00a0", "\u3000", "\u200b", "\u2003", "\u00a0\u00a0", "\ufeff")
    return f"{rng.choice(spaces)}{printed.text}{rng.choice(spaces)}"


def print_footnoted(key: Key, printed: Printed, rng: Random) -> str:
    return printed.text + rng.choice(("*", "①", "②", "※", "[1]", "［2］", "（注1）", "#"))


def print_with_unit(key: Key, printed: Printed, rng: Random) -> str:
    if is_money(key):
        return printed.text
    return f"{printed.text}{rng.choice(('', '', ' '))}{rng.choice(('件', '件', '条', '项', '份', '宗'))}"


def print_signed(key: Key, printed: Printed, rng: Random) -> str:
    if printed.text.startswith("-"):
        return rng.choice("-－−﹣") + printed.text[1:]
    return f"+{printed.text}" if key[-1] == "change" and printed.text != "0" else printed.text


def print_decimal(key: Key, printed: Printed, rng: Random) -> str:
    return f"{printed.text}{rng.choice(('.0', '.00'))}"


def print_hanzi(key: Key, printed: Printed, rng: Random) -> str:
    count = int(printed.text)
    if not 0 <= count < 100 or is_money(key):
        return printed.text
    tens, ones = divmod(count, 10)
    if not tens:
        return HANZI_DIGITS[ones]
    return f"{HANZI_DIGITS[tens] if tens > 1 else ''}十{HANZI_DIGITS[ones] if ones else ''}"


def print_with_money_unit(document: Document, rng: Random) -> Document:
    """Amounts with a unit of their own, whatever the header says."""
    cells = dict(document.figures.cells)
    for key in filter(is_money, cells):
        number, unit = Decimal(rng.randrange(1, 10**6)) / 100, rng.choice(("元", "万元", " 元", "（万元）"))
        cells[key] = Printed(f"{number:f}{unit}", number * (10000 if "万" in unit else 1))
    return rebuild(replace(document, figures=replace(document.figures, cells=cells)))


def renumber(style: str) -> Callable[[Document, Random], Document]:
    def renumber_labels(document: Document, rng: Random) -> Document:
        return rebuild(replace(document, wording=replace(document.wording, numbering=style)))

    return renumber_labels


def form_labels(figures: Figures) -> list[str]:
    """The labels of rows, columns and groups of a form, without captions and numbers."""
    clauses = CLAUSES[figures.form]
    return list(
        dict.fromkeys(
            [
                *(label for clause in clauses for label in (*clause.items.values(), *clause.measures.values())),
                *(line.label for line in form_lines(figures.form)),
                *(label for _, label in GROUPS.values()),
                *(HANDLED, ORGANISATIONS),
                *(*APPLICANTS.values(), *PROCEDURES.values(), *RESULTS.values()),
            ]
        )
    )


def _reword(document: Document, replaced: dict[str, str]) -> Document:
    """Change labels; an amount whose header was touched has lost the word on its unit."""
    wording = document.wording
    money = (
        frozenset(filter(is_money, document.figures.cells))
        if any("金额" in label for label in replaced)
        else frozenset()
    )
    reworded = replace(wording, replaced={**wording.replaced, **replaced})
    return rebuild(replace(document, wording=reworded, unsure=document.unsure | money))


def _draw_place(label: str, rng: Random) -> int:
    """A character of a label that can be damaged without making another true label of it."""
    return rng.choice([place for place, character in enumerate(label) if character not in "（）(，“”、：/万"])


def _misspell(label: str, rng: Random) -> str:
    place = _draw_place(label, rng)
    return label[:place] + rng.choice(WRONG_CHARACTERS) + label[place + 1 :]


def misspell_labels(document: Document, rng: Random) -> Document:
    """One wrong character in some labels of four characters or more."""
    labels = [label for label in form_labels(document.figures) if len(label) >= 4]
    return _reword(document, {label: _misspell(label, rng) for label in rng.sample(labels, rng.randint(1, 6))})


def misspell_short_labels(document: Document, rng: Random) -> Document:
    """One wrong character in labels of two or three; whoever cannot be sure of them may say so."""
    labels = [label for label in form_labels(document.figures) if len(label) < 4]
    chosen = rng.sample(labels, rng.randint(1, 2))
    reworded = _reword(document, {label: _misspell(label, rng) for label in chosen})
    return replace(reworded, unsure=frozenset(document.figures.cells))


def truncate_labels(document: Document, rng: Random) -> Document:
    """The ends of some long labels cut off, with at least two thirds and six characters left."""
    labels = [label for label in form_labels(document.figures) if len(label) >= 8]
    chosen = rng.sample(labels, rng.randint(1, 5))
    return _reword(
        document, {label: label[: rng.randint(max(6, len(label) * 2 // 3), len(label) - 1)] for label in chosen}
    )


def _map_labels(document: Document, change: Callable[[str], str]) -> Document:
    def change_cell(cell: Cell) -> Cell:
        mark, label = split_mark(cell.text)
        return cell if cell.is_value else replace(cell, text=mark + change(label))

    grids: dict[str, Grid] = {
        name: grid.with_rows([tuple(change_cell(cell) for cell in row) for row in grid.rows])
        for name, grid in document.grids.items()
    }
    return replace(document, grids=grids)


def space_labels(document: Document, rng: Random) -> Document:
    """Labels spaced out letter by letter, or broken by a space at random, as word processors do."""
    if rng.random() < 0.4:
        return _map_labels(document, " ".join)
    return _map_labels(document, lambda label: "".join(c + " " * (rng.random() < 0.15) for c in label).rstrip())


def lose_brackets(document: Document, rng: Random) -> Document:
    lost = rng.choice(("（", "）", "（）", "“”"))
    return _map_labels(document, lambda label: label.translate(dict.fromkeys(map(ord, lost))))


def double_characters(document: Document, rng: Random) -> Document:
    """A character printed twice in some labels, as a stutter of optical recognition."""
    labels = [label for label in form_labels(document.figures) if len(label) >= 5]
    chosen = rng.sample(labels, rng.randint(1, 5))
    places = {label: rng.randrange(len(label)) for label in chosen}
    return _reword(document, {label: label[: places[label] + 1] + label[places[label] :] for label in chosen})


def drop_characters(document: Document, rng: Random) -> Document:
    """One character lost from some labels of five or more."""
    labels = [label for label in form_labels(document.figures) if len(label) >= 5]
    places = {label: _draw_place(label, rng) for label in rng.sample(labels, rng.randint(1, 5))}
    return _reword(document, {label: label[:place] + label[place + 1 :] for label, place in places.items()})
