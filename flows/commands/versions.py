"""What the versions that are kept say differently: files, reports, facts and verdicts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import pairwise
from pathlib import Path

import duckdb

from flows.duck import quote_text, spill_into
from flows.errors import RunError
from flows.state import absolute_warehouse, show_time
from flows.versions import Version, list_versions, looks_changed
from flows.warehouse import FACTS
from flows.words import format_counts, named
from transforms.language import NOTHING, Pair, joined
from transforms.schemas import WAREHOUSE_SCHEMAS

# Rows of two versions by key, of those rows alone that the conditions leave; `hash` of a row is over all its columns.
_CHANGES = """
    SELECT
        count(*) FILTER (older IS NULL),
        count(*) FILTER (older != newer),
        count(*) FILTER (newer IS NULL)
    FROM (SELECT {key}, {content} AS older FROM older.{table} AS one {condition})
    FULL JOIN (SELECT {key}, {content} AS newer FROM newer.{table} AS one {condition}) USING ({key})
"""
# Facts are joined only of the reports of which something differs, which a digest of each report tells.
_OTHER_FACTS = """
    SEMI JOIN (
        SELECT report_id
        FROM (SELECT report_id, bit_xor(hash(one)) AS older FROM older.{table} AS one GROUP BY report_id)
        FULL JOIN (SELECT report_id, bit_xor(hash(one)) AS newer FROM newer.{table} AS one GROUP BY report_id)
        USING (report_id)
        WHERE older IS DISTINCT FROM newer
    ) USING (report_id)
"""
# Rows that have no key are new or gone.
_ROWS = """
    SELECT
        (SELECT count(*) FROM (SELECT * {newer} EXCEPT ALL SELECT * {older})),
        0,
        (SELECT count(*) FROM (SELECT * {older} EXCEPT ALL SELECT * {newer}))
"""
_KINDS = ("new", "changed", "gone")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version has that another one has not: of each thing how many are new, changed and gone."""

    files: Mapping[str, int]
    reports: Mapping[str, int]
    facts: Mapping[str, int]
    verdicts: Mapping[str, int]

    @property
    def words(self) -> Pair:
        """Everything that differs, in one line."""
        things = {"files": self.files, "reports": self.reports, "facts": self.facts, "verdicts": self.verdicts}
        parts = [joined("：", ": ", [named(name), format_counts(counts)]) for name, counts in things.items() if counts]
        return joined("；", "; ", parts) or Pair("相同", "the same")


def _count(
    connection: duckdb.DuckDBPyConnection, table: str, key: str, content: str = "hash(one)", condition: str = ""
) -> dict[str, int]:
    query = _CHANGES.format(table=table, key=key, content=content, condition=condition)
    if not key:
        sides = {name: f"FROM {name}.{table} AS one {condition}" for name in ("older", "newer")}
        query = _ROWS.format(**sides)
    counts = connection.execute(query).fetchone() or ()
    return {kind: count for kind, count in zip(_KINDS, counts, strict=True) if count}


def _count_facts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in FACTS:
        key = ", ".join(WAREHOUSE_SCHEMAS[table].primary_key())
        total.update(_count(connection, table, key, condition=_OTHER_FACTS.format(table=table)))
    return {kind: total[kind] for kind in _KINDS if total[kind]}


def compare_contents(older: Path, newer: Path) -> Difference:
    """What `newer` says differently. Raises `duckdb.Error` for a file that cannot be read or is of another layout."""
    with tempfile.TemporaryDirectory() as folder, closing(duckdb.connect()) as connection:
        spill_into(connection, Path(folder))
        for name, path in (("older", older), ("newer", newer)):
            connection.execute(f"ATTACH {quote_text(str(path))} AS {name} (READ_ONLY)")
        return Difference(
            _count(
                connection, "source_file", "source_path", "coalesce(source_sha256, '')", "WHERE missing_since IS NULL"
            ),
            _count(connection, "report", "report_id", "status"),
            _count_facts(connection),
            _count(connection, "finding_review", "finding_id"),
        )


def tell_difference(older: Version, newer: Version) -> Pair:
    """What the newer version says differently, in one line, also where that cannot be told."""
    try:
        return compare_contents(older.path, newer.path).words
    except duckdb.Error:
        return Pair(
            "无法比较，因为其中一个版本无法读取或布局不同",
            "what differs cannot be told, as one of the two cannot be read or is of another layout",
        )


def describe_version(version: Version, zone: tzinfo) -> Pair:
    """A version in one line, with the time of a zone; * marks the published one."""
    mark = "*" if version.is_published else " "
    changed = Pair("  发布后被改动过", "  changed since it was published") if looks_changed(version.path) else NOTHING
    return Pair(
        "{mark} {time}  {bytes:>15,} 字节  {version}{changed}",
        "{mark} {time}  {bytes:>15,} bytes  {version}{changed}",
        mark=mark,
        time=show_time(version.published_at, zone),
        bytes=version.bytes,
        version=version.version_id,
        changed=changed,
    )


def version_lines(warehouse: Path, zone: tzinfo = UTC) -> Iterator[Pair]:
    """The versions that are kept, the newest first, each with what it says otherwise than the one below it.

    Raises `RunError` where there are none.
    """
    place = absolute_warehouse(warehouse)
    versions = list_versions(place)
    if not versions:
        raise RunError(
            Pair(
                "没有保留仓库{place}的任何版本；请先运行 nianbao ingest",
                "no versions of the warehouse {place} are kept; run nianbao ingest first",
                place=place,
            )
        )
    for newer, older in pairwise(versions):
        yield describe_version(newer, zone)
        yield Pair("    {difference}", "    {difference}", difference=tell_difference(older, newer))
    yield describe_version(versions[-1], zone)
