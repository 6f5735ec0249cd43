"""Doubts: what a step could not be sure of, each under the code of a quality rule."""

from __future__ import annotations

from dataclasses import dataclass

# Parts the cells that a subject lists.
CELL_SEPARATOR = ", "


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about a report. It becomes a row of `quality_finding`.

    `subject` names what it is about, such as ``fact_request.granted.total``, or lists the cells of a row or table;
    `message` says it in plain words. `cause` is the guard or rule that spoke, by default the rule itself.
    """

    rule: str
    severity: str
    message: str
    subject: str | None = None
    expected: str | None = None
    actual: str | None = None
    cause: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cause", self.cause or self.rule)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file is not read as a report: a reason code and what was found, in plain words."""

    reason: str
    detail: str
