"""Traditional, simplified and mixed text; what conversions must leave as it is."""

from __future__ import annotations

import pytest

from flows.maintenance.protected_names import protect_names
from tests.evidence import Evidence, Pattern, Threshold, check
from tests.truth.case import draw_case
from tests.truth.script import CONVERSIONS, to_traditional
from transforms.form.labels import vocabulary
from transforms.knowledge import read_rows
from transforms.report import read_report
from transforms.text.script import convert_to_simplified, find_script, repair_script, simplify, taiwan_variants

NAMES = {row["written_zh"]: row["name_zh"] for row in read_rows("protected_names")}


def text_of(traditional: int, simplified: int) -> str:
    """So many characters that only one script uses."""
    return "國" * traditional + "国" * simplified


EVIDENCE = (
    Pattern(
        "transforms.text.script._HAN_RUN",
        takes=("12件國，", "㙍鎮(a)", "𠮷鄉"),
        found=("件國", "㙍鎮", "𠮷鄉"),
        leaves=("12，abc", "（〇）", "の"),
    ),
    Threshold(
        "transforms.text.script._TRADITIONAL_SHARE",
        inside=lambda: find_script(text_of(80, 20)) == "traditional",
        outside=lambda: find_script(text_of(79, 21)) == "traditional",
        moved=0.7,
    ),
    Threshold(
        "transforms.text.script._MIXED_SHARE",
        inside=lambda: find_script(text_of(16, 184)) == "mixed",
        outside=lambda: find_script(text_of(15, 185)) == "mixed",
        moved=0.07,
    ),
    Threshold(
        "transforms.text.script._MIN_MIXED_CHARS",
        inside=lambda: find_script(text_of(10, 20)) == "mixed",
        outside=lambda: find_script(text_of(9, 18)) == "mixed",
        moved=9,
    ),
    Threshold(
        "transforms.text.script._MOSTLY_TRADITIONAL",
        inside=lambda: convert_to_simplified("開會以後总", "mixed") == "开会以后总",
        outside=lambda: convert_to_simplified("開会记录后于总", "mixed") == "",
        moved=0.9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_no_protected_name_is_converted() -> None:
    assert len(NAMES) > 50
    for written, name in NAMES.items():
        page = to_traditional("各部門開展政府信息公開工作，") + written + to_traditional("人民政府發布報告")
        assert repair_script(page).text == f"各部门开展政府信息公开工作，{name}人民政府发布报告"
        assert repair_script(f"各部门开展政府信息公开工作，{name}人民政府发布报告").repairs == ()


def test_every_protected_name_needs_protection() -> None:
    assert all(simplify(written) != name for written, name in NAMES.items())
    assert dict(protect_names(dict.fromkeys(NAMES.values()))) == NAMES


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_a_traditional_report_comes_back(conversion: str) -> None:
    for seed in range(4):
        text = draw_case("tab_rows_unpadded", ("none",), seed).text
        repaired = repair_script(to_traditional(text, conversion))
        assert repaired.script == "traditional"
        # 著 is two characters in simplified script, and a converter that wrote it for 着 is not found out.
        assert repaired.text.replace("著", "着") == text
        assert repaired.repairs == ("opencc:t2s",)
        assert repair_script(text).repairs == ()


def test_a_text_of_both_scripts() -> None:
    lines = draw_case("tab_rows_unpadded", ("none",), 3).text.split("\n")
    half = [to_traditional(line) if number % 2 else line for number, line in enumerate(lines)]
    assert find_script("\n".join(half)) == "mixed"
    assert repair_script("\n".join(half)).text == "\n".join(lines)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("資訊內容", "信息内容"),
        ("規範性檔案", "规范性文件"),
        ("行政規範性檔案", "行政规范性文件"),
        ("行政覆議", "行政复议"),
        ("行政複議", "行政复议"),
        ("未經覆議直接起訴", "未经复议直接起诉"),
        ("覆議後起訴", "复议后起诉"),
        ("上一年專案數量", "上一年项目数量"),
        ("採購專案數量", "采购项目数量"),
        ("本年新收政府資訊公開申請數量", "本年新收政府信息公开申请数量"),
        ("本年新收政府資訊公開申請案件數量", "本年新收政府信息公开申请数量"),
        ("上年結轉政府信息公開申請案件數量", "上年结转政府信息公开申请数量"),
        ("本機關不掌握相關政府資訊", "本机关不掌握相关政府信息"),
        ("沒有現成資訊需要另行製作", "没有现成信息需要另行制作"),
        ("屬於四類過程性資訊", "属于四类过程性信息"),
        ("其它處理", "其他处理"),
    ],
)
def test_labels_in_the_words_of_taiwan(printed: str, label: str) -> None:
    meanings = vocabulary().meanings
    assert set(meanings[label]) <= set(meanings[repair_script(printed).text])


def test_variants_have_any_of_the_words() -> None:
    found = taiwan_variants("政府信息公开行政复议的文件")
    assert {"政府资讯公开行政复议的文件", "政府信息公开行政覆议的文件", "政府资讯公开行政覆议的档案"} <= set(found)


def test_a_page_in_the_words_of_taiwan() -> None:
    text = "\n".join(
        (
            "示例縣樣例鎮2022年政府資訊公開工作年度報告",
            "本報告所列數據的統計期限自2022年1月1日起至2022年12月31日止。",
            "二、主動公開政府資訊情況",
            "資訊內容\t本年制發件數\t本年廢止件數\t現行有效件數",
            "規章\t0\t0\t0",
            "行政規範性檔案\t3\t1\t12",
            "四、政府資訊公開行政覆議、行政訴訟情況",
            "行政覆議\t\t\t\t\t行政訴訟",
            "\t\t\t\t\t未經覆議直接起訴\t\t\t\t\t覆議後起訴",
            "\t".join(["結果維持\t結果糾正\t其他結果\t尚未審結\t總計"] * 3),
            "1\t0\t0\t2\t3\t0\t0\t0\t0\t0\t4\t0\t0\t0\t4",
            "五、存在的主要問題及改進情況",
        )
    )
    report = read_report(text.encode("big5hkscs"), "a.txt").report
    assert report is not None
    assert (report.report_year, report.script, report.encoding) == (2022, "traditional", "big5hkscs")
    assert report.agency == "示例县样例镇"
    assert {2, 4} <= {section.section_no for section in report.sections}
    facts = {fact.subject: fact.value for fact in report.facts}
    assert facts["fact_proactive.1.normative_documents.in_force"] == 12
    assert facts["fact_review.reconsideration.total"] == 3
    assert facts["fact_review.litigation_after_review.upheld"] == 4
