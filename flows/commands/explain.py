"""`nianbao explain`: how a file or a member of an archive is read, for who knows the form. Uses the core alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import chain, takewhile
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.commands.crops import crop_lines
from flows.commands.textgrid import grid_lines, hanging_lines
from flows.errors import RunError, system_words
from flows.language import said
from flows.raw import nearby_gazetteers, read_content, read_gazetteer_files
from flows.reading.apart import Bounds, read_apart
from flows.reading.eyes import engines_of, recogniser_of
from flows.reading.office import LibreOffice
from flows.settings import Settings
from flows.storage import Place, is_url
from flows.words import format_counts, named, pad_text
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
from transforms.text import without_commands

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
ARITHMETIC_NOTE = Pair(
    "表内的数量关系由导入和 nianbao check 检查，这里不检查。",
    "The rules of the form's arithmetic are checked by an ingest and by nianbao check, not here.",
)
LEGEND = Pair(
    "单元格中：– 空白，∅ 文件中缺失，~ 经修复，? 读不准，! 读不出；(…) 是文件中的原文。",
    "In a cell: – blank, ∅ missing from the file, ~ repaired, ? ambiguous, ! unreadable; (…) the text in the file.",
)
NOT_FOUND, NONE = Pair("未找到", "not found"), Pair("没有", "none")


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


def count_statuses(table: TableView) -> Pair:
    """How many cells have which status, such as `18 reported, 2 blank`."""
    return format_counts(dict(Counter(cell.cell_status for _, cells in table.rows for cell in cells).most_common()))


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
    yield Text.assemble((view.title, "bold"), "  ", (said(count_statuses(view)), "dim"))
    yield from grid_lines(view.column_labels, list(grid_rows(view)), console.width)
    yield Text()


def pair_lines(pairs: Sequence[tuple[str, str]], console: Console) -> Iterator[Text]:
    """Lines of (what, value), the values in one column."""
    width = max(cell_len(said(what)) for what, _ in pairs) + 2
    for what, value in pairs:
        yield from hanging_lines(pad_text(said(what), width), Text(said(value)), console)


def _named(*parts: object) -> str:
    return (
        "  ".join(said(part) if isinstance(part, str) else str(part) for part in parts if part is not None) or NOT_FOUND
    )


def report_pairs(report: ParsedReport) -> Iterator[tuple[str, str]]:
    """What was found about the report as a whole."""
    confidence = report.encoding_confidence
    sure = None if confidence is None else Pair("(把握 {share:.2f})", "(confidence {share:.2f})", share=confidence)
    yield Pair("机关", "agency"), _named(report.agency, report.agency_kind and f"({report.agency_kind})")
    yield Pair("乡镇", "township"), _named(report.township_code, f"({report.township_match})")
    yield Pair("区划", "division"), _named(report.division_code, report.division_level and f"({report.division_level})")
    yield Pair("年度", "year"), str(report.report_year)
    yield Pair("样表", "form"), report.form
    yield Pair("标题", "title"), _named(report.title)
    yield Pair("发布日期", "published on"), _named(report.published_on)
    yield Pair("编码", "encoding"), _named(report.encoding, sure)
    yield Pair("繁简", "script"), report.script
    yield Pair("修复", "repairs"), ", ".join(report.repairs) or NONE
    yield Pair("版式", "layout"), report.layout or Pair("没有表格", "no tables")


def section_lines(section: Section, console: Console) -> Iterator[Text]:
    """Number, heading, length and opening of a section."""
    text = " ".join(section.text.split())
    opening = text if len(text) <= OPENING_CHARACTERS else f"{text[:OPENING_CHARACTERS]}…"
    length = said(Pair("  {count:,} 字", "  {count:,} characters", count=len(text)))
    yield Text.assemble(f"{section.section_no}  ", (section.heading or "", "bold"), (length, "dim"))
    yield from hanging_lines("   ", Text(opening), console)


def _short(subject: str | None) -> str:
    """A subject on one line: of several cells, what their names have in common, and how many they are."""
    cells = (subject or "").split(CELL_SEPARATOR)
    parts = zip(*(cell.split(".") for cell in cells), strict=False)
    common = ".".join(found[0] for found in takewhile(lambda found: len(set(found)) == 1, parts))
    several = Pair("{common}（{count}格）", "{common} ({count} cells)", common=common, count=len(cells))
    return common if len(cells) == 1 else said(several)


def doubt_lines(doubt: Doubt, console: Console) -> Iterator[Text]:
    """Severity, rule, cause and subject of a doubt, its sentence below."""
    style = SEVERITY_STYLES.get(doubt.severity, "")
    cause = f" ({doubt.cause})" if doubt.cause != doubt.rule else ""
    yield Text.assemble(
        (said(named(doubt.severity)), style), "  ", (doubt.rule, "bold"), cause, "  ", (_short(doubt.subject), "dim")
    )
    yield from hanging_lines("   ", Text(said(doubt.message)), console)


def head_pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is known of the file, and of its report or why there is none."""
    yield Pair("字节", "bytes"), f"{reading.byte_size:,}"
    yield Pair("类型", "media type"), reading.media_type
    yield "sha256", reading.source_sha256 or Pair("未解压", "not unpacked")
    if (rejection := reading.rejection) is not None:
        found = Pair("{reason}：{detail}", "{reason}: {detail}", reason=rejection.reason, detail=rejection.detail)
        yield Pair("隔离", "quarantined"), found
    if reading.report is not None:
        yield from report_pairs(reading.report)


def _block(title: Pair, lines: Iterable[Text]) -> Iterator[Text]:
    yield Text()
    yield Text(said(title), style="bold underline")
    listed = list(lines)
    yield from listed or [Text(said(NONE), style="dim")]


def report_lines(report: ParsedReport, tables: Sequence[TableView], console: Console) -> Iterator[Text]:
    """Sections, tables and doubts of a report."""
    yield from _block(
        Pair("各部分", "Sections"), (line for section in report.sections for line in section_lines(section, console))
    )
    yield from _block(Pair("表格", "Tables"), (line for table in tables for line in table_lines(table, console)))
    if tables:
        yield from hanging_lines("", Text(said(LEGEND), style="dim"), console)
    yield from _block(Pair("疑点", "Doubts"), (line for doubt in report.doubts for line in doubt_lines(doubt, console)))
    if not report.doubts:
        yield from hanging_lines("", Text(said(ARITHMETIC_NOTE), style="dim"), console)
    if any(doubt.details for doubt in report.doubts):
        yield from _block(Pair("识别的图片", "Recognised pictures"), crop_lines(report.doubts, console))


def reading_lines(reading: Reading, console: Console) -> Iterator[Text]:
    """Everything that is known of a file, in the order in which a person checks it."""
    yield Text(reading.name, style="bold")
    yield from pair_lines(list(head_pairs(reading)), console)
    yield from _block(Pair("依据", "Evidence"), pair_lines(reading.evidence, console) if reading.evidence else ())
    if reading.metadata:
        yield from _block(Pair("元数据", "Metadata"), pair_lines(reading.metadata, console))
    if reading.report is not None:
        yield from report_lines(reading.report, view_tables(reading.report.facts), console)


def outcome_lines(reading: Reading, name: str, console: Console) -> Iterator[Text]:
    """One member of an archive: its path below `name`, and what came of it."""
    outcome = Text(said(Pair("什么也没有找到", "nothing was found")))
    if reading.rejection is not None:
        outcome = Text.assemble((reading.rejection.reason, "yellow"), "  ", (said(reading.rejection.detail), "dim"))
    if reading.report is not None:
        report = reading.report
        cells = Counter(fact.cell_status for fact in report.facts)
        counts = said(format_counts(dict(cells.most_common())))
        agency = report.agency or said(Pair("未找到机关", "agency not found"))
        kind = said(Pair("报告", "report"))
        outcome = Text.assemble((kind, "green"), f"  {report.report_year}  {agency}  ", (counts, "dim"))
    yield Text(reading.name.removeprefix(f"{name}{MEMBER_MARK}"), style="bold")
    yield from hanging_lines("   ", outcome, console)


def archive_lines(
    name: str, head: Sequence[tuple[str, str]], members: Iterable[Reading], console: Console
) -> Iterator[Text]:
    """An archive and its members, each when it is read; what is wrong with the archive itself comes last."""
    yield Text(name, style="bold")
    yield from pair_lines(head, console) if head else ()
    yield from _block(
        Pair("成员", "Members"), (line for read in members for line in outcome_lines(read, name, console))
    )
    yield Text()
    hint = Pair(
        "nianbao explain '{path}' 显示一个成员如何读取。",
        "nianbao explain '{path}' shows how a member is read.",
        path=f"{name}{MEMBER_MARK}PATH",
    )
    yield from hanging_lines("", Text(said(hint), style="dim"), console)


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


def check_size(file: Place, most: int) -> None:
    """Raise `RunError` where a file has more bytes than are read, before it is. Raises `OSError`.

    An object in S3 is not asked.
    """
    if isinstance(file, Path) and file.stat().st_size > most:
        raise RunError(
            Pair(
                "{file}超过{most:,}字节（NIANBAO_FILE_BYTES），不予读取",
                "{file} has more than {most:,} bytes (NIANBAO_FILE_BYTES) and is not read",
                file=file,
                most=most,
            )
        )


def explain_file(file: Place, settings: Settings, console: Console, member: str = "") -> None:
    """Print how a file is read, an archive with its members, or one member by its path inside.

    Raises `RunError` where the file or a gazetteer cannot be read, or the archive has no such member.
    """
    try:
        check_size(file, settings.file_bytes)
        data = read_content(str(file), settings.file_bytes)
        nearby = nearby_gazetteers(file, settings.raw)
    except OSError as error:
        raise RunError(
            Pair("无法读取{file}：{why}", "{file} cannot be read: {why}", file=file, why=system_words(error))
        ) from error
    gazetteer = read_gazetteer_files([*settings.gazetteer, *nearby])
    converter = LibreOffice(settings.file_seconds)
    read_settings = ReadSettings(
        keep_personal_data=settings.keep_personal_data,
        limits=settings.limits,
        converter=converter,
        recogniser=recogniser_of(engines_of(settings.ocr)),
    )
    name = printable_name(str(file).rpartition("/")[2])
    wanted = f"{name}{MEMBER_MARK}{member}" if member else name
    read = partial(read_member, gazetteer=gazetteer, settings=read_settings)
    bounds = Bounds(settings.worker_memory, settings.file_seconds)
    readings = read_apart(name, partial(_members, data, name, wanted, settings.limits), read, read_member, bounds)
    for line in target_lines(data, name, wanted, readings, console):
        console.print(_without_commands(line), soft_wrap=True)
