"""Traditional, simplified and mixed text; what conversions must leave as it is."""

from __future__ import annotations

from random import Random

import pytest

from flows.maintenance.protected_names import protect_names
from tests.truth.case import draw_case
from tests.truth.script import CONVERSIONS, annotate_pinyin, pinyin_table, to_traditional
from transforms.form.labels import vocabulary
from transforms.knowledge import read_rows
from transforms.report import read_report
from transforms.text.pinyin import remove_pinyin
from transforms.text.script import find_script, repair_script, simplify, taiwan_variants

NAMES = {row["written_zh"]: row["name_zh"] for row in read_rows("protected_names")}


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


@pytest.mark.parametrize("brackets", ["()", "（）", "〔〕", "[]", "【】"])
@pytest.mark.parametrize("share", [0.1, 0.4, 1.0])
def test_annotations_in_any_brackets(brackets: str, share: float) -> None:
    plain = to_traditional(draw_case("bare_cell_lines", ("none",), 5).text.replace("(", "").replace(")", ""))
    annotated = annotate_pinyin(plain, Random(str(share)), share)
    assert annotated != plain
    assert remove_pinyin(annotated.translate(str.maketrans("()", brackets))) == plain


def test_annotations_of_words_in_capitals_and_without_tones() -> None:
    sounds = pinyin_table()
    word = "".join(sounds[char] for char in "動開")
    assert remove_pinyin(f"主動開({word})、動({sounds['動'].upper()})") == "主動開、動"
    bare = {char: remove_tones(sound) for char, sound in sounds.items()}
    chars = [char for char in sounds if len(bare[char]) > 1][:20]
    text = "".join(f"{char}({bare[char]})" for char in chars)
    assert remove_pinyin(f"{text}平台(app)(a)(b)") == "".join(chars) + "平台(app)(a)(b)"


def remove_tones(sound: str) -> str:
    return sound.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü"))


@pytest.mark.parametrize(
    "text",
    [
        "政府（一）公开（app）和(the)网站(www)、(OA)系统、微信(wechat)",
        "面积(m)、数量(n)、项目(a)、(b)、(e)、方案(A)、计划(B)",
        "简历(résumé)、咖啡(café)、他(he)、我(me)、你(you)、歌(song)、风扇(fan)",
        "1(yī)项、2(èr)项",
    ],
)
def test_words_in_brackets_are_no_annotations(text: str) -> None:
    assert remove_pinyin(text) == text


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
