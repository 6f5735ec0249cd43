"""What `nianbao check` found as one page: each finding beside its section, its row and its cell.

The page needs nothing but itself: no script, no font, no address. All text is escaped, and goes through `shown`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from flows.commands.check_text import file_head, say_counts
from flows.commands.check_words import WORDS, shown
from flows.commands.explain import group_headings
from flows.proofreading import (
    NUMERALS,
    RULES,
    SECTION_OF_TABLE,
    SECTIONS,
    Checked,
    Finding,
    describe_place,
)
from transforms.language import Language, Pair
from transforms.placement import CellView, TableView
from transforms.schemas import CellStatus

_STYLE = """
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --note: #4a5568; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffcc66; --note: #b0bec5; } }
body { font: 1rem/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 0 auto; padding: 1rem;
  max-width: 60rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: start; font-weight: bold; }
th, td { border: 1px solid; padding: .2rem .5rem; text-align: end; overflow-wrap: normal; }
th { font-weight: normal; } tbody th { text-align: start; min-width: 9rem; }
td.empty { color: var(--note); font-style: italic; }
.finding { border-inline-start: .25rem solid; padding: .2rem .6rem; margin: .5rem 0; text-align: start; }
tr .finding { position: sticky; inset-inline-start: 0; max-width: min(calc(100vw - 5rem), 54rem); margin: 0; }
.finding p { margin: 0; } .finding .rule { font-size: .8rem; } .place { color: var(--note); }
.error { border-color: var(--error); } .warning { border-color: var(--warning); } .note { border-color: var(--note); }
.finding b { font-weight: bold; } .error b { color: var(--error); } .warning b { color: var(--warning); }
td.error, td.warning, td.note { outline: .15rem solid; outline-offset: -.15rem; font-weight: bold; }
td.error { outline-color: var(--error); } td.warning { outline-color: var(--warning); }
td.note { outline-color: var(--note); }
.text { white-space: pre-wrap; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _escape(text: str) -> str:
    """A text on one line for a page."""
    return html.escape(shown(text))


def _word(name: str, language: Language) -> str:
    return html.escape(WORDS[name].said_in(language))


def _section_name(number: int, heading: Pair, language: Language) -> str:
    said = WORDS["section"].filled(numeral=NUMERALS[number - 1], number=number, heading=heading)
    return _escape(said.said_in(language))


def finding_html(finding: Finding, language: Language) -> str:
    """A finding as a block: severity and title, place, sentence."""
    title = RULES[finding.rule].title.said_in(language)
    place = describe_place(finding.place).said_in(language)
    where = f'<p class="place">{_escape(place)}</p>' if place else ""
    return (
        f'<div class="finding {finding.severity}"><p><b>{_word(finding.severity, language)}</b> {_escape(title)} '
        f'<span class="rule">{_escape(finding.rule)}</span></p>{where}'
        f"<p>{_escape(finding.message.said_in(language))}</p></div>"
    )


def _findings(findings: Iterable[Finding], language: Language) -> Iterator[str]:
    return (finding_html(finding, language) for finding in findings)


def _cell(cell: CellView, marks: dict[str, str], language: Language) -> str:
    """A cell as it is printed; one that prints nothing says so."""
    classes = [marks[cell.subject]] if cell.subject in marks else []
    text = _escape(cell.raw_text or "")
    if not text:
        classes.append("empty")
        text = _word("missing_cell" if cell.cell_status == CellStatus.MISSING else "blank_cell", language)
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{named}>{text}</td>"


def table_html(view: TableView, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """A table with each finding below the row of its first cell, and its cells marked."""
    marks = {cell: finding.severity for finding in reversed(findings) for cell in finding.place.cells}
    width = len(view.column_labels) + 1
    heads = "".join(f'<th scope="col">{_escape(label)}</th>' for label in view.column_labels)
    yield f'<div class="scroll"><table><caption>{_escape(view.title)}</caption>'
    yield f"<thead><tr><td></td>{heads}</tr></thead><tbody>"
    shown_groups = {""}
    for label, cells in view.rows:
        if (group := group_headings().get(label, "")) not in shown_groups:
            shown_groups.add(group)
            yield f'<tr><th scope="rowgroup" colspan="{width}">{_escape(group)}</th></tr>'
        row = "".join(_cell(cell, marks, language) for cell in cells)
        yield f'<tr><th scope="row">{_escape(label)}</th>{row}</tr>'
        for said in _findings(_of_row(findings, cells), language):
            yield f'<tr><td colspan="{width}">{said}</td></tr>'
    yield "</tbody></table></div>"


def _of_row(findings: Iterable[Finding], cells: Sequence[CellView]) -> Iterator[Finding]:
    """The findings whose first cell is in a row."""
    names = {cell.subject for cell in cells}
    return (finding for finding in findings if finding.place.cells and finding.place.cells[0] in names)


def _table_of(view: TableView) -> str:
    return next((cell.subject.partition(".")[0] for _, cells in view.rows for cell in cells if cell.subject), "")


def _names_of(views: Iterable[TableView]) -> set[str]:
    return {cell.subject for view in views for _, cells in view.rows for cell in cells}


def _section_html(number: int | None, file: Checked, language: Language) -> Iterator[str]:
    """A section: heading, what is found in it, its tables, or else its text. None stands for the statistics form."""
    views = [view for view in file.tables if SECTION_OF_TABLE.get(_table_of(view)) == number]
    if number is None and not views:
        return
    names = _names_of(views)
    own = [finding for finding in file.findings if _is_of_section(finding, number)]
    above = [finding for finding in own if not names & set(finding.place.cells[:1])]
    printed = (
        next((section for section in file.report.sections if section.section_no == number), None)
        if file.report
        else None
    )
    if number is None:
        yield f"<h3>{_word('statistics', language)}</h3>"
    else:
        yield f"<h3>{_escape(printed.heading) if printed else _section_name(number, SECTIONS[number], language)}</h3>"
    yield from _findings(above, language)
    for view in views:
        yield from table_html(view, own, language)
    if printed and not views:
        lines = filter(None, map(_escape, printed.text.splitlines()))
        yield f'<div class="text">{"<br>".join(lines)}</div>'


def _is_of_section(finding: Finding, number: int | None) -> bool:
    place = finding.place
    return place.section_no == number and (number is not None or bool(place.table))


def _file_html(file: Checked, language: Language) -> Iterator[str]:
    yield f"<article><h2>{_escape(file.name)}</h2>"
    yield f"<p>{' · '.join(_escape(said.said_in(language)) for said in file_head(file))}</p>"
    general = [one for one in file.findings if one.place.section_no is None and not one.place.table]
    yield from _findings(general, language)
    if file.report:
        for number in (*SECTIONS, None):
            yield from _section_html(number, file, language)
    yield "</article>"


def to_html(files: Sequence[Checked], language: Language) -> str:
    """One page of all files."""
    tag = {Language.ZH: "zh-CN", Language.EN: "en"}[language]
    title = _word("title", language)
    parts = [
        f'<!doctype html>\n<html lang="{tag}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>",
        f"<p>{_escape(say_counts(files).said_in(language))}</p>",
        *(part for file in files for part in _file_html(file, language)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"
