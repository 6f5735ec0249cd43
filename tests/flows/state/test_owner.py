"""What tells a warehouse from others stays the same, and is made anew where it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.state.owner import owner_of
from flows.state.paths import state_folder


def test_a_warehouse_is_the_same_in_every_run_and_no_other_one_is(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("a.duckdb", "b.duckdb")]
    for place in places:
        state_folder(place).mkdir()
    first, second = map(owner_of, places)
    assert owner_of(places[0]) == first != second
    assert first["warehouse"] == str(places[0])


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b"{", b"{}", b"[" * 100_000])
def test_a_damaged_note_is_made_anew(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "a.duckdb"
    state_folder(place).mkdir()
    (state_folder(place) / "owner.json").write_bytes(content)
    assert owner_of(place)["id"]
    assert owner_of(place) == owner_of(place)
