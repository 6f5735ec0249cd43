"""From doubts to findings: each with its place in the file, and a sentence in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.proofreading.findings import NOTE, Finding, Place
from flows.proofreading.labels import SECTIONS, place_of
from flows.proofreading.lines import FileText, find_quote, lines_of_cells
from flows.proofreading.rejections import say_rejection
from flows.proofreading.sentences import RULES, UNSAID, WHY_NOT_COMPARED, RuleText, repair_text
from transforms.doubts import CELL_SEPARATOR, Doubt, Rejection
from transforms.form import forms
from transforms.language import Pair
from transforms.narrative import NarrativeFact
from transforms.outline import say_missing
from transforms.report import ParsedReport
from transforms.schemas import CellStatus
from transforms.text import find_personal_data

# The warehouse's name of the least severity.
_INFO = "info"
# What stays of personal data, so that who wrote it finds it: so many characters of ten at its beginning and at its end,
# and no more than of a telephone number.
_SHOWN_BEFORE, _SHOWN_BEHIND = (3, 3), (2, 2)


def split_doubts(doubts: Iterable[Doubt], report: ParsedReport) -> Iterator[Doubt]:
    """The doubts with each about the one thing that a person would look for: a section, the cells that are missing.

    Of tables of which none was read no cell is missing beside.
    """
    listed = list(doubts)
    lacks_tables = any(one.rule == "tables_missing" for one in listed)
    for one in listed:
        if one.rule == "cells_missing" and lacks_tables:
            continue
        if one.rule == "section_missing":
            yield from (_of_section(one, int(number)) for number in (one.actual or "").split(", "))
        elif one.rule == "cells_missing" and one.actual != "0":
            missing = [fact.subject for fact in report.facts if _is_missing(fact.cell_status, fact.table, one)]
            yield replace(one, subject=CELL_SEPARATOR.join(missing))
        else:
            yield one


def _of_section(doubt: Doubt, number: int) -> Doubt:
    return replace(doubt, subject=f"report_section.{number}", message=say_missing([number]))


def _is_missing(status: str, table: str, doubt: Doubt) -> bool:
    return status == CellStatus.MISSING and table == doubt.subject


@dataclass(frozen=True, slots=True)
class Teller:
    """What findings on one report are told of: the report, and its text where that is known."""

    report: ParsedReport
    text: FileText | None
    lines: Mapping[str, int]

    @classmethod
    def of(cls, report: ParsedReport, text: FileText | None, doubts: Sequence[Doubt]) -> Teller:
        """A teller that knows the lines of cells, if a doubt is about any."""
        is_about_cells = any(place_of(one.subject).cells for one in doubts)
        return cls(report, text, lines_of_cells(text, report.facts) if text and is_about_cells else {})

    def tell(self, doubt: Doubt) -> Finding:
        """The finding of a doubt about the report."""
        stated = self._stated(doubt) if doubt.rule == "narrative_vs_table" else None
        place = self._place_of_quote(stated) if stated else self._place_of_cells(place_of(doubt.subject))
        return tell(doubt, place, _severity(doubt, self.report.report_year), year=self.report.report_year)

    def _stated(self, doubt: Doubt) -> NarrativeFact | None:
        """The number of the prose that a doubt is about."""
        metric = (doubt.subject or "").rpartition(".")[2]
        stated = (fact for fact in self.report.narrative if fact.metric == metric and f"{fact.value:f}" == doubt.actual)
        return next(stated, None)

    def _place_of_quote(self, stated: NarrativeFact) -> Place:
        place = find_quote(self.text.text, stated.sentence) if self.text else None
        line = self.text.line_at(place) if self.text and place is not None else None
        return Place(stated.section_no, text=stated.sentence, line=line)

    def _place_of_cells(self, place: Place) -> Place:
        """A place with the text and the line of its first cell that has them."""
        printed = {fact.subject: fact.raw_text for fact in self.report.facts}
        text = next(filter(None, (printed.get(cell) for cell in place.cells)), "")
        return replace(place, text=text, line=next(filter(None, map(self.lines.get, place.cells)), None))


def tell(doubt: Doubt, place: Place | None = None, severity: str = "", **found: object) -> Finding:
    """The finding of a doubt, in its own words, or in those of its rule where a check alone has it."""
    where = place or Place()
    message = doubt.message
    if said := _text_of(doubt).said:
        message = said.filled(
            expected=doubt.expected or "",
            actual=doubt.actual or "",
            section=SECTIONS.get(where.section_no or 0, ""),
            count=len(where.cells),
            repair=repair_text(doubt.actual or "")[1],
            why=_why(doubt),
            **found,
        )
    return Finding(doubt.rule, doubt.cause, severity or _severity(doubt), message, where, doubt.expected, doubt.actual)


def _why(doubt: Doubt) -> Pair | str:
    known = WHY_NOT_COMPARED.get(doubt.cause)
    return known[1].filled(expected=doubt.expected or "", actual=doubt.actual or "") if known else ""


def _text_of(doubt: Doubt) -> RuleText:
    is_all = doubt.rule == "cells_missing" and doubt.actual == "0"
    return RULES["cells_missing:all" if is_all else doubt.rule]


def _severity(doubt: Doubt, year: int | None = None) -> str:
    """The severity of a check: its own where it has one, unless the report is of the time before the official forms."""
    own = _text_of(doubt).severity
    is_early = year is not None and year < forms()[0].first_year
    if doubt.severity == _INFO and (is_early or not own):
        return NOTE
    return own if own and not is_early else doubt.severity


def tell_rejection(rejection: Rejection) -> Finding:
    """The finding of a file that is not read as a report."""
    return tell(Doubt("quarantined", "", say_rejection(rejection), cause=rejection.reason))


def find_personal(text: FileText) -> Iterator[Finding]:
    """Personal data in the text of a file, which no finding prints in full."""
    for datum in find_personal_data(text.text):
        masked = _mask_middle(text.text[datum.start : datum.end])
        place = Place(text.section_at(datum.start), text=masked, line=text.line_at(datum.start))
        yield tell(Doubt(datum.kind, "", UNSAID, actual=masked), place)


def _mask_middle(text: str) -> str:
    """Personal data with its beginning and its end alone.

    >>> _mask_middle("13900000000"), _mask_middle("12345")
    ('139＊＊＊＊＊＊00', '1＊＊＊5')
    """
    before, behind = (min(most, len(text) * of_ten // 10) for of_ten, most in (_SHOWN_BEFORE, _SHOWN_BEHIND))
    return f"{text[:before]}{'＊' * (len(text) - before - behind)}{text[len(text) - behind :]}"
