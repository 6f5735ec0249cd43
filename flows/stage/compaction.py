"""Keep the stage in few files: small segments become larger ones, without the readings that nothing uses any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.duck import quote_text, read_parquet_files, read_with_folders, spill_into
from flows.stage.load_tables import load_folder
from flows.stage.segments import STAGED_TABLES, Stage, clean_stage, open_stage, write_segment

# Every night with new files adds segments, each with some ten small files.
MOST_SEGMENTS = 40
# A segment that has so many readings in use is left as it is: 240,000 reports are 60 of these.
FULL_SEGMENT = 4000
# What the reports of the first night lost since then need not be read by every later one.
LEAST_USED = 0.5


@dataclass(frozen=True, slots=True)
class SegmentUse:
    """A segment with the number of its readings, and of those that are in use."""

    name: str
    readings: int
    used: int

    @property
    def is_full(self) -> bool:
        """Whether it is to stay as it is.

        >>> [SegmentUse("a", readings, used).is_full for readings, used in ((4000, 4000), (3999, 3999), (9000, 4000))]
        [True, False, False]
        """
        return self.used >= FULL_SEGMENT and self.used >= LEAST_USED * self.readings


def plan_merges(segments: Iterable[SegmentUse]) -> list[list[str]]:
    """The segments that are to become one, in groups; none where there are few and little of them is out of use.

    >>> plan_merges([SegmentUse("a", 10, 10), SegmentUse("b", 10, 10)]), plan_merges([SegmentUse("a", 10, 4)])
    ([], [['a']])
    """
    listed = list(segments)
    small = [segment for segment in listed if not segment.is_full]
    is_wasted = sum(one.used for one in listed) < LEAST_USED * sum(one.readings for one in listed)
    return list(_group(small)) if len(small) > MOST_SEGMENTS or is_wasted else []


def _group(segments: Sequence[SegmentUse]) -> Iterator[list[str]]:
    group: list[str] = []
    used = 0
    for segment in segments:
        group.append(segment.name)
        used += segment.used
        if used >= FULL_SEGMENT:
            yield group
            group, used = [], 0
    if group:
        yield group


def _count_uses(connection: duckdb.DuckDBPyConnection, stage: Stage) -> list[SegmentUse]:
    counted = connection.execute(f"""
        SELECT folder, count(*), count(used.reading_id)
        FROM {read_with_folders(stage.files_of("readings"))}
        LEFT JOIN used USING (reading_id, segment)
        GROUP BY folder
    """).fetchall()
    found = {name: SegmentUse(name, readings, used) for name, readings, used in counted}
    return [found.get(name, SegmentUse(name, 0, 0)) for name in sorted(stage.segments)]


def compact_stage(stage: Stage, work: Path, name: str, memory: int | None = None) -> None:
    """Merge segments into some of this name and a number, with what the files of the run use, if it is worth while.

    Of each group, the old segments count until the new one stands, and no longer; they are removed when all stand. A
    killed run leaves both, and the next one finds as much as before. Takes so many bytes of memory. Raises `OSError`
    and `duckdb.Error`.
    """
    if not stage.files_of("readings"):
        return
    with closing(duckdb.connect(config={"threads": 1})) as connection:
        spill_into(connection, work / "spill")
        if memory is not None:
            connection.execute(f"SET memory_limit = '{memory}B'")
        files = read_parquet_files([load_folder(work) / "files.parquet"])
        connection.execute(f"CREATE TABLE used AS SELECT DISTINCT reading_id, segment FROM {files}")
        merges = plan_merges(_count_uses(connection, stage))
        for number, group in enumerate(merges, start=1):
            with write_segment(stage.folder, work, f"{name}-{number:06d}", replaces=group) as folder:
                _merge(connection, Stage(stage.folder, {one: stage.segments[one] for one in group}), folder)
    if merges:
        clean_stage(open_stage(stage.folder, stage.segments))


def _merge(connection: duckdb.DuckDBPyConnection, group: Stage, folder: Path) -> None:
    for table in STAGED_TABLES:
        if sources := group.files_of(table):
            target = quote_text(str(folder / f"{table}.0.parquet"))
            rows = f"SELECT * FROM {read_parquet_files(sources)} SEMI JOIN used USING (reading_id, segment)"
            connection.execute(f"COPY ({rows}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
