"""Reviewers' verdicts: what a file may say, which verdict counts, and that no ingest loses one."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows.commands.review import import_reviews, merge_review, outcome_lines
from flows.commands.verdicts import Review
from flows.duck import quote_text
from flows.errors import RunError
from flows.state.paths import work_folder
from flows.warehouse.history import stage_history
from tests.flows.inputs import names_in
from tests.flows.rows import cell, load_tables, open_for_writing, query, report_row
from transforms.schemas.codes import CLOSING_VERDICTS, VERDICTS

MARCH, APRIL = datetime(2024, 3, 1), datetime(2024, 4, 1)
HEADER = "finding_id,verdict,note,reviewer,reviewed_at\n"
FIRST, SECOND, ABSENT = "0123456789abcdef", "123456789abcdef0", "f" * 16


def review(**values: object) -> Review:
    fields = {"finding_id": FIRST, "verdict": "confirmed", "note": None, "reviewer": "r", "reviewed_at": MARCH}
    return Review(**{**fields, **values})  # type: ignore[arg-type]


# --- which verdict counts ---


@pytest.mark.parametrize(
    ("given", "stored", "message", "expected"),
    [
        (review(), None, "now", review(message="now")),
        (review(), None, None, review(message=None)),
        (review(message="seen"), None, "now", review(message="seen")),
        (review(), review(reviewed_at=APRIL, message="old"), "now", review(reviewed_at=APRIL, message="old")),
        (review(reviewed_at=APRIL), review(message="old"), "now", review(reviewed_at=APRIL, message="now")),
        (review(note="mended"), review(message="old"), "now", review(note="mended", message="old")),
        (review(message="now"), review(message="old"), "now", review(message="old")),
        (review(), review(message=None), "now", review(message="now")),
    ],
    ids=["first", "unknown", "own message", "outdated", "later", "same time", "written from a query", "came back"],
)
def test_merge_review(given: Review, stored: Review | None, message: str | None, expected: Review) -> None:
    assert merge_review(given, stored, message) == expected


# --- the warehouse ---


def load_findings(warehouse: Path, printed: int = 5, *, is_there: bool = True) -> str:
    """A warehouse with one finding, on requests that do not add up; gives its id."""
    report = report_row("a")
    values = {"new": 4, "carried_in": 0, "handled_total": printed, "carried_out": 0}
    cells = [cell(report, value, line=line, applicant="total") for line, value in values.items()]
    load_tables(warehouse, {"report": [report], "fact_request": cells} if is_there else {})
    ids = query(warehouse, "SELECT finding_id FROM quality_finding WHERE rule = 'request_balance'")
    return str(ids[0][0]) if ids else ""


def open_ids(warehouse: Path) -> list[str]:
    return [row[0] for row in query(warehouse, "SELECT finding_id FROM open_finding WHERE rule = 'request_balance'")]


def give(warehouse: Path, *rows: str, header: str = HEADER) -> list[str]:
    """Import rows of verdicts; what was told of it."""
    file = warehouse.with_name("verdicts.csv")
    file.write_text(header + "".join(f"{row}\n" for row in rows), "utf-8-sig")
    try:
        return list(outcome_lines(import_reviews(file, warehouse)))
    finally:
        file.unlink()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_only_a_closing_verdict_closes_a_finding(warehouse: Path, verdict: str) -> None:
    finding_id = load_findings(warehouse)
    assert open_ids(warehouse) == [finding_id]
    give(warehouse, f"{finding_id},{verdict},Seen in print.,r,2024-03-01")
    assert open_ids(warehouse) == ([] if verdict in CLOSING_VERDICTS else [finding_id])
    assert query(warehouse, "SELECT verdict FROM finding_review") == [(verdict,)]
    assert names_in(warehouse.parent) == [warehouse.name, f"{warehouse.name}.state"]
    assert names_in(work_folder(warehouse)) == []


def test_importing_again_changes_nothing_not_even_the_file(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    row = f"{finding_id},source_error,,r,2024-03-01"
    assert give(warehouse, row) == ["verdicts: 1 new, 0 replaced, 0 unchanged, 0 older than what is there"]
    before = warehouse.read_bytes(), warehouse.stat().st_ino
    assert give(warehouse, row) == ["verdicts: 0 new, 0 replaced, 1 unchanged, 0 older than what is there"]
    assert (warehouse.read_bytes(), warehouse.stat().st_ino) == before


def test_the_later_verdict_wins_in_whichever_order_the_files_come(tmp_path: Path) -> None:
    rows = ["source_error,,r,2024-03-01", "parser_error,,r,2024-04-01"]
    told = []
    for name, order in (("a", rows), ("b", rows[::-1])):
        (tmp_path / name).mkdir()
        warehouse = tmp_path / name / "n.duckdb"
        finding_id = load_findings(warehouse)
        told.append([give(warehouse, f"{finding_id},{row}")[0] for row in order][-1])
        assert query(warehouse, "SELECT verdict, reviewed_at FROM finding_review") == [("parser_error", APRIL)]
    assert ["1 replaced" in told[0], "1 older" in told[1]] == [True, True]


def test_a_verdict_survives_the_next_ingest(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    give(warehouse, f"{finding_id},source_error,Seen in print.,r,2024-03-01")
    before = query(warehouse, "SELECT * FROM finding_review")
    assert load_findings(warehouse) == finding_id
    assert query(warehouse, "SELECT * FROM finding_review") == before
    assert open_ids(warehouse) == []


def test_a_verdict_survives_while_its_report_is_away(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    give(warehouse, f"{finding_id},source_error,,r,2024-03-01")
    load_findings(warehouse, is_there=False)
    assert query(warehouse, "SELECT finding_id FROM finding_review") == [(finding_id,)]
    load_findings(warehouse)
    assert open_ids(warehouse) == []


def test_a_finding_that_says_something_else_is_open_again(warehouse: Path) -> None:
    finding_id = load_findings(warehouse, printed=5)
    row = f"{finding_id},source_error,,r,2024-03-01"
    give(warehouse, row)
    assert load_findings(warehouse, printed=6) == finding_id
    assert query(warehouse, "SELECT finding_id, verdict, is_changed FROM open_finding") == [
        (finding_id, "source_error", True)
    ]
    assert f"the finding {finding_id} says something else by now" in give(warehouse, row)[1]
    assert open_ids(warehouse) == [finding_id]
    give(warehouse, f"{finding_id},source_error,,r,2024-04-01")
    assert open_ids(warehouse) == []


def test_a_verdict_on_an_unknown_finding_is_kept_and_told(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    told = give(warehouse, f"{ABSENT},source_error,,r,2024-03-01")
    assert told[1:] == [f"line 2: no finding {ABSENT} is in the warehouse; the verdict is kept"]
    assert query(warehouse, "SELECT finding_id FROM finding_review") == [(ABSENT,)]
    assert open_ids(warehouse) == [finding_id]


def test_a_verdict_given_before_its_finding_was_there_closes_it_when_imported_again(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    load_findings(warehouse.with_name("later.duckdb"), is_there=False)
    later = warehouse.with_name("later.duckdb")
    row = f"{finding_id},source_error,,r,2024-03-01"
    give(later, row)
    load_findings(later)
    assert open_ids(later) == [finding_id]
    give(later, row)
    assert open_ids(later) == []


def test_a_reviewer_may_fill_in_what_a_query_wrote(warehouse: Path) -> None:
    load_findings(warehouse)
    file = warehouse.with_name("open.csv")
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        connection.execute(f"COPY open_finding TO {quote_text(str(file))} (HEADER)")
    assert import_reviews(file, warehouse).new == 0
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        connection.execute(
            "COPY (SELECT * REPLACE ('source_error' AS verdict, 'r' AS reviewer, '2024-03-01' AS reviewed_at) "
            f"FROM open_finding) TO {quote_text(str(file))} (HEADER)"
        )
    assert import_reviews(file, warehouse).new == 1
    file.unlink()
    assert open_ids(warehouse) == []


def test_a_broken_file_changes_nothing(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    before = warehouse.read_bytes()
    with pytest.raises(RunError, match=r"nothing was imported from .*verdicts.csv:\nline 3: the reviewer"):
        give(warehouse, f"{finding_id},source_error,,r,2024-03-01", f"{ABSENT},confirmed,,,2024-03-01")
    assert warehouse.read_bytes() == before


def test_a_file_of_another_encoding_is_named(warehouse: Path) -> None:
    load_findings(warehouse)
    file = warehouse.with_name("verdicts.csv")
    file.write_bytes((HEADER + f"{FIRST},ignored,原件如此,r,2024-03-01\n").encode("gb18030"))
    with pytest.raises(RunError, match="is not UTF-8 text; save it as “CSV UTF-8”"):
        import_reviews(file, warehouse)


def test_verdicts_need_a_warehouse(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"there is no warehouse .*; run nianbao ingest first"):
        import_reviews(tmp_path / "verdicts.csv", tmp_path / "n.duckdb")


def test_a_database_without_the_tables_takes_no_verdicts(warehouse: Path) -> None:
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute("CREATE TABLE other AS SELECT 1 AS x")
    with pytest.raises(RunError, match="takes no verdicts; ingest anew first"):
        give(warehouse, f"{FIRST},confirmed,,r,2024-03-01")
    assert names_in(work_folder(warehouse)) == []


# --- what an ingest takes over ---


def test_a_warehouse_of_before_the_first_verdicts_keeps_its_history(warehouse: Path) -> None:
    load_findings(warehouse)
    with open_for_writing(warehouse) as connection:
        connection.execute("DROP VIEW open_finding")
        connection.execute("DROP TABLE finding_review")
    assert stage_history(warehouse, warehouse.with_name("history"))
    load_findings(warehouse)
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(2,)]


def test_verdicts_are_taken_over_from_a_file_whose_other_tables_have_changed(warehouse: Path) -> None:
    finding_id = load_findings(warehouse)
    give(warehouse, f"{finding_id},source_error,,r,2024-03-01")
    with open_for_writing(warehouse) as connection:
        connection.execute("DROP TABLE report")
    assert not stage_history(warehouse, warehouse.with_name("history"))
    load_findings(warehouse)
    assert query(warehouse, "SELECT finding_id FROM finding_review") == [(finding_id,)]


def test_verdicts_of_another_layout_are_missed(warehouse: Path) -> None:
    load_findings(warehouse)
    with open_for_writing(warehouse) as connection:
        connection.execute("DROP VIEW open_finding")
        connection.execute("CREATE OR REPLACE TABLE finding_review AS SELECT 1 AS other_column")
    assert not stage_history(warehouse, warehouse.with_name("history"))
