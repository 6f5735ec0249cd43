"""Damage to the tables themselves: cells, rows, columns, headers and labels lost, moved, glued or added."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.truth.document import Document, choose
from tests.truth.form import PROACTIVE, REQUEST, REVIEW, Key, block_of
from tests.truth.form_grid import Cell, Grid, Row
from tests.truth.marks import mark_foreign, mark_value, split_mark, strip_marks

GridDamage = Callable[[Document, Random], Document]


def _with_rows(document: Document, name: str, rows: list[Row], unsure: frozenset[Key] = frozenset()) -> Document:
    grids = {**document.grids, name: document.grids[name].with_rows(rows)}
    return replace(document, grids=grids, unsure=document.unsure | unsure)


def _draw_grid(document: Document, rng: Random) -> Grid:
    return document.grids[rng.choices((PROACTIVE, REQUEST, REVIEW), (3, 5, 2))[0]]


def _is_value_row(row: Row) -> bool:
    return any(cell.is_value for cell in row)


def _row_keys(row: Row) -> frozenset[Key]:
    return frozenset(cell.key for cell in row if cell.is_value and cell.key)


def _draw_value_row(grid: Grid, rng: Random) -> int:
    return choose(rng, [number for number, row in enumerate(grid.rows) if _is_value_row(row)])


def _replace_row(rows: tuple[Row, ...], number: int, *new: Row) -> list[Row]:
    return [*rows[:number], *new, *rows[number + 1 :]]


def _remove_row(rows: tuple[Row, ...], number: int) -> list[Row]:
    """Take a row out, hand what spans from it to the row below, and shorten what spans over it."""
    gone = rows[number]
    heirs = tuple(replace(cell, rows=cell.rows - 1) for cell in gone if cell.rows > 1 and cell.role == "group")
    shortened = [
        tuple(replace(cell, rows=cell.rows - 1) if above + cell.rows > number else cell for cell in row)
        for above, row in enumerate(rows[:number])
    ]
    below = list(rows[number + 1 :])
    if below and heirs:
        below[0] = (*heirs, *below[0])
    return [*shortened, *below]


def _value_places(row: Row) -> list[int]:
    return [place for place, cell in enumerate(row) if cell.is_value]


def drop_value(document: Document, rng: Random) -> Document:
    """One value cell gone, so that what stands behind it moves up."""
    grid = _draw_grid(document, rng)
    number = _draw_value_row(grid, rng)
    row = grid.rows[number]
    place = choose(rng, _value_places(row))
    return _with_rows(
        document, grid.name, _replace_row(grid.rows, number, row[:place] + row[place + 1 :]), _row_keys(row)
    )


def drop_row(document: Document, rng: Random) -> Document:
    grid = _draw_grid(document, rng)
    return _with_rows(document, grid.name, _remove_row(grid.rows, _draw_value_row(grid, rng)))


def _header_rows(grid: Grid) -> list[int]:
    return [number for number, row in enumerate(grid.rows) if any(cell.role == "header" for cell in row)]


def _block_keys(document: Document, block: Key) -> frozenset[Key]:
    return frozenset(key for key in document.figures.cells if block_of(key) == block)


def _headed_keys(document: Document, grid: Grid, number: int) -> frozenset[Key]:
    """The cells below a row of headers: all of a table, or those of its clause."""
    if grid.name != PROACTIVE:
        return _block_keys(document, (grid.name,))
    below = [key for row in grid.rows[number:] for key in sorted(_row_keys(row), key=str)]
    return _block_keys(document, block_of(below[0])) if below else frozenset()


def drop_header_row(document: Document, rng: Random) -> Document:
    """A row of column headers gone; the columns below can only be guessed."""
    grid = _draw_grid(document, rng)
    number = choose(rng, _header_rows(grid))
    return _with_rows(document, grid.name, _remove_row(grid.rows, number), _headed_keys(document, grid, number))


def _draw_header(grid: Grid, rng: Random) -> tuple[int, int]:
    number = choose(rng, _header_rows(grid))
    return number, choose(rng, [place for place, cell in enumerate(grid.rows[number]) if cell.role == "header"])


def drop_header_cell(document: Document, rng: Random) -> Document:
    grid = _draw_grid(document, rng)
    number, place = _draw_header(grid, rng)
    row = grid.rows[number]
    rows = _replace_row(grid.rows, number, row[:place] + row[place + 1 :])
    return _with_rows(document, grid.name, rows, _headed_keys(document, grid, number))


def _rewrite(row: Row, place: int, text: str) -> Row:
    return (*row[:place], replace(row[place], text=text), *row[place + 1 :])


def blank_header_cell(document: Document, rng: Random) -> Document:
    grid = _draw_grid(document, rng)
    number, place = _draw_header(grid, rng)
    rows = _replace_row(grid.rows, number, _rewrite(grid.rows[number], place, ""))
    return _with_rows(document, grid.name, rows, _headed_keys(document, grid, number))


def repeat_header_cell(document: Document, rng: Random) -> Document:
    """A column headed with the words of its neighbour, as where the second line of a header was lost."""
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    numbers = [number for number in _header_rows(grid) if sum(cell.role == "header" for cell in grid.rows[number]) > 1]
    number = choose(rng, numbers)
    places = [place for place, cell in enumerate(grid.rows[number]) if cell.role == "header"]
    at = rng.randrange(len(places) - 1)
    source, target = rng.sample((places[at], places[at + 1]), 2)
    rows = _replace_row(
        grid.rows, number, _rewrite(grid.rows[number], target, strip_marks(grid.rows[number][source].text))
    )
    return _with_rows(document, grid.name, rows, _headed_keys(document, grid, number))


def _draw_labelled_row(document: Document, rng: Random) -> tuple[Grid, int, int]:
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    number = _draw_value_row(grid, rng)
    labels = [place for place, cell in enumerate(grid.rows[number]) if cell.role == "label"]
    return grid, number, choose(rng, labels)


def drop_row_label(document: Document, rng: Random) -> Document:
    grid, number, place = _draw_labelled_row(document, rng)
    row = grid.rows[number]
    return _with_rows(document, grid.name, _replace_row(grid.rows, number, row[:place] + row[place + 1 :]))


def blank_row_label(document: Document, rng: Random) -> Document:
    grid, number, place = _draw_labelled_row(document, rng)
    return _with_rows(document, grid.name, _replace_row(grid.rows, number, _rewrite(grid.rows[number], place, "")))


def lose_group_label(document: Document, rng: Random) -> Document:
    """A label over several rows or columns gone, as （三）不予公开 or 行政诉讼; its rows still name themselves."""
    grid = document.grids[rng.choice((REQUEST, REVIEW))]
    groups = [
        (number, place)
        for number, row in enumerate(grid.rows)
        for place, cell in enumerate(row)
        if cell.role == "group"
    ]
    number, place = choose(rng, groups)
    cell = grid.rows[number][place]
    unsure = _block_keys(document, (REVIEW,)) if cell.key else frozenset()
    if "其他处理" in cell.text:
        unsure |= {key for key in document.figures.cells if key[:2] == (REQUEST, "other_misc")}
    return _with_rows(
        document, grid.name, _replace_row(grid.rows, number, _rewrite(grid.rows[number], place, "")), unsure
    )


def lose_corner(document: Document, rng: Random) -> Document:
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    rows = [tuple(replace(cell, text="") if cell.role == "corner" else cell for cell in row) for row in grid.rows]
    return _with_rows(document, grid.name, rows)


def damage_captions(document: Document, rng: Random) -> Document:
    """The captions of Article 20 cut, misquoted, or gone."""

    def damage(cell: Cell) -> Cell:
        mark, text = split_mark(cell.text)
        choices = ("第二十条第", text.replace("二十条", "二十一条"), text.replace("条", "条 "), text[:5], "", "第20条")
        return replace(cell, text=mark + rng.choice(choices)) if cell.role == "caption" else cell

    grid = document.grids[PROACTIVE]
    return _with_rows(document, PROACTIVE, [tuple(damage(cell) for cell in row) for row in grid.rows])


def swap_rows(document: Document, rng: Random) -> Document:
    """Two neighbouring rows change places, labels and values together."""
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    plain = [_is_value_row(row) and all(cell.role in ("label", "value") for cell in row) for row in grid.rows]
    number = choose(rng, [number for number in range(len(plain) - 1) if plain[number] and plain[number + 1]])
    rows = list(grid.rows)
    rows[number], rows[number + 1] = rows[number + 1], rows[number]
    return _with_rows(document, grid.name, rows)


def swap_clauses(document: Document, rng: Random) -> Document:
    """Two blocks of table two change places, captions and all."""
    grid = document.grids[PROACTIVE]
    starts = [number for number, row in enumerate(grid.rows) if any(cell.role == "caption" for cell in row)]
    blocks = [grid.rows[start:end] for start, end in itertools.pairwise([*starts, len(grid.rows)])]
    first, second = rng.sample(range(len(blocks)), 2)
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return _with_rows(document, PROACTIVE, [row for block in blocks for row in block])


def glue_values(document: Document, rng: Random) -> Document:
    """Two neighbouring values in one cell, the row a cell shorter."""
    grid = document.grids[rng.choice((REQUEST, REVIEW))]
    number = _draw_value_row(grid, rng)
    row = grid.rows[number]
    place = choose(rng, _value_places(row)[:-1])
    glued = replace(row[place], text=row[place].text + row[place + 1].text)
    rows = _replace_row(grid.rows, number, (*row[:place], glued, *row[place + 2 :]))
    return _with_rows(document, grid.name, rows, _row_keys(row))


def glue_values_with_pad(document: Document, rng: Random) -> Document:
    """A zero glued to the value behind it, whose own cell is left empty: `00` and a blank."""
    grid = document.grids[rng.choice((REQUEST, REVIEW))]
    pairs = [
        (number, place)
        for number, row in enumerate(grid.rows)
        for place in _value_places(row)[:-1]
        if strip_marks(row[place].text) == "0" and strip_marks(row[place + 1].text).isdecimal()
    ]
    number, place = choose(rng, pairs)
    row = grid.rows[number]
    glued, pad = (
        replace(row[place], text=row[place].text + row[place + 1].text),
        replace(row[place + 1], text="", key=None),
    )
    rows = _replace_row(grid.rows, number, (*row[:place], glued, pad, *row[place + 2 :]))
    return _with_rows(document, grid.name, rows, _row_keys(row))


def _draw_plain_row(grid: Grid, rng: Random) -> int:
    rows = [
        number for number, row in enumerate(grid.rows) if _is_value_row(row) and all(c.role != "group" for c in row)
    ]
    return choose(rng, rows)


def duplicate_row(document: Document, rng: Random) -> Document:
    """A row printed twice, the second time below itself."""
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    number = _draw_plain_row(grid, rng)
    row = grid.rows[number]
    return _with_rows(document, grid.name, _insert_row(grid.rows, number + 1, row))


def _insert_row(rows: tuple[Row, ...], number: int, new: Row) -> list[Row]:
    """Put a row before the one at `number`, inside whatever spans over that place."""
    stretched = [
        tuple(replace(cell, rows=cell.rows + 1) if above + cell.rows > number else cell for cell in row)
        for above, row in enumerate(rows[:number])
    ]
    return [*stretched, new, *rows[number:]]


def duplicate_row_differently(document: Document, rng: Random) -> Document:
    """A row printed twice with different values: neither may be loaded where they differ."""
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    number = _draw_plain_row(grid, rng)
    row = grid.rows[number]
    changed = set(rng.sample(_value_places(row), rng.randint(1, len(_value_places(row)))))

    def change(place: int, cell: Cell) -> Cell:
        if place not in changed or cell.key is None:
            return cell
        text = strip_marks(cell.text)
        return replace(
            cell, text=mark_value(cell.key, str(int(text) + rng.randint(1, 20)) if text.isdecimal() else "7")
        )

    copy = tuple(change(place, cell) for place, cell in enumerate(row))
    return _with_rows(document, grid.name, _insert_row(grid.rows, number + 1, copy), _row_keys(row))


def add_unknown_row(document: Document, rng: Random) -> Document:
    """A row that the form does not have."""
    grid = document.grids[rng.choice((PROACTIVE, REQUEST))]
    number = _draw_plain_row(grid, rng)
    row = grid.rows[number]
    label = rng.choice(("其中：网上提交", "（八）已撤回的来件", "办结率", "其中:来信提交", "公共服务办件"))

    def invent(cell: Cell) -> Cell:
        if cell.is_value:
            return replace(cell, text=mark_foreign(rng.choice(("0", "0", "1", "8", "100%"))), key=None)
        return replace(cell, text=label, key=None)

    return _with_rows(document, grid.name, _insert_row(grid.rows, number + 1, tuple(invent(cell) for cell in row)))


def add_note_column(document: Document, rng: Random) -> Document:
    """A column of remarks on the right of table three."""
    grid = document.grids[REQUEST]
    style = rng.choice(("", "-", "无", "1", "100%"))
    rows = []
    for number, row in enumerate(grid.rows):
        extra: tuple[Cell, ...] = ()
        if number == 0:
            extra = (Cell(rng.choice(("备注", "说明")), "corner", rows=3),)
        elif number > 2:
            extra = (Cell(mark_foreign(style), "foreign"),)
        rows.append((*row, *extra))
    grids = {**document.grids, REQUEST: Grid(REQUEST, grid.width + 1, tuple(rows))}
    return replace(document, grids=grids)


def add_number_column(document: Document, rng: Random) -> Document:
    """A column of running numbers on the left of table two."""
    grid = document.grids[PROACTIVE]
    rows, count = [], 0
    for row in grid.rows:
        count += _is_value_row(row)
        text = mark_foreign(str(count)) if _is_value_row(row) else "序号" if row[0].role == "corner" else ""
        rows.append((Cell(text, "foreign"), *row))
    return replace(document, grids={**document.grids, PROACTIVE: Grid(PROACTIVE, grid.width + 1, tuple(rows))})


def lose_headings(document: Document, rng: Random) -> Document:
    return replace(document, has_headings=False)


def renumber_headings(document: Document, rng: Random) -> Document:
    style = rng.choice(("{}、 ", "（{}）", "第{}部分 ", "{} ", ""))
    headings = {
        number: style.format(str(number) if "部分" not in style else "一二三四五六"[number - 1]) + heading[2:]
        for number, heading in document.prose.headings.items()
    }
    return replace(document, prose=replace(document.prose, headings=headings))


PROSE_FOR_TABLE = {
    PROACTIVE: "本年新制作规范性文件2件，现行有效9件；办理行政许可15件、行政处罚3件，行政事业性收费0元。",
    REQUEST: "本年新收政府信息公开申请4件，上年结转1件；予以公开3件，不予公开1件，总计4件，结转下年度继续办理1件。",
    REVIEW: "行政复议1件，结果维持1件；未经复议直接起诉0件，复议后起诉0件，总计1件。",
}


def write_prose_for_table(document: Document, rng: Random) -> Document:
    """Prose in the place of tables, naming their labels and numbers: nothing there is a cell."""
    names = rng.sample(list(PROSE_FOR_TABLE), rng.randint(1, 3))
    instead = {name: PROSE_FOR_TABLE[name] for name in names}
    return replace(document, instead_of_table=instead)


def lose_tables(document: Document, rng: Random) -> Document:
    """Tables that were pictures: nothing, or a trace of the picture, is left of them."""
    names = rng.sample(list(PROSE_FOR_TABLE), rng.randint(1, 3))
    return replace(document, instead_of_table=dict.fromkeys(names, rng.choice(("[image: ]", "（见附图）", ""))))
