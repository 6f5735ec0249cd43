"""What was recognised in a file begins with nothing."""

from __future__ import annotations

from transforms.formats.recognition import Recognised, Recognition


def test_two_files_share_nothing() -> None:
    first, second = Recognised(), Recognised()
    first.numbers.append(Recognition(1, (0, 0, 1, 1), ("3",), 0.9, is_agreed=True))
    assert second == Recognised([], has_prose=False)
