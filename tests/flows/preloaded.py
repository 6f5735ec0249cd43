"""What takes a run a second to begin: the server of `tests.flows.killing` imports it once, before it forks."""

from __future__ import annotations

import pytest

import flows.commands.review
import flows.commands.rollback
import flows.reading.batch
import flows.runs.run
from flows.reading.fingerprint import parser_fingerprint
from flows.reading.jobs import ReadJob
from flows.settings import Settings
from tests.flows.few_divisions import few_divisions, use_list
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.read_once import read_once, remember_readings
from transforms.archives import Member

use_list(pytest.MonkeyPatch(), few_divisions)  # in all processes of the server, which ends with the tests
remember_readings(pytest.MonkeyPatch())

# It starts no threads: frames, which would, are built of what is read by the processes alone.
CONTENTS = (*(path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))), NOTICE.encode())

SETTINGS = Settings()
JOB = ReadJob("", "", "", file_seconds=SETTINGS.file_seconds, limits=SETTINGS.limits)


def remember(content: bytes) -> object:
    """Read a content as the runs of the processes will."""
    return read_once(Member("x.txt", content), gazetteer=few_divisions(), settings=JOB.settings)


READY = (
    flows.commands.review,
    flows.commands.rollback,
    flows.reading.batch,
    flows.runs.run,
    few_divisions().name_lengths,
    few_divisions().area_lengths,
    parser_fingerprint(),
    *map(remember, CONTENTS),
)
