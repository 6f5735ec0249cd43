"""How common characters are: what tells prose from garble, and what a damaged byte costs."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.truth.case import draw_case
from tests.truth.script import to_traditional
from transforms.text import han_frequency
from transforms.text.han_frequency import count_han, rarity, reads_as_chinese, total_rarity

EVIDENCE = (
    Pattern(
        "transforms.text.han_frequency.HAN_CHARACTER",
        takes=("镇", "鎮", "㙍", "\uf900", "𠮷"),
        leaves=("，", "３", "〇", "⼀", "の", "정", "①"),
    ),
    Pattern(
        "transforms.text.han_frequency._MARKS",
        takes=("，", "“", "—", "…", "《", "〔", "：", "３", "￥", "‰"),
        leaves=(",", "镇", "〒", "〓", "ﾀ", "é"),
        misses=("×", "·"),
    ),
    Threshold(
        "transforms.text.han_frequency.COST_OF_DAMAGE",
        inside=lambda: rarity("㙍") < han_frequency.COST_OF_DAMAGE,
        outside=lambda: rarity("\ue000") < han_frequency.COST_OF_DAMAGE,
        moved=30.0,
    ),
    Given("transforms.text.han_frequency._GB_LEVEL_TWO", source="GB 2312-80: the second level begins with row 56"),
    Given("transforms.text.han_frequency._BIG5_LEVEL_TWO", source="Big5: the first level ends with C67E"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("seed", range(3))
def test_a_report_reads_as_chinese_in_its_own_encoding_alone(seed: int) -> None:
    text = draw_case("tab_rows_padded", ("none",), seed).text
    traditional = to_traditional(text, "s2tw")
    assert reads_as_chinese(text) > 0.6
    assert reads_as_chinese(traditional) > 0.6
    assert reads_as_chinese(text.encode("gb18030").decode("big5hkscs", "ignore")) < 0.15
    assert reads_as_chinese(traditional.encode("big5hkscs", "ignore").decode("gb18030", "ignore")) < 0.15


def test_a_text_without_han_characters_reads_as_nothing() -> None:
    assert reads_as_chinese("") == reads_as_chinese("Annual report, 12") == 0.0


def test_characters_are_the_rarer_the_less_a_report_has_them() -> None:
    """Common, a mark, of the first level, of the second, of neither; a letter of another script; a private one."""
    costs = [rarity(char) for char in "政，凜侲㙍\ue000"]
    assert costs == sorted(set(costs))
    assert rarity("凜") < rarity("é") < han_frequency.COST_OF_DAMAGE


def test_ascii_costs_nothing_in_a_sum() -> None:
    assert total_rarity("12 <td>") == 0
    assert total_rarity("政1府") == rarity("政") + rarity("府")
    assert count_han("政1府，") == 2
