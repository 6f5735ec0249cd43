"""Compare the raw folder with the published version, before anything else of a run: is there something to do at all?

It takes the stamps of the files, what the published version tells of its files and its run, and digests of the program:
neither the facts nor the stage, nor the reader, which takes longer to load than all of this.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.raw import (
    MANIFEST_COLUMNS,
    Changes,
    KnownFile,
    Manifest,
    SourceFile,
    changes_by_kind,
    count_changes,
    fingerprint_files,
    read_gazetteer_texts,
    read_manifest,
    split_gazetteers,
)
from flows.reading.fingerprint import accepted_resources, reader_of, remembered_fingerprint, resources_of
from flows.reading.validity import PICTURE_RULES, UNSETTLED_REASONS
from flows.runs.demonstration import Counted, count_in, is_replaced
from flows.runs.opening import OpenRun
from flows.runs.program import built_with
from flows.runs.touched import recall_hashes
from flows.state import (
    read_retries,
    set_unreadable_retries_aside,
    stage_folder,
    state_folder,
    unreadable_retries,
)
from flows.storage import Place
from flows.versions import Told, drop_log, is_changed, published_version, read_told
from flows.words import format_counts
from transforms.doubts import Reason
from transforms.language import Pair

logger = logging.getLogger("nianbao")

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
class Comparison:
    """What a run found, and whether it has to do anything.

    `found` are the files of the raw folder that are `counted`, in path order, `files` those of them that matter: one
    that was read before and is out of reach now is one that is gone for the time being. `gazetteers` are the additional
    ones, with their texts. `told` is what the published version tells, None where it tells nothing.
    `reader`, `fingerprint` and `resources` are those of `flows.reading.fingerprint`, `accepts` its
    `accepted_resources`, `built_with` is that of
    `flows.runs.program`, and `retries` are the files that the run was asked to read again.
    """

    opened: OpenRun
    found: Sequence[SourceFile]
    files: Sequence[SourceFile]
    gazetteers: tuple[Place, ...]
    gazetteer_texts: tuple[str, ...]
    told: Told | None
    counted: Counted
    fingerprint: str
    reader: str
    resources: str
    accepts: tuple[str, ...]
    built_with: str
    retries: frozenset[str]
    changes: Changes
    is_nothing_new: bool

    @property
    def manifest(self) -> Manifest:
        """What the last run knew of the files, as far as it counts."""
        return self.counted.manifest

    @property
    def is_built_alike(self) -> bool:
        """Whether the published version was built by this program, with these settings and gazetteers."""
        return self.told is not None and self.told.built_with == self.built_with


# --- files that are gone ---


def is_out_of_reach(file: SourceFile) -> bool:
    """Whether a file may be as it was, but cannot be opened."""
    return file.refusal is not None and file.refusal.reason in _OUT_OF_REACH


def _keeps_its_report(file: SourceFile, manifest: Manifest) -> bool:
    return file.name in manifest and manifest[file.name].outcome in _KEPT_OUTCOMES


def drop_out_of_reach(found: Sequence[SourceFile], manifest: Manifest) -> list[SourceFile]:
    """The files without those that were read before and are out of reach now."""
    return [file for file in found if not (is_out_of_reach(file) and _keeps_its_report(file, manifest))]


def find_gone(manifest: Manifest, found: Sequence[SourceFile], started_at: datetime) -> Iterator[GoneFile]:
    """The files of the manifest that are not there, or cannot be read, and whose content is at no other path."""
    here = {file.name for file in found if not is_out_of_reach(file)}
    contents = {file.sha256 for file in found}
    for name, file in sorted(manifest.items()):
        if name not in here and file.source_sha256 not in contents and file.outcome in _KEPT_OUTCOMES:
            yield GoneFile(file, file.missing_since or started_at)


def may_be_pruned(gone: GoneFile, found: Sequence[SourceFile]) -> bool:
    """Whether a file is known to be gone: it is neither out of reach itself nor below a folder that is."""
    path = gone.file.source_path
    return not any(path == file.name or path.startswith(f"{file.name}/") for file in found if is_out_of_reach(file))


# --- the comparison ---


def are_files_as_before(found: Sequence[SourceFile], manifest: Manifest, *, prune: bool = False) -> bool:
    """Whether the files are those of the manifest: the same ones there with the same content, and the same ones gone.

    The same reader makes the same of them. With `prune`, those that are gone must not be there to be forgotten.
    """
    files = drop_out_of_reach(found, manifest)
    missing = {name for name, file in manifest.items() if file.missing_since is not None}
    if len(files) != len(manifest) - len(missing) or not all(_is_as_before(file, manifest) for file in files):
        return False
    gone = list(find_gone(manifest, found, datetime.min))
    return missing == {one.file.source_path for one in gone} and not (
        prune and any(may_be_pruned(one, found) for one in gone)
    )


def _is_as_before(file: SourceFile, manifest: Manifest) -> bool:
    """Whether a file was there, with the same content or refused for the same reason."""
    before = manifest.get(file.name)
    if before is None or before.missing_since is not None:
        return False
    return (before.source_sha256, before.reason) == (file.sha256, file.refusal.reason if file.refusal else None)


def _is_settled(unsettled: Collection[str], manifest: Manifest, stage: Path, resources: Sequence[str]) -> bool:
    """Whether none of the files of which something may be tried again is to be tried by a run with these resources.

    Only where there are such files the stage is asked, and of it the lists of readings alone.
    """
    reading_ids = [reading_id for name in unsettled if name in manifest and (reading_id := manifest[name].reading_id)]
    if not reading_ids:
        return True
    import polars as pl

    from flows.stage import open_stage

    try:
        opened = open_stage(stage, [path.name for path in stage.iterdir()])
    except (OSError, pl.exceptions.PolarsError):
        return False
    return all(opened.find(reading_id, *resources) for reading_id in reading_ids)


def _is_nothing_new(
    opened: OpenRun,
    told: Told,
    found: Sequence[SourceFile],
    program: str,
    resources: Sequence[str],
    retries: Collection[str],
) -> bool:
    """Whether the published version is the one that this run would lead to."""
    settings = opened.settings
    return (
        told.built_with == program
        and settings.rebuild == "no"
        and not retries
        and are_files_as_before(found, told.manifest, prune=settings.prune)
        and _is_settled(told.unsettled, told.manifest, stage_folder(opened.warehouse), resources)
    )


def _manifest_of_history(opened: OpenRun) -> Manifest:
    """The manifest of an earlier version, where the published one tells none. Raises `GuardError`."""
    from flows.runs.guards import check_writer
    from flows.warehouse import history_folder, read_history, stage_history

    check_writer(opened)
    stage_history(opened.warehouse, history_folder(opened.work))
    return read_manifest(read_history(opened.work, "source_file").select(MANIFEST_COLUMNS).iter_rows())


def _read_retries(warehouse: Path) -> frozenset[str]:
    """The files to read again. Requests that cannot be read are told of, and set aside. Raises `OSError`."""
    if words := unreadable_retries(warehouse):
        logger.warning(words)
        set_unreadable_retries_aside(warehouse)
    return read_retries(warehouse)


def _read_told(warehouse: Path) -> Told | None:
    """What the published version tells; None, with a warning, where somebody changed its file since.

    Raises `OSError`.
    """
    version = published_version(warehouse)
    if version is not None:
        drop_log(version.version_id, version.path)
        if is_changed(version.path):
            logger.warning(
                Pair(
                    "已发布的版本{version}在发布之后被改动过；仓库将从暂存区重新构建。读取仓库请用 read_only=True",
                    "the published version {version} was changed after its publication, and the warehouse is built "
                    "anew from the stage; it is read with read_only=True",
                    version=version.version_id,
                )
            )
            return None
    return read_told(warehouse, UNSETTLED_REASONS, PICTURE_RULES)


def compare_run(opened: OpenRun) -> Comparison:
    """Find the files and compare them with those of the last run. Raises `RunError`."""
    settings, warehouse = opened.settings, opened.warehouse
    told = _read_told(warehouse)
    manifest = told.manifest if told else _manifest_of_history(opened)
    counted = count_in(settings.raw, manifest)
    listed, gazetteers = split_gazetteers(counted.files, settings.gazetteer)
    known = {} if settings.rebuild == "raw" else recall_hashes(warehouse, counted.manifest)
    found = fingerprint_files(listed, settings.workers, settings.file_bytes, known)
    if is_replaced(warehouse, found, counted.manifest):
        counted = replace(counted, manifest={}, forgotten="(?s).*")
    manifest = counted.manifest
    files = drop_out_of_reach(found, manifest)
    texts = read_gazetteer_texts(gazetteers)
    fingerprint = remembered_fingerprint(state_folder(warehouse))
    reader = reader_of(settings, texts, fingerprint)
    resources, accepts = resources_of(settings), accepted_resources(settings)
    program, retries = built_with(reader), _read_retries(warehouse)
    changes = count_changes(files, manifest)
    parts = format_counts(changes_by_kind(changes)) or Pair("没有", "none")
    logger.info(
        Pair(
            "在{raw}下找到{count}个文件：{parts}",
            "found {count} files below {raw}: {parts}",
            count=changes.files_seen,
            raw=settings.raw,
            parts=parts,
        )
    )
    return Comparison(
        opened,
        found,
        files,
        tuple(gazetteers),
        texts,
        told,
        counted,
        fingerprint,
        reader,
        resources,
        accepts,
        program,
        retries,
        changes,
        told is not None and _is_nothing_new(opened, told, found, program, (resources, *accepts), retries),
    )
