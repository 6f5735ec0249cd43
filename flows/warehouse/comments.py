"""The comments of the warehouse in Chinese and in English.

They are written in English where they belong: in the schemas, in the files of `sql/`, with the rules. The Chinese of
each stands in `sql/comments_zh.csv` under the English text, as in a catalogue of gettext. That is no knowledge of the
reader, which would read every file anew after a change.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).resolve().parents[2] / "sql" / "comments_zh.csv"

# Between a Chinese label, the Chinese text and the English one.
_PARTING = " — "


@cache
def read_catalogue(path: Path = CATALOGUE) -> Mapping[str, str]:
    """The Chinese of the comments by their English. Raises `ValueError` where a text stands there twice."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["english"], row["chinese"]) for row in csv.DictReader(file)]
    catalogue = dict(rows)
    if len(catalogue) < len(rows):
        english = [text for text, _ in rows]
        twice = next(text for at, text in enumerate(english) if text in english[:at])
        raise ValueError(f"{path.name} has a text twice: {twice}")
    return catalogue


def english_of(comment: str) -> str:
    """The English text of a comment, with or without Chinese before it: what the catalogue knows it by.

    >>> english_of("县 — Name of the county."), english_of("The run.")
    ('Name of the county.', 'The run.')
    """
    return comment.rpartition(_PARTING)[2]


def in_both(comment: str) -> str:
    """A comment as `中文 — English`; one with a label before its English text keeps that before both.

    One that the catalogue does not have stays as it is.

    >>> in_both("The run."), in_both("县 — Name of the county.")
    ('运行编号。 — The run.', '县 — 县名。 — Name of the county.')
    """
    label, parting, english = comment.rpartition(_PARTING)
    chinese = read_catalogue().get(english)
    return f"{label}{parting}{chinese}{_PARTING}{english}" if chinese else comment
