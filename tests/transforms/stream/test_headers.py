"""Headers in slices, set straight where the text allows one order of their columns."""

from __future__ import annotations

import pytest

from tests.transforms.stream.sliced_headers import LAYOUT, header


def test_a_header_with_a_strange_column_stays() -> None:
    assert header(*LAYOUT[:3], LAYOUT[3] + "  上年") == ""


@pytest.mark.parametrize("lost", ["其他", "科研机构"])
def test_a_header_that_lost_a_label_stays(lost: str) -> None:
    assert header(*(line.replace("法人或其他组织", "法人或").replace(lost, "") for line in LAYOUT)) == ""
