"""Reviewers' verdicts on findings: a CSV file under version control, imported into `finding_review`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from flows.commands.verdicts import Review, ReviewLine, read_review_file
from flows.duck import STORAGE, first_line, is_of_newer_duckdb
from flows.errors import RunError, unwritable
from flows.state import absolute_warehouse, built_path, make_run_id, run_folder, utc_now, warehouse_lock
from flows.versions import (
    check_published,
    check_replaceable,
    drop_log,
    is_changed,
    list_runs,
    publish,
    published_version,
    unreadable_warehouse,
    with_verdicts,
)
from transforms.language import Pair
from transforms.schemas import FindingReview


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, in verdicts of the file: one of the first four each.

    `unknown` are verdicts on findings that the warehouse does not have, `changed` those on findings that say something
    else by now: both are kept, and close nothing.
    """

    new: int
    replaced: int
    unchanged: int
    outdated: int
    unknown: tuple[ReviewLine, ...]
    changed: tuple[ReviewLine, ...]


def merge_review(given: Review, stored: Review | None, message: str | None) -> Review:
    """What `finding_review` shall hold of a finding, after a file gave this verdict on it.

    The later verdict wins; of the same time that of the file, which may have been edited. `message` is what the finding
    says now, None if it is not there: a verdict without a message of its own was given on what the finding said when
    the verdict was first imported. What it was given on does not change with another import: a file that was written
    from `open_finding` has today's messages beside yesterday's verdicts.
    """
    if stored and stored.reviewed_at > given.reviewed_at:
        return stored
    if stored and stored.reviewed_at == given.reviewed_at and stored.message is not None:
        return replace(given, message=stored.message)
    return given if given.message is not None else replace(given, message=message)


def read_reviews(connection: duckdb.DuckDBPyConnection) -> dict[str, Review]:
    """The verdicts that a warehouse holds, by finding. Raises `duckdb.Error`."""
    columns = ", ".join(FindingReview.column_names())
    rows = connection.execute(f"SELECT {columns} FROM finding_review").fetchall()
    return {row[0]: Review(*row) for row in rows}


def _read_messages(connection: duckdb.DuckDBPyConnection, finding_ids: list[str]) -> dict[str, str]:
    """What the findings say now, by id."""
    query = "SELECT finding_id, message FROM quality_finding WHERE finding_id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [finding_ids]).fetchall())


def write_reviews(connection: duckdb.DuckDBPyConnection, reviews: Iterable[Review]) -> None:
    """Make these the verdicts of a warehouse. Raises `duckdb.Error`."""
    schema = {name: column.dtype for name, column in FindingReview.columns().items()}
    rows = [asdict(review) for review in sorted(reviews, key=lambda review: review.finding_id)]
    merged = FindingReview.validate(pl.DataFrame(rows, schema=schema))
    connection.register("merged", merged)
    connection.begin()
    connection.execute("DELETE FROM finding_review")
    connection.execute("INSERT INTO finding_review BY NAME SELECT * FROM merged")
    connection.commit()
    connection.unregister("merged")


def apply_reviews(connection: duckdb.DuckDBPyConnection, lines: Sequence[ReviewLine]) -> ImportOutcome:
    """Merge verdicts into `finding_review`. Raises `duckdb.Error`."""
    stored = read_reviews(connection)
    messages = _read_messages(connection, [line.review.finding_id for line in lines])
    merged = {
        line.review.finding_id: merge_review(
            line.review, stored.get(line.review.finding_id), messages.get(line.review.finding_id)
        )
        for line in lines
    }
    if any(stored.get(finding_id) != review for finding_id, review in merged.items()):
        write_reviews(connection, ({**stored, **merged}).values())
    effects = [_effect(line.review, stored.get(line.review.finding_id), merged) for line in lines]
    return ImportOutcome(
        new=effects.count("new"),
        replaced=effects.count("replaced"),
        unchanged=effects.count("unchanged"),
        outdated=effects.count("outdated"),
        unknown=tuple(line for line in lines if line.review.finding_id not in messages),
        changed=tuple(
            line
            for line in lines
            if messages.get(line.review.finding_id, merged[line.review.finding_id].message)
            != merged[line.review.finding_id].message
        ),
    )


def _effect(given: Review, stored: Review | None, merged: Mapping[str, Review]) -> str:
    if stored is None:
        return "new"
    if stored.reviewed_at > given.reviewed_at:
        return "outdated"
    return "unchanged" if merged[given.finding_id] == stored else "replaced"


@contextmanager
def changed_copy(source: Path, built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of a warehouse to change; at the end it is complete. Raises `duckdb.Error` and `OSError`."""
    shutil.copyfile(source, built)
    with closing(duckdb.connect(str(built), config=STORAGE)) as connection:
        yield connection
        connection.execute("CHECKPOINT")


def _apply_to_copy(warehouse: Path, built: Path, lines: Sequence[ReviewLine]) -> ImportOutcome:
    try:
        with changed_copy(warehouse, built) as connection:
            return apply_reviews(connection, lines)
    except OSError as error:
        raise unwritable(warehouse.parent, error) from error
    except duckdb.Error as error:
        if is_of_newer_duckdb(error):
            raise unreadable_warehouse(warehouse, error) from error
        raise RunError(
            Pair(
                "仓库{warehouse}不能接收复核结论；请先重新导入（{why}）",
                "the warehouse {warehouse} takes no verdicts; ingest anew first ({why})",
                warehouse=warehouse,
                why=first_line(error),
            )
        ) from error


def _id_with_verdicts(warehouse: Path, built: Path) -> str:
    """The id of the version that the published one becomes with other verdicts."""
    published = published_version(warehouse)
    run_ids = [published.run_id] if published else list_runs(built)
    return with_verdicts(run_ids[0], utc_now()) if run_ids else make_run_id(utc_now())


def _check_unchanged(warehouse: Path) -> None:
    """Raise `RunError` where the published version is not what was published: a copy would pass for sound."""
    version = published_version(warehouse)
    if version is None:
        return
    try:
        drop_log(version.version_id, version.path)
    except OSError as error:
        raise unwritable(warehouse.parent, error) from error
    if is_changed(version.path):
        raise RunError(
            Pair(
                "已发布的版本{version}在发布之后被改动过；请先运行 nianbao ingest 重新构建，再导入复核结论",
                "the published version {version} was changed after its publication; run nianbao ingest, which builds "
                "it anew, and import the verdicts then",
                version=version.version_id,
            )
        )


def import_reviews(file: Path, warehouse: Path) -> ImportOutcome:
    """Import the verdicts of a file into the published warehouse.

    A copy with the verdicts is published as a version of the same run, so that whoever has the warehouse open keeps
    reading; one that would not change is left alone. Raises `RunError`; the published version is then as it was.
    """
    check_published(warehouse)
    check_replaceable(warehouse)
    lines = read_review_file(file, utc_now())
    warehouse = absolute_warehouse(warehouse)
    with warehouse_lock(warehouse), run_folder(warehouse, make_run_id(utc_now())) as work:
        _check_unchanged(warehouse)
        outcome = _apply_to_copy(warehouse, built_path(work), lines)
        if outcome.new or outcome.replaced:
            version_id = _id_with_verdicts(warehouse, built_path(work))
            publish(built_path(work), warehouse, version_id)
    return outcome


def outcome_lines(outcome: ImportOutcome) -> Iterator[Pair]:
    """What to tell of an import, line by line."""
    yield Pair(
        "复核结论：新增 {new}，替换 {replaced}，未变 {unchanged}，早于已有结论 {outdated}",
        "verdicts: {new} new, {replaced} replaced, {unchanged} unchanged, {outdated} older than what is there",
        new=outcome.new,
        replaced=outcome.replaced,
        unchanged=outcome.unchanged,
        outdated=outcome.outdated,
    )
    for line in outcome.unknown:
        yield Pair(
            "第{line}行：仓库中没有疑点 {finding}；结论已保留",
            "line {line}: no finding {finding} is in the warehouse; the verdict is kept",
            line=line.line,
            finding=line.review.finding_id,
        )
    for line in outcome.changed:
        yield Pair(
            "第{line}行：疑点 {finding} 的内容已变；仍未了结",
            "line {line}: the finding {finding} says something else by now; it stays open",
            line=line.line,
            finding=line.review.finding_id,
        )
