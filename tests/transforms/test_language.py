"""Words that stand in both languages."""

from __future__ import annotations

import pickle

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.language import Language, Pair, in_language, joined, quoted, quoted_names

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.language._MOST_QUOTED",
        inside=lambda: quoted("x" * 60) == "x" * 60,
        outside=lambda: quoted("x" * 61) == "x" * 61,
        moved=70,
    ),
    Threshold(
        "transforms.language._MOST_NAMES",
        inside=lambda: not quoted_names(["x"] * 12).endswith("…"),
        outside=lambda: not quoted_names(["x"] * 13).endswith("…"),
        moved=20,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def both(pair: Pair) -> tuple[str, str]:
    return pair.zh, pair.en


def test_words_are_filled_in_their_language() -> None:
    words = Pair("“{row}”有{count}格", "“{row}” has {count} cells").filled(row=Pair("总计", "Total"), count=2)
    assert both(words) == ("“总计”有2格", "“Total” has 2 cells")
    assert (words.said_in(Language.ZH), words.said_in(Language.EN)) == both(words)


def test_values_may_be_given_at_once_and_have_a_form() -> None:
    assert both(Pair("共{count:,}格", "{count:,} cells", count=1200)) == ("共1,200格", "1,200 cells")


def test_a_value_with_braces_is_no_place_for_another() -> None:
    assert both(Pair("{text}", "{text}").filled(text="{secret}")) == ("{secret}", "{secret}")
    assert both(Pair("a{b}", "{c}")) == ("a{b}", "{c}")


def test_as_a_string_it_is_the_english_words() -> None:
    words = Pair("文件太大", "the file is too large")
    assert words == "the file is too large"
    assert f"{words}!" == "the file is too large!"


def test_it_comes_out_of_another_process_as_it_went_in() -> None:
    again = pickle.loads(pickle.dumps(Pair("第{n}格", "cell {n}")))
    assert isinstance(again, Pair)
    assert both(again) == ("第{n}格", "cell {n}")


def test_what_is_no_pair_is_said_as_it_is() -> None:
    assert in_language("No space left on device", Language.ZH) == "No space left on device"
    assert in_language(Pair("满了", "full"), Language.ZH) == "满了"


def test_sentences_are_joined_in_each_language() -> None:
    assert both(joined("；", "; ", [Pair("甲", "a"), Pair("乙", "b")])) == ("甲；乙", "a; b")
