"""Table four: reconsideration and litigation, one row of values under a header of two or three levels."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.knowledge import read_rows
from transforms.stream import Entry
from transforms.tables.columns import LITIGATION, resolve_columns, review_columns
from transforms.tables.header import Header
from transforms.tables.rows import Row
from transforms.tables.surroundings import Surroundings

_MIN_RESULTS = 3


def find_review_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> list[Row]:
    """The rows of table four: the one row of the form, or a row a procedure where a source turned the table."""
    rows: list[Row] = []
    results = Header("reviews")
    procedures: list[str] = []
    for entry, entry_said in zip(entries, said, strict=True):
        if entry.is_prose() or entry.meaning("sections", "heading"):
            results, procedures = Header("reviews"), []
            continue
        procedure = entry.meaning("reviews", "procedure", "columns")
        result = entry.meaning("reviews", "column")
        if procedure is not None:
            if entry.has_values and len(results.codes) >= _MIN_RESULTS and procedure.code != LITIGATION:
                rows.append(_procedure_row(procedure.code, results, entry))
                rows[-1].said = entry_said
                continue
            if procedure.code in procedures:
                results, procedures = Header("reviews"), []
            procedures.append(procedure.code)
        elif result is not None and (results.codes or procedures or result.code != "total"):
            results.add_label(result.code, entry.token, is_clean=entry.is_clean)
        elif entry.is_text and results.codes:
            results.add_text(entry.token)
        elif not entry.is_text:
            results, procedures = Header("reviews"), []
        if entry.has_values and len(results.codes) >= _MIN_RESULTS:
            rows.append(_review_row(procedures, results, entry))
            rows[-1].said = entry_said
            results, procedures = Header("reviews"), []
    return _drop_lone_procedure(rows)


def _drop_lone_procedure(rows: list[Row]) -> list[Row]:
    """A turned table has a row for several procedures; one alone is a header whose later labels were lost."""
    turned = {row.code for row in rows if row.code}
    return rows if len(turned) != 1 else [row for row in rows if not row.code]


def _review_row(procedures: Sequence[str], results: Header, entry: Entry) -> Row:
    columns = None if results.contradicts_itself() else review_columns(procedures, results.codes)
    codes = None if columns is None else tuple(f"{procedure} {result}" for procedure, result in columns)
    return Row("", codes, 15, entry.tail, header_sizes=frozenset(results.row_sizes - {0}))


def _procedure_row(procedure: str, results: Header, entry: Entry) -> Row:
    expected = tuple(row["result"] for row in read_rows("review_results"))
    columns = resolve_columns(results.codes, expected)
    codes = None if columns is None else tuple(f"{procedure} {result}" if result else "" for result in columns)
    return Row(procedure, codes, len(columns or expected), entry.tail)
