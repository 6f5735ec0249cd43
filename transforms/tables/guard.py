"""What a guard is: a rule by which the reader doubts a placement that it could make, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from transforms.language import Pair


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule by which a placement is doubted.

    `name` is the `cause` of its findings, `sees` says in plain words what was seen, as a sentence of a finding, and
    `sees_zh` says it in Chinese.
    """

    name: str
    sees_zh: str
    sees: str
    evidence: str
    counter_evidence: str
    misses: str

    @property
    def said(self) -> Pair:
        """What was seen, in both languages."""
        return Pair(self.sees_zh, self.sees)

    def when(self, is_seen: object) -> Self | None:
        """The guard itself where it sees what it doubts, else None."""
        return self if is_seen else None
