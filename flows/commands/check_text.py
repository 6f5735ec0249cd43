"""What `nianbao check` found, for a person at a terminal or a file of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from flows.commands.check_words import WORDS, shown
from flows.commands.textgrid import hanging_lines
from flows.proofreading import RULES, Checked, Finding, count_severities, describe_place
from transforms.language import Language, Pair
from transforms.report import ParsedReport
from transforms.text import without_commands

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}
_INDENT = "  "


def say_counts(files: Sequence[Checked]) -> Pair:
    """How many errors, warnings and notes there are, in words."""
    return WORDS["counts"].filled(**count_severities(files))


def say_report(report: ParsedReport) -> Pair:
    """Whose report it is, and of which year."""
    agency = Pair(report.agency, report.agency) if report.agency else WORDS["no_agency"]
    year = WORDS["year"].filled(year=report.report_year)
    return Pair(*(f"{agency.said_in(language)} {year.said_in(language)}" for language in Language))


def file_head(file: Checked) -> Iterator[Pair]:
    """What is said of a file above its findings: whose report it is, how many there are, what it was compared with."""
    yield say_report(file.report) if file.report else WORDS["no_report"]
    yield say_counts([file]) if file.findings else WORDS["nothing"]
    if file.compared_with:
        yield WORDS["compared"].filled(name=file.compared_with)


def finding_lines(finding: Finding, language: Language, console: Console) -> Iterator[Text]:
    """Severity and title of a finding, then where it is, then its sentence."""
    title = RULES[finding.rule].title.said_in(language)
    severity = WORDS[finding.severity].said_in(language)
    yield Text.assemble(
        (severity, _STYLES[finding.severity]), _INDENT, (title, "bold"), _INDENT, (f"[{finding.rule}]", "dim")
    )
    place = describe_place(finding.place).said_in(language)
    for said in filter(None, (place, finding.message.said_in(language))):
        yield from hanging_lines(_INDENT, Text(shown(said)), console)


def check_lines(files: Sequence[Checked], language: Language, console: Console) -> Iterator[Text]:
    """Everything that was found, file by file, with the counts of all at the end where there are several."""
    for file in files:
        yield Text(without_commands(" ".join(file.name.splitlines())), style="bold underline")
        yield from hanging_lines(
            "", Text(" · ".join(shown(said.said_in(language)) for said in file_head(file))), console
        )
        for finding in file.findings:
            yield Text()
            yield from finding_lines(finding, language, console)
        yield Text()
    if len(files) > 1:
        count = WORDS["files"].filled(count=len(files)).said_in(language)
        yield Text(f"{count}{say_counts(files).said_in(language)}", style="bold")


def print_text(files: Sequence[Checked], language: Language, console: Console) -> None:
    """Print it."""
    for line in check_lines(files, language, console):
        console.print(line, soft_wrap=True)
