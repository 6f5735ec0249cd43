"""Reports for the bench: each drawn once, so that no cache of the reader knows it, as text and as files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle

from tests.truth.case import OWN_ENCODING, CaseId, build_case, draw_case
from tests.truth.typeset import LAYOUTS


def draw_texts() -> Iterator[str]:
    """The texts of undamaged reports without end, in every layout in turn, no two alike."""
    for layout, number in zip(cycle(LAYOUTS), count()):
        yield draw_case(layout, seed=f"bench {number}").text


def draw_files(file_format: str) -> Iterator[bytes]:
    """Undamaged files of a format without end, in every layout in turn, no two alike. Pages are in UTF-8 and hold their
    tables as such, so that every reader of pages finds them."""
    layouts = [layout.name for layout in LAYOUTS.values() if layout.file_format == file_format]
    for layout, number in zip(cycle(layouts), count()):
        case = build_case(CaseId(layout, ("none",), f"bench {number}"))
        data = case.data if case.encoding == OWN_ENCODING else case.data.decode(case.encoding).encode()
        if file_format != "html" or b"<table" in data:
            yield data
