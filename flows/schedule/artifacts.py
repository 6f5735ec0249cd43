"""What Prefect shows of a run: its name, its summary, the findings that are new, the quarantine, and how far it is.

Artifacts are views for who watches Prefect; the record is the warehouse. One that Prefect does not take costs a
warning, never the run, and one that does not answer is asked no more: each time would cost ten seconds. Texts of
reports are masked, as Prefect keeps them.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import duckdb

from flows.duck import quote_text, read_count
from flows.errors import RunError, words_of
from flows.language import said, spoken_language
from flows.runs.opening import OpenRun, outcome_of
from flows.runs.progress import Progress
from flows.runs.summary import Summary, summary_lines
from flows.state import RunRecord, show_time
from flows.versions import Totals, published_warehouse
from flows.words import format_counts, named
from transforms.language import NOTHING, Language, Pair
from transforms.text import mask_personal_data, without_commands

SUMMARY, FINDINGS, QUARANTINE, PROGRESS = (
    f"nianbao-{name}" for name in ("summary", "findings", "quarantine", "progress")
)
MOST_ROWS = 200
SECONDS_BETWEEN_UPDATES = 5.0

_FINDING_COLUMNS = ("severity", "rule", "agency", "report_year", "source_path", "subject", "message", "finding_id")
_FINDINGS = """
    SELECT severity, rule, agency, finding.report_year, source_path, subject, {message}, finding_id
    FROM quality_finding AS finding LEFT JOIN report USING (report_id)
    WHERE {condition}
    ORDER BY array_position(['error', 'warning', 'info'], severity), rule, source_path, finding_id
"""
_ALL_FINDINGS = Pair(
    "疑点{count:,}条；没有可比较的上一版本{more}",
    "{count:,} findings; there is no previous version to compare with{more}",
)
_QUARANTINE = "SELECT reason, source_path, {detail}, first_seen_at FROM quarantine ORDER BY first_seen_at DESC, rowid"

logger = logging.getLogger("nianbao")

# Whether the server has not answered since `begin_to_show`.
_is_away = threading.Event()


@dataclass(frozen=True, slots=True)
class Table:
    """An artifact of rows with a sentence above them."""

    key: str
    description: str
    rows: list[dict[str, str]]


def _shown(words: str) -> str:
    return without_commands(said(words))


def summary_table(summary: Summary) -> Table:
    """The numbers that a run prints at its end."""
    header = [said(Pair("项目", "what")), said(Pair("数量", "how many"))]
    rows = [dict(zip(header, map(_shown, line), strict=True)) for line in summary_lines(summary)]
    return Table(SUMMARY, _shown(Pair("运行 {run_id}", "Run {run_id}", run_id=summary.run_id)), rows)


def _column(name: str) -> str:
    """The column that says a thing in the operator's language."""
    return f"{name}_zh" if spoken_language() == Language.ZH else name


def _as_text(name: str, value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return show_time(value, zone)
    text = "" if value is None else without_commands(str(value))
    return mask_personal_data(text) if name in ("message", "detail") else text


def _first_rows(
    connection: duckdb.DuckDBPyConnection, query: str, names: tuple[str, ...], zone: tzinfo = UTC
) -> list[dict[str, str]]:
    rows = connection.execute(f"{query} LIMIT {MOST_ROWS}").fetchall()
    return [{name: _as_text(name, value, zone) for name, value in zip(names, row, strict=True)} for row in rows]


def _more(count: int) -> Pair:
    shown = Pair("；只列出前{most}条", "; the first {most} are shown", most=MOST_ROWS)
    return shown if count > MOST_ROWS else NOTHING


def _attach(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> bool:
    """Attach the previous version as `previous`; False where there is none that has findings."""
    if previous is None:
        return False
    try:
        connection.execute(f"ATTACH {quote_text(str(previous))} AS previous (READ_ONLY)")
        connection.execute("SELECT finding_id FROM previous.quality_finding LIMIT 0")
    except duckdb.Error:
        return False
    return True


def findings_table(warehouse: Path, previous: Path | None) -> Table:
    """The findings that the previous version did not have, the gravest first; all where there is no such version.

    Raises `RunError`.
    """
    with published_warehouse(warehouse) as connection:
        is_compared = _attach(connection, previous)
        condition = "true"
        if is_compared:
            condition = "finding_id NOT IN (SELECT finding_id FROM previous.quality_finding)"
        query = _FINDINGS.format(condition=condition, message=_column("message"))
        count = read_count(connection, f"SELECT count(*) FROM ({query})")
        rows = _first_rows(connection, query, _FINDING_COLUMNS)
    told = _ALL_FINDINGS
    if is_compared:
        told = Pair("新增疑点{count:,}条{more}", "{count:,} findings are new{more}")
    return Table(FINDINGS, _shown(told.filled(count=count, more=_more(count))), rows)


def quarantine_table(warehouse: Path, counts: Mapping[str, int], zone: tzinfo = UTC) -> Table:
    """The quarantine with its reasons and the times of a zone, what came last first. Raises `RunError`."""
    with published_warehouse(warehouse) as connection:
        rows = _first_rows(
            connection,
            _QUARANTINE.format(detail=_column("detail")),
            ("reason", "source_path", "detail", "first_seen_at"),
            zone,
        )
    count = sum(counts.values())
    told = Pair(
        "隔离区有{count:,}个文件或成员{parts}{more}",
        "{count:,} files or members wait in quarantine{parts}{more}",
        count=count,
        parts=Pair("（{parts}）", " ({parts})", parts=format_counts(counts)) if counts else NOTHING,
        more=_more(count),
    )
    return Table(QUARANTINE, _shown(told), rows)


def make_tables(summary: Summary, previous: Path | None, zone: tzinfo = UTC) -> Iterator[Table]:
    """The tables of a run: of one that published nothing, the summary alone. Raises `RunError`."""
    yield summary_table(summary)
    if isinstance(summary.counts, Totals):
        return
    yield findings_table(summary.warehouse, previous)
    yield quarantine_table(summary.warehouse, summary.counts.quarantined, zone)


def publish_artifacts(summary: Summary, previous: Path | None, zone: tzinfo = UTC) -> None:
    """Give Prefect the tables of a run. Only inside its flow."""
    from prefect.artifacts import create_table_artifact

    try:
        for table in make_tables(summary, previous, zone):
            _try(create_table_artifact, table.rows, table.key, table.description)
    except RunError as error:
        logger.warning(
            Pair(
                "Prefect 不再显示本次运行的信息：{why}", "Prefect shows no more of this run: {why}", why=words_of(error)
            )
        )


def begin_to_show() -> None:
    """Ask the server again, which may not have answered an earlier run of this process."""
    _is_away.clear()


def _try(call: Callable[..., Any], *arguments: object) -> Any:
    """What Prefect answers; None with a warning where it does not, and from then on without."""
    if _is_away.is_set():
        return None
    try:
        return call(*arguments)
    except Exception as error:
        if isinstance(error, _transport_error()):
            _is_away.set()
        logger.warning(
            Pair(
                "Prefect 没有接收要显示的内容：{why}",
                "Prefect did not take what it was to show: {why}",
                why=type(error).__name__,
            )
        )
        return None


def _transport_error() -> type[Exception]:
    """What Prefect's client raises where there is no answer."""
    from httpx import TransportError

    return TransportError


def _rename(flow_run: UUID, name: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        client.update_flow_run(flow_run, name=name)


def name_flow_run(name: str) -> None:
    """Give the flow run that this is called in a name that says what it was; outside one, nothing is named."""
    from prefect.runtime.flow_run import get_id

    if flow_run := get_id():
        _try(_rename, UUID(flow_run), name)


def name_by_record(record: RunRecord) -> None:
    """Name the flow run by the run and by how that ended."""
    name_flow_run(f"{record.run_id} {said(named(record.outcome))}")


@contextmanager
def named_by_outcome(opened: OpenRun) -> Iterator[None]:
    """Name the flow run at its end as `name_by_record` does, of a run that was opened before it and ends behind it."""
    try:
        yield
    except BaseException as error:
        name_flow_run(f"{opened.run_id} {said(named(outcome_of(error)))}")
        raise
    name_flow_run(f"{opened.run_id} {said(named(opened.ending.outcome))}")


def _create_progress(share: float, key: str, description: str) -> UUID:
    from prefect.artifacts import create_progress_artifact

    return cast("UUID", create_progress_artifact(share, key, description))


def _update_progress(artifact: UUID, share: float, description: str) -> None:
    from prefect.artifacts import update_progress_artifact

    update_progress_artifact(artifact, share, description)


class ArtifactProgress:
    """Tells an artifact of Prefect what it tells another progress. Only inside a flow.

    The artifact gets no more than one message in five seconds, and one at the end.
    """

    def __init__(self, inner: Progress) -> None:
        self.inner = inner
        self.artifact: UUID | None = None
        self.total = 0
        self.done = 0
        self.last_update = 0.0

    def start(self, total: int) -> None:
        """Make the artifact."""
        self.inner.start(total)
        self.total, self.done, self.last_update = total, 0, time.monotonic()
        self.artifact = _try(_create_progress, 0.0, PROGRESS, self._describe())

    def advance(self, count: int) -> None:
        """Move the artifact, unless it was moved just now."""
        self.inner.advance(count)
        self.done += count
        now = time.monotonic()
        if self.artifact and (self.done >= self.total or now - self.last_update >= SECONDS_BETWEEN_UPDATES):
            self.last_update = now
            share = 100.0 * min(self.done, self.total) / self.total if self.total else 100.0
            _try(_update_progress, self.artifact, share, self._describe())

    def _describe(self) -> str:
        return said(
            Pair(
                "已读取{done:,}个文件，共{total:,}个",
                "{done:,} of {total:,} files read",
                done=self.done,
                total=self.total,
            )
        )
