"""The bench itself: figures that add up, layouts that print them, damages that do what they are named for."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.truth.case import OWN_ENCODING, CaseId, build_case, draw_case
from tests.truth.damage import DAMAGES, Damage, can_combine, suitable_damages
from tests.truth.document import Document, NothingToDamageError, draw_wording, make_document, map_joined_texts
from tests.truth.figures import REGIMES, Figures, Printed, draw_figures, print_count
from tests.truth.form import (
    APPLICANTS,
    FORMS,
    PROACTIVE,
    PROCEDURES,
    REQUEST,
    RESULTS,
    REVIEW,
    Key,
    form_keys,
    form_lines,
    row_of,
)
from tests.truth.form_grid import Grid, expand_spans
from tests.truth.marks import ANY_MARK, read_marks, strip_marks
from tests.truth.prose import Place, draw_prose
from tests.truth.truth import is_counterfeit, page_truth, split_options
from tests.truth.typeset import LAYOUTS, Layout, Page, typeset
from transforms.formats import recognise

TEXT_LAYOUTS = [name for name, layout in LAYOUTS.items() if not layout.render]
FILE_LAYOUTS = [name for name, layout in LAYOUTS.items() if layout.render]
SEEDS = st.integers(min_value=0, max_value=10**6)
FORM_NAMES = st.sampled_from(FORMS)
KINDS = [kind for kind in APPLICANTS if kind != "total"]
INFLOW_AND_OUTFLOW = ("new", "carried_in", "handled_total", "carried_out")


def broken_rules(figures: Figures) -> list[str]:
    """The sums of the form that do not add up."""
    count = {
        key: int(cell.value) for key, cell in figures.cells.items() if key[0] != PROACTIVE and cell.value is not None
    }
    codes = [line.code for line in form_lines(figures.form)]
    broken = []
    for kind in APPLICANTS:
        new, carried_in, handled, carried_out = (count[REQUEST, code, kind] for code in INFLOW_AND_OUTFLOW)
        outcomes = sum(count[REQUEST, code, kind] for code in codes if code not in INFLOW_AND_OUTFLOW)
        broken += [f"balance {kind}"] * (new + carried_in != handled + carried_out)
        broken += [f"outcomes {kind}"] * (outcomes != handled)
    for code in codes:
        broken += [f"applicants {code}"] * (
            sum(count[REQUEST, code, kind] for kind in KINDS) != count[REQUEST, code, "total"]
        )
    for procedure in PROCEDURES:
        parts = sum(count[REVIEW, procedure, result] for result in RESULTS if result != "total")
        broken += [f"review {procedure}"] * (parts != count[REVIEW, procedure, "total"])
    return broken


@given(SEEDS, FORM_NAMES, st.sampled_from(REGIMES))
def test_figures_without_a_slip_add_up(seed: int, form: str, regime: str) -> None:
    figures = draw_figures(Random(seed), form, regime, "none", slip=False)
    assert broken_rules(figures) == []
    assert list(figures.cells) == form_keys(form)


@given(SEEDS, FORM_NAMES, st.sampled_from(REGIMES))
def test_a_clerks_slip_breaks_the_sums(seed: int, form: str, regime: str) -> None:
    figures = draw_figures(Random(seed), form, regime, "none", slip=True)
    assert figures.slip is not None
    assert broken_rules(figures)


def test_every_regime_reaches_the_size_it_is_named_for() -> None:
    largest = {
        regime: max(
            int(cell.value or 0)
            for seed in range(40)
            for key, cell in draw_figures(Random(seed), "2021", regime, "none", slip=False).cells.items()
            if key[-1] != "amount"
        )
        for regime in REGIMES
    }
    assert largest["zero"] == 0
    assert largest["single"] == 1
    assert 10 < largest["small"] < 1000
    assert largest["large"] > 100_000


@pytest.mark.parametrize("form", FORMS)
def test_grids_fill_their_ruling(form: str) -> None:
    document = plain_document(form, draw_figures(Random(1), form, "large", "none", slip=False))
    for grid in document.grids.values():
        assert {len(row) for row in expand_spans(grid)} == {grid.width}
    assert sum(cell.is_value for grid in document.grids.values() for row in grid.rows for cell in row) == len(
        form_keys(form)
    )


def plain_document(form: str, figures: Figures) -> Document:
    return make_document(Random(0), figures, draw_prose(Random(0), Place("示范镇"), figures.year))


def zero_document(form: str = "2019") -> Document:
    cells = {key: print_count(0) for key in form_keys(form)}
    return plain_document(form, Figures(form, 2020 if form == "2019" else 2022, cells))


def set_page(layout: str, document: Document) -> str:
    return strip_marks(typeset(document, LAYOUTS[layout], Random(4)).text)


SHAPES = {
    "tab_rows_padded": "\n规章\t0\t0\t0\n规范性文件\t",
    "tab_rows_unpadded": "\n三、本年度办理结果\t（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n（二）部分公开",
    "tab_cell_lines": "\n\n\t\n\t\n\t2.其他法律行政法规禁止公开\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0\n\n",
    "blank_line_cells": "\n\n规章\n\n0\n\n0\n\n0\n\n规范性文件\n\n",
    "bare_cell_lines": "\n规章\n0\n0\n0\n规范性文件\n",
    "pipe_rows_unpadded": "\n规章 | 0 | 0 | 0",
    "pipe_rows_framed": "\n| 规章 | 0 | 0 | 0 |\n",
    "pipe_rows_framed_short": "\n| 第二十条第（一）项 | |||\n",
    "pipe_end_lines": "\n规章 |\n0 |\n0 |\n0 |\n规范性文件 |\n",
    "pipe_alone_lines": "\n规章\n|\n0\n|\n0\n|\n0\n|\n规范性文件\n",
    "pipe_row_lines": "\n|\n规章 |\n0 |\n0 |\n0 | |\n|\n",
    "pdf_plain": "\n规章 0 0 0\n规范性文件 0 0 0\n",
    "glued_rows": "\n规章000\n规范性文件000\n",
    "glued_table": "规章000规范性文件000第二十条第（五）项",
    "label_glued_to_values": "\n规章0 0 0\n",
    "one_line_spaces": " 规章 0 0 0 规范性文件 0 0 0 第二十条第（五）项 ",
    "one_line_tabs": "\t规章\t0\t0\t0\t规范性文件\t",
}


@pytest.mark.parametrize("layout", SHAPES)
def test_layouts_have_the_shape_of_real_reports(layout: str) -> None:
    assert SHAPES[layout] in set_page(layout, zero_document())


def test_padded_pipe_rows_end_in_bare_pipes() -> None:
    lines = set_page("pipe_rows_padded", zero_document()).splitlines()
    row = next(line for line in lines if line.startswith("自然人"))
    assert row.rstrip("|") == "自然人 | 法人或其他组织 | 总计 | "
    assert len(row) - len(row.rstrip("|")) >= 7


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_layouts_print_every_figure_in_its_row(name: str) -> None:
    layout = LAYOUTS[name]
    for seed in range(6):
        figures = draw_figures(Random(seed), regime="large", blank_mode="none", wrong_year=layout.wrong_year)
        page = typeset(plain_document(figures.form, figures), layout, Random(seed))
        values = [event for event in read_marks(page.text) if event.kind == "value"]
        assert {event.key: event.text for event in values} == {key: cell.text for key, cell in figures.cells.items()}
        assert strip_marks(page.text).count("\U000f0000") == 0
        for event in values:
            assert page.text[event.start + 1 : event.end - 1] == figures.cells[event.key].text


@pytest.mark.parametrize("name", [name for name in TEXT_LAYOUTS if not LAYOUTS[name].is_hard])
def test_undamaged_zero_reports_are_wholly_recoverable(name: str) -> None:
    page = typeset(zero_document("2021"), LAYOUTS[name], Random(3))
    assert all(cell.is_recoverable and cell.value == 0 for cell in page_truth(page).values())


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_blank_cells_are_never_expected(name: str) -> None:
    document = zero_document()
    key: Key = (REQUEST, "denied_query", "research")
    cells = {**document.figures.cells, key: Printed("", None)}
    page = typeset(plain_document("2019", replace(document.figures, cells=cells)), LAYOUTS[name], Random(3))
    truth = page_truth(page)
    assert truth[key].value is None
    neighbour = truth[REQUEST, "denied_query", "charity"]
    assert neighbour.value == 0
    assert neighbour.is_recoverable == (LAYOUTS[name].blanks != "hidden")


@given(st.lists(st.integers(min_value=0, max_value=120), min_size=1, max_size=4), st.booleans())
def test_split_options_are_what_brute_force_finds(counts: list[int], blanks: bool) -> None:
    digits = "".join(map(str, counts))
    options: list[set[str]] = [set() for _ in counts]
    places = range(0 if blanks else 1, len(digits) + blanks)
    for cuts in itertools.combinations_with_replacement(places, len(counts) - 1):
        parts = [digits[start:end] for start, end in itertools.pairwise((0, *cuts, len(digits)))]
        if all(part == str(int(part)) if part else blanks for part in parts):
            for choices, part in zip(options, parts, strict=True):
                choices.add(part)
    assert split_options(digits, len(counts), blanks=blanks) == options


def draw_pages(name: str, damage: Damage, seed: int) -> tuple[Page, Page]:
    """The same report without and with a damage, figures that tell."""
    layout = LAYOUTS[name]
    pages = []
    for change in (False, True):
        rng = Random(seed)
        figures = draw_figures(rng, regime=rng.choice(damage.regimes[-2:] or ("small", "mixed")), blank_mode="none")
        document = make_document(rng, figures, draw_prose(rng, Place("示范镇"), figures.year), draw_wording(rng))
        page_rng = Random(seed)
        if change and damage.change_document:
            with contextlib.suppress(NothingToDamageError):
                document = damage.change_document(document, Random(seed + 1))
        page = typeset(document, layout, page_rng)
        if change and damage.change_page:
            page = damage.change_page(page, Random(seed + 1))
        pages.append(replace(page, unsure=page.unsure | document.unsure))
    return pages[0], pages[1]


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "none"])
def test_every_damage_changes_the_page(name: str) -> None:
    damage = DAMAGES[name]
    changed = 0
    for seed in range(8):
        before, after = draw_pages("tab_cell_lines", damage, seed)
        if damage.change_bytes:
            changed += damage.change_bytes(after, Random(seed))[2] != strip_marks(before.text).encode()
        else:
            changed += before.text != after.text
    assert changed >= 2


def printed_keys(page: Page) -> Counter[Key]:
    return Counter(event.key for event in read_marks(page.text) if event.kind == "value")


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from(["tab_rows_padded", "bare_cell_lines", "pipe_rows_padded", "glued_rows"]))
def test_a_dropped_value_is_no_longer_printed_and_its_row_not_demanded(seed: int, layout: str) -> None:
    before, after = draw_pages(layout, DAMAGES["dropped_value"], seed)
    gone = set(printed_keys(before)) - set(printed_keys(after))
    assert len(gone) == 1
    truth = page_truth(after)
    (key,) = gone
    assert truth[key].value is None
    assert not truth[key].is_printed
    assert not any(truth[other].is_recoverable for other in truth if row_of(other) == row_of(key))


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_dropped_row_is_gone_as_a_whole_and_nothing_else(seed: int) -> None:
    before, after = draw_pages("tab_rows_padded", DAMAGES["dropped_row"], seed)
    gone = set(printed_keys(before)) - set(printed_keys(after))
    assert len({row_of(key) for key in gone}) == 1
    assert gone == {key for key in printed_keys(before) if row_of(key) == row_of(next(iter(gone)))}
    for grid in after.document.grids.values():
        assert {len(row) for row in expand_spans(grid)} <= {grid.width}


MOVES = [name for name, damage in DAMAGES.items() if damage.moves_columns]


@pytest.mark.parametrize("name", MOVES)
def test_moved_columns_keep_their_truth_and_headers_over_their_values(name: str) -> None:
    for seed in range(12):
        before, after = draw_pages("tab_rows_padded", DAMAGES[name], seed)
        assert column_orders(before) != column_orders(after)
        for grid in after.document.grids.values():
            assert_headers_stand_over_values(grid)
        assert page_truth(before) == page_truth(after)


def column_orders(page: Page) -> list[list[Key]]:
    return [
        [cell.key for cell in row if cell.is_value and cell.key] for g in page.document.grids.values() for row in g.rows
    ]


def assert_headers_stand_over_values(grid: Grid) -> None:
    """Below a header of a leaf column stand, down to the next such header, only values of its column."""
    above: dict[int, Key] = {}
    for row in expand_spans(grid):
        for place, cell in enumerate(row):
            if cell.role == "header" and cell.key:
                above[place] = cell.key
            elif cell.is_value and cell.key:
                assert cell.key[-len(above[place]) :] == above[place]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_contradicting_rows_may_not_be_loaded_where_they_differ(seed: int) -> None:
    before, after = draw_pages("tab_cell_lines", DAMAGES["contradicting_row"], seed)
    known = page_truth(after)
    lost = {key for key, cell in page_truth(before).items() if cell.value != known[key].value}
    twice = {key for key, count in printed_keys(after).items() if count == 2}
    texts = Counter((event.key, event.text) for event in read_marks(after.text) if event.kind == "value")
    differing = {key for key in twice if sum(other == key for other, _ in texts) == 2}
    assert differing
    assert len({row_of(key) for key in twice}) == 1
    assert lost == {key for key in differing if after.document.figures.cells[key].value is not None}


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from(["bare_cell_lines", "tab_cell_lines", "pipe_end_lines"]))
def test_removed_duplicate_lines_leave_no_zero_but_the_first(seed: int, layout: str) -> None:
    _, after = draw_pages(layout, DAMAGES["duplicate_lines_removed"], seed)
    lines = [line.strip() for line in strip_marks(after.text).split("\n") if line.strip()]
    assert max(Counter(lines).values()) == 1
    unprinted = [cell for cell in page_truth(after).values() if not cell.is_printed]
    assert unprinted
    assert all(cell.value is None and not cell.is_recoverable for cell in unprinted)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_glued_values_share_a_cell(seed: int) -> None:
    before, after = draw_pages("tab_cell_lines", DAMAGES["glued_values"], seed)
    assert printed_keys(before) == printed_keys(after)
    assert before.text.count("\t") - after.text.count("\t") == 1


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_truncation_keeps_one_side_of_the_page(seed: int) -> None:
    for name, keeps in (("truncated_end", str.startswith), ("truncated_start", str.endswith)):
        before, after = draw_pages("pipe_rows_unpadded", DAMAGES[name], seed)
        assert keeps(before.text, after.text)
        assert len(after.text) < len(before.text)


OTHER_DIGITS = [name for name, damage in DAMAGES.items() if damage.stage == "figures" and name != "money_units"]


@pytest.mark.parametrize("name", OTHER_DIGITS)
def test_numbers_written_otherwise_keep_their_values(name: str) -> None:
    for seed in range(5):
        before, after = draw_pages("tab_rows_padded", DAMAGES[name], seed)
        assert {key: cell.value for key, cell in page_truth(before).items()} == {
            key: cell.value for key, cell in page_truth(after).items()
        }


def test_a_row_that_counterfeits_an_honest_one_is_noticed() -> None:
    figures = zero_document().figures
    key: Key = (REQUEST, "new", "charity")
    short = replace(figures, cells={**figures.cells, key: Printed("", None)})
    page = typeset(plain_document("2019", short), LAYOUTS["bare_cell_lines"], Random(1))
    assert not is_counterfeit(page)
    row = next(event for event in read_marks(page.text) if event.key == (REQUEST, "new"))
    stray = page.text[: row.start] + page.text[row.start :].replace("\n", "\n\U000f50003\n", 1)
    assert is_counterfeit(replace(page, text=stray))


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_every_layout_with_every_damage_makes_a_page(name: str) -> None:
    layout: Layout = LAYOUTS[name]
    for damage in suitable_damages(layout):
        case = draw_case(name, (damage.name,), "any")
        assert not ANY_MARK.search(case.text)
        if damage.change_bytes:
            assert case.data
            assert not ANY_MARK.search(case.data.decode("utf-8", "ignore"))
        else:
            assert case.data.decode(case.encoding).removeprefix("\ufeff") == case.text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", FILE_LAYOUTS)
def test_every_file_is_made_with_its_damages_and_without_marks(name: str) -> None:
    for damage in ("none", "traditional", "no_break_spaces"):
        case = draw_case(name, (damage,), "any")
        assert (recognise(case.data) != "text/plain") or LAYOUTS[name].file_format == "csv"
        if case.encoding != OWN_ENCODING:
            assert not ANY_MARK.search(case.data.decode(case.encoding))


def test_texts_of_a_file_change_together_and_its_figures_stay() -> None:
    document = zero_document("2021")
    changed = map_joined_texts(document, lambda text: text.replace("情况", "状况"))
    assert changed.prose.headings[1] == document.prose.headings[1].replace("情况", "状况") != document.prose.headings[1]
    assert changed.figures is document.figures
    assert map_joined_texts(changed, lambda text: text.replace("状况", "情况")) == document


def test_combined_damages_never_blur_what_the_other_needs() -> None:
    for first, second in itertools.product(DAMAGES.values(), repeat=2):
        if can_combine(first, second):
            assert not (first.moves_columns and second.hides_headers)
            assert first.name != second.name
            assert "none" not in (first.name, second.name)


ROOT = Path(__file__).parents[2]
CASE_IDS = ("pdf_wrapped/typos+dropped_row/3", "tab_rows_ragged/contradicting_row/4", "glued_table/cut_middle/5")


def digest_cases() -> str:
    return hashlib.sha256(b"".join(build_case(CaseId.parse(text)).data for text in CASE_IDS)).hexdigest()


def test_a_case_is_the_same_in_every_process() -> None:
    code = "from tests.truth.test_generator import digest_cases; print(digest_cases())"
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd=ROOT
        )
        assert run.stdout.strip() == digest_cases()
