"""A report as HTML: its findings, the official tables as printed, its sections, its files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.commands.explain import format_value, group_headings
from flows.proofreading import describe_place
from flows.proofreading.labels import place_of
from flows.state import format_bytes
from notebooks.site.crops import crop_html, crops_of
from notebooks.site.reading import Report, Row
from notebooks.site.text import escape, said, table, word
from notebooks.site.words import FORMS, GRAVITIES, STATUSES, rule_title
from transforms.doubts import CELL_SEPARATOR
from transforms.form import proactive_cells
from transforms.language import Language, Pair
from transforms.placement import CellView, TableView, view_tables
from transforms.schemas import CellStatus

_MONEY = frozenset(cell.measure_label for cell in proactive_cells() if cell.unit == "CNY")
# Characters that a column of numbers has room for.
_LONG = 16
# Statuses that a cell itself says in words.
_SAID = (CellStatus.REPAIRED, CellStatus.AMBIGUOUS, CellStatus.UNREADABLE)


def report_html(report: Report, others: Iterable[Row], language: Language) -> str:
    """A current report as a section of a page, with the `others` of the same year, older revisions and copies."""
    row = report.row
    views = view_tables(report.facts)
    marks = _marks(report.findings)
    year = f"y{row['report_year']}"
    parts = [
        f'<section class="report" id="{year}"><h2>{word("year", language, year=row["report_year"])}</h2>',
        f"<p>{' · '.join(_head(row, language))}</p>",
        f"<h3>{word('open_findings', language)}</h3>",
        findings_html(report.findings, year, language),
        f"<h3>{word('tables', language)}</h3>",
        *(_table(view, Told(marks, crops_of(report.findings), year), language) for view in views),
        f'<p class="note">{word("legend" if views else "no_tables", language)}</p>',
        f"<h3>{word('sections', language)}</h3>",
        *(_section(section, language) for section in report.sections),
        "" if report.sections else f'<p class="note">{word("no_sections", language)}</p>',
        f"<h3>{word('files', language)}</h3>{_files(report, others, language)}</section>",
    ]
    return "".join(parts)


def _head(row: Row, language: Language) -> Iterator[str]:
    """What is known of the report as a whole."""
    yield f"<b>{escape(row['agency'])}</b>"
    if row["title"]:
        yield escape(row["title"])
    yield word("form", language, form=FORMS.get(row["form"], row["form"]))
    if row["published_on"]:
        yield word("published_on", language, day=row["published_on"])


def _marks(findings: Sequence[Row]) -> Mapping[str, list[int]]:
    """The numbers of the findings on each cell."""
    marks: dict[str, list[int]] = defaultdict(list)
    for place, finding in enumerate(findings, start=1):
        for cell in (finding["subject"] or "").split(CELL_SEPARATOR):
            marks[cell].append(place)
    return marks


def sentence_of(finding: Row, language: Language) -> str:
    """The sentence of a finding, in Chinese where the warehouse has it, escaped."""
    return said(Pair(finding["said_zh"] or finding["message"], finding["message"]), language)


def gravity(severity: str, language: Language) -> str:
    """A severity, which words say and colour repeats."""
    return f'<b class="gravity {escape(severity)}">{said(GRAVITIES.get(severity, severity), language)}</b>'


def findings_html(findings: Sequence[Row], year: str, language: Language) -> str:
    """Findings of a report as a numbered list, to which its cells refer."""
    if not findings:
        return f'<p class="note">{word("no_findings", language)}</p>'
    listed = "".join(_finding(row, f"{year}-{place}", language) for place, row in enumerate(findings, start=1))
    return f'<ol class="findings">{listed}</ol>'


def _finding(row: Row, name: str, language: Language) -> str:
    place = said(describe_place(place_of(row["subject"])), language)
    facts = [word(key, language, value=row[key]) for key in ("expected", "actual", "verdict") if row[key] is not None]
    below = " · ".join(filter(None, (place, *facts)))
    about = f'<p class="note">{below}</p>' if below else ""
    return (
        f'<li id="{name}">{gravity(row["severity"], language)} {said(rule_title(row["rule"]), language)} '
        f"<code>{escape(row['rule'])}</code><p>{sentence_of(row, language)}</p>{about}</li>"
    )


@dataclass(frozen=True)
class Told:
    """What findings of a report tell of its cells: the numbers of those findings, and pictures of recognised numbers.
    `year` is part of the names of the findings on the page."""

    marks: Mapping[str, list[int]]
    crops: Mapping[str, Sequence[Mapping[str, object]]]
    year: str


def _table(view: TableView, told: Told, language: Language) -> str:
    """An official table as printed: labels in its own language, each cell with its status and findings."""
    return table(
        ["", *map(escape, view.column_labels)],
        _table_rows(view, told, language),
        caption=f"{escape(view.title)} <small>{_statuses(view, language)}</small>",
        kind="printed",
    )


def _statuses(view: TableView, language: Language) -> str:
    """How many cells have which status."""
    counts = Counter(cell.cell_status for _, cells in view.rows for cell in cells)
    return " · ".join(f"{said(STATUSES[status], language)} {count}" for status, count in counts.most_common())


def _table_rows(view: TableView, told: Told, language: Language) -> Iterator[list[str]]:
    shown = {""}
    for label, cells in view.rows:
        group = group_headings().get(label, "")
        if group not in shown:
            shown.add(group)
            yield [f"<b>{escape(group)}</b>", f'<td colspan="{len(cells)}"></td>']
        columns = zip(cells, view.column_labels, strict=True)
        yield [
            escape(label),
            *(_cell(cell, column in _MONEY, told, language) for cell, column in columns),
        ]


def _cell(cell: CellView, is_money: bool, told: Told, language: Language) -> str:
    """A cell as it is printed, with its status, its value where that reads otherwise, and its findings."""
    numbers = told.marks.get(cell.subject, ())
    raw = " ".join((cell.raw_text or "").split())
    value = "" if cell.value is None else format_value(cell.value)
    parts = [_raw(raw) or _unprinted(cell, language)]
    if cell.cell_status in _SAID:
        parts.append(f'<i class="status">{said(STATUSES[cell.cell_status], language)}</i>')
    if value and value != raw.replace(",", ""):
        parts.append(f'<span class="value">{word("yuan" if is_money else "value", language, value=value)}</span>')
    parts += [crop_html(one, language) for one in told.crops.get(cell.subject, ())]
    parts += [f'<a href="#{told.year}-{one}">※{one}</a>' for one in numbers]
    content = " ".join(filter(None, parts))
    if cell.cell_status == CellStatus.REPORTED and not numbers:
        return f"<td>{content}</td>"
    return f'<td class="{escape(cell.cell_status)}{" found" if numbers else ""}">{content}</td>'


def _raw(text: str) -> str:
    """The text of a cell; one that is too long for a column of numbers is folded."""
    return f'<span class="raw">{escape(text)}</span>' if len(text) > _LONG else escape(text)


def _unprinted(cell: CellView, language: Language) -> str:
    """What stands in for the text of a cell that prints none."""
    name = "missing" if cell.cell_status == CellStatus.MISSING else "blank"
    return "" if cell.cell_status in _SAID else f"<i>{word(name, language)}</i>"


def _section(section: Row, language: Language) -> str:
    text = section["text"] or ""
    lines = "<br>".join(filter(None, map(escape, text.splitlines())))
    count = word("characters", language, count=f"{len(text):,}")
    return (
        f"<details><summary>{escape(section['heading'] or section['section_no'])} <small>{count}</small></summary>"
        f'<div class="text" lang="zh-CN">{lines}</div></details>'
    )


def _files(report: Report, others: Iterable[Row], language: Language) -> str:
    """The files that hold the report, and those of its other revisions and copies."""
    rows = [
        *(_file_row({**report.row, **file}, "current", language) for file in report.files),
        *(_file_row({"missing_since": None, **row}, row["status"], language) for row in others),
    ]
    return table([word("path", language), "", word("file_kind", language), "SHA-256"], rows, kind="files")


def _file_row(row: Row, status: str, language: Language) -> list[str]:
    gone = f" · {word('file_missing', language)}" if row["missing_since"] else ""
    return [
        escape(row["source_path"]),
        word(status, language) + gone,
        f"{escape(row['media_type'])} {format_bytes(row['byte_size'])}",
        f"<code>{escape(row['source_sha256'])}</code>",
    ]
