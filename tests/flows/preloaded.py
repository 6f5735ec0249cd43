"""What takes a run a second to begin: the server of `tests.flows.killing` imports it once, before it forks."""

from __future__ import annotations

import flows.review
import flows.rollback
import flows.run
from flows.reader import parser_fingerprint
from transforms.gazetteer import national_gazetteer

READY = (
    flows.review,
    flows.rollback,
    flows.run,
    national_gazetteer().name_lengths,
    national_gazetteer().area_lengths,
    parser_fingerprint(),
)
