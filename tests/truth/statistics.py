"""The statistics form, truth first: figures are drawn, set in the layouts and files of the bench, damaged, and read.

    python -m tests.truth.statistics --reports 300 --seed 7
    python -m tests.truth.statistics --case 'pipe_rows_framed/none/three columns/7.12'

Nothing may be loaded that was not drawn for the cell. Of undamaged pages every figure is demanded that the layout keeps
apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from random import Random

from tests.truth import render_pdf
from tests.truth.case import encode_text
from tests.truth.document import Document, document_parts
from tests.truth.figures import draw_figures
from tests.truth.form import PROACTIVE, REQUEST, REVIEW
from tests.truth.form_grid import Cell, Grid, Row, Wording
from tests.truth.marks import strip_marks
from tests.truth.pdf_pages import TRUETYPE, TRUETYPE_FILE
from tests.truth.prose import draw_place, draw_prose
from tests.truth.statistic_form import FORERUNNER, FORM, Line
from tests.truth.typeset import LAYOUTS, Layout, typeset
from transforms.placement import Fact
from transforms.report import read_report

Key = tuple[str, str]
# What least share of demanded figures of undamaged pages must be read.
LEAST_RECALL = 0.99
HEADERS = {
    "three columns": (
        ("统计指标", "单位", "统计数"),
        ("指标名称", "计量单位", "数量"),
        ("统 计 指 标", "单 位", "统 计 数"),
    ),
    "numbered": (("序号", "统计指标", "单位", "统计数"),),
    "with notes": (("统计指标", "单位", "统计数", "备注"),),
    "side by side": (("统计指标", "单位", "统计数", "统计指标", "单位", "统计数"),),
    "two periods": (("指标名称", "计量单位", "本年度", "历年累计"), ("指标", "单位", "{}年", "历年累计")),
    "with codes": (("指标名称", "计量单位", "代码", "本年度", "历年累计"),),
}
# Layouts that part nothing, or whose words are shuffled: nothing is demanded there but silence.
_UNDEMANDED = ("glued", "one_line", "pdf_header_interleaved", "label_glued")
# Layouts that wrong years or several setters make of others.
_LEFT_OUT = ("wrong_year_form", "mixed_tables", "tables_twice", "outer_table")


@dataclass(frozen=True)
class CaseId:
    """What a case is drawn from; the same id always gives the same bytes."""

    layout: str
    damage: str
    shape: str
    seed: str

    def __str__(self) -> str:
        return "/".join((self.layout, self.damage, self.shape, self.seed))


@dataclass(frozen=True)
class Case:
    """A report with a statistics form: what a reader gets, and the figures that were drawn; None for a blank."""

    id: CaseId
    text: str
    data: bytes
    truth: Mapping[Key, Decimal | None]
    is_demanded: bool


@dataclass
class Tally:
    """Counts over cases, with silent errors and losses in words."""

    cases: int = 0
    demanded: int = 0
    recalled: int = 0
    loaded: int = 0
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


Table = list[list[str]]
Damage = Callable[[Table, Random], Table]


def lose_label(table: Table, rng: Random) -> Table:
    row = rng.randrange(1, len(table))
    return [
        ["" if place == 0 and index == row else text for place, text in enumerate(cells)]
        for index, cells in _rows(table)
    ]


def misprint_label(table: Table, rng: Random) -> Table:
    """A label with one of its characters replaced."""
    row = rng.randrange(1, len(table))
    label = table[row][0]
    place = rng.randrange(len(label))
    slipped = label[:place] + rng.choice("数公开申请件人情") + label[place + 1 :]
    return [[slipped, *cells[1:]] if index == row else cells for index, cells in _rows(table)]


def misprint_labels(table: Table, rng: Random) -> Table:
    for _ in range(8):
        table = misprint_label(table, rng)
    return table


def lose_row(table: Table, rng: Random) -> Table:
    row = rng.randrange(1, len(table))
    return [cells for index, cells in _rows(table) if index != row]


def lose_rows(table: Table, rng: Random) -> Table:
    """A page of the form is gone, and with it headings."""
    start = rng.randrange(1, len(table) - 12)
    return [cells for index, cells in _rows(table) if not start <= index < start + rng.choice((4, 8, 12))]


def lose_unit(table: Table, rng: Random) -> Table:
    row = rng.randrange(1, len(table))
    return [[cells[0], "", *cells[2:]] if index == row else cells for index, cells in _rows(table)]


def lose_header(table: Table, rng: Random) -> Table:
    return table[1:]


def misprint_header(table: Table, rng: Random) -> Table:
    place = rng.randrange(len(table[0]))
    return [[*table[0][:place], rng.choice(("情况", "上年数", "")), *table[0][place + 1 :]], *table[1:]]


def repeat_header(table: Table, rng: Random) -> Table:
    row = rng.randrange(2, len(table))
    return [*table[:row], table[0], *table[row:]]


def add_page_number(table: Table, rng: Random) -> Table:
    row = rng.randrange(2, len(table))
    return [*table[:row], [str(rng.randint(2, 9))], *table[row:]]


def _rows(table: Table) -> Iterator[tuple[int, list[str]]]:
    return iter(enumerate(table))


DAMAGES: Mapping[str, Damage | None] = {
    "none": None,
    "label lost": lose_label,
    "label misprinted": misprint_label,
    "labels misprinted": misprint_labels,
    "row lost": lose_row,
    "rows lost": lose_rows,
    "unit lost": lose_unit,
    "header lost": lose_header,
    "header misprinted": misprint_header,
    "header repeated": repeat_header,
    "page number": add_page_number,
}


def draw_value(line: Line, rng: Random, regime: str) -> tuple[str, Decimal | None]:
    """The text of a cell and what it counts: mostly zeros, as in reality."""
    if not line.code:
        return rng.choice(("", "", "——")), None
    if regime == "blanks" and rng.random() < 0.3:
        return rng.choice(("", "-", "/", "—")), None
    if line.is_money:
        text = rng.choice(("0", "0", "0.5", "1.25", "12", "0.00"))
        return text, Decimal(text) * 10_000
    if regime == "zeros" or rng.random() < 0.4:
        return rng.choice(("0", "0", "0", "无" if regime == "zeros" else "0")), Decimal(0)
    count = rng.randint(1, 9) if rng.random() < 0.5 else rng.randint(10, 12_000)
    return f"{count:,}" if regime == "commas" else str(count), Decimal(count)


def draw_table(shape: str, lines: Sequence[Line], year: int, rng: Random) -> tuple[Table, dict[Key, Decimal | None]]:
    """The rows of the form with its header, and the figures in it."""
    header = [text.format(year) for text in rng.choice(HEADERS[shape])]
    regime = rng.choice(("plain", "plain", "zeros", "blanks", "commas"))
    truth: dict[Key, Decimal | None] = {}
    rows: Table = []
    for number, line in enumerate(lines, start=1):
        cells = [line.label, line.unit]
        periods = ("year", "cumulative") if "历年累计" in header else ("year",)
        if "代码" in header:
            cells.append(f"{number:02}")
        for period in periods:
            text, value = draw_value(line, rng, regime)
            cells.append(text)
            if line.code:
                truth[line.code, period] = value
        if header[0] == "序号":
            cells.insert(0, str(number))
        if header[-1] == "备注":
            cells.append("")
        rows.append(cells)
    if shape == "side by side":
        half = (len(rows) + 1) // 2
        rows = [[*left, *right] for left, right in zip(rows[:half], [*rows[half:], ["", "", ""]], strict=False)]
    return [header, *rows], truth


def build_case(case_id: CaseId) -> Case:
    """Draw the case of an id."""
    rng = Random(str(case_id))
    layout = LAYOUTS[case_id.layout]
    shape = case_id.shape
    is_early = shape in ("two periods", "with codes") and rng.random() < 0.7
    year = rng.randint(2010, 2013) if is_early else rng.randint(2014, 2018)
    lines = FORERUNNER if is_early else FORM
    table, truth = draw_table(shape, lines, year, rng)
    if damage := DAMAGES[case_id.damage]:
        table = damage(table, rng)
    if layout.blanks != "visible" and (case_id.damage == "none" or _is_counterfeit(case_id.damage, layout)):
        table = [[text or "—" for text in cells] for cells in table]
    document = _document(table, year, rng)
    page = typeset(document, layout, rng)
    rendered = _renderer_of(layout)(document, rng) if layout.render else strip_marks(page.text)
    data = rendered if isinstance(rendered, bytes) else encode_text(rendered, rng)[1]
    is_demanded = case_id.damage == "none" and not layout.is_hard and not layout.name.startswith(_UNDEMANDED)
    return Case(case_id, strip_marks(page.text), data, truth, is_demanded)


def _is_counterfeit(damage: str, layout: Layout) -> bool:
    """Whether nobody could tell a page from an honest one: a page's number behind a lost blank, a cell a line."""
    return damage == "page number" and not layout.has_row_marks


def _renderer_of(layout: Layout) -> Callable[[Document, Random], bytes | str]:
    """A layout's maker of files; PDF files with a font that they carry, so that every program sees the same digits."""
    make = layout.render.args[0] if isinstance(layout.render, partial) and layout.file_format == "pdf" else None
    if make is not None and TRUETYPE_FILE.exists():
        return partial(render_pdf.render, replace(make, font=TRUETYPE))
    assert layout.render is not None
    return layout.render


def _document(table: Table, year: int, rng: Random) -> Document:
    figures = replace(draw_figures(rng, regime="zero", blank_mode="none"), year=year)
    prose = draw_prose(rng, draw_place(rng), year)
    notes = {REQUEST: "见附表。", REVIEW: f"{year}年度政府信息公开情况统计表"}
    grid = Grid(PROACTIVE, max(map(len, table)), tuple(_grid_row(index, cells) for index, cells in _rows(table)))
    moved = replace(prose, before={}, after={**prose.after, 4: ()})
    document = Document(figures, {PROACTIVE: grid}, moved, Wording(), instead_of_table=notes)
    assert any(isinstance(part, Grid) for part in document_parts(document))
    return document


def _grid_row(index: int, cells: Sequence[str]) -> Row:
    """A row whose labels may be wrapped; no program breaks a line in the digits of a year."""
    return tuple(Cell(text, _role_of(index, text)) for text in cells)


def _role_of(index: int, text: str) -> str:
    if index == 0:
        return "value" if any(char.isdigit() for char in text) else "header"
    return "label" if _is_label(text) else "value"


def _is_label(text: str) -> bool:
    return len(text) > 3 and not text.replace(",", "").replace(".", "").isdigit()


def judge(case: Case, tally: Tally) -> None:
    """Count what was read of a case."""
    tally.cases += 1
    report = read_report(case.data, "case").report
    loaded = [fact for fact in report.facts if fact.value is not None] if report else []
    facts = {fact.subject: fact for fact in report.facts} if report else {}
    drawn = {".".join(("fact_statistic", *key)): value for key, value in case.truth.items()}
    tally.loaded += len(loaded)
    for fact in loaded:
        if drawn.get(fact.subject) != fact.value:
            tally.silent.append(f"{case.id}: {fact.subject} {fact.value} ({fact.raw_text}), {drawn.get(fact.subject)}")
    for subject, value in drawn.items() if case.is_demanded else ():
        if value is not None:
            tally.demanded += 1
            seen = facts.get(subject)
            if seen is not None and seen.value == value:
                tally.recalled += 1
            else:
                tally.missed.append(f"{case.id}: {subject} {value}: {_words_of(seen)}")


def _words_of(fact: Fact | None) -> str:
    return "not read" if fact is None else f"{fact.cell_status} {fact.cause} {fact.raw_text}"


def plan_cases(reports: int, seed: int, only: str = "") -> Iterator[CaseId]:
    """Layouts in turn; every other case undamaged."""
    rng = Random(f"statistics {seed}")
    names = [name for name in LAYOUTS if not name.startswith(_LEFT_OUT) and name.startswith(only)]
    for count in range(reports):
        layout = LAYOUTS[names[count % len(names)]]
        shapes = [shape for shape in HEADERS if _suits(shape, layout)]
        damage = "none" if rng.random() < 0.5 else rng.choice(list(DAMAGES)[1:])
        yield CaseId(layout.name, damage, rng.choice(shapes), f"{seed}.{count}")


def _suits(shape: str, layout: Layout) -> bool:
    """Whether a shape can be told at all in a layout: what numbers, notes and neighbours are, only its cells say."""
    if shape == "side by side" and layout.name.endswith(("_lines", "_wrapped")):
        return False
    return shape in ("three columns", "two periods") or (
        layout.blanks == "visible" and layout.has_row_marks and layout.parts_values_with == "cell"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.truth.statistics", description=__doc__)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="NAME", help="what names of layouts begin with")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--case", help="print one case, as named by an error")
    options = parser.parse_args(arguments)
    plan = (
        [CaseId(*options.case.split("/", 3))]
        if options.case
        else plan_cases(options.reports, options.seed, options.only)
    )
    layouts: dict[str, Tally] = {}
    for case_id in plan:
        case = build_case(case_id)
        judge(case, layouts.setdefault(case_id.layout, Tally()))
        if options.case:
            print(case.text.replace("\t", "→"))
    total = Tally(
        *(
            sum(getattr(tally, name) for tally in layouts.values())
            for name in ("cases", "demanded", "recalled", "loaded")
        )
    )
    for name, tally in layouts.items():
        total.silent += tally.silent
        total.missed += tally.missed
        if tally.silent or tally.missed:
            print(f"{name:<32}{tally.cases:>6}{tally.demanded:>8}{tally.recalled:>8}{len(tally.silent):>6}")
    print("\n".join(["silent:", *total.silent[: options.show], "missed:", *total.missed[: options.show]]))
    recall = total.recalled / total.demanded if total.demanded else 1.0
    print(f"{total.cases} reports, {total.loaded} figures loaded, silent errors {len(total.silent)}, ", end="")
    print(f"recall on undamaged layouts {recall:.3%} of {total.demanded}")
    return 0 if not total.silent and recall >= LEAST_RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
