"""Every reason for which a file is not read is said in both languages."""

from __future__ import annotations

import pytest

from flows.proofreading.rejections import REASONS, say_rejection
from transforms.doubts import Reason, Rejection
from transforms.language import Pair


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_has_its_words(reason: Reason) -> None:
    said = say_rejection(Rejection(reason, Pair("共有3页。", "Found 3 pages.")))
    assert said.en == "Found 3 pages."
    assert said.zh == f"{REASONS[reason]}。共有3页。"
    assert any("\u4e00" <= character <= "\u9fff" for character in REASONS[reason])
