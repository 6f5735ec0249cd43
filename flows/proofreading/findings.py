"""What a check finds: a rule, where it was broken, and a sentence in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transforms.language import Pair
from transforms.placement import TableView
from transforms.report import ParsedReport, Reading

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
"""What must not be published so, what should be looked at, and what is good to know. The warehouse calls the last
`info`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a report: what of it is known.

    `table` is the name of a fact table, `cells` are the names of its cells (`Fact.subject`), `row` and `column` the
    labels that all of them have in common; `text` is what is printed there, `line` the number of its line in the file,
    from 1.
    """

    section_no: int | None = None
    table: str = ""
    row: Pair | None = None
    column: Pair | None = None
    cells: tuple[str, ...] = ()
    text: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth a look. `cause` is the guard or reason that spoke, by default the rule."""

    rule: str
    cause: str
    severity: str
    message: Pair
    place: Place
    expected: str | None = None
    actual: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file, or a member of an archive, with what was found in it.

    `name` is its path as it was given, printable; `compared_with` names the report of the year before that it was
    compared with, None where it was with none.
    """

    name: str
    reading: Reading
    findings: tuple[Finding, ...]
    tables: tuple[TableView, ...] = ()
    compared_with: str | None = None

    @property
    def report(self) -> ParsedReport | None:
        """The report that the file holds."""
        return self.reading.report


def count_severities(files: Iterable[Checked]) -> Mapping[str, int]:
    """How many findings of each severity there are."""
    counts = Counter(finding.severity for file in files for finding in file.findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def has_complaints(files: Iterable[Checked], *, strict: bool = False) -> bool:
    """Whether a hook or a form should refuse the files: for an error, or a warning as well."""
    counts = count_severities(files)
    return counts[ERROR] > 0 or (strict and counts[WARNING] > 0)
