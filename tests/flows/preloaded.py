"""What takes a run a second to begin: the server of `tests.flows.killing` imports it once, before it forks."""

from __future__ import annotations

import pytest

import flows.commands.review
import flows.commands.rollback
import flows.runs.run
from flows.reading.fingerprint import parser_fingerprint
from tests.flows.few_divisions import few_divisions, use_list
from tests.flows.inputs import DEMO, NOTICE
from transforms.archives import Member
from transforms.report import read_member

use_list(pytest.MonkeyPatch(), few_divisions)  # in all processes of the server, which ends with the tests

# It starts no threads: frames, which would, are built of what is read by the processes alone.
CONTENTS = ((DEMO / "shifan-2021.txt").read_bytes(), NOTICE.encode())

READY = (
    flows.commands.review,
    flows.commands.rollback,
    flows.runs.run,
    few_divisions().name_lengths,
    few_divisions().area_lengths,
    parser_fingerprint(),
    *(read_member(Member("x.txt", content), gazetteer=few_divisions()) for content in CONTENTS),
)
