"""Table four: reconsideration and litigation, one row of values under a header of two or three levels."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.form import Role, Table, review_columns
from transforms.knowledge import read_rows
from transforms.stream import Entry
from transforms.tables.columns import LITIGATION, Column, resolve_columns, resolve_review_columns, typed
from transforms.tables.guards import HEADER_UNKNOWN
from transforms.tables.header import Header
from transforms.tables.rows import FoundRow
from transforms.tables.surroundings import Surroundings

# Two labels of results may be the words of a sentence; from three on they are a header.
_MIN_RESULTS = 3


def find_review_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> list[FoundRow]:
    """The rows of table four: the one row of the form, or a row a procedure where a source turned the table."""
    rows: list[FoundRow] = []
    results = Header(Table.REVIEWS)
    procedures: list[str] = []
    for entry, entry_said in zip(entries, said, strict=True):
        if entry.is_prose() or entry.meaning(Table.SECTIONS, Role.HEADING):
            results, procedures = Header(Table.REVIEWS), []
            continue
        procedure = entry.meaning(Table.REVIEWS, Role.PROCEDURE, Role.COLUMNS)
        result = entry.meaning(Table.REVIEWS, Role.COLUMN)
        if procedure is not None:
            if entry.has_values and len(results.codes) >= _MIN_RESULTS and procedure.code != LITIGATION:
                rows.append(_procedure_row(procedure.code, results, entry, entry_said))
                continue
            if procedure.code in procedures:
                results, procedures = Header(Table.REVIEWS), []
            procedures.append(procedure.code)
        elif result is not None and (results.codes or procedures or result.code != "total"):
            results.add_label(result.code, entry.token, is_clean=entry.is_clean)
        elif entry.is_text and results.codes:
            results.add_text(entry.token)
        elif not entry.is_text:
            results, procedures = Header(Table.REVIEWS), []
        if entry.has_values and len(results.codes) >= _MIN_RESULTS:
            rows.append(_review_row(procedures, results, entry, entry_said))
            results, procedures = Header(Table.REVIEWS), []
    return _drop_lone_procedure(rows)


def _drop_lone_procedure(rows: list[FoundRow]) -> list[FoundRow]:
    """A turned table has a row for several procedures; one alone is a header whose later labels were lost."""
    turned = {row.code for row in rows if row.has_label}
    return rows if len(turned) != 1 else [row for row in rows if not row.has_label]


def _review_row(procedures: Sequence[str], results: Header, entry: Entry, said: Surroundings) -> FoundRow:
    found = None if results.contradicts_itself() else resolve_review_columns(procedures, results.codes)
    return FoundRow(
        code="",
        columns=found or tuple(Column(result, procedure) for procedure, result in review_columns()),
        tail=entry.tail,
        untrusted=HEADER_UNKNOWN.when(found is None),
        header_sizes=frozenset(results.row_sizes - {0}),
        said=said,
    )


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
