"""Find the three official tables in a stream of labels, and the rows and headers in them.

One pass over the entries. A table is never taken from its place in the report: the labels say which table, which row
and which column it is. Prose speaks of the same things (行政许可12件), so a row counts only inside its table: table
two between its own captions or headers and the next sentence, table three under its own long labels, table four
behind the results that its header names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.entries import Entry
from transforms.headers import (
    LITIGATION,
    UNKNOWN,
    request_columns,
    request_order_agrees,
    resolve_columns,
    review_columns,
)
from transforms.knowledge import applicants, proactive_cells, proactive_columns, read_rows, request_lines
from transforms.labels import Token, table_labels
from transforms.numbers import find_money_unit
from transforms.placement import ANY_ORDINAL, Row

ALL_APPLICANTS = "申请人情况"
_MIN_RESULTS = 3
_TOTAL_ORDINAL, _MISC_ORDINAL = "七", "3"
_OTHER_LINES_2021 = ("other_not_corrected", "other_fee_unpaid", "other_misc")


@dataclass(slots=True)
class ProactiveRow(Row):
    """A row of table two: the form and the item that its labels name, and its header's unit of money."""

    form: str = ""
    money_unit: str = ""


@dataclass(slots=True)
class FoundTables:
    """The rows of the three tables in reading order, and the forms that their labels speak for."""

    proactive: list[ProactiveRow] = field(default_factory=list)
    requests: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)
    proactive_form: str = ""
    request_form: str = ""
    unknown_rows: list[str] = field(default_factory=list)


def find_tables(entries: Sequence[Entry]) -> FoundTables:
    """Read the entries as tables; rows are found but their cells not yet placed."""
    found = FoundTables()
    _find_proactive(entries, found)
    _find_requests(entries, found)
    _find_reviews(entries, found)
    return found


# --- headers -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Header:
    """The labels of a header in reading order, as codes; UNKNOWN for a header cell without a known label.

    `is_begun` says that the label above all columns was read, `has_column_after` that an unknown label stands beside
    it, and so heads a column behind them.
    """

    table: str
    codes: list[str] = field(default_factory=list)
    is_begun: bool = False
    has_column_after: bool = False
    lines: list[int] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    row_sizes: set[int] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)

    def add_label(self, code: str, token: Token) -> None:
        """Take a label; `places` gets the place of its cell in the row, -1 where two cells have it."""
        self.codes.append(code)
        self.words.append(token.text)
        self.lines.append(token.line)
        self.places[code] = -1 if code in self.places else token.column
        self.row_sizes.add(token.row_size)

    @property
    def money_unit(self) -> str:
        """The unit of money that the header prints, '' where it prints none."""
        return find_money_unit("".join(self.words))

    def grid(self, expected: Sequence[str]) -> tuple[dict[str, int] | None, int]:
        """The places of all expected columns in rows of a size, where the header's rows are all of that size."""
        places = {code: self.places.get(code, -1) for code in expected}
        is_whole = len(self.row_sizes) == 1 and len(set(places.values())) == len(places) and min(places.values()) >= 0
        return (places, next(iter(self.row_sizes))) if is_whole else (None, 0)

    def add_text(self, token: Token) -> None:
        """Take a piece of a wrapped label: a beginning stands for its label, an ending belongs to one before."""
        self.words.append(token.text)
        labels = table_labels(self.table)
        begun = [label for label in labels if len(token.text) > 1 and label.core.startswith(token.text)]
        if begun:
            fresh = [label.code for label in begun if label.code not in self.codes]
            self.codes.append(fresh[0] if fresh else begun[0].code)
            return
        ended = {label.code for label in labels if label.core.endswith(token.text)}
        if len(ended) == 1 and len(token.text) > 1:
            self.endings.extend(ended)
        elif not ended and len(token.text) > 1 and self.is_begun and not self.codes:
            self.has_column_after = True
        elif not ended and len(token.text) > 1 and (self.codes or self.table != "proactive"):
            self.codes.append(UNKNOWN)

    def contradicts_itself(self) -> bool:
        """Whether the endings of wrapped labels come in another order than the beginnings were taken to have."""
        order = [self.codes.index(code) for code in self.endings if code in self.codes]
        return order != sorted(order)


# --- table two -----------------------------------------------------------------------------------------------------


def _find_proactive(entries: Sequence[Entry], found: FoundTables) -> None:
    header = _Header("proactive")
    is_open = in_header = False
    votes: dict[str, int] = {"2019": 0, "2021": 0}
    rows: list[tuple[Entry, str, _Header]] = []
    for entry in entries:
        if entry.is_prose() or _is_foreign(entry):
            is_open = in_header = False
        elif entry.meaning("proactive", "caption"):
            header, is_open, in_header = _Header("proactive"), True, True
        elif measures := entry.meanings("proactive", "column"):
            if not in_header:
                header = _Header("proactive")
            header.add_label(measures[0].code, entry.token)
            header.words.append(entry.unit)
            votes[measures[0].ordinal] += 1
            is_open = in_header = True
        elif entry.meaning("proactive", "row"):
            if is_open and entry.is_clean:
                label = entry.meaning("proactive", "row")
                rows.append((entry, label.code if label else "", header))
            in_header = False
        elif in_header and entry.is_text:
            header.add_text(entry.token)
    found.proactive_form = max(votes, key=lambda form: votes[form]) if any(votes.values()) else ""
    found.proactive = [row for row in (_proactive_row(*parts, found.proactive_form) for parts in rows) if row]


def _is_foreign(entry: Entry) -> bool:
    return any(label.table in ("requests", "reviews", "sections") for label in entry.token.labels) and not any(
        label.table == "proactive" for label in entry.token.labels
    )


def _proactive_row(entry: Entry, item: str, header: _Header, voted: str) -> ProactiveRow | None:
    form = _form_of(item, header.codes) or voted or _form_by_width(item, entry)
    cells = proactive_columns(form, item)
    if not cells:
        return None
    expected = tuple(cell.measure for cell in cells)
    own = [code for code in header.codes if code in expected or code == UNKNOWN]
    is_foreign_header = len(own) < len(header.codes) or (own and set(own) == {UNKNOWN})
    columns = resolve_columns([] if is_foreign_header else own, expected)
    grid, size = (None, 0) if is_foreign_header else header.grid(expected)
    width = len(columns or expected)
    unit = header.money_unit
    return ProactiveRow(item, columns, width, entry.tail, grid=grid, grid_size=size, form=form, money_unit=unit)


def _form_of(item: str, header: Sequence[str]) -> str:
    """The form whose row for the item has all the measures that the header names, where only one has."""
    named = {code for code in header if code != UNKNOWN}
    forms = {
        form
        for form in ("2019", "2021")
        if named and named <= {cell.measure for cell in proactive_columns(form, item)}
    }
    return forms.pop() if len(forms) == 1 else ""


def _form_by_width(item: str, entry: Entry) -> str:
    count = sum(token.kind == "value" for token in entry.tail)
    forms = [form for form in ("2019", "2021") if len(proactive_columns(form, item)) == count]
    return forms[0] if len(forms) == 1 else ""


# --- table three ---------------------------------------------------------------------------------------------------


def _find_requests(entries: Sequence[Entry], found: FoundTables) -> None:
    header: _Header | None = None
    columns: tuple[str, ...] | None = applicants()
    whole: tuple[str, ...] | None = None
    in_header = in_reviews = False
    last_line = ""
    rows: list[Row] = []
    for index, entry in enumerate(entries):
        if entry.is_prose() or _is_review_header(entry):
            in_header, in_reviews = False, in_reviews or not entry.is_prose()
            continue
        line = "" if in_reviews and _is_shared(entry) else _request_line(entry, header, last_line, in_header=in_header)
        if line:
            if in_header and header is not None:
                columns, whole = _columns_of(header, whole)
            in_header, in_reviews, last_line = False, False, line
            if entry.is_clean:
                grid, size = header.grid(applicants()) if header else (None, 0)
                width = len(columns or applicants())
                rows.append(Row(line, columns, width, entry.tail, _span(line), grid, size))
                rows[-1].next_ordinal = _glued_ordinal(entries[index + 1]) if index + 1 < len(entries) else ""
        elif (column := entry.meaning("requests", "column", "columns")) and not (in_reviews and _is_shared(entry)):
            if not in_header or header is None or _is_repeated(header, column.code):
                if not entry.is_clean:
                    continue
                header, in_header = _Header("requests"), True
            in_reviews = False
            if column.code == ALL_APPLICANTS:
                header.is_begun = True
            else:
                header.add_label(column.code, entry.token)
        elif entry.meaning("requests", "group"):
            if in_header and header is not None:
                columns, whole = _columns_of(header, whole)
            in_header = False
        elif entry.is_text and in_header and header is not None:
            header.add_text(entry.token)
        elif entry.meaning("sections", "heading"):
            in_header, last_line = False, ""
    found.requests = _drop_group_totals(rows)
    found.request_form = _request_form(found.requests)


def _glued_ordinal(following: Entry) -> str:
    """The number that a label has on the form, where it is glued to what stands before it and its number is not seen."""
    if not following.token.is_glued or following.token.ordinal:
        return ""
    label = following.meaning("requests", "row")
    if following.is_text or label is None:
        return ANY_ORDINAL if following.is_text else ""
    return label.ordinal if label.ordinal.isdigit() else ""


def _span(line: str) -> int:
    """Grid columns that a line's label takes on the form: three at the outermost level, one at the innermost."""
    parent = next(row.parent for row in request_lines() if row.line == line)
    return 3 if not parent else 2 if parent == "本年度办理结果" else 1


def _is_review_header(entry: Entry) -> bool:
    return bool(entry.meaning("reviews", "column")) and not entry.meaning("requests", "row", "column")


def _is_repeated(header: _Header, code: str) -> bool:
    """Whether a header begins anew, as it does on the next page."""
    return bool(header.codes) and (code == ALL_APPLICANTS or set(applicants()) <= set(header.codes))


def _columns_of(
    header: _Header, whole: tuple[str, ...] | None
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The columns that a header names, and those of the last header that was whole.

    A header that comes again on the next page may be torn, and a lone 其他 among the rows is none at all: what is
    not whole does not overrule a whole header, and where it contradicts it no column is certain.
    """
    two_levels = len(header.lines) == len(header.codes) > 2 and header.lines[0] == header.lines[1] < header.lines[2]
    is_row_below = two_levels and len(set(header.lines[2:])) == 1
    columns = None if header.contradicts_itself() else request_columns(header.codes, has_two_levels=is_row_below)
    columns = (*columns, UNKNOWN) if columns and header.has_column_after else columns
    if set(applicants()) <= set(header.codes):
        return columns, columns
    if whole is None:
        return columns, None
    leaves = [code for code in header.codes if code in applicants()]
    agrees = header.codes.count(UNKNOWN) == 0 and (len(leaves) < 2 or request_order_agrees(leaves, whole))
    return (whole if agrees else None), whole


def _is_shared(entry: Entry) -> bool:
    """A label that heads a column as well as a row."""
    return entry.meaning("requests", "column") is not None and entry.meaning("requests", "row") is not None


def _request_line(entry: Entry, header: _Header | None, last_line: str, *, in_header: bool) -> str:
    """The line that a label names, '' for a label of the header or of a group.

    总计 and 其他 head a column as well as a row. Behind other column labels they are columns, unless they carry the
    row's number or the header has them already.
    """
    label = entry.meaning("requests", "row")
    if label is None:
        return ""
    if label.code == "other":
        return "other" if entry.has_values else ""
    column = entry.meaning("requests", "column")
    if column is None:
        return label.code
    if entry.token.ordinal == (_TOTAL_ORDINAL if label.code == "handled_total" else _MISC_ORDINAL):
        return label.code
    if in_header and header is not None and (column.code not in header.codes or not entry.has_values):
        return ""
    if label.code == "other_misc" and last_line not in _OTHER_LINES_2021[:2]:
        return ""
    return label.code if entry.has_values else ""


def _drop_group_totals(rows: list[Row]) -> list[Row]:
    """The 2021 form prints no figures beside （六）其他处理; where its parts are printed, these are not its line."""
    if any(row.code in _OTHER_LINES_2021 for row in rows):
        return [row for row in rows if row.code != "other"]
    return rows


def _request_form(rows: Iterable[Row]) -> str:
    codes = {row.code for row in rows}
    if codes & set(_OTHER_LINES_2021):
        return "2021"
    return "2019" if "other" in codes else ""


# --- table four ----------------------------------------------------------------------------------------------------


def _find_reviews(entries: Sequence[Entry], found: FoundTables) -> None:
    results, procedures = _Header("reviews"), []
    for entry in entries:
        if entry.is_prose() or entry.meaning("sections", "heading"):
            results, procedures = _Header("reviews"), []
            continue
        procedure = entry.meaning("reviews", "procedure", "columns")
        result = entry.meaning("reviews", "column")
        if procedure is not None:
            if entry.has_values and len(results.codes) >= _MIN_RESULTS and procedure.code != LITIGATION:
                found.reviews.append(_procedure_row(procedure.code, results, entry))
                continue
            if procedure.code in procedures:
                results, procedures = _Header("reviews"), []
            procedures.append(procedure.code)
        elif result is not None and (results.codes or procedures or result.code != "total"):
            results.add_label(result.code, entry.token)
        elif entry.is_text and results.codes:
            results.add_text(entry.token)
        elif not entry.is_text:
            results, procedures = _Header("reviews"), []
        if entry.has_values and len(results.codes) >= _MIN_RESULTS:
            found.reviews.append(_review_row(procedures, results, entry))
            results, procedures = _Header("reviews"), []


def _review_row(procedures: Sequence[str], results: _Header, entry: Entry) -> Row:
    columns = None if results.contradicts_itself() else review_columns(procedures, results.codes)
    codes = None if columns is None else tuple(f"{procedure} {result}" for procedure, result in columns)
    return Row("", codes, 15, entry.tail, header_sizes=frozenset(results.row_sizes - {0}))


def _procedure_row(procedure: str, results: _Header, entry: Entry) -> Row:
    expected = tuple(row["result"] for row in read_rows("review_results"))
    columns = resolve_columns(results.codes, expected)
    codes = None if columns is None else tuple(f"{procedure} {result}" if result else "" for result in columns)
    return Row(procedure, codes, len(columns or expected), entry.tail)


def proactive_key(form: str, item: str, measure: str) -> tuple[int, str, str]:
    """The fact's key (clause, item, measure) of a cell of table two."""
    cell = next(cell for cell in proactive_cells() if (cell.form, cell.item, cell.measure) == (form, item, measure))
    return cell.clause, item, measure
