"""A column of codes holds its codes and nothing else, and its description lists them."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from transforms.schemas.columns import codes


class Colours(dy.Schema):
    colour = codes(("red", "green"), "A colour.")
    other = codes(("red", "green"), "Another colour.", nullable=True)


def test_the_description_lists_the_codes() -> None:
    assert Colours.colour.description == "A colour. One of: red, green."


def is_valid(colour: str | None, other: str | None) -> bool:
    frame = pl.DataFrame({"colour": [colour], "other": [other]}, schema={"colour": pl.String, "other": pl.String})
    return Colours.is_valid(frame)


def test_codes_pass_and_what_is_none_does_not() -> None:
    assert is_valid("red", "green")
    assert is_valid("red", None)
    assert not any(is_valid(colour, "red") for colour in ("blue", "Red", "", None))
