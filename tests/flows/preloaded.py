"""What takes a run a second to begin: the server of `tests.flows.killing` imports it once, before it forks."""

from __future__ import annotations

import flows.commands.review
import flows.commands.rollback
import flows.runs.run
from flows.reading.fingerprint import parser_fingerprint
from transforms.identity.gazetteer import national_gazetteer

READY = (
    flows.commands.review,
    flows.commands.rollback,
    flows.runs.run,
    national_gazetteer().name_lengths,
    national_gazetteer().area_lengths,
    parser_fingerprint(),
)
