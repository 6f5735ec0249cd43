"""What a run has to do: which files have to be read, and what stays of those that are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl

from flows.errors import RunError
from flows.raw import Changes, KnownFile, Manifest, SourceFile, count_changes, group_by_content
from flows.reading.fingerprint import UNMASKED
from flows.stage import Stage, reading_id_of
from transforms.doubts import Reason
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
# A file that vanished keeps what was read of it.
_KEPT_OUTCOMES = ("report", "archive")
# What a disk or a share that fails does to files that are there.
_OUT_OF_REACH = (Reason.UNREADABLE_FILE, Reason.UNREADABLE_FOLDER)


@dataclass(frozen=True, slots=True)
class GoneFile:
    """A file that is no longer there, whose reports stay."""

    file: KnownFile
    missing_since: datetime


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


def _find_gone(manifest: Manifest, files: Sequence[SourceFile], started_at: datetime) -> Iterator[GoneFile]:
    """The files of the manifest that are not there, or cannot be read, and whose content is at no other path."""
    here = {file.name for file in files if not _is_out_of_reach(file)}
    contents = {file.sha256 for file in files}
    for name, file in sorted(manifest.items()):
        if name not in here and file.source_sha256 not in contents and file.outcome in _KEPT_OUTCOMES:
            yield GoneFile(file, file.missing_since or started_at)


def _is_out_of_reach(file: SourceFile) -> bool:
    return file.refusal is not None and file.refusal.reason in _OUT_OF_REACH


def _may_be_pruned(gone: GoneFile, files: Sequence[SourceFile]) -> bool:
    """Whether a file is known to be gone: it is neither out of reach itself nor below a folder that is."""
    path = gone.file.source_path
    return not any(path == file.name or path.startswith(f"{file.name}/") for file in files if _is_out_of_reach(file))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator asks of a run: to forget files that vanished, to read everything anew, or some files."""

    prune: bool = False
    from_raw: bool = False
    retries: Collection[str] = ()
    keep_personal_data: bool = False


def _keeps_its_report(file: SourceFile, manifest: Manifest) -> bool:
    return file.name in manifest and manifest[file.name].outcome in _KEPT_OUTCOMES


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
    files = [file for file in found if not (_is_out_of_reach(file) and _keeps_its_report(file, manifest))]
    readings, read_as = _find_readings(files, reader), group_by_content(files)
    retried = {name.split(MEMBER_MARK)[0] for name in wishes.retries}
    again = {readings[name] for name in retried if readings.get(name)}
    to_read = [
        file
        for file in files
        if readings[file.name]
        and read_as[file.name] == file.name
        and (wishes.from_raw or readings[file.name] in again or stage.find(readings[file.name], resources) is None)
    ]
    all_gone = list(_find_gone(manifest, found, started_at))
    gone = [file for file in all_gone if not (wishes.prune and _may_be_pruned(file, found))]
    kept = [file for file in gone if _may_be_kept(file, stage, wishes)]
    return Plan(
        files, readings, to_read, kept, len(gone) - len(kept), count_changes(files, manifest), len(all_gone) - len(gone)
    )


def _may_be_kept(gone: GoneFile, stage: Stage, wishes: Wishes) -> bool:
    """Whether what was read of a file is there, and masked as it is wished now."""
    reading = stage.readings.get(gone.file.reading_id or "")
    return reading is not None and (wishes.keep_personal_data or not reading.parser_version.endswith(UNMASKED))


def is_nothing_new(plan: Plan, manifest: Manifest) -> bool:
    """Whether the warehouse of the manifest is the one that the plan would lead to."""
    present = {name: file for name, file in manifest.items() if file.missing_since is None}
    before = {name: (file.source_sha256, file.reading_id or "", file.reason) for name, file in present.items()}
    now = {
        file.name: (file.sha256, plan.readings[file.name], file.refusal.reason if file.refusal else None)
        for file in plan.files
    }
    was_gone = {name for name, file in manifest.items() if file.missing_since is not None}
    is_gone = {file.file.source_path for file in plan.gone}
    return not plan.to_read and plan.changes.is_none and was_gone == is_gone and now == before


def _staged(reading_id: str, stage: Stage, name: str) -> dict[str, str]:
    """The columns of the manifest that say where a reading is. Raises `RunError`."""
    if not reading_id:
        return {"reading_id": "", "segment": "", "read_name": name, "parser_version": ""}
    if reading_id not in stage.readings:
        raise RunError(f"nothing was staged of {name}; nothing is published")
    found = stage.readings[reading_id]
    return {
        "reading_id": reading_id,
        "segment": found.segment,
        "read_name": found.read_name,
        "parser_version": found.parser_version,
    }


def list_files(plan: Plan, stage: Stage) -> pl.DataFrame:
    """The rows of the manifest to be, those of files that are gone behind the others. Raises `RunError`."""
    rows: list[dict[str, object]] = [
        {
            "source_path": file.name,
            "source_sha256": file.sha256,
            "byte_size": file.byte_size,
            **({} if file.stamp is None else asdict(file.stamp)),
            **_staged(plan.readings[file.name], stage, file.name),
        }
        for file in plan.files
    ]
    for gone in plan.gone:
        file = gone.file
        rows.append(
            {
                "source_path": file.source_path,
                "source_sha256": file.source_sha256,
                "byte_size": file.byte_size,
                **({} if file.stamp is None else asdict(file.stamp)),
                **_staged(file.reading_id or "", stage, file.source_path),
                "missing_since": gone.missing_since,
            }
        )
    numbered = [{**row, "path_order": order} for order, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=FILES_SCHEMA)


def list_stamps(files: Iterable[SourceFile]) -> pl.DataFrame:
    """The stamps of files, as columns of the manifest."""
    rows = [{"source_path": file.name, **asdict(file.stamp)} for file in files if file.stamp]
    names = ("source_path", "modified_ns", "changed_ns", "inode", "hashed_ns")
    return pl.DataFrame(rows, schema={name: FILES_SCHEMA[name] for name in names})


def list_refusals(files: Iterable[SourceFile]) -> list[tuple[str, str, str, str, str]]:
    """What discovery refused, as rows of the staged rejections."""
    return [("", "", file.name, file.refusal.reason, file.refusal.detail) for file in files if file.refusal]
