"""The status as text."""

from __future__ import annotations

from pathlib import Path

from flows.commands.status import read_status
from flows.commands.status_text import status_lines
from flows.settings import Settings
from tests.flows.commands.published_night import NOW, log_run
from tests.flows.made_warehouse import RUN


def test_text_tells_the_same(settings: Settings, published: Path) -> None:
    log_run(published, "failed", message="no space")
    text = "\n".join(status_lines(read_status(settings, now=NOW)))
    for part in (
        "health          not ok",
        f"published       {RUN}, loaded 2024-01-31T03:00:00Z, 5.0 hours ago",
        "failed               4.5 s  no space  3 seen",
        "2021: 3 current reports, 2 of 3 townships",
        "backlog         0 new, 0 changed, 0 missing",
        "quarantine      2 (1 no_year, 1 unreadable_file)",
    ):
        assert part in text
