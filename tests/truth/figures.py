"""Draws the figures of one report, and with them the truth of every cell: what is printed, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.truth.form import (
    APPLICANTS,
    CLAUSES,
    FORMS,
    PROACTIVE,
    PROCEDURES,
    REQUEST,
    RESULTS,
    REVIEW,
    Key,
    form_keys,
    form_lines,
    is_money,
    is_signed,
    row_of,
)

REGIMES = ("zero", "single", "small", "mixed", "large")
BLANK_MODES = ("none", "few", "zeros", "row", "dashes", "words", "unreadable")
DASHES = ("-", "/", "—", "——", "－")
ZERO_WORDS = ("无", "零", "〇")
UNREADABLE = ("详见附件", "若干", "见备注")
YEARS_OF_FORM = {"2019": (2019, 2020), "2021": (2021, 2022, 2023, 2024)}
INFLOW = ("new", "carried_in")
NOT_OUTCOMES = ("new", "carried_in", "handled_total", "carried_out")


@dataclass(frozen=True)
class Printed:
    """What stands in one cell and what it says: a value, or None for a blank, a dash or a cell that is no number."""

    text: str
    value: Decimal | None

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Figures:
    """All cells of one report, and how they were drawn."""

    form: str
    year: int
    cells: Mapping[Key, Printed]
    regime: str = "given"
    blank_mode: str = "none"
    slip: Key | None = None
    amount_unit: str | None = None
    """The unit that the column header of procurement amounts names, if any."""


BLANK = Printed("", None)


def print_count(count: int) -> Printed:
    return Printed(str(count), Decimal(count))


def draw_figures(
    rng: Random,
    form: str | None = None,
    regime: str | None = None,
    blank_mode: str | None = None,
    *,
    slip: bool | None = None,
    wrong_year: bool = False,
) -> Figures:
    """Draw one report; whatever is not asked for is drawn too, zeros and whole tables being the rule as in reality."""
    form = form or rng.choice(FORMS)
    regime = regime or rng.choices(REGIMES, (25, 15, 25, 25, 10))[0]
    blank_mode = blank_mode or rng.choices(BLANK_MODES, (68, 8, 8, 4, 5, 4, 3))[0]
    slip = rng.random() < 0.2 if slip is None else slip
    years = YEARS_OF_FORM[FORMS[1 - FORMS.index(form)] if wrong_year else form]
    counts = draw_counts(rng, form, regime)
    amount_unit = rng.choice((None, None, "万元", "元")) if form == "2019" else None
    cells = {key: print_count(counts[key]) for key in form_keys(form) if not is_money(key)}
    for key in filter(is_money, form_keys(form)):
        cells[key] = _draw_amount(rng, form, regime, amount_unit)
    figures = Figures(form, rng.choice(years), _in_form_order(cells, form), regime, blank_mode, None, amount_unit)
    if slip:
        figures = _make_slip(figures, rng)
    return _BLANKERS[blank_mode](figures, rng)


def _in_form_order(cells: Mapping[Key, Printed], form: str) -> dict[Key, Printed]:
    return {key: cells[key] for key in form_keys(form)}


def draw_counts(rng: Random, form: str, regime: str) -> dict[Key, int]:
    """Counts for all cells but the amounts, consistent with the arithmetic of the form."""
    return {
        **_draw_requests(rng, form, regime),
        **_draw_reviews(rng, regime),
        **_draw_proactive(rng, form, regime),
    }


def _draw_count(rng: Random, regime: str) -> int:
    if regime in ("zero", "single") or rng.random() < 0.35:
        return 0
    if regime == "small":
        return rng.choice((0, 1, 1, 2, 3, 4, 5, 7, 9, 11, 14))
    digits = rng.choice((1, 1, 2, 2, 3, 4)) if regime == "mixed" else rng.randint(3, 6)
    return rng.randrange(10 ** (digits - 1), 10**digits)


def _draw_applicant(rng: Random, form: str, regime: str) -> dict[str, int]:
    """One column of table three: what came in was either handled, with one of the outcomes, or carried over."""
    column = {line.code: 0 for line in form_lines(form)}
    column["new"], column["carried_in"] = _draw_count(rng, regime), rng.choice((0, 1, 1)) * _draw_count(rng, regime)
    inflow = column["new"] + column["carried_in"]
    column["carried_out"] = min(inflow, rng.choice((0, 0, 1)) * _draw_count(rng, regime))
    column["handled_total"] = rest = inflow - column["carried_out"]
    outcomes = [code for code in column if code not in NOT_OUTCOMES]
    for code in rng.sample(outcomes, min(len(outcomes), rng.randint(1, 6))):
        column[code] = rng.randint(0, rest)
        rest -= column[code]
    column["granted"] += rest
    return column


def _draw_requests(rng: Random, form: str, regime: str) -> dict[Key, int]:
    kinds = [applicant for applicant in APPLICANTS if applicant != "total"]
    columns = {
        kind: _draw_applicant(rng, form, regime if regime != "mixed" or rng.random() < 0.7 else "zero")
        for kind in kinds
    }
    if regime == "single":
        column = columns[rng.choice(kinds)]
        for code in ("new", rng.choice([line.code for line in form_lines(form)][2:-2]), "handled_total"):
            column[code] = 1
    for code in (line.code for line in form_lines(form)):
        columns.setdefault("total", {})[code] = sum(columns[kind][code] for kind in kinds)
    return {
        (REQUEST, line.code, applicant): columns[applicant][line.code]
        for line in form_lines(form)
        for applicant in APPLICANTS
    }


def _draw_reviews(rng: Random, regime: str) -> dict[Key, int]:
    cells: dict[Key, int] = {}
    for procedure in PROCEDURES:
        parts = {result: _draw_count(rng, regime) for result in RESULTS if result != "total"}
        for result in RESULTS:
            cells[REVIEW, procedure, result] = sum(parts.values()) if result == "total" else parts[result]
    return cells


def _draw_proactive(rng: Random, form: str, regime: str) -> dict[Key, int]:
    cells: dict[Key, int] = {}
    for clause in CLAUSES[form]:
        for item in clause.items:
            for measure in clause.measures:
                key: Key = (PROACTIVE, clause.number, item, measure)
                count = _draw_count(rng, regime)
                cells[key] = -count if is_signed(key) and count < 100 and rng.random() < 0.3 else count
    return cells


def _draw_amount(rng: Random, form: str, regime: str, header_unit: str | None) -> Printed:
    """An amount as printed and in yuan: a unit in the cell decides, then the header's, then yuan (2019 form)."""
    by_header = 10000 if form == "2021" or header_unit == "万元" else 1
    if regime in ("zero", "single") or rng.random() < 0.4:
        return Printed(rng.choice(("0", "0", "0", "0.00", "0元")), Decimal(0))
    number = Decimal(rng.randrange(1, 10**6)) / rng.choice((1, 1, 10, 100))
    unit = rng.choice(("", "", "元", "万元"))
    factor = {"": by_header, "元": 1, "万元": 10000}[unit]
    return Printed(f"{number:f}{unit}", number * factor)


def _make_slip(figures: Figures, rng: Random) -> Figures:
    """Misprint one count, so that the arithmetic of the form breaks; the truth is what is printed."""
    key = rng.choice([key for key in figures.cells if key[0] != PROACTIVE])
    count = int(figures.cells[key].text)
    slips = (count + 1, count + rng.randint(2, 9), count * 10 + rng.randint(1, 9), max(0, count - 1) or count + 3)
    return replace(figures, cells={**figures.cells, key: print_count(rng.choice(slips))}, slip=key)


def _reprint(figures: Figures, printed: Mapping[Key, Printed]) -> Figures:
    return replace(figures, cells={**figures.cells, **printed})


def _zeros(figures: Figures) -> list[Key]:
    return [key for key, printed in figures.cells.items() if printed.text == "0"]


def _keep(figures: Figures, rng: Random) -> Figures:
    return figures


def _blank_few(figures: Figures, rng: Random) -> Figures:
    return _reprint(figures, dict.fromkeys(rng.sample(list(figures.cells), rng.randint(1, 6)), BLANK))


def _blank_zeros(figures: Figures, rng: Random) -> Figures:
    return _reprint(figures, dict.fromkeys(_zeros(figures), BLANK))


def _blank_row(figures: Figures, rng: Random) -> Figures:
    row = row_of(rng.choice(list(figures.cells)))
    return _reprint(figures, {key: BLANK for key in figures.cells if row_of(key) == row})


def _dash_zeros(figures: Figures, rng: Random) -> Figures:
    dash, share = Printed(rng.choice(DASHES), None), rng.choice((0.1, 0.5, 1.0))
    return _reprint(figures, {key: dash for key in _zeros(figures) if rng.random() < share})


def _spell_zeros(figures: Figures, rng: Random) -> Figures:
    word, share = Printed(rng.choice(ZERO_WORDS), Decimal(0)), rng.choice((0.1, 0.5, 1.0))
    return _reprint(figures, {key: word for key in _zeros(figures) if rng.random() < share})


def _make_unreadable(figures: Figures, rng: Random) -> Figures:
    keys = rng.sample(list(figures.cells), rng.randint(1, 3))
    return _reprint(figures, {key: Printed(rng.choice(UNREADABLE), None) for key in keys})


_BLANKERS: Mapping[str, Callable[[Figures, Random], Figures]] = {
    "none": _keep,
    "few": _blank_few,
    "zeros": _blank_zeros,
    "row": _blank_row,
    "dashes": _dash_zeros,
    "words": _spell_zeros,
    "unreadable": _make_unreadable,
}
