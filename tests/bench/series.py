"""The figures of one township over five years, in which each year follows from the one before.

What a year carries out the next carries in, documents in force and items of the year before roll on, and no table is
that of the year before: the quality rules find nothing but the breaks that are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.truth.figures import NOT_OUTCOMES, Figures, Printed, draw_counts, print_count
from tests.truth.form import APPLICANTS, CLAUSES, PROACTIVE, REQUEST, Key, form_keys, form_lines, is_money

YEARS = (2019, 2020, 2021, 2022, 2023)
STOCKS = ("in_force", "disclosed_to_date", "prior_year_items")

# Findings that each kind of break leads to, by rule: none of the others, and none more.
BREAKS: Mapping[str, Mapping[str, int]] = {
    "misprinted_total": {"applicant_total": 1, "outcome_total": 1, "request_balance": 1},
    "forgotten_document": {"in_force_roll": 1},
    "lost_request": {"carry_over": 2},
    "misstated_requests": {"narrative_vs_table": 1},
}

Counts = dict[Key, int]


def draw_series(rng: Random, broken: str | None = None) -> list[Figures]:
    """The figures of `YEARS`, the last of them with the break of that name, where it is one of the tables."""
    regime = rng.choices(("zero", "small"), (30, 70))[0]
    series: list[Figures] = []
    previous: Counts = {}
    for year in YEARS:
        is_last = year == YEARS[-1]
        lost = 1 if is_last and broken == "lost_request" else 0
        previous = _draw_year(rng, _form_of(year), regime, previous, lost)
        series.append(_print_figures(rng, year, regime, previous))
    if broken == "misprinted_total":
        series[-1] = _raise(series[-1], (REQUEST, "handled_total", "total"), 1)
    if broken == "forgotten_document":
        series[-1] = _raise(series[-1], (PROACTIVE, 1, "normative_documents", "in_force"), 3)
    return series


def _form_of(year: int) -> str:
    return "2019" if year < 2021 else "2021"


def _draw_year(rng: Random, form: str, regime: str, previous: Counts, lost: int) -> Counts:
    """Counts that follow from those of the year before and are not a copy of them."""
    while True:
        counts = draw_counts(rng, form, regime)
        _roll_requests(counts, form, previous, lost)
        _roll_proactive(counts, form, previous)
        if not (previous and _is_copy(counts, previous)):
            return counts


def _roll_requests(counts: Counts, form: str, previous: Counts, lost: int) -> None:
    """Carry in what the year before carried out, `lost` more of natural persons, and account for all that came in."""
    lines = [line.code for line in form_lines(form)]
    kinds = [kind for kind in APPLICANTS if kind != "total"]
    for kind in kinds:
        column = {code: counts[REQUEST, code, kind] for code in lines}
        carried = previous.get((REQUEST, "carried_out", kind), 0) + (lost if kind == "natural_person" else 0)
        inflow = column["new"] + carried
        column |= {"carried_in": carried, "carried_out": min(column["carried_out"], inflow)}
        column["handled_total"] = rest = inflow - column["carried_out"]
        for code in (code for code in lines if code not in NOT_OUTCOMES):
            column[code] = min(column[code], rest)
            rest -= column[code]
        column["granted"] += rest
        counts |= {(REQUEST, code, kind): count for code, count in column.items()}
    counts |= {(REQUEST, code, "total"): sum(counts[REQUEST, code, kind] for kind in kinds) for code in lines}


def _roll_proactive(counts: Counts, form: str, previous: Counts) -> None:
    """Let stocks follow from those of the year before; nothing is repealed or dropped that was not there."""
    for clause in CLAUSES[form]:
        for item in clause.items:
            row: Key = (PROACTIVE, clause.number, item)
            if "in_force" in clause.measures:
                before = previous.get((*row, "in_force"), counts[*row, "in_force"])
                there = before + counts[*row, "issued"]
                counts[*row, "repealed"] = min(counts[*row, "repealed"], there)
                counts[*row, "in_force"] = there - counts[*row, "repealed"]
            if "prior_year_items" in clause.measures:
                if (*row, "change") in previous:
                    counts[*row, "prior_year_items"] = previous[*row, "prior_year_items"] + previous[*row, "change"]
                counts[*row, "change"] = max(counts[*row, "change"], -counts[*row, "prior_year_items"])


def _is_copy(counts: Counts, previous: Counts) -> bool:
    """Whether some table has a number that is no stock, and only numbers of the year before."""
    flows: dict[str, list[tuple[int, int]]] = {}
    for key in counts.keys() | previous.keys():
        if key[-1] not in STOCKS:
            flows.setdefault(str(key[0]), []).append((counts.get(key, 0), previous.get(key, 0)))
    return any(all(now == then for now, then in table) and any(now for now, _ in table) for table in flows.values())


def _print_figures(rng: Random, year: int, regime: str, counts: Counts) -> Figures:
    form = _form_of(year)
    cells = {
        key: _draw_amount(rng, form, regime) if is_money(key) else print_count(counts[key]) for key in form_keys(form)
    }
    return Figures(form, year, cells, regime, amount_unit="元" if form == "2019" else None)


def _draw_amount(rng: Random, form: str, regime: str) -> Printed:
    """An amount in yuan of up to a million; the 2021 form prints units of 10,000 yuan."""
    number = 0 if regime == "zero" else rng.choice((0, rng.randint(10, 100)))
    return Printed(str(number if form == "2021" else number * 10_000), Decimal(number * 10_000))


def _raise(figures: Figures, key: Key, by: int) -> Figures:
    return replace(figures, cells={**figures.cells, key: print_count(int(figures.cells[key].text) + by)})
