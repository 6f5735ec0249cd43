"""What helps a file that waits in quarantine."""

from __future__ import annotations

from flows.commands.reasons import ADVICE, find_advice


def test_a_reason_has_one_advice_and_one_of_a_later_version_any() -> None:
    reasons = [reason for advice in ADVICE for reason in advice.reasons]
    assert len(reasons) == len(set(reasons))
    assert find_advice("from_the_future").remedy == "read the detail"
