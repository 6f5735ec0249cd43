"""How far a run is: a bar on a terminal, log lines elsewhere."""

from __future__ import annotations

import io
import logging

import pytest
from rich.console import Console

from flows.runs.progress import BarProgress, LogProgress, current_progress, show_progress


def test_progress_without_a_terminal_is_log_lines(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "nianbao"), show_progress(Console(file=io.StringIO())):
        progress = current_progress()
        assert isinstance(progress, LogProgress)
        progress.start(3)
        progress.advance(1)
        progress.advance(2)
    assert caplog.messages == ["read 3 of 3 files"]


def test_progress_on_a_terminal_is_a_bar() -> None:
    output = io.StringIO()
    with show_progress(Console(file=output, force_terminal=True, width=80)):
        progress = current_progress()
        assert isinstance(progress, BarProgress)
        progress.start(3)
        progress.advance(2)
        assert progress.bar.tasks[0].completed == 2
    assert isinstance(current_progress(), LogProgress)
