"""Commands that read the warehouse of somebody else do what they are for, or refuse it in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.damages import say
from tests.flows.made_warehouse import make_warehouse, quarantined
from tests.flows.odd_values import KINDS, put_odd_values
from tests.flows.rows import report_row
from tests.soak import soaked

COMMANDS = (("status",), ("status", "--json"), ("dictionary",), ("quarantine", "list", "--json"), ("export", "OUT"))
TABLES = ("finding_review", "ingest_run", "quality_finding", "quarantine", "report", "source_file")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("ingest_run", "of a far year"),
        ("quarantine", "of a far year"),
        ("quarantine", "infinite"),
        ("report", "largest"),
        ("report", "wider"),
        ("ingest_run", "null"),
        *(soaked(table, kind) for table in TABLES for kind in KINDS),
    ],
)
def test_each_command_has_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, kind: str) -> None:
    """That none ends with an unexpected error, `say` holds."""
    monkeypatch.setenv("NIANBAO_LANG", "en")
    reports = [report_row("a", report_year=2020), report_row("b", report_year=2021)]
    plain = make_warehouse(tmp_path / "plain.duckdb", reports, quarantine=[quarantined("a.txt", "no_year")])
    odd = tmp_path / "odd.duckdb"
    put_odd_values(plain, odd, table, kind, in_all_rows=table != "report")
    for words in COMMANDS:
        say(*(str(tmp_path / "out") if word == "OUT" else word for word in words), "--warehouse", odd)
