"""The words of titles: what a name of a report is, and which subjects are others'."""

from __future__ import annotations

import re

import pytest

from transforms.form import DISCLOSURE, OF_THE_WORK, OTHER_SUBJECT, REPORT, REPORT_NAME

OFFICIAL = "政府信息公开工作年度报告"


def takes(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def test_the_official_title_is_made_of_these_words() -> None:
    assert re.fullmatch(f"{DISCLOSURE}{OF_THE_WORK}{REPORT}", OFFICIAL)


@pytest.mark.parametrize(
    "name", [OFFICIAL, "政府信息公开年报", "政务信息公开年度工作报告", "信息公开工作报告", "信息公开工作情况的报告"]
)
def test_a_name_of_a_report(name: str) -> None:
    assert takes(REPORT_NAME, f"样例镇2020年{name}")


@pytest.mark.parametrize(
    "name", ["政府信息公开指南", "政务公开工作总结", "信息公开，工作报告", "年度报告", "政府工作报告"]
)
def test_what_is_no_name_of_a_report(name: str) -> None:
    assert not takes(REPORT_NAME, f"样例镇2020年{name}")


@pytest.mark.parametrize(
    "subject", ["财政预算", "部门决算", "财务", "环境", "党务", "村务", "校务", "院务", "厂务", "居务"]
)
def test_a_report_on_another_subject_is_not_meant(subject: str) -> None:
    """A school's report on its own affairs would otherwise be the title of a township's."""
    assert not takes(REPORT_NAME, f"样例镇2020年{subject}信息公开年报")
    assert not takes(OTHER_SUBJECT + DISCLOSURE, f"{subject}信息公开")


@pytest.mark.parametrize("subject", ["政务", "计算", "服务"])
def test_a_subject_that_ends_alike_is_no_other(subject: str) -> None:
    assert takes(OTHER_SUBJECT + DISCLOSURE, f"{subject}信息公开")
