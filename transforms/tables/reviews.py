"""Table four: reconsideration and litigation, one row of values under a header of two or three levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from transforms.form import Role, Table, review_columns
from transforms.knowledge import read_rows
from transforms.stream import Entry, Token
from transforms.tables.columns import (
    LITIGATION,
    Column,
    resolve_columns,
    resolve_review_columns,
    review_procedures,
    typed,
)
from transforms.tables.guards import HEADER_UNKNOWN, ORDER_OF_LINES
from transforms.tables.header import Header
from transforms.tables.rows import FoundRow
from transforms.tables.surroundings import Surroundings

# Two labels of results may be the words of a sentence; from three on they are a header.
_MIN_RESULTS = 3


@dataclass(slots=True)
class _Heads:
    """The labels of procedures over the results: the codes since one came again, where they stand, and all of them.

    A source that repeats a merged cell in each of its columns gives a head for each: `runs` are the heads that follow
    each other with the same code, and how many they are. `places` are those of heads in rows of cells, with the rows'
    sizes.
    """

    codes: list[str] = field(default_factory=list)
    header: Header = field(default_factory=lambda: Header(Table.REVIEWS))
    runs: list[tuple[str, int]] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, code: str, token: Token) -> None:
        """Take the next head."""
        is_copy = bool(self.runs) and self.runs[-1][0] == code
        if not is_copy and code in self.codes:
            self.codes, self.header, self.places = [], Header(Table.REVIEWS), {}
        self.runs = [*self.runs[:-1], (code, self.runs[-1][1] + 1)] if is_copy else [*self.runs, (code, 1)]
        if not is_copy:
            self.codes.append(code)
            self.header.add_line(code, token)
            self.places[code] = token.column, token.row_size

    def order(self, below: Header) -> list[str]:
        """The heads in reading order: of those that stand over each column, where the last row of heads has them, or
        over the first of its five in the cells of `below`, the header of the results."""
        procedures, results = review_procedures(), read_rows("review_results")
        last = self.runs[-len(procedures) :]
        is_over_all = sorted(last) == sorted((code, len(results)) for code in procedures)
        codes = [code for code, _ in last] if is_over_all else self._over_first(below, len(results))
        if not codes or codes[1] == procedures[0]:
            return self.codes
        first_kind = next(place for place, code in enumerate(codes) if code != procedures[0])
        return [*codes[:first_kind], LITIGATION, *codes[first_kind:]]

    def _over_first(self, below: Header, width: int) -> list[str]:
        """The procedures from left to right, where each stands over the first of its columns; [] elsewhere."""
        placed = {self.places[code]: code for code in review_procedures() if code in self.places}
        columns = sorted(place for places in below.places.values() for place in places)
        sizes = below.row_sizes if len(below.row_sizes) == 1 else ()
        starts = [(place, size) for size in sizes for place in columns[::width]]
        is_whole = len(columns) == len(review_columns()) and sorted(placed) == starts
        return [placed[start] for start in starts] if is_whole else []

    def has_order(self) -> bool:
        """Whether the source itself orders the procedures and, under 行政诉讼, its kinds."""
        first, *kinds = review_procedures()
        return self.header.has_order(kinds, (first, LITIGATION)) or self.header.has_order((first, *kinds))


def find_review_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> list[FoundRow]:
    """The rows of table four: the one row of the form, or a row a procedure where a source turned the table."""
    rows: list[FoundRow] = []
    results, heads = Header(Table.REVIEWS), _Heads()
    for entry, following, entry_said in zip_longest(entries, entries[1:], said):
        if entry.is_prose():
            if results.codes or heads.codes:
                results, heads = Header(Table.REVIEWS), _Heads()
            continue
        procedure = entry.meaning(Table.REVIEWS, Role.PROCEDURE, Role.COLUMNS)
        result = entry.meaning(Table.REVIEWS, Role.COLUMN)
        if procedure is not None:
            is_row = entry.has_values and len(results.codes) >= _MIN_RESULTS and procedure.code != LITIGATION
            below = _values_below_header(procedure.code, heads, results, entry)
            if is_row and not below:
                rows.append(_procedure_row(procedure.code, results, entry, entry_said))
                continue
            if results.codes:
                results, heads = (
                    (Header(Table.REVIEWS), _Heads()) if procedure.code in heads.codes else (results, heads)
                )
            heads.add(procedure.code, entry.token)
            if below:
                rows.append(_review_row(heads, results, replace(entry, tail=below), entry_said))
                results, heads = Header(Table.REVIEWS), _Heads()
                continue
        elif result is not None and (results.codes or heads.codes or _heads_results(result.code, entry, following)):
            results.add_label(result.code, entry.token, is_clean=entry.is_clean)
        elif entry.is_text and results.codes:
            results.add_text(entry.token)
        elif not entry.is_text and (results.codes or heads.codes):
            results, heads = Header(Table.REVIEWS), _Heads()
        if entry.has_values and len(results.codes) >= _MIN_RESULTS:
            rows.append(_review_row(heads, results, entry, entry_said))
            results, heads = Header(Table.REVIEWS), _Heads()
    return _drop_lone_procedure(rows)


def _heads_results(code: str, entry: Entry, following: Entry | None) -> bool:
    """Whether a label begins the results of a header. A total does so where another result follows it; elsewhere it is
    the line of table three."""
    label = following.meaning(Table.REVIEWS, Role.COLUMN) if following and not entry.has_values else None
    return code != "total" or (label is not None and label.code != "total")


def _values_below_header(procedure: str, heads: _Heads, results: Header, entry: Entry) -> list[Token]:
    """The row behind the last procedure that fills the whole form below a header whose rows came in another order, as
    Pandoc prints the last of several first; [] for the row of a turned table, which has a third of the values."""
    whole = len(review_columns())
    own = [token for token in entry.tail if token.line == entry.tail[-1].line]
    is_whole = len(results.codes) == len(own) == whole and entry.token.line < own[0].line
    return own if is_whole and {*heads.codes, procedure}.issuperset(review_procedures()) else []


def _drop_lone_procedure(rows: list[FoundRow]) -> list[FoundRow]:
    """A turned table has a row for several procedures; one alone is a header whose later labels were lost."""
    turned = {row.code for row in rows if row.has_label}
    return rows if len(turned) != 1 else [row for row in rows if not row.has_label]


def _review_row(heads: _Heads, results: Header, entry: Entry, said: Surroundings) -> FoundRow:
    official = tuple(Column(result, procedure) for procedure, result in review_columns())
    found = _columns_of(heads, results)
    is_official = found is None or any(found == official[start : start + len(found)] for start in range(len(official)))
    doubt = ORDER_OF_LINES.when(not is_official and not _has_order(heads, results, found or ()))
    grid = {} if doubt or found is None else _grid(results, found)
    return FoundRow(
        code="",
        columns=found or official,
        tail=entry.tail,
        untrusted=doubt or HEADER_UNKNOWN.when(found is None),
        grid=grid,
        grid_size=next(iter(results.row_sizes)) if grid else 0,
        header_sizes=frozenset(results.row_sizes - {0}),
        said=said,
    )


def _grid(results: Header, columns: Sequence[Column | None]) -> dict[Column, int]:
    """The places of the columns, where the results stand in rows of one size in the order of the columns."""
    placed = sorted((place, code) for code, places in results.places.items() for place in places)
    known = [column for column in columns if column is not None]
    is_sized = len(results.row_sizes) == 1 and len({place for place, _ in placed}) == len(placed) == len(columns)
    if not is_sized or [code for _, code in placed] != [column.code for column in known]:
        return {}
    return {column: place for column, (place, _) in zip(known, placed, strict=True)}


def _columns_of(heads: _Heads, results: Header) -> tuple[Column | None, ...] | None:
    """The columns that a header names; None where it names no table four or a part of it, and where it has some labels
    in single characters, which may be of another order."""
    if results.contradicts_itself() or any(set(results.loose) & set(label) for label in _labels_not_in(results)):
        return None
    return _part_columns(heads, results) or resolve_review_columns(heads.order(results), results.codes)


def _labels_not_in(results: Header) -> Iterator[str]:
    """The labels of the results that a header lacks."""
    return (row["label_zh"] for row in read_rows("review_results") if row["result"] not in results.codes)


def _part_columns(heads: _Heads, results: Header) -> tuple[Column | None, ...] | None:
    """The columns of a table of one procedure or two, each over all five results; None for another table.

    Sources part table four into one of reconsideration and one of litigation, or one a procedure.
    """
    expected = tuple(row["result"] for row in read_rows("review_results"))
    procedures = [code for code in heads.codes if code != LITIGATION]
    starts = range(0, len(results.codes), len(expected))
    chunks = [results.codes[start : start + len(expected)] for start in starts]
    is_part = 0 < len(procedures) < len(review_procedures()) and len(chunks) == len(procedures)
    if not is_part or any(sorted(chunk) != sorted(expected) for chunk in chunks):
        return None
    return tuple(column for code, chunk in zip(procedures, chunks, strict=True) for column in typed(chunk, code))


def _has_order(heads: _Heads, results: Header, columns: Sequence[Column | None]) -> bool:
    """Whether the source itself has the order: that of the procedures where they moved, that of the results else."""
    procedures = dict.fromkeys(column.procedure for column in columns if column is not None)
    if list(procedures) != [code for code in review_procedures() if code in procedures]:
        return heads.has_order()
    return results.is_in_cells or len(set(results.lines)) == 1


def _procedure_row(procedure: str, results: Header, entry: Entry, said: Surroundings) -> FoundRow:
    expected = tuple(row["result"] for row in read_rows("review_results"))
    found = resolve_columns(results.codes, expected)
    return FoundRow(
        code=procedure,
        columns=typed(found or expected, procedure),
        tail=entry.tail,
        untrusted=HEADER_UNKNOWN.when(found is None),
        said=said,
    )
