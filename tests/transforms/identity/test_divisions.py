"""The division whose government or department published a report, at every level.

divisions.csv was written from the lists of divisions and from what is publicly known of them: a body, the year and some
text of its report, and the code of the division, empty where nobody could be certain.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.identity import find_identity, find_publisher
from transforms.identity.agency import Identity
from transforms.identity.divisions import Publisher
from transforms.identity.evidence import build_places
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.kinds import agency_kind

CASES = Path(__file__).with_name("divisions.csv")
NATIONAL = national_gazetteer()


def read_rows() -> list[Mapping[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def identity_of(agency: str, text: str = "", rivals: tuple[str, ...] = ()) -> Identity:
    """What is known of a body that no township's name resolves to."""
    places = build_places(text, (agency,), "", (), NATIONAL)
    kind = agency_kind(agency, NATIONAL)
    return Identity(None, agency, kind, None, "none", "", names=(agency,), rivals=rivals, places=places)


def find(agency: str, year: int = 2021, text: str = "", rivals: tuple[str, ...] = ()) -> Publisher:
    return find_publisher(identity_of(agency, text, rivals), year)


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: f"{row['agency']}-{row['year']}-{row['code']}")
def test_the_division_of_a_body(row: Mapping[str, str]) -> None:
    found = find(row["agency"], int(row["year"]), row["text"])
    expected = row["code"].ljust(12, "0") if row["code"] else None
    assert found.division_code == expected, found.evidence
