"""Ruled tables of a page: the grid that the rules make, its cells with their spans, and the words in each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.lines import Word, words_text
from transforms.formats.pdf.marks import ILLEGIBLE, Budget
from transforms.formats.pdf.merged import covered_places, is_label_text
from transforms.text import IMAGE, recognised_numbers

# Distances below are in points.
# Rules this near are drawn at one place: the same border once for each of two cells.
_SAME_PLACE = 0.8
# Rules that end this near to another one meet it; borders this near are one (double rules, gaps between framed cells).
_SNAP = 3.0
# Edges of columns that differ by more than this are not the same.
_SAME_EDGE = 4.0
# Dots and dashes this near to each other make one rule: Word's dots stand 2 apart, dashes of a border 3.
_DOTS = 3.5
# The shortest rule that is left when dots were joined; a serif or a tick of a drawing is shorter.
_SHORTEST = 4.0
# Rules that reach this far beyond the outermost crossing one show a table that is open at that side.
_OPEN_SIDE = 8.0
# Of the length of a cell's side that rules cover if it is ruled: a gap in a border does not make one cell of two.
_COVERED = 0.5
# Of its width that a number lies in one cell at least, to be that cell's for certain.
_WORD_SHARE = 0.6
# How far from its left end a word's cell is looked up, in parts of its size: half of its first character.
_HALF_CHARACTER = 0.5


class GridCell(NamedTuple):
    """A cell of a fragment: its first row and its left and right edge, with its text."""

    row: int
    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A ruled table as far as it stands on one page; its columns are known by the positions of their edges.

    `is_open_above` and `is_open_below` say that no rule closes its first or last row. `holes` are rows that end before
    the others do, each with the x of its end: there is no cell, not even a blank one.
    """

    box: Box
    xs: tuple[float, ...]
    row_count: int
    cells: tuple[GridCell, ...]
    is_open_above: bool = False
    is_open_below: bool = False
    holes: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a ruled table and, for each of its places, row by row, the number of the cell that holds it.

    `open_rows` are those that no rule closes at the right, though most of the table is closed.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[int, ...]
    is_open_above: bool
    is_open_below: bool
    open_rows: frozenset[int] = frozenset()

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def owner_at(self, x: float, y: float) -> int:
        """The number of the cell at a point; points outside belong to the nearest cell."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.columns - 1)
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)
        return self.owners[row * self.columns + column]


def find_grids(rules: Sequence[Rule], budget: Budget, most_cells: int) -> list[Grid]:
    """The grids that the rules of a page make, those with one column only left out: they part no values."""
    level = _merge_rules([rule for rule in rules if rule.is_level])
    upright = _merge_rules([rule for rule in rules if not rule.is_level])
    grids = []
    for part_level, part_upright in _connected(level, upright, budget):
        grid = _build_grid(part_level, part_upright, budget, most_cells)
        if grid is not None:
            grids += [part for part in _split_grid(grid) if part.columns > 1 and len(set(part.owners)) > 1]
    return _without_outer(grids)


def _merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at the same place that touch, or nearly touch as dots do, as one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][0].at <= _SAME_PLACE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged = []
    for group in groups:
        group.sort(key=lambda rule: rule.start)
        current = group[0]
        for rule in group[1:]:
            if rule.start - current.end <= _DOTS:
                current = current._replace(end=max(current.end, rule.end))
            else:
                merged.append(current)
                current = rule
        merged.append(current)
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _connected(level: Sequence[Rule], upright: Sequence[Rule], budget: Budget) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups of those that meet."""
    parents = list(range(len(level) + len(upright)))

    def find(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    positions = [rule.at for rule in upright]
    for index, rule in enumerate(level):
        first = bisect_right(positions, rule.start - _SNAP)
        last = bisect_right(positions, rule.end + _SNAP)
        budget.spend(last - first)
        for place in range(first, last):
            wall = upright[place]
            if wall.start - _SNAP <= rule.at <= wall.end + _SNAP:
                parents[find(index)] = find(len(level) + place)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate(level):
        groups[find(index)][0].append(rule)
    for index, rule in enumerate(upright):
        groups[find(len(level) + index)][1].append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _positions(rules: Sequence[Rule]) -> list[tuple[float, list[Rule]]]:
    """The places of rules, those that stand side by side (double rules, gaps between framed cells) as one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [(sum(rule.at for rule in group) / len(group), group) for group in groups]


def _with_open_sides(
    places: list[tuple[float, list[Rule]]], crossing: Sequence[Rule]
) -> list[tuple[float, list[Rule]]]:
    """The places with those at which crossing rules end without meeting one: a table without rules at its sides."""
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if places[0][0] - start > _OPEN_SIDE and sum(rule.start - start < _SNAP for rule in crossing) > 1:
        places = [(start, []), *places]
    if end - places[-1][0] > _OPEN_SIDE and sum(end - rule.end < _SNAP for rule in crossing) > 1:
        places = [*places, (end, [])]
    return places


def _build_grid(level: Sequence[Rule], upright: Sequence[Rule], budget: Budget, most_cells: int) -> Grid | None:
    columns = _with_open_sides(_positions(upright), level)
    rows = _with_open_sides(_positions(level), upright)
    xs, ys = [at for at, _ in columns], [at for at, _ in rows]
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height > most_cells:
        return None
    budget.spend(width * height)
    parents = list(range(width * height))

    def find(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for column in range(1, width):
        for row, is_ruled in enumerate(_covered_steps(columns[column][1], ys)):
            if not is_ruled:
                parents[find(row * width + column)] = find(row * width + column - 1)
    for row in range(1, height):
        for column, is_ruled in enumerate(_covered_steps(rows[row][1], xs)):
            if not is_ruled:
                parents[find(row * width + column)] = find((row - 1) * width + column)
    owners = tuple(find(place) for place in range(width * height))
    closed = _covered_steps(columns[-1][1], ys)
    is_framed = sum(closed) > len(closed) / 2
    open_rows = frozenset(row for row, is_closed in enumerate(closed) if is_framed and not is_closed)
    return Grid(tuple(xs), tuple(ys), owners, not rows[0][1], not rows[-1][1], open_rows)


def have_own_edges(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether each of two tables has edges of columns that the other lacks: they are not ruled alike."""
    return _lacks_edge(first, second) and _lacks_edge(second, first)


def _lacks_edge(edges: Sequence[float], others: Sequence[float]) -> bool:
    return any(all(abs(edge - other) > _SAME_EDGE for other in others) for edge in edges)


def _split_grid(grid: Grid) -> list[Grid]:
    """Part tables that stand directly below each other: a line goes through, and the columns below it are others."""
    bounds, edges = [0], set[float]()
    for row in range(grid.rows):
        own = _row_edges(grid, row)
        if edges and own and _is_parted_above(grid, row) and have_own_edges(sorted(edges), sorted(own)):
            bounds.append(row)
            edges = set()
        edges |= own
    if len(bounds) == 1:
        return [grid]
    return [_cut_grid(grid, first, last) for first, last in pairwise([*bounds, grid.rows])]


def _row_edges(grid: Grid, row: int) -> set[float]:
    """The inner edges of the cells of a row."""
    owners = grid.owners[row * grid.columns : (row + 1) * grid.columns]
    return {grid.xs[place + 1] for place, (left, right) in enumerate(pairwise(owners)) if left != right}


def _is_parted_above(grid: Grid, row: int) -> bool:
    start = row * grid.columns
    return all(grid.owners[place] != grid.owners[place - grid.columns] for place in range(start, start + grid.columns))


def _cut_grid(grid: Grid, first: int, last: int) -> Grid:
    """Some rows of a grid, with those edges only that their cells have."""
    rows = range(first, last)
    inner = set[float]().union(*(_row_edges(grid, row) for row in rows))
    kept = [place for place in range(grid.columns) if place == 0 or grid.xs[place] in inner]
    owners = tuple(grid.owners[row * grid.columns + place] for row in rows for place in kept)
    xs = (*(grid.xs[place] for place in kept), grid.xs[-1])
    is_open_above, is_open_below = first == 0 and grid.is_open_above, last == grid.rows and grid.is_open_below
    open_rows = frozenset(row - first for row in grid.open_rows if first <= row < last)
    return Grid(xs, grid.ys[first : last + 1], owners, is_open_above, is_open_below, open_rows)


def _covered_steps(rules: Sequence[Rule], steps: Sequence[float]) -> list[bool]:
    """For each step between two neighbouring positions whether rules cover most of it."""
    covered = []
    ordered = sorted(rules, key=lambda rule: rule.start)
    first = 0
    for start, end in pairwise(steps):
        while first < len(ordered) and ordered[first].end < start:
            first += 1
        length, reached = 0.0, start
        for rule in ordered[first:]:
            if rule.start >= end:
                break
            length += max(0.0, min(end, rule.end) - max(reached, rule.start))
            reached = max(reached, rule.end)
        covered.append(length >= _COVERED * (end - start))
    return covered


def _without_outer(grids: list[Grid]) -> list[Grid]:
    """The grids without those that only frame another one."""
    return [grid for grid in grids if not any(other is not grid and _holds(grid.box, other.box) for other in grids)]


def _holds(outer: Box, inner: Box) -> bool:
    return outer.area > inner.area and all(outer.holds(x, y, _SNAP) for x, y in (inner[:2], inner[2:]))


def fill_grids(grids: Sequence[Grid], words: Sequence[Word]) -> tuple[list[Fragment], list[Word]]:
    """The tables of a page with their words, and the words that stand outside; a grid without words is a drawing."""
    inside: list[dict[int, list[Word]]] = [defaultdict(list) for _ in grids]
    outside = []
    for word in words:
        place = next((place for place, grid in enumerate(grids) if grid.box.holds(word.x, word.y)), None)
        if place is None:
            outside.append(word)
        else:
            owner, kept = _own_word(grids[place], word)
            inside[place][owner].append(kept)
    fragments = [_fill(grid, held) for grid, held in zip(grids, inside, strict=True) if held]
    return fragments, outside


def _own_word(grid: Grid, word: Word) -> tuple[int, Word]:
    """The cell that a word belongs to, as a whole: a number wider than its cell still is that cell's.

    A number that lies about as much in another cell is illegible.
    """
    if word.quarter:
        return grid.owner_at(word.x, word.y), word
    if not word.has_digit:
        return grid.owner_at(min(word.x, word.x0 + _HALF_CHARACTER * word.size), word.y), word
    edges = [word.x0, *(x for x in grid.xs if word.x0 < x < word.x1), word.x1]
    shares: dict[int, float] = defaultdict(float)
    for start, end in pairwise(edges):
        shares[grid.owner_at((start + end) / 2, word.y)] += end - start
    best = max(shares, key=lambda owner: shares[owner])
    if word.is_number and shares[best] < _WORD_SHARE * (word.x1 - word.x0):
        word = word._replace(text=word.text + ILLEGIBLE)
    return best, word


def _stands_before_label(cell: GridCell, cells: Sequence[GridCell]) -> bool:
    """Whether a cell that nobody read stands before the label of its row, where no value is: that of a group, which a
    page break cut."""
    return cell.text == IMAGE and any(
        other.row == cell.row and other.x0 >= cell.x1 and is_label_text(other.text) for other in cells
    )


def _width_of(grid: Grid, places: Sequence[tuple[int, int]]) -> float:
    return grid.xs[max(column for _, column in places) + 1] - grid.xs[min(column for _, column in places)]


def _fill(grid: Grid, held: dict[int, list[Word]]) -> Fragment:
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, owner in enumerate(grid.owners):
        places[owner].append(divmod(place, grid.columns))
    texts = {owner: words_text(words, _width_of(grid, places[owner])) for owner, words in held.items()}
    is_pictured = any(map(recognised_numbers, texts.values()))
    covered = covered_places(places, texts) if is_pictured else set()
    cells, holes = [], []
    for owner, taken in places.items():
        own = [place for place in taken if place not in covered]
        if not own:
            continue
        row = min(own)[0]
        left, right = min(column for _, column in own), max(column for _, column in own) + 1
        x0, x1 = grid.xs[left], grid.xs[right]
        if right == grid.columns and left and owner not in held and row in grid.open_rows:
            holes += [(hole, x0) for hole in {row for row, _ in taken}]
        else:
            cells.append(GridCell(row, x0, x1, texts.get(owner, "")))
    cells += [GridCell(row, grid.xs[column], grid.xs[column + 1], IMAGE) for row, column in covered]
    if is_pictured:
        cells = [cell._replace(text="") if _stands_before_label(cell, cells) else cell for cell in cells]
    ends = tuple(sorted(holes))
    return Fragment(grid.box, grid.xs, grid.rows, tuple(sorted(cells)), grid.is_open_above, grid.is_open_below, ends)
