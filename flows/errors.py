"""The errors that stop a run. A broken document never does: it is quarantined with its reason."""

from __future__ import annotations

from pathlib import Path


class RunError(Exception):
    """A run could not be completed; the message is one plain sentence for the person who started it."""


class AlreadyRunningError(RunError):
    """Another run holds the warehouse."""


class PrefectServerError(RunError):
    """The temporary Prefect server did not start or died."""


class GuardError(RunError):
    """A run was not published: compared with the published version, what it built has lost too much."""


def no_raw_folder(raw: Path) -> RunError:
    """The error of a run that has no folder to read."""
    return RunError(
        f"the raw folder {raw} does not exist or is no folder; name the folder with the report files: --raw FOLDER, or "
        "NIANBAO_RAW"
    )


def unwritable(folder: Path, error: OSError) -> RunError:
    """The error of a run that cannot write to the folder of its warehouse."""
    return RunError(f"cannot write to the warehouse folder {folder}: {error.strerror}")
