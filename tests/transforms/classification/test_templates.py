"""Forms to fill and lessons, and the reports that look like them."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.classification.texts import TITLE, refusal

EVIDENCE = (
    Pattern(
        "transforms.classification.templates.REPORT_TITLE",
        takes=("样例镇2020年政府信息公开工作年度报告", "政府信息年度公开报告", "2020年年报"),
        leaves=("政府信息公开指南", "样例镇财政预算信息公开报告", "政务公开工作总结"),
    ),
    Pattern(
        "transforms.classification.templates._HOW_TO",
        takes=("政府信息公开工作年度报告怎么写", "信息公开年报解读"),
        leaves=("政府信息公开工作年度报告制度", "2020年信息公开年报", "编制信息公开年报"),
    ),
    Pattern(
        "transforms.classification.templates._PLACEHOLDER",
        takes=("XX镇", "xx条", "____条", "×××街道", "某镇人民政府", "20XX年", "○○县"),
        leaves=("X镇", "XXXX-XXXXXXX", "某某镇", "样例镇", "某镇"),
    ),
    Pattern(
        "transforms.classification.templates._TEMPLATE_WORDS",
        takes=("年度报告（格式）", "年度报告范文", "填报说明"),
        leaves=("按统一格式", "样例镇", "填报情况"),
    ),
    Threshold(
        "transforms.classification.templates._MIN_BLANKS",
        inside=lambda: "3 blanks" in refusal(TITLE + "公开xx条，收到xx件，受理xx件。"),
        outside=lambda: "blanks" in refusal(TITLE + "公开xx条，收到xx件。"),
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)
