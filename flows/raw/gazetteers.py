"""Additional gazetteer files, for places that the national list lacks.

They are given by option, or lie in the raw folder as `gazetteer.csv`: a file of that name whose first line is exactly
the columns of a gazetteer is reference data and no report.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import RunError
from flows.raw.discovery import SourceFile

if TYPE_CHECKING:
    from transforms.identity import Gazetteer

GAZETTEER_NAME = "gazetteer.csv"
# Those of `transforms.identity.gazetteer`: the schemas and the reader need not be loaded to find a file.
HEADER = b"township_code,township,kind,county_code,county,prefecture_code,prefecture,province_code,province"


def is_gazetteer(file: SourceFile) -> bool:
    """Whether a file of the raw folder is a gazetteer, by its name and first line."""
    if file.refusal is not None or Path(file.path).name != GAZETTEER_NAME:
        return False
    try:
        with Path(file.path).open("rb") as stream:
            first_line = stream.readline(len(HEADER) + 8)
    except OSError:
        return False
    return first_line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n") == HEADER


def split_gazetteers(files: Iterable[SourceFile], given: Sequence[Path]) -> tuple[list[SourceFile], list[Path]]:
    """Part the files of the raw folder into reports and gazetteers; the given gazetteers come first, each once.

    A given file that lies in the raw folder is a gazetteer whatever its name.
    """
    chosen = {os.path.realpath(path): path for path in given}
    reports = []
    for file in files:
        if chosen and os.path.realpath(file.path) in chosen:
            continue
        if is_gazetteer(file):
            chosen[os.path.realpath(file.path)] = Path(file.path)
        else:
            reports.append(file)
    return reports, list(chosen.values())


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise RunError(f"the gazetteer {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RunError(f"the gazetteer {path} is not UTF-8 text") from error


def read_gazetteer_files(paths: Sequence[Path]) -> Gazetteer:
    """The national list with these additional files.

    Raises `RunError` where a file is malformed or contradicts the national list, or two files disagree on a code.
    """
    from transforms.identity import GazetteerError, national_gazetteer, read_gazetteer

    base = national_gazetteer()
    texts = [_read_text(path) for path in paths]
    for path, text in zip(paths, texts, strict=True):
        try:
            read_gazetteer(text, base=base)
        except GazetteerError as error:
            raise RunError(f"the gazetteer {path} cannot be used: {error}") from error
    try:
        return read_gazetteer(*texts, base=base)
    except GazetteerError as error:
        raise RunError(f"the gazetteers {', '.join(map(str, paths))} disagree: {error}") from error


def stage_gazetteers(paths: Sequence[Path], staging: Path) -> tuple[str, ...]:
    """Copy the gazetteers into the staging folder, so that every worker of the run reads the same; give the copies."""
    copies = []
    for number, path in enumerate(paths, start=1):
        copy = staging / f"gazetteer-{number}.csv"
        copy.write_text(_read_text(path), "utf-8")
        copies.append(str(copy))
    return tuple(copies)
