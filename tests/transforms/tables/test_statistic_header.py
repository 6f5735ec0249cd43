"""What the header of the statistics form says of its columns."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.stream import Boundary, Kind, Token
from transforms.tables.columns import Column
from transforms.tables.statistic_header import FormColumns, StatisticHeader, is_figure

EVIDENCE = (
    Pattern(
        "transforms.tables.statistic_header._YEAR",
        takes=("2012年", "2012年度", "2012年统计数", "2012年度数量"),
        leaves=("2012", "2012年第三季度", "2012年12月", "112年"),
        misses=("二〇一二年",),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def token(text: str, column: int, row_size: int, kind: Kind = Kind.LABEL) -> Token:
    return Token(kind, text, Boundary.CELL, 0, column=column, row_size=row_size)


def settle(*codes: str, is_gridded: bool = False, year: int = 2012, behind: tuple[str, ...] = ()) -> FormColumns | None:
    header = StatisticHeader()
    for place, code in enumerate(codes):
        size = len(codes) if is_gridded else 0
        text = f"{code}年" if code.isdigit() else code
        header.add("" if code.isdigit() else code, token(text, place if size else -1, size))
    for text in behind:
        header.add_cell(token(text, -1, 0, Kind.VALUE))
    return header.settle(year)


def settle_lines(*lines: tuple[str, ...], year: int = 2012) -> FormColumns | None:
    """A header of several lines of cells; '' is a cell that another spans, digits are figures, — is no known word."""
    header = StatisticHeader()
    for line, codes in enumerate(lines):
        for place, code in enumerate(codes):
            kind = Kind.VALUE if code.isdigit() else Kind.LABEL
            word = token(code, place, len(codes), kind)._replace(line=line)
            if code.isdigit():
                header.add_cell(word)
            elif code:
                header.add("" if code == "—" else code, word)
    return header.settle(year)


YEAR, CUMULATIVE = Column("year"), Column("cumulative")


@pytest.mark.parametrize(
    ("codes", "columns"),
    [
        (("name", "unit", "value"), (YEAR,)),
        (("name", "value"), (YEAR,)),
        (("name", "unit", "year", "cumulative"), (YEAR, CUMULATIVE)),
        (("name", "unit", "cumulative", "year"), (CUMULATIVE, YEAR)),
        (("name", "unit", "number", "value"), (None, YEAR)),
        (("name", "unit", "value", "note"), (YEAR,)),
        (("name", "unit", "2011", "2012"), (None, YEAR)),
        (("name", "unit", "value", "year", "cumulative"), (YEAR, CUMULATIVE)),
        (("number", "name", "unit", "value"), (YEAR,)),
        (("name", "unit", "value", "name", "unit", "value"), (YEAR,)),
    ],
)
def test_columns_in_reading_order(codes: tuple[str, ...], columns: tuple[Column | None, ...]) -> None:
    settled = settle(*codes)
    assert settled is not None
    assert (settled.columns, settled.untrusted) == (columns, None)
    assert settled.places == ()


@pytest.mark.parametrize(
    "codes", [("unit", "name"), ("value",), ("name",), ("name", "unit", "note"), ("value", "name")]
)
def test_words_that_are_no_header(codes: tuple[str, ...]) -> None:
    assert settle(*codes) is None


@pytest.mark.parametrize(
    "codes",
    [("name", "unit", "", "value"), ("name", "unit", "year", "year"), ("name", "unit", "value", "name", "value")],
    ids=["another column", "a period twice", "two halves that differ"],
)
def test_a_header_that_tells_no_columns_in_reading_order(codes: tuple[str, ...]) -> None:
    settled = settle(*codes)
    assert settled is not None
    assert settled.untrusted is not None
    assert settled.untrusted.name == "header_unknown"


def test_figures_behind_a_header_but_the_number_of_the_first_row_are_doubted() -> None:
    names = [
        settled.untrusted and settled.untrusted.name
        for settled in (
            settle("name", "unit", "value", behind=("5",)),
            settle("name", "unit", "value", behind=("—",)),
            settle("number", "name", "unit", "value", behind=("1",)),
            settle("number", "name", "unit", "value", behind=("5",)),
        )
        if settled
    ]
    assert names == ["header_behind_values", None, None, "header_behind_values"]


def test_places_of_the_figures_of_two_indicators_side_by_side() -> None:
    settled = settle("name", "unit", "value", "name", "unit", "value", is_gridded=True)
    assert settled is not None
    assert settled.places_of(token("left", 0, 6)) == {YEAR: 2}
    assert settled.places_of(token("right", 3, 6)) == {YEAR: 5}
    assert settled.places_of(token("a row of another size", 0, 3)) == {}


def test_another_column_does_not_matter_where_cells_have_places() -> None:
    settled = settle("name", "", "unit", "value", is_gridded=True)
    assert settled is not None
    assert settled.places_of(token("label", 0, 4)) == {YEAR: 3}


@pytest.mark.parametrize(
    "lines",
    [
        (("name", "unit", "value", ""), ("", "", "—", "—")),
        (("name", "unit", "year", ""), ("", "", "", "—")),
        (("name", "unit", "value", ""), ("", "", "2012", "2011")),
        (("name", "unit", "value"), ("", "", "—")),
        (("name", "unit", "value", "value"),),
        (("name", "unit", "value", "", ""), ("", "", "year", "cumulative", "year")),
    ],
    ids=["unknown below", "half unknown", "years alone", "one unknown below", "a name twice", "a period twice"],
)
def test_a_header_that_tells_no_columns_although_its_cells_have_places(lines: tuple[tuple[str, ...], ...]) -> None:
    settled = settle_lines(*lines)
    assert settled is not None
    assert settled.places == ()
    assert settled.untrusted is not None
    assert settled.untrusted.name == "header_unknown"


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ((("name", "unit", "value", ""), ("", "", "cumulative", "year")), {CUMULATIVE: 2, YEAR: 3}),
        ((("name", "unit", "value", ""), ("", "", "—", "year")), {YEAR: 3}),
        ((("name", "unit", "—", "value"), ("—", "—", "", "1")), {YEAR: 3}),
    ],
    ids=["periods below", "an unknown column beside", "the numbers of the columns"],
)
def test_words_below_others_that_leave_a_column_known(
    lines: tuple[tuple[str, ...], ...], places: dict[Column, int]
) -> None:
    settled = settle_lines(*lines)
    assert settled is not None
    assert settled.places_of(token("label", 0, 4)) == places


def test_columns_without_words_of_their_own() -> None:
    spanned = settle_lines(("name", "unit", "value", ""))
    noted = settle_lines(("name", "unit", "value", "note"))
    assert spanned is not None
    assert noted is not None
    assert (spanned.unheaded, noted.unheaded) == ((3,), ())


def test_where_the_unit_and_the_number_stand() -> None:
    last, first = settle("name", "value", "unit"), settle("number", "name", "unit", "value")
    assert last is not None
    assert first is not None
    assert (last.puts_unit_last, first.puts_unit_last) == (True, False)
    assert (last.numbers_rows, first.numbers_rows) == (False, True)


@pytest.mark.parametrize(
    ("codes", "columns"),
    [
        (("name", "unit", "value", "2011", "2012"), (None, YEAR)),
        (("unit", "value"), (YEAR,)),
        (("name", "value", "note", "name", "value"), (YEAR,)),
    ],
    ids=["years below their common name", "no name of the labels", "a remark in one half"],
)
def test_what_makes_no_column_of_its_own(codes: tuple[str, ...], columns: tuple[Column | None, ...]) -> None:
    settled = settle(*codes)
    assert settled is not None
    assert (settled.columns, settled.untrusted) == (columns, None)


def test_the_columns_of_a_header_whose_halves_differ_are_those_of_the_first() -> None:
    settled = settle("name", "value", "name", "number", "value", "unit")
    assert settled is not None
    assert (settled.columns, settled.puts_unit_last, settled.segments) == ((YEAR,), False, 2)


def test_a_unit_behind_both_periods_or_before_a_remark_stands_last() -> None:
    both, noted = settle("name", "year", "cumulative", "unit"), settle("name", "value", "unit", "note")
    assert both is not None
    assert noted is not None
    assert (both.puts_unit_last, noted.puts_unit_last) == (True, True)


def test_what_stands_behind_the_last_word_of_a_header() -> None:
    years = settle("name", "unit", behind=("2011年", "2012年"))
    assert years is not None
    assert (years.columns, years.untrusted) == ((None, YEAR), None)
    unnumbered = settle("name", "unit", "value", behind=("1",))
    assert unnumbered is not None
    assert unnumbered.untrusted is not None
    assert not is_figure(token("件", -1, 0, Kind.TEXT))
    assert is_figure(token("5", -1, 0, Kind.VALUE))


def gridded(*cells: tuple[str, int], size: int = 3, other: dict[str, int] | None = None) -> FormColumns:
    """A header of cells with their places in rows of so many cells; some names may stand in rows of another size."""
    header = StatisticHeader()
    for code, place in cells:
        header.add("" if code.isdigit() else code, token(f"{code}年", place, (other or {}).get(code, size)))
    settled = header.settle(2012)
    assert settled is not None
    return settled


def test_a_figure_stands_behind_its_label_and_before_the_next() -> None:
    three = [(name, place) for place, name in enumerate(("name", "value") * 3)]
    settled = gridded(*three, size=6)
    assert [settled.places_of(token("label", place, 6)) for place in (0, 2, 4)] == [{YEAR: 1}, {YEAR: 3}, {YEAR: 5}]
    assert settled.places_of(token("a label among the figures", 5, 6)) == {}
    claimed = gridded(("name", 0), ("unit", 1), ("name", 2), ("value", 2))
    assert claimed.places_of(token("label", 0, 3)) == {}


def test_a_column_of_another_year_has_no_place_and_one_of_two_periods_is_nobodys() -> None:
    assert gridded(("name", 0), ("2011", 1), ("2012", 2)).places_of(token("label", 0, 3)) == {YEAR: 2}
    assert gridded(("name", 0), ("year", 1), ("cumulative", 1)).places_of(token("label", 0, 3)) == {}


def test_a_word_above_a_figures_name_does_not_cost_its_place() -> None:
    assert gridded(("name", 0), ("", 2), ("value", 2)).places_of(token("label", 0, 3)) == {YEAR: 2}


@pytest.mark.parametrize(
    ("other", "places"),
    [({"unit": 9}, {YEAR: 2}), ({"name": 2}, {}), ({"value": 2}, {})],
    ids=["unit", "name", "value"],
)
def test_names_and_figures_have_places_in_rows_of_one_size(other: dict[str, int], places: dict[Column, int]) -> None:
    settled = gridded(("name", 0), ("unit", 1), ("value", 2), other=other)
    assert [settled.places_of(token("label", 0, size)) for size in (2, 3)] == [{}, places]
