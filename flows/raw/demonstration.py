"""The demonstration that comes with nianbao: reports of places that do not exist, in the folder `demo` of a raw folder.

They are there to be tried, and never to be counted beside reports of real places: they are read only where the raw
folder holds nothing else, and held nothing else at the last run, as a folder may be empty for not being mounted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from flows.raw.contents import read_content
from flows.raw.files import SourceFile
from flows.raw.gazetteers import GAZETTEER_NAME, MOST_BYTES, is_gazetteer

DEMONSTRATION = "demo/"
"""How the source paths of its files begin."""
# What the codes of fictional places begin with.
_FICTIONAL = b"99"
DEMONSTRATION_FILES = (
    rf"{DEMONSTRATION}(?:(?:fanli|shifan|yangli|yanshi)-[0-9]{{4}}\.txt|empty\.txt|not-a-report\.txt|gazetteer\.csv)"
)
"""The source paths of its files (`python -m tests.truth.demo`), for Python and DuckDB: any other that lies beside them
is somebody's own. Leaves names in another case, and takes those of more years of its four places."""


def is_of_demonstration(name: str) -> bool:
    """Whether a source path is that of a file of the demonstration.

    >>> is_of_demonstration("demo/fanli-2020.txt"), is_of_demonstration("demo/mine.txt"), is_of_demonstration("a.txt")
    (True, False, False)
    """
    return re.fullmatch(DEMONSTRATION_FILES, name) is not None


def _names_fictional_places(file: SourceFile) -> bool:
    """Whether a file is a gazetteer of fictional places alone, of which there is one at least."""
    if not is_gazetteer(file):
        return False
    try:
        _, *lines = read_content(file.path, MOST_BYTES).splitlines()
    except OSError:
        return False
    rows = [line.lstrip(b'" ') for line in lines if line.strip()]
    return bool(rows) and all(row.startswith(_FICTIONAL) for row in rows)


def has_demonstration(files: Sequence[SourceFile]) -> bool:
    """Whether the folder `demo` is the demonstration: its gazetteer knows fictional places alone."""
    return any(file.name == DEMONSTRATION + GAZETTEER_NAME and _names_fictional_places(file) for file in files)


def leave_out_demonstration(files: Sequence[SourceFile], known: Collection[str]) -> list[SourceFile]:
    """The files without those of the demonstration, where there is any other one, or the last run knew one.

    `known` are the source paths of the files that the last run knew.
    """
    others = [file for file in files if not is_of_demonstration(file.name)]
    is_alone = not others and all(map(is_of_demonstration, known))
    return list(files) if is_alone or not has_demonstration(files) else others
