"""What takes a run a second to begin: the server of `tests.flows.killing` imports it once, before it forks."""

from __future__ import annotations

import pytest

import flows.commands.review
import flows.commands.rollback
import flows.runs.run
from flows.reading.fingerprint import parser_fingerprint
from tests.flows.few_divisions import few_divisions, use_list

use_list(pytest.MonkeyPatch(), few_divisions)  # in all processes of the server, which ends with the tests

READY = (
    flows.commands.review,
    flows.commands.rollback,
    flows.runs.run,
    few_divisions().name_lengths,
    few_divisions().area_lengths,
    parser_fingerprint(),
)
