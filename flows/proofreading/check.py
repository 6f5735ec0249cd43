"""Check files before publication: read, doubted, compared with last year and with themselves, told."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

import duckdb

from flows.bounded import read_bounded
from flows.errors import RunError
from flows.proofreading.comparing import Compared, compare, open_rules
from flows.proofreading.findings import SEVERITIES, Checked, Finding
from flows.proofreading.lines import FileText, read_text
from flows.proofreading.machine import doubt, doubt_name, doubt_report
from flows.proofreading.sentences import UNSAID, WHY_NOT_COMPARED
from flows.proofreading.telling import Teller, find_personal, split_doubts, tell, tell_rejection
from flows.raw import nearby_gazetteers, read_gazetteer_files
from flows.reading.apart import Bounds, read_apart
from flows.reading.eyes import engines_of, recogniser_of
from flows.reading.jobs import unreadable_file
from flows.reading.office import LibreOffice
from flows.settings import Settings
from transforms.archives import Member, unpack
from transforms.doubts import Doubt, Reason, Rejection
from transforms.identity import Gazetteer
from transforms.language import Pair
from transforms.placement import view_tables
from transforms.report import UNKNOWN_TYPE, ParsedReport, Reading, ReadSettings, read_member
from transforms.source_paths import printable_name

_NO_FILE = Pair("这是文件夹、管道或设备，不是文件。", "It is a folder, a pipe or a device, and no file.")
_TOO_LARGE = Pair(
    "文件超过{most}字节（NIANBAO_FILE_BYTES）。", "The file has more than {most} bytes (NIANBAO_FILE_BYTES)."
)


_FEW_LINES = """东城区东华门街道2021年政府信息公开工作年度报告
一、总体情况
全年收到申请1件。
三、收到和处理政府信息公开申请情况
\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1
"""


@cache
def _load_gazetteer(paths: tuple[Path, ...]) -> Gazetteer:
    """The list of divisions; with it a few lines are read, so that no child computes what a first reading computes."""
    gazetteer = read_gazetteer_files(paths)
    with suppress(Exception):  # a mistake of the reader is told of the files that bring it out
        read_member(Member("", _FEW_LINES.encode()), gazetteer=gazetteer)
    return gazetteer


def _read_bytes(path: Path, most: int) -> bytes | Rejection:
    """The bytes of a file, or why they cannot be had."""
    try:
        if path.exists() and not path.is_file():
            return Rejection(Reason.NOT_A_FILE, _NO_FILE)
        return read_bounded(path, most)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return Rejection(Reason.FILE_TOO_LARGE, _TOO_LARGE.filled(most=most))
        said = error.strerror if isinstance(error, OSError) else None
        return unreadable_file(said or error)


Read = tuple[Reading, FileText | None]
"""What a file or member was read as, and its text where that is a report."""


def _read(member: Member, gazetteer: Gazetteer, settings: ReadSettings) -> Read:
    reading = read_member(member, gazetteer=gazetteer, settings=settings)
    if reading.report is None or member.data is None:
        return reading, None
    return reading, read_text(member.data, reading, settings.limits, settings.converter)


def _refuse(member: Member) -> Read:
    return read_member(member), None


def _read_all(data: bytes, path: Path, settings: Settings, reading_settings: ReadSettings) -> Iterator[Read]:
    """What a file, or each member of an archive, is read as, in a process of its own."""
    name, gazetteer = printable_name(path.name), _gazetteer_of(path, settings)
    return read_apart(
        name,
        partial(unpack, data, name, reading_settings.limits),
        partial(_read, gazetteer=gazetteer, settings=reading_settings),
        _refuse,
        Bounds(settings.worker_memory, settings.file_seconds),
    )


@dataclass(frozen=True, slots=True)
class _Means:
    """What files are checked with: settings, the rules, and what a report is compared with."""

    settings: Settings
    reading: ReadSettings
    rules: duckdb.DuckDBPyConnection
    previous: Reading | None
    warehouse: Path | None


def read_previous(path: Path, settings: Settings) -> Reading:
    """The report of last year, by the word of who names it. Raises `RunError` where the file holds no report."""
    reading_settings = _reading_settings(settings)
    data = _read_bytes(path, settings.file_bytes)
    if isinstance(data, Rejection):
        raise _unusable(path, data.detail)
    readings = [reading for reading, _ in _read_all(data, path, settings, reading_settings)]
    reports = [reading for reading in readings if reading.report]
    if len(reports) != 1:
        rejection = readings[0].rejection if len(readings) == 1 else None
        raise _unusable(path, rejection.detail if rejection else Pair("它不是一份报告。", "it is not one report."))
    return reports[0]


def _unusable(path: Path, why: str) -> RunError:
    words = Pair("上一年度报告{path}不能使用：{why}", "the report of last year, {path}, cannot be used: {why}")
    return RunError(words.filled(path=path, why=why))


def check_files(
    names: Sequence[str], settings: Settings, previous: Reading | None = None, warehouse: Path | None = None
) -> Iterator[Checked]:
    """What is found in each file, and in each member of an archive, one after the other.

    `previous` is the report of last year, `warehouse` a published warehouse that may have it. Bad input gives a
    finding. Raises `RunError` where the warehouse or a gazetteer cannot be read.
    """
    with open_rules() as rules:
        means = _Means(settings, _reading_settings(settings), rules, previous, warehouse)
        for name in names:
            yield from _check_file(name, means)


def _reading_settings(settings: Settings) -> ReadSettings:
    """How files are read: with personal data masked; what an office program converted is looked at twice."""
    return ReadSettings(
        limits=settings.limits,
        converter=lru_cache(maxsize=1)(LibreOffice(settings.file_seconds)),
        recogniser=recogniser_of(engines_of(settings.ocr)),
    )


def _gazetteer_of(path: Path, settings: Settings) -> Gazetteer:
    return _load_gazetteer((*settings.gazetteer, *nearby_gazetteers(path, settings.raw)))


def _check_file(name: str, means: _Means) -> Iterator[Checked]:
    path, shown = Path(name), printable_name(name)
    data = _read_bytes(path, means.settings.file_bytes)
    base = printable_name(path.name)
    if isinstance(data, Rejection):
        yield _checked(shown, Reading(base, None, 0, UNKNOWN_TYPE, rejection=data), ())
        return
    for reading, text in _read_all(data, path, means.settings, means.reading):
        yield _check_reading(f"{shown}{reading.name.removeprefix(base)}", reading, text, means)


def _checked(name: str, reading: Reading, findings: Sequence[Finding], previous: str | None = None) -> Checked:
    """A file with its findings, the most severe first, in the order of the report."""
    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    rejected = (tell_rejection(reading.rejection),) if reading.rejection else ()
    tables = view_tables(reading.report.facts) if reading.report else ()
    return Checked(name, reading, (*rejected, *ordered), tables, previous)


def _check_reading(name: str, reading: Reading, text: FileText | None, means: _Means) -> Checked:
    report = reading.report
    if report is None:
        return _checked(name, reading, [tell(one) for one in doubt_name(reading)])
    compared, about_previous = _compare(reading, report, means)
    doubts = [
        *doubt_name(reading),
        *split_doubts(report.doubts, report),
        *doubt_report(report),
        *compared.doubts,
        *about_previous,
    ]
    teller = Teller.of(report, text, doubts)
    findings = [teller.tell(one) for one in doubts]
    return _checked(name, reading, [*findings, *(find_personal(text) if text else ())], compared.previous)


def _compare(reading: Reading, report: ParsedReport, means: _Means) -> tuple[Compared, Sequence[Doubt]]:
    """What the rules say of a report, and why it could not be compared as was asked."""
    previous = means.previous.report if means.previous else None
    if means.previous is None or previous is None:
        compared = compare(means.rules, reading, None, means.warehouse)
        return compared, [] if compared.previous or not means.warehouse else [_without_previous(report, compared)]
    if previous.report_year != report.report_year - 1:
        return compare(means.rules, reading), [_not_compared("other_year", report, str(previous.report_year))]
    return compare(means.rules, reading, means.previous), list(_of_other_body(report, previous))


def _without_previous(report: ParsedReport, compared: Compared) -> Doubt:
    return _not_compared("none_there" if compared.is_followed else "not_followed", report)


def _not_compared(cause: str, report: ParsedReport, actual: str | None = None) -> Doubt:
    severity = WHY_NOT_COMPARED[cause][0]
    return Doubt("not_compared", severity, UNSAID, "report", str(report.report_year - 1), actual, cause)


def _of_other_body(report: ParsedReport, previous: ParsedReport) -> Iterator[Doubt]:
    """A report of last year that is certainly not of the same body: its division or its name is another one."""
    names = (report.agency or "", previous.agency or "")
    is_same_name = names[0].endswith(names[1]) or names[1].endswith(names[0])
    codes = (report.division_code, previous.division_code)
    if (codes[0] != codes[1]) if all(codes) else not is_same_name:
        yield doubt("other_body", "report.agency", *names)
