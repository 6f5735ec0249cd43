"""One file → its readings: the bytes of a file in, everything known about each report in it out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.archives import Member, archive_type, unpack
from transforms.classification import find_rejection
from transforms.doubts import Doubt, Rejection
from transforms.form import forms, statistic_vocabulary
from transforms.formats import Converter, Recognised, Recogniser, recognise
from transforms.identity import Gazetteer, Identity, find_identity, find_publisher, find_year
from transforms.language import Pair, listed
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.narrative import NarrativeFact, read_narrative
from transforms.outline import Outline, Section, find_outline, first_report, say_missing
from transforms.placement import Fact, Facts, Statistics, read_facts, read_statistics
from transforms.schemas import CellStatus
from transforms.source_paths import told_by_path
from transforms.stream import Document, Kind, Token, read_document, read_entries, read_tokens, unwrap_labels
from transforms.tables import find_statistic_rows, find_tables, read_statistic_entries
from transforms.text import mask_personal_data
from transforms.version import PARSER_VERSION

UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What a reader of files may choose. `keep_personal_data` leaves mobile numbers and the like unmasked; `converter`
    reads DOC, WPS and RTF files, which are rejected without one."""

    keep_personal_data: bool = False
    limits: Limits = DEFAULT_LIMITS
    converter: Converter | None = None
    recogniser: Recogniser | None = None


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report as read; attributes as the columns of `ReadReport`, with its sections, facts and doubts."""

    report_id: str
    source_sha256: str
    media_type: str
    byte_size: int
    agency: str | None
    agency_kind: str | None
    township_code: str | None
    township_match: str
    division_code: str | None
    division_level: str | None
    body_key: str
    report_year: int
    form: str
    title: str | None
    published_on: date | None
    encoding: str | None
    encoding_confidence: float | None
    script: str
    repairs: tuple[str, ...]
    layout: str | None
    parser_version: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...]
    narrative: tuple[NarrativeFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading one file: a report, or the reason why there is none.

    `evidence` says in pairs (what, why) how encoding, agency and year were decided; it is for people (`nianbao
    explain`), as is `metadata`, what the file states about itself. `source_sha256` is None for the member of an
    archive that could not be unpacked.
    """

    name: str
    source_sha256: str | None
    byte_size: int
    media_type: str
    report: ParsedReport | None = None
    rejection: Rejection | None = None
    evidence: tuple[tuple[Pair, Pair], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


def read_member(member: Member, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None) -> Reading:
    """Read a file that `transforms.archives.unpack` gave; one that it rejected keeps its rejection."""
    if member.rejection is None and member.data is not None:
        return read_report(member.data, member.name, gazetteer=gazetteer, settings=settings)
    if member.data is None:
        return Reading(member.name, None, 0, UNKNOWN_TYPE, rejection=member.rejection)
    sha256 = hashlib.sha256(member.data).hexdigest()
    media_type = archive_type(member.data) or recognise(member.data)
    return Reading(member.name, sha256, len(member.data), media_type, rejection=member.rejection)


def read_file(
    data: bytes, name: str, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None
) -> Iterator[Reading]:
    """One reading for a file, one for each member of an archive, each when it is asked for.

    Members are named by their source path (`archive.zip!/folder/member.html`). Bad input gives a reading with a
    rejection, never an exception; see `transforms.archives.unpack` for what becomes of an archive itself.
    """
    kept = settings or ReadSettings()
    for member in unpack(data, name, kept.limits):
        yield read_member(member, gazetteer=gazetteer, settings=kept)


def report_id_of(source_sha256: str) -> str:
    """The id of a report: the first 16 digits of its file's SHA-256."""
    return source_sha256[:16]


def read_report(
    data: bytes, name: str, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None
) -> Reading:
    """Read the bytes of one file. Bad input gives a `Reading` with a rejection, never an exception.

    `name` is the path below the raw folder; beside the bytes, the reading depends on `told_by_path(name)` alone.
    Rejections: `empty_file`, `binary_file`, `undecodable`,
    `unsupported_format`, `text_too_long`, `not_a_report`, `no_year`, and those of the formats.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    media_type = recognise(data)
    kept = settings or ReadSettings()
    document = read_document(data, media_type, kept.limits, kept.converter, kept.recogniser)
    if isinstance(document, Rejection):
        return Reading(name, sha256, len(data), media_type, rejection=document)
    entries = read_entries(tokens := read_tokens(unwrap_labels(document.cells)))
    text = first_report(document.text)
    outline = find_outline(text)
    path = told_by_path(name)
    identity = find_identity(text, gazetteer, path, document.metadata)
    year = find_year(text, identity.title, document.metadata, path)
    publisher = find_publisher(identity, year.year)
    # A text can be cut off in its last number; other formats have an end of their own.
    can_be_cut = not document.is_whole
    last = _last_value(tokens, can_be_cut=can_be_cut)
    facts = read_facts(
        find_tables(entries),
        last,
        year.year,
        spaces_letters=document.spaces_letters,
        recognised=document.recognised.numbers,
    )
    statistics = _read_statistics(document, year.year, can_be_cut=can_be_cut)
    evidence = (
        (Pair("编码", "encoding"), document.evidence),
        (Pair("机关", "agency"), identity.evidence),
        (Pair("区划", "division"), publisher.evidence),
        (Pair("年度", "year"), year.evidence),
    )
    # Under the title of a report the statistics form may stand alone; without it, it is that of a quarter as well.
    figures = facts.facts + statistics.facts if identity.title else facts.facts
    rejection = find_rejection(text, identity.title, outline.sections, figures, year.year)
    if rejection is not None or year.year is None:
        repairs = listed(document.repairs) or Pair("无", "none")
        encoding = listed([document.encoding or "Unicode"])
        found = ((Pair("按此编码读取", "decoded as"), encoding), (Pair("修复", "repairs"), repairs))
        return Reading(
            name,
            sha256,
            len(data),
            media_type,
            rejection=rejection,
            evidence=(*found, *evidence),
            metadata=document.metadata,
        )
    mask = _keep if kept.keep_personal_data else mask_personal_data
    report = ParsedReport(
        report_id=report_id_of(sha256),
        source_sha256=sha256,
        media_type=media_type,
        byte_size=len(data),
        agency=identity.agency,
        agency_kind=identity.agency_kind,
        township_code=identity.township_code,
        township_match=identity.township_match,
        division_code=publisher.division_code,
        division_level=publisher.division_level,
        body_key=publisher.body_key(identity.agency, report_id_of(sha256)),
        report_year=year.year,
        form=_form_of(facts, year.year),
        title=identity.title,
        published_on=year.published_on,
        encoding=document.encoding,
        encoding_confidence=document.encoding_confidence,
        script=document.script,
        repairs=document.repairs,
        layout=document.layout if facts.facts or statistics.facts else None,
        parser_version=PARSER_VERSION,
        sections=tuple(replace(section, text=mask(section.text)) for section in outline.sections),
        facts=(*facts.facts, *statistics.facts),
        doubts=(
            *document.doubts,
            *publisher.doubts,
            *year.doubts,
            *_missing_sections(outline.sections),
            *_missing_tables(facts, year.year),
            *facts.doubts,
            *statistics.doubts,
            *_recognised_prose(document.recognised),
        ),
        narrative=tuple(
            replace(fact, sentence=mask(fact.sentence))
            for fact in (() if document.recognised.has_prose else _read_prose(outline, year.year, identity))
        ),
    )
    return Reading(name, sha256, len(data), media_type, report, evidence=evidence, metadata=document.metadata)


def _last_value(tokens: Sequence[Token], *, can_be_cut: bool) -> Token | None:
    return tokens[-1] if can_be_cut and tokens and tokens[-1].kind == Kind.VALUE else None


def _read_statistics(document: Document, year: int | None, *, can_be_cut: bool) -> Statistics:
    """The statistics form, which only reports of the time before the official tables have."""
    if year is None or year >= forms()[0].first_year:
        return Statistics()
    tokens = read_tokens(document.cells, statistic_vocabulary())
    rows = find_statistic_rows(read_statistic_entries(tokens), year)
    return read_statistics(rows, _last_value(tokens, can_be_cut=can_be_cut), year, document.recognised.numbers)


def _form_of(facts: Facts, year: int) -> str:
    """The form that the tables follow; a report without any is of the time before the forms, or has lost them."""
    return "pre2019" if facts.form == "narrative" and year < forms()[0].first_year else facts.form


def _read_prose(outline: Outline, year: int, identity: Identity) -> tuple[NarrativeFact, ...]:
    texts = ((section.section_no, section.text) for section in outline.sections)
    names = (identity.agency, *identity.names) if identity.agency else ()
    return read_narrative(((None, outline.preamble), *texts), year, identity.agency_kind, names)


def _keep(text: str) -> str:
    return text


def _recognised_prose(recognised: Recognised) -> tuple[Doubt, ...]:
    if not recognised.has_words:
        return ()
    message = Pair(
        "正文是从图片中识别的，其中的数字没有采用；两种引擎读法不同的字显示为“�”。",
        "The text was recognised in pictures: the numbers of its sentences are not loaded, and characters that two "
        "engines read differently are shown as “�”.",
    )
    return (Doubt("ocr_read", "info", message, "report_section"),)


def _missing_tables(facts: Facts, year: int) -> tuple[Doubt, ...]:
    is_read = any(fact.cell_status != CellStatus.MISSING for fact in facts.facts)
    if is_read or year < forms()[0].first_year:
        return ()
    message = Pair(
        "这一年度的报告应有三张法定表格，文件中一张也没有找到。",
        "Reports of this year print three official tables, and none of them was found in the file.",
    )
    return (Doubt("tables_missing", "warning", message, "report"),)


def _missing_sections(sections: Sequence[Section]) -> tuple[Doubt, ...]:
    absent = sorted(set(range(1, 7)) - {section.section_no for section in sections})
    if not absent:
        return ()
    return (
        Doubt("section_missing", "info", say_missing(absent), "report_section", "1 to 6", ", ".join(map(str, absent))),
    )
