"""The dimensions: codes of townships have twelve digits, and every row of the forms fits."""

from __future__ import annotations

import dataframely as dy
import polars as pl
import pytest

from transforms.schemas import ListedTownship

TOWN = {
    "township_code": "990101001000",
    "township": "示范镇",
    "kind": "town",
    "county_code": "990101",
    "county": "示例县",
    "prefecture_code": "990100",
    "prefecture": "示例市",
    "province_code": "990000",
    "province": "示例省",
}


def test_a_township() -> None:
    assert ListedTownship.validate(pl.DataFrame([TOWN])).height == 1


@pytest.mark.parametrize(
    "changes",
    [{"township_code": "990101001"}, {"township_code": "99010100100X"}, {"kind": "village"}, {"county": None}],
    ids=str,
)
def test_a_township_that_breaks_its_schema(changes: dict[str, str | None]) -> None:
    with pytest.raises(dy.exc.ValidationError):
        ListedTownship.validate(pl.DataFrame([{**TOWN, **changes}], schema=dict.fromkeys(TOWN, pl.String)))


def test_no_code_is_there_twice() -> None:
    with pytest.raises(dy.exc.ValidationError):
        ListedTownship.validate(pl.DataFrame([TOWN, TOWN]))
