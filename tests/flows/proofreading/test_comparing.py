"""The rules of `sql/` are asked of a few reports, and say what they say in a warehouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.proofreading.comparing import RULES_OF_A_WAREHOUSE, compare, open_rules, rules_of_a_check
from flows.warehouse import list_queries
from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from transforms.identity import read_gazetteer
from transforms.report import Reading, read_report

NAMES = ("fanli-2020.txt", "fanli-2021.txt", "yangli-2021.txt", "yangli-2022.txt")


def read(name: str) -> Reading:
    gazetteer = read_gazetteer((DEMO / "gazetteer.csv").read_text("utf-8"))
    return read_report((DEMO / name).read_bytes(), name, gazetteer=gazetteer)


def test_every_rule_is_asked_or_left_to_a_warehouse_by_name() -> None:
    assert set(rules_of_a_check()) | RULES_OF_A_WAREHOUSE == set(list_queries("checks"))
    assert RULES_OF_A_WAREHOUSE.isdisjoint(rules_of_a_check())


def test_a_check_and_a_warehouse_find_the_same(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "w.duckdb"
    raw.mkdir()
    for name in (*NAMES, "gazetteer.csv"):
        (raw / name).write_bytes((DEMO / name).read_bytes())
    ingest_here(raw, warehouse)
    listed = ", ".join(f"'{rule}'" for rule in rules_of_a_check())
    found = query(
        warehouse,
        "SELECT source_path, rule, subject, expected, actual, message "
        f"FROM quality_finding JOIN report USING (report_id) WHERE rule IN ({listed})",
    )
    with open_rules() as rules:
        pairs: list[tuple[str, str | None]] = [("fanli-2020.txt", None), ("yangli-2021.txt", None)]
        pairs += [("fanli-2021.txt", "fanli-2020.txt"), ("yangli-2022.txt", "yangli-2021.txt")]
        checked = [
            (name, doubt.rule, doubt.subject, doubt.expected, doubt.actual, doubt.message)
            for name, previous in pairs
            for doubt in compare(rules, read(name), read(previous) if previous else None).doubts
        ]
    assert len(found) >= 4
    assert sorted(checked) == sorted(found)


def test_one_report_leaves_nothing_for_the_next() -> None:
    with open_rules() as rules:
        assert compare(rules, read("yangli-2022.txt"), read("yangli-2021.txt")).previous == "yangli-2021.txt"
        alone = compare(rules, read("yangli-2022.txt"))
    assert (alone.doubts, alone.previous, alone.is_followed) == ((), None, True)


def test_a_file_without_a_report_is_not_compared() -> None:
    with open_rules() as rules, pytest.raises(ValueError, match="holds no report"):
        compare(rules, read_report(b"", "empty.txt"))
