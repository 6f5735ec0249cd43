"""What is said of a text with damaged bytes, in both languages."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.language import Pair
from transforms.text.damage import tell_damage
from transforms.text.resync import LOST

DAMAGE = Pair("文件有字节损坏", "Bytes of the file are damaged")
EVIDENCE = (
    Threshold(
        "transforms.text.damage._MOST_LINES_TOLD",
        inside=lambda: "more" not in tell_damage(f"{LOST}\n" * 10, DAMAGE).message,
        outside=lambda: "more" not in tell_damage(f"{LOST}\n" * 11, DAMAGE).message,
        moved=20,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_doubt_counts_the_places_and_names_their_lines() -> None:
    doubt = tell_damage(f"规章{LOST}{LOST}\n12\n{LOST}", DAMAGE)
    assert doubt.message == "Bytes of the file are damaged in 2 places (lines 1, 3); what stood there is lost."
    assert doubt.message.zh == "文件有字节损坏，共2处（第1、3行），原有的文字已经丢失。"
    assert (doubt.rule, doubt.actual) == ("encoding_damage", "2")


def test_a_single_place_stands_on_one_line() -> None:
    message = tell_damage(f"规章\n{LOST}", DAMAGE).message
    assert message == "Bytes of the file are damaged in 1 place (line 2); what stood there is lost."


def test_of_many_lines_the_first_ones_are_named_and_the_others_counted() -> None:
    message = tell_damage(f"{LOST}\n" * 12, DAMAGE).message
    assert "(lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more)" in message
    assert "（第1、2、3、4、5、6、7、8、9、10行等，另有2行）" in message.zh
