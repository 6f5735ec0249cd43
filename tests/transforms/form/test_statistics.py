"""The statistics form as declared is the one that was prescribed in 2014, with what its forerunners have beside it."""

from __future__ import annotations

import pytest

from tests.truth.statistic_form import FORERUNNER, FORM, Line
from transforms.form.folding import fold_label
from transforms.form.labels import Role, Table, statistic_vocabulary
from transforms.form.statistics import indicator_ancestors, statistic_indicator, statistic_indicators
from transforms.knowledge import read_rows

MEANINGS = statistic_vocabulary().meanings


def test_the_form_of_2014_has_the_lines_that_were_prescribed_in_their_order() -> None:
    declared = [indicator.code for indicator in statistic_indicators() if indicator.is_owed]
    assert declared == [line.code for line in FORM if line.code]
    headings = [i for i in statistic_indicators() if i.is_heading and "2014" in i.forms]
    assert len(headings) == sum(not line.code for line in FORM) == 7


@pytest.mark.parametrize("line", [line for line in (*FORM, *FORERUNNER) if line.code], ids=lambda line: line.code)
def test_a_printed_label_is_that_of_its_indicator_with_its_unit(line: Line) -> None:
    printed = line.label.removeprefix("其中：").lstrip("（一二三四五六七八九）、123456789.")
    codes = [label.code for label in MEANINGS[fold_label(printed).replace("。", "")]]
    assert line.code in codes
    indicator = statistic_indicator(line.code)
    assert (indicator.unit == "CNY") == line.is_money


def test_labels_that_stand_on_the_form_twice_are_told_by_their_parents_alone() -> None:
    repeated = {
        core: [label.code for label in labels]
        for core, labels in MEANINGS.items()
        if len(labels) > 1 and not core.startswith("其中")
    }
    assert set(repeated) == {"维持具体行政行为数", "被依法纠错数", "依法纠错数", "其他情形数", "其它情形数"}
    for codes in repeated.values():
        assert [statistic_indicator(code).parent for code in codes] == ["reconsiderations", "litigations"]


def test_every_parent_is_an_indicator_above_and_every_variant_one_of_an_indicator() -> None:
    order = [indicator.code for indicator in statistic_indicators()]
    assert len(set(order)) == len(order)
    for indicator in statistic_indicators():
        assert not indicator.parent or order.index(indicator.parent) < order.index(indicator.code)
        assert not indicator.is_part or statistic_indicator(indicator.parent).unit
    assert {row["indicator"] for row in read_rows("statistic_variants")} <= set(order)


def test_what_an_indicator_stands_under() -> None:
    assert indicator_ancestors("litigation_other") == ("litigation_other", "litigations")
    assert indicator_ancestors("fees") == ("fees",)


def test_a_column_is_headed_by_the_words_that_forms_use() -> None:
    heads = {core: labels[0].code for core, labels in MEANINGS.items() if labels[0].role == Role.COLUMN}
    assert (heads["统计指标"], heads["计量单位"], heads["统计数"]) == ("name", "unit", "value")
    assert (heads["本年度"], heads["历年累计"]) == ("year", "cumulative")
    assert {label.table for labels in MEANINGS.values() for label in labels} == {Table.STATISTICS}
