"""A guard speaks where it sees what it doubts, and in both languages."""

from __future__ import annotations

from transforms.tables.guard import Guard

MADE = Guard("made", sees_zh="看见了。", sees="It was seen.", evidence="a", counter_evidence="b", misses="c")


def test_a_guard_speaks_where_it_sees_what_it_doubts() -> None:
    assert MADE.when([1]) is MADE
    assert MADE.when([]) is None


def test_what_was_seen_is_said_in_both_languages() -> None:
    assert (MADE.said.zh, MADE.said.en) == ("看见了。", "It was seen.")
