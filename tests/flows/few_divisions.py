"""A national list of two provinces for the runs of tests, which spend most of their time on the places of the others.

Processes that a test starts as users do, by the command line or as spawned workers, read the whole list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

import flows.reading.batch
import transforms.identity
from transforms.identity import Gazetteer, national_gazetteer, read_gazetteer

_PROVINCES = ("11", "37")


@cache
def few_divisions() -> Gazetteer:
    """The divisions of 北京 and 山东 in the national list, made once in a process."""
    whole = national_gazetteer()
    return replace(
        whole,
        townships={code: row for code, row in whole.townships.items() if code.startswith(_PROVINCES)},
        counties={code: county for code, county in whole.counties.items() if code.startswith(_PROVINCES)},
        township_names=[entry for entry in whole.township_names if entry.county_code.startswith(_PROVINCES)],
        county_names=[(name, code) for name, code in whole.county_names if code.startswith(_PROVINCES)],
        listed=tuple(one for one in whole.listed if one.code.startswith(_PROVINCES)),
    )


def use_list(patched: pytest.MonkeyPatch, national: Callable[[], Gazetteer]) -> None:
    """Let the runs of this process take a list for the national one, and parse the same additions to it once."""
    patched.setattr(transforms.identity, "national_gazetteer", national)

    @cache
    def parse(*texts: str) -> Gazetteer:
        return read_gazetteer(*texts, base=national())

    def load(texts: tuple[str, ...]) -> Gazetteer:
        return parse(*texts)

    patched.setattr(flows.reading.batch, "load_gazetteer", load)
