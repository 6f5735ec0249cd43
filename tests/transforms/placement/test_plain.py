"""The short way of plain tables: when it is taken, and that it gives what the general way gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.placement.made_rows import REQUESTS, found
from transforms.placement import facts
from transforms.placement.facts import Facts, read_facts
from transforms.placement.plain import read_plain_rows
from transforms.stream import Token
from transforms.tables import Column, FoundRow, FoundTables
from transforms.tables.guards import HEADER_UNKNOWN
from transforms.tables.surroundings import Surroundings

EVIDENCE = (
    Pattern(
        "transforms.placement.plain._MARKED",
        takes=("4（注", "0[1]", "5-", "5 —"),
        leaves=("-5", "5", "—", "29.05万元", "无"),
        oversteps=("4（注）",),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def rows_of(*texts: str, row_size: int = 0, columns: Sequence[str] = REQUESTS) -> list[FoundRow]:
    codes = ("new", "carried_in", "granted", "partial")
    return [
        replace(found(text, columns, row_size=row_size, code=code), span=3)
        for text, code in zip(texts, codes, strict=False)
    ]


def is_plain(rows: Sequence[FoundRow], last: Token | None = None, year: int | None = 2020) -> bool:
    return read_plain_rows(rows, year, last) is not None


PLAIN = (" 1 0 0 0 0 2 3", " 0 0 0 0 0 0 0")
BLANKS = "\t1\t—\t—\t—\t—\t2\t3"


def test_a_full_row_that_adds_up_is_plain() -> None:
    assert is_plain(rows_of(*PLAIN))
    assert is_plain(rows_of("\n1\n0\n0\n0\n0\n2\n3", "\n0\n0\n0\n0\n0\n0\n0"))
    assert not is_plain(rows_of("¶1¶0¶0¶0¶0¶2¶3"))  # in blocks, of which the others say whether they are rows
    assert is_plain(rows_of("\t1\t0\t0\t0\t0\t2\t3", row_size=8))


def test_cells_of_a_source_that_keeps_them_may_be_marked_blank_and_padded() -> None:
    assert is_plain(rows_of(BLANKS, row_size=8))
    assert is_plain(rows_of("\t\t\t1\t0\t0\t0\t0\t2\t3", row_size=10))
    assert is_plain(rows_of("\t1\t0\t0\t0\t0\t2\t3\t\t", row_size=10))
    assert not is_plain(rows_of(BLANKS))
    assert not is_plain([replace(rows_of("\t\t1\t0\t0\t0\t0\t2\t3", row_size=10)[0], span=1)])


def test_a_slip_in_a_sum_is_nothing_where_the_source_keeps_cells() -> None:
    assert is_plain(rows_of("\t1\t0\t0\t0\t0\t2\t4", row_size=8))
    assert not is_plain(rows_of("\t1\t—\t0\t0\t0\t2\t4", row_size=8))
    assert not is_plain(rows_of(" 1 0 0 0 0 2 4"))


@pytest.mark.parametrize(
    "text",
    [
        " 1 0 0 0 0 2",
        " 1 0 0 0 0 2 3 9",
        " 1 0 0 0 0\n2 3",
        " 1 00 0 0 0 2 3",
        " 1 0 0 0 0 2 3（注",
        " 1 0 0 0 0 2 三",
        " 1 234 0 0 0 0 235",
        "¶1 0 0 0 0 2 3",
    ],
)
def test_one_row_that_is_not_plain_leaves_its_table_to_the_general_way(text: str) -> None:
    assert not is_plain(rows_of(text, PLAIN[1]))


def test_what_speaks_against_a_row_leaves_it_to_the_general_way() -> None:
    [row] = rows_of(PLAIN[0])
    assert is_plain([row])
    assert not is_plain([replace(row, untrusted=HEADER_UNKNOWN)])
    assert not is_plain([replace(row, said=Surroundings(years=frozenset({2019})))])
    assert not is_plain([replace(row, said=Surroundings(has_scaled_counts=True))])
    assert not is_plain([replace(row, columns=(*row.columns[:-1], None))])
    assert not is_plain([row, row])
    assert not is_plain([row], last=row.tail[-1])


def test_rows_whose_first_cells_count_may_be_numbered() -> None:
    assert not is_plain(rows_of("\t1\t0\t0\t0\t0\t0\t1", "\t2\t0\t0\t0\t0\t0\t2", row_size=8))
    assert is_plain(rows_of("\t1\t0\t0\t0\t0\t0\t1", "\t3\t0\t0\t0\t0\t0\t3", row_size=8))


def read_both_ways(tables: FoundTables, monkeypatch: pytest.MonkeyPatch) -> tuple[Facts, Facts]:
    short = read_facts(tables, None, 2020)
    with monkeypatch.context() as patch:
        patch.setattr(facts, "read_plain_rows", lambda *_: None)
        return short, read_facts(tables, None, 2020)


def test_both_ways_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    services = [found("\t12\t-3\t8", ("prior_year_items", "change", "decisions"), code="licensing", form="2019")]
    reviews = [
        FoundRow("", tuple(Column(code, "reconsideration") for code in ("upheld", "total")), rows_of(" 1 1")[0].tail)
    ]
    for requests in (rows_of(*PLAIN), rows_of(BLANKS, row_size=8), rows_of(PLAIN[0], " 1 0 0 0 0 2 4")):
        short, general = read_both_ways(FoundTables(services, requests, reviews, "2019", ""), monkeypatch)
        assert short == general
        assert any(fact.value for fact in short.facts)
