"""What a run has to do: which files have to be read, and what stays of those that are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

import polars as pl

from flows.errors import RunError
from flows.raw import Changes, Manifest, SourceFile, count_changes, group_by_content
from flows.reading.fingerprint import UNMASKED
from flows.runs.compare import GoneFile, drop_out_of_reach, find_gone, may_be_pruned
from flows.stage import RejectionRow, Stage, reading_id_of
from transforms.language import Pair
from transforms.source_paths import MEMBER_MARK

FILES_SCHEMA = pl.Schema(
    {
        "source_path": pl.String(),
        "path_order": pl.Int64(),
        "source_sha256": pl.String(),
        "byte_size": pl.Int64(),
        "modified_ns": pl.Int64(),
        "changed_ns": pl.Int64(),
        "inode": pl.UInt64(),
        "hashed_ns": pl.Int64(),
        "reading_id": pl.String(),
        "segment": pl.String(),
        "read_name": pl.String(),
        "parser_version": pl.String(),
        "missing_since": pl.Datetime(),
    }
)


# Rows of the manifest that are Python objects at a time.
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Plan:
    """What a run does with the files that it found.

    `files` are those of the raw folder in path order, `readings` the id of the reading of each, '' where discovery
    refused it. `to_read` are the files of which there is no reading in the stage, `gone` those that vanished but whose
    reports stay, `lost` the number of those whose reading cannot be kept, and `pruned` of those that are forgotten.
    """

    files: Sequence[SourceFile]
    readings: Mapping[str, str]
    to_read: Sequence[SourceFile]
    gone: Sequence[GoneFile]
    lost: int
    changes: Changes
    pruned: int = 0


def _find_readings(files: Sequence[SourceFile], reader: str) -> dict[str, str]:
    """The id of every file's reading: one a content, that of its first path."""
    read_as = group_by_content(files)
    return {
        file.name: "" if file.refusal or not file.sha256 else reading_id_of(file.sha256, read_as[file.name], reader)
        for file in files
    }


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator asks of a run: to forget files that vanished, to read everything anew, or some files.

    `accepts` are resources whose readings count beside those of the run.
    """

    prune: bool = False
    from_raw: bool = False
    retries: Collection[str] = ()
    keep_personal_data: bool = False
    accepts: Collection[str] = ()


def make_plan(
    found: Sequence[SourceFile],
    manifest: Manifest,
    stage: Stage,
    *,
    reader: str,
    resources: str,
    started_at: datetime,
    wishes: Wishes,
) -> Plan:
    """Decide what to read and what to keep. `reader` and `resources` are those of `flows.reading.fingerprint`.

    A file that was read before and is out of reach now is one that is gone for the time being.
    """
    files = drop_out_of_reach(found, manifest)
    readings, read_as = _find_readings(files, reader), group_by_content(files)
    retried = {name.split(MEMBER_MARK)[0] for name in wishes.retries}
    again = {readings[name] for name in retried if readings.get(name)}
    to_read = [
        file
        for file in files
        if readings[file.name]
        and read_as[file.name] == file.name
        and (
            wishes.from_raw
            or readings[file.name] in again
            or stage.find(readings[file.name], resources, *wishes.accepts) is None
        )
    ]
    all_gone = list(find_gone(manifest, found, started_at))
    gone = [file for file in all_gone if not (wishes.prune and may_be_pruned(file, found))]
    kept = [file for file in gone if _may_be_kept(file, stage, wishes)]
    return Plan(
        files, readings, to_read, kept, len(gone) - len(kept), count_changes(files, manifest), len(all_gone) - len(gone)
    )


def _may_be_kept(gone: GoneFile, stage: Stage, wishes: Wishes) -> bool:
    """Whether what was read of a file is there, and masked as it is wished now."""
    reading = stage.readings.get(gone.file.reading_id or "")
    return reading is not None and (wishes.keep_personal_data or not reading.parser_version.endswith(UNMASKED))


def _staged(reading_id: str, stage: Stage, name: str) -> dict[str, str]:
    """The columns of the manifest that say where a reading is. Raises `RunError`."""
    if not reading_id:
        return {"reading_id": "", "segment": "", "read_name": name, "parser_version": ""}
    if reading_id not in stage.readings:
        raise RunError(
            Pair("暂存区里没有{name}的内容；没有发布", "nothing was staged of {name}; nothing is published", name=name)
        )
    found = stage.readings[reading_id]
    return {
        "reading_id": reading_id,
        "segment": found.segment,
        "read_name": found.read_name,
        "parser_version": found.parser_version,
    }


def list_files(plan: Plan, stage: Stage) -> pl.DataFrame:
    """The rows of the manifest to be, those of files that are gone behind the others. Raises `RunError`."""
    numbered = enumerate(_list_rows(plan, stage), start=1)
    pieces = [FILES_SCHEMA.to_frame()]
    while rows := [{**row, "path_order": order} for order, row in islice(numbered, _ROWS_AT_ONCE)]:
        pieces.append(pl.DataFrame(rows, schema=FILES_SCHEMA))
    return pl.concat(pieces)


def _list_rows(plan: Plan, stage: Stage) -> Iterator[dict[str, object]]:
    for file in plan.files:
        yield {
            "source_path": file.name,
            "source_sha256": file.sha256,
            "byte_size": file.byte_size,
            **({} if file.stamp is None else asdict(file.stamp)),
            **_staged(plan.readings[file.name], stage, file.name),
        }
    for gone in plan.gone:
        yield {
            "source_path": gone.file.source_path,
            "source_sha256": gone.file.source_sha256,
            "byte_size": gone.file.byte_size,
            **({} if gone.file.stamp is None else asdict(gone.file.stamp)),
            **_staged(gone.file.reading_id or "", stage, gone.file.source_path),
            "missing_since": gone.missing_since,
        }


def list_refusals(files: Iterable[SourceFile]) -> list[RejectionRow]:
    """What discovery refused, as rows of the staged rejections."""
    refused = ((file.name, file.refusal) for file in files if file.refusal)
    return [("", "", name, why.reason, str(why.detail), why.detail.zh) for name, why in refused]
