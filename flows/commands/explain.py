"""`nianbao explain`: how a file or a member of an archive is read, for who knows the form. Uses the core alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import chain, takewhile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.commands.textgrid import grid_lines, hanging_lines, without_commands
from flows.errors import RunError, system_words
from flows.raw import nearby_gazetteers, read_content, read_gazetteer_files
from flows.reading.apart import Bounds, read_apart
from flows.reading.office import LibreOffice
from flows.settings import Settings
from flows.storage import Place, is_url
from transforms.archives import Member, archive_type, unpack
from transforms.doubts import CELL_SEPARATOR, Doubt
from transforms.form import proactive_cells
from transforms.knowledge import read_rows
from transforms.language import Pair
from transforms.limits import Limits
from transforms.outline import Section
from transforms.placement import CellView, TableView, view_tables
from transforms.report import ParsedReport, Reading, ReadSettings, read_member
from transforms.schemas import CellStatus
from transforms.source_paths import MEMBER_MARK, printable_name, split_archives

# What a file or pipe gets; a terminal has its own width.
WIDTH_OF_A_FILE = 100
OPENING_CHARACTERS = 60

MARKS: Mapping[str, str] = {
    CellStatus.BLANK: "–",
    CellStatus.MISSING: "∅",
    CellStatus.REPAIRED: "~",
    CellStatus.AMBIGUOUS: "?",
    CellStatus.UNREADABLE: "!",
}
STYLES: Mapping[str, str] = {
    CellStatus.BLANK: "dim",
    CellStatus.MISSING: "dim",
    CellStatus.REPAIRED: "yellow",
    CellStatus.AMBIGUOUS: "bold red",
    CellStatus.UNREADABLE: "bold red",
}
SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
ARITHMETIC_NOTE = "The rules of the form's arithmetic are checked by an ingest and by nianbao check, not here."
LEGEND = "In a cell: – blank, ∅ missing from the file, ~ repaired, ? ambiguous, ! unreadable; (…) the text in the file."


@cache
def _money_labels() -> frozenset[str]:
    return frozenset(cell.measure_label for cell in proactive_cells() if cell.unit == "CNY")


@cache
def group_headings() -> dict[str, str]:
    """The heading of the group that a line of table three belongs to, by the line's label; '' for one without."""
    return {row["label_zh"]: row["parent_zh"] for row in read_rows("request_lines")}


def format_value(value: Decimal) -> str:
    """A number as the form prints it: no trailing zeros, no exponent.

    >>> format_value(Decimal("120.00")), format_value(Decimal("-3.50"))
    ('120', '-3.5')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_cell(cell: CellView, unit: str = "") -> Text:
    """Value with its unit, mark of its status, and the text in the file where it reads otherwise.

    >>> format_cell(CellView("3", Decimal(3), "reported")).plain
    '3'
    >>> format_cell(CellView("0.35", Decimal("3500.00"), "reported"), "元").plain
    '3500 元 (0.35)'
    >>> format_cell(CellView("无", Decimal(0), "reported")).plain
    '0 (无)'
    >>> format_cell(CellView("1 2", None, "ambiguous")).plain
    '? (1 2)'
    >>> format_cell(CellView("", None, "blank")).plain
    '–'
    """
    value = "" if cell.value is None else format_value(cell.value)
    raw = " ".join((cell.raw_text or "").split())
    parts = (value, unit if value else "", MARKS.get(cell.cell_status, ""), f"({raw})" if raw and raw != value else "")
    return Text(" ".join(filter(None, parts)), style=STYLES.get(cell.cell_status, ""))


def count_statuses(table: TableView) -> str:
    """How many cells have which status, such as `18 reported, 2 blank`."""
    counts = Counter(cell.cell_status for _, cells in table.rows for cell in cells)
    return ", ".join(f"{count} {status}" for status, count in counts.most_common())


def grid_rows(view: TableView) -> Iterator[tuple[str, list[Text]]]:
    """The rows of a table for a grid, the heading of a group as a row of its own before its first line."""
    units = ["元" if label in _money_labels() else "" for label in view.column_labels]
    shown = {""}
    for label, cells in view.rows:
        heading = group_headings().get(label, "")
        if heading not in shown:
            shown.add(heading)
            yield heading, [Text() for _ in cells]
        yield label, [format_cell(cell, unit) for cell, unit in zip(cells, units, strict=True)]


def table_lines(view: TableView, console: Console) -> Iterator[Text]:
    """One official table as a grid, under its caption and the counts of its cells' statuses."""
    yield Text.assemble((view.title, "bold"), "  ", (count_statuses(view), "dim"))
    yield from grid_lines(view.column_labels, list(grid_rows(view)), console.width)
    yield Text()


def pair_lines(pairs: Sequence[tuple[str, str]], console: Console) -> Iterator[Text]:
    """Lines of (what, value), the values in one column."""
    width = max(len(what) for what, _ in pairs) + 2
    for what, value in pairs:
        yield from hanging_lines(f"{what:<{width}}", Text(value), console)


def _named(*parts: object) -> str:
    return "  ".join(str(part) for part in parts if part is not None) or "not found"


def report_pairs(report: ParsedReport) -> Iterator[tuple[str, str]]:
    """What was found about the report as a whole."""
    confidence = report.encoding_confidence
    yield "agency", _named(report.agency, report.agency_kind and f"({report.agency_kind})")
    yield "township", _named(report.township_code, f"({report.township_match})")
    yield "division", _named(report.division_code, report.division_level and f"({report.division_level})")
    yield "year", str(report.report_year)
    yield "form", report.form
    yield "title", _named(report.title)
    yield "published on", _named(report.published_on)
    yield "encoding", _named(report.encoding, None if confidence is None else f"(confidence {confidence:.2f})")
    yield "script", report.script
    yield "repairs", ", ".join(report.repairs) or "none"
    yield "layout", report.layout or "no tables"


def section_lines(section: Section, console: Console) -> Iterator[Text]:
    """Number, heading, length and opening of a section."""
    text = " ".join(section.text.split())
    opening = text if len(text) <= OPENING_CHARACTERS else f"{text[:OPENING_CHARACTERS]}…"
    length = f"  {len(text):,} characters"
    yield Text.assemble(f"{section.section_no}  ", (section.heading or "", "bold"), (length, "dim"))
    yield from hanging_lines("   ", Text(opening), console)


def _short(subject: str | None) -> str:
    """A subject on one line: of several cells, what their names have in common, and how many they are."""
    cells = (subject or "").split(CELL_SEPARATOR)
    parts = zip(*(cell.split(".") for cell in cells), strict=False)
    common = ".".join(found[0] for found in takewhile(lambda found: len(set(found)) == 1, parts))
    return common if len(cells) == 1 else f"{common} ({len(cells)} cells)"


def doubt_lines(doubt: Doubt, console: Console) -> Iterator[Text]:
    """Severity, rule, cause and subject of a doubt, its sentence below."""
    style = SEVERITY_STYLES.get(doubt.severity, "")
    cause = f" ({doubt.cause})" if doubt.cause != doubt.rule else ""
    yield Text.assemble(
        (doubt.severity, style), "  ", (doubt.rule, "bold"), cause, "  ", (_short(doubt.subject), "dim")
    )
    yield from hanging_lines("   ", Text(doubt.message), console)


def head_pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is known of the file, and of its report or why there is none."""
    yield "bytes", f"{reading.byte_size:,}"
    yield "media type", reading.media_type
    yield "sha256", reading.source_sha256 or "not unpacked"
    if reading.rejection is not None:
        yield "quarantined", f"{reading.rejection.reason}: {reading.rejection.detail}"
    if reading.report is not None:
        yield from report_pairs(reading.report)


def _block(title: str, lines: Iterable[Text]) -> Iterator[Text]:
    yield Text()
    yield Text(title, style="bold underline")
    listed = list(lines)
    yield from listed or [Text("none", style="dim")]


def report_lines(report: ParsedReport, tables: Sequence[TableView], console: Console) -> Iterator[Text]:
    """Sections, tables and doubts of a report."""
    yield from _block("Sections", (line for section in report.sections for line in section_lines(section, console)))
    yield from _block("Tables", (line for table in tables for line in table_lines(table, console)))
    if tables:
        yield from hanging_lines("", Text(LEGEND, style="dim"), console)
    yield from _block("Doubts", (line for doubt in report.doubts for line in doubt_lines(doubt, console)))
    if not report.doubts:
        yield from hanging_lines("", Text(ARITHMETIC_NOTE, style="dim"), console)


def reading_lines(reading: Reading, console: Console) -> Iterator[Text]:
    """Everything that is known of a file, in the order in which a person checks it."""
    yield Text(reading.name, style="bold")
    yield from pair_lines(list(head_pairs(reading)), console)
    yield from _block("Evidence", pair_lines(reading.evidence, console) if reading.evidence else ())
    if reading.metadata:
        yield from _block("Metadata", pair_lines(reading.metadata, console))
    if reading.report is not None:
        yield from report_lines(reading.report, view_tables(reading.report.facts), console)


def outcome_lines(reading: Reading, name: str, console: Console) -> Iterator[Text]:
    """One member of an archive: its path below `name`, and what came of it."""
    outcome = Text("nothing was found")
    if reading.rejection is not None:
        outcome = Text.assemble((reading.rejection.reason, "yellow"), "  ", (reading.rejection.detail, "dim"))
    if reading.report is not None:
        report = reading.report
        cells = Counter(fact.cell_status for fact in report.facts)
        counts = ", ".join(f"{count} {status}" for status, count in cells.most_common())
        agency = report.agency or "agency not found"
        outcome = Text.assemble(("report", "green"), f"  {report.report_year}  {agency}  ", (counts, "dim"))
    yield Text(reading.name.removeprefix(f"{name}{MEMBER_MARK}"), style="bold")
    yield from hanging_lines("   ", outcome, console)


def archive_lines(
    name: str, head: Sequence[tuple[str, str]], members: Iterable[Reading], console: Console
) -> Iterator[Text]:
    """An archive and its members, each when it is read; what is wrong with the archive itself comes last."""
    yield Text(name, style="bold")
    yield from pair_lines(head, console) if head else ()
    yield from _block("Members", (line for read in members for line in outcome_lines(read, name, console)))
    yield Text()
    hint = f"nianbao explain '{name}{MEMBER_MARK}PATH' shows how a member is read."
    yield from hanging_lines("", Text(hint, style="dim"), console)


def find_target(path: str) -> tuple[Place, str] | None:
    """The file that a path names and, of a member of an archive, the path inside; None if there is no such file.

    Whether there is an object of a URL is known when it is read.
    """
    if is_url(path):
        url, _, member = path.partition(MEMBER_MARK)
        return url, member
    for file, member in ((path, ""), *split_archives(path)):
        if Path(file).is_file():
            return Path(file), member
    return None


def _members(data: bytes, name: str, wanted: str, limits: Limits) -> Iterator[Member]:
    """The member `wanted` of a file, or those that it holds if it is an archive itself."""
    for member in unpack(data, name, limits):
        if member.name == wanted or member.name.startswith(f"{wanted}{MEMBER_MARK}"):
            yield member


def target_lines(data: bytes, name: str, wanted: str, readings: Iterator[Reading], console: Console) -> Iterator[Text]:
    """Lines on the file or member `wanted` of the file `name`, as it was read. Raises `RunError` where nothing was."""
    first = next(readings, None)
    if first is None:
        raise RunError(
            Pair(
                "{archive}里没有成员{member}",
                "{archive} holds no member {member}",
                archive=name,
                member=wanted.removeprefix(f"{name}{MEMBER_MARK}"),
            )
        )
    if first.name == wanted:
        yield from reading_lines(first, console)
        return
    archive = Reading(name, hashlib.sha256(data).hexdigest(), len(data), archive_type(data) or "")
    head = list(head_pairs(archive)) if wanted == name else []
    yield from archive_lines(wanted, head, chain((first,), readings), console)


def _without_commands(line: Text) -> Text:
    """A line in which no character of a file commands the terminal, or turns the direction of its text."""
    shown = Text(without_commands(line.plain), style=line.style, end=line.end)
    shown.spans = list(line.spans)
    return shown


def explain_file(file: Place, settings: Settings, console: Console, member: str = "") -> None:
    """Print how a file is read, an archive with its members, or one member by its path inside.

    Raises `RunError` where the file or a gazetteer cannot be read, or the archive has no such member.
    """
    try:
        data = read_content(str(file))
        nearby = nearby_gazetteers(file, settings.raw)
    except OSError as error:
        raise RunError(
            Pair("无法读取{file}：{why}", "{file} cannot be read: {why}", file=file, why=system_words(error))
        ) from error
    gazetteer = read_gazetteer_files([*settings.gazetteer, *nearby])
    converter = LibreOffice(settings.file_seconds)
    read_settings = ReadSettings(
        keep_personal_data=settings.keep_personal_data, limits=settings.limits, converter=converter
    )
    name = printable_name(str(file).rpartition("/")[2])
    wanted = f"{name}{MEMBER_MARK}{member}" if member else name
    read = partial(read_member, gazetteer=gazetteer, settings=read_settings)
    bounds = Bounds(settings.worker_memory, settings.file_seconds)
    readings = read_apart(name, partial(_members, data, name, wanted, settings.limits), read, read_member, bounds)
    for line in target_lines(data, name, wanted, readings, console):
        console.print(_without_commands(line), soft_wrap=True)
