"""Opening what is published: one plain sentence where it cannot be done, and nothing is ever written."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from flows.versions.published import check_published, has_fictional_reports_alone, list_runs, published_warehouse
from tests.flows.made_versions import build_version, publish_version, version_id
from tests.flows.rows import load_tables, open_for_writing, report_row


def test_the_newest_version_is_opened_to_be_read_alone(warehouse: Path) -> None:
    for number in (1, 2):
        publish_version(warehouse, number)
    with pytest.raises(RunError, match="read-only"), published_warehouse(warehouse) as connection:
        assert connection.execute("SELECT number FROM one").fetchall() == [(2,)]
        connection.execute("DROP TABLE one")


def test_what_a_query_meets_is_one_sentence_too(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    with pytest.raises(RunError) as failure, published_warehouse(warehouse) as connection:
        connection.execute("SELECT * FROM two_and_a_half")
    assert str(failure.value).startswith(f"the warehouse {warehouse} cannot be read; ingest anew first (Catalog Error")
    assert "\n" not in str(failure.value)


def test_a_link_to_a_version_that_is_gone_is_no_warehouse(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    warehouse.resolve().unlink()
    with pytest.raises(RunError, match=r"there is no warehouse .*; run nianbao ingest first"):
        check_published(warehouse)


@pytest.mark.parametrize(("content", "message"), [(None, "there is no warehouse"), ("no database", "cannot be read")])
def test_what_is_no_warehouse_is_one_sentence(warehouse: Path, content: str | None, message: str) -> None:
    if content is not None:
        warehouse.write_text(content)
    with pytest.raises(RunError, match=message), published_warehouse(warehouse):
        pass


def test_runs_are_listed_the_latest_first(warehouse: Path) -> None:
    build_version(warehouse, 1)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("INSERT INTO ingest_run VALUES (?, TIMESTAMP '2024-01-09 02:00:00')", [version_id(9)])
    assert list_runs(warehouse) == [version_id(9), version_id(1)]


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_of_what_cannot_be_read_no_run_is_known(warehouse: Path, content: bytes) -> None:
    assert list_runs(warehouse) == []
    warehouse.write_bytes(content)
    assert list_runs(warehouse) == []


@pytest.mark.parametrize(
    ("codes", "is_so"),
    [
        ((), False),
        (("990101100000",), True),
        (("990101100000", "110101000000"), False),
        (("990101100000", None), False),
    ],
)
def test_reports_are_fictional_where_the_codes_of_all_say_so(
    warehouse: Path, codes: tuple[str | None, ...], is_so: bool
) -> None:
    rows = [report_row(f"r{number}", division_code=code) for number, code in enumerate(codes)]
    load_tables(warehouse, {"report": rows})
    assert has_fictional_reports_alone(warehouse) is is_so


def test_what_cannot_be_read_is_not_known_to_be_fictional(warehouse: Path) -> None:
    assert not has_fictional_reports_alone(warehouse)
    publish_version(warehouse, 1)
    assert not has_fictional_reports_alone(warehouse)


def test_years_that_lie_too_far_apart_are_named_in_both_languages(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a", report_year=2020), report_row("b", report_year=2021)]})
    with open_for_writing(warehouse) as connection:
        connection.execute("UPDATE report SET report_year = 2020 + 301 WHERE report_year = 2021")
    with pytest.raises(RunError) as refused, published_warehouse(warehouse):
        pass
    assert "年份相差301年" in refused.value.words.zh
    assert "years that lie 301 apart" in str(refused.value)
