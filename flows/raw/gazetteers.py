"""Additional gazetteer files, for places that the national list lacks.

They are given by option, or lie in the raw folder as `gazetteer.csv`: a file of that name whose first line is exactly
the columns of a gazetteer is reference data and no report.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import RunError, system_words, words_of
from flows.raw.contents import read_content, read_start
from flows.raw.files import SourceFile
from flows.storage import Place, has_object, is_url
from transforms.language import Pair

if TYPE_CHECKING:
    from transforms.identity import Gazetteer

GAZETTEER_NAME = "gazetteer.csv"
# Bytes of the largest gazetteer that is read: that of the whole country has 1.4 million.
MOST_BYTES = 16 * 1024 * 1024
# Those of `transforms.identity.gazetteer`: the schemas and the reader need not be loaded to find a file.
HEADER = b"township_code,township,kind,county_code,county,prefecture_code,prefecture,province_code,province"


def is_gazetteer(file: SourceFile) -> bool:
    """Whether a file of the raw folder is a gazetteer, by its name and first line.

    Raises `RunError` where it cannot be read: without it all its places would be unknown.
    """
    if file.refusal is not None or file.path.rpartition("/")[2] != GAZETTEER_NAME:
        return False
    try:
        start = read_start(file.path, len(HEADER) + 8)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RunError(
            Pair(
                "无法读取{file}，它可能是区划名录：{why}",
                "{file} cannot be read, and may be a gazetteer: {why}",
                file=file.name,
                why=system_words(error),
            )
        ) from error
    return start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r") == HEADER


def _real_path(place: Place) -> str:
    return place if isinstance(place, str) and is_url(place) else os.path.realpath(place)


def split_gazetteers(files: Iterable[SourceFile], given: Sequence[Place]) -> tuple[list[SourceFile], list[Place]]:
    """Part the files of the raw folder into reports and gazetteers; the given gazetteers come first, each once.

    A given file that lies in the raw folder is a gazetteer whatever its name.
    """
    chosen = {_real_path(place): place for place in given}
    reports = []
    for file in files:
        if chosen and _real_path(file.path) in chosen:
            continue
        if is_gazetteer(file):
            chosen[_real_path(file.path)] = file.path if is_url(file.path) else Path(file.path)
        else:
            reports.append(file)
    return reports, list(chosen.values())


def nearby_gazetteers(file: Place, raw: Place) -> list[Place]:
    """The gazetteers of the raw folder that stand in the file's own folder or above it."""
    if isinstance(file, str):
        return [*_nearby_objects(file, str(raw))]
    folder, root = file.resolve().parent, Path(raw).resolve()
    folders = [folder]
    if folder.is_relative_to(root):
        folders += [parent for parent in folder.parents if parent.is_relative_to(root)]
    return [path for folder in folders if (path := folder / GAZETTEER_NAME).is_file()]


def _nearby_objects(url: str, raw: str) -> Iterator[str]:
    folder = url.rpartition("/")[0]
    folders = [folder]
    while folder.startswith(f"{raw}/"):
        folder = folder.rpartition("/")[0]
        folders.append(folder)
    for one in folders:
        if has_object(f"{one}/{GAZETTEER_NAME}"):
            yield f"{one}/{GAZETTEER_NAME}"


def _read_text(place: Place) -> str:
    try:
        return read_content(str(place), MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise RunError(
            Pair(
                "无法读取区划名录{place}：{why}",
                "the gazetteer {place} cannot be read: {why}",
                place=place,
                why=system_words(error),
            )
        ) from error
    except UnicodeDecodeError as error:
        raise RunError(
            Pair("区划名录{place}不是 UTF-8 文本", "the gazetteer {place} is not UTF-8 text", place=place)
        ) from error


def read_gazetteer_texts(places: Sequence[Place]) -> tuple[str, ...]:
    """The content of gazetteers, which all workers of a run take. Raises `RunError` where one cannot be read."""
    return tuple(_read_text(place) for place in places)


def read_gazetteer_files(places: Sequence[Place]) -> Gazetteer:
    """The national list with these additional files; see `parse_gazetteers`."""
    return parse_gazetteers(places, read_gazetteer_texts(places))


def parse_gazetteers(places: Sequence[Place], texts: Sequence[str]) -> Gazetteer:
    """The national list with the texts of additional files, which lie at these places.

    Raises `RunError` where one is malformed or contradicts the national list, or two disagree on a code.
    """
    from transforms.identity import GazetteerError, national_gazetteer, read_gazetteer

    base = national_gazetteer()
    for place, text in zip(places, texts, strict=True):
        try:
            read_gazetteer(text, base=base)
        except GazetteerError as error:
            raise RunError(
                Pair(
                    "区划名录{place}不能使用：{why}",
                    "the gazetteer {place} cannot be used: {why}",
                    place=place,
                    why=words_of(error),
                )
            ) from error
    try:
        return read_gazetteer(*texts, base=base)
    except GazetteerError as error:
        raise RunError(
            Pair(
                "区划名录{places}互相矛盾：{why}",
                "the gazetteers {places} disagree: {why}",
                places=", ".join(map(str, places)),
                why=words_of(error),
            )
        ) from error
