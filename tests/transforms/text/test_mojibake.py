"""Garbled text comes back, what is lost stays lost, and clean text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.truth.case import draw_case
from tests.truth.damage_encodings import BYTES_DAMAGES, read_cp1252, read_gbk_hungrily, read_latin1
from tests.truth.form import form_lines
from tests.truth.marks import strip_marks
from tests.truth.prose import draw_place, draw_prose
from tests.truth.script import CONVERSIONS, to_taiwan_terms, to_traditional
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.report import read_report
from transforms.stream.document import build_document
from transforms.text import mojibake
from transforms.text.mojibake import repair_mojibake
from transforms.text.resync import LOST

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
LAYOUTS = ("tab_rows_padded", "pipe_rows_framed", "bare_cell_lines", "one_line_pipes")

# What loses nothing, with the repairs that it takes.
REVERSIBLE = {
    "gb_as_latin1": ["mojibake:gb18030-as-latin1"],
    "gb_as_cp1252": ["mojibake:gb18030-as-latin1"],
    "utf8_as_latin1": ["mojibake:utf-8-as-latin1"],
    "utf8_as_cp1252": ["mojibake:utf-8-as-cp1252"],
    "big5_as_latin1": ["mojibake:big5hkscs-as-latin1"],
    "big5_as_gb": ["mojibake:big5hkscs-as-gb18030"],
    "utf8_as_latin1_twice": ["mojibake:utf-8-as-latin1", "mojibake:utf-8-as-latin1"],
    "utf8_as_cp1252_twice": ["mojibake:utf-8-as-cp1252", "mojibake:utf-8-as-cp1252"],
    "gb_as_latin1_as_latin1": ["mojibake:utf-8-as-latin1", "mojibake:gb18030-as-latin1"],
    "gb_as_latin1_in_part": ["mojibake:gb18030-as-latin1"],
    "utf8_as_cp1252_in_part": ["mojibake:utf-8-as-cp1252"],
    "decimal_entities": ["entities"],
    "hexadecimal_entities": ["entities"],
    "entities_twice": ["entities"],
    "percent_escapes": ["escapes:percent"],
    "gb_percent_escapes": ["escapes:percent"],
    "percent_u_escapes": ["escapes:percent-u"],
    "backslash_escapes": ["escapes:backslash-u"],
}
LOSSY: dict[str, Callable[[str], str]] = {
    "utf-8 as gb18030": lambda text: text.encode().decode("gb18030", "replace"),
    "utf-8 as gbk": lambda text: text.encode().decode("gbk", "replace"),
    "utf-8 as gbk, hungrily": lambda text: read_gbk_hungrily(text.encode()),
    "gb18030 as big5": lambda text: text.encode("gb18030").decode("big5hkscs", "replace"),
}

TITLE = "示例县样例镇政府信息公开工作年度报告，主动公开"
TRADITIONAL_TITLE = to_traditional(TITLE, "s2tw")
# Garble of four kinds.
GARBLED = (
    TITLE.encode("gbk").decode("latin-1"),
    TRADITIONAL_TITLE.encode("big5").decode("gb18030", "replace"),
    TITLE.encode("gb18030").decode("big5hkscs", "replace"),
    TITLE.encode().decode("latin-1").encode().decode("latin-1"),
)


def suspects(text: str) -> list[str]:
    return list(mojibake._find_suspects(text))


def is_mended(kinds: int) -> bool:
    """Whether a file comes back whose lines were garbled in so many ways."""
    return set(repair_mojibake("\n".join(GARBLED[:kinds])).text.split("\n")) <= {TITLE, TRADITIONAL_TITLE}


def is_word_mended(clear: int, marks: int) -> bool:
    """Whether a rare character between marks comes back, beside so many characters that are clearly garbled."""
    text = "政" * (clear // 2) + "\n" + "澍"
    garbled = read_latin1(text.encode("gbk")) + "，" * marks
    return "澍" in mojibake._mend_text(garbled, (mojibake._INVERSES[1],))


EVIDENCE = (
    Pattern("transforms.text.mojibake._LOST_PLACE", takes=(LOST, f"年{LOST * 6}度"), leaves=("?", "锟斤拷", "年")),
    Pattern(
        "transforms.text.mojibake._WESTERN_RUN",
        takes=("规章：Õþ¸® 12", "â€œ"),
        found=("Õþ¸® 12", "â€œ"),
        leaves=("规章 12", "<td>12</td>", "ā", LOST),
    ),
    Pattern(
        "transforms.text.mojibake._WESTERN_SUSPECT",
        takes=("Õþ¸®", "æ”¿åºœ", "ÄÖÜ"),
        leaves=("résumé", "“公开”——", "5°±2", "Noël à", "政府"),
        misses=("Õþ",),
    ),
    Pattern(
        "transforms.text.mojibake._HAN_SUSPECT",
        takes=("鏀垮簻淇℃伅鍏紑", "淉葬陓洘鼠羲"),
        leaves=("政府信息公开工作", "礐石、鮀莲、瀂港", "Übergröße", "１２３４５６７"),
        misses=("鏀垮簻",),
        oversteps=("龘靐齉爩鱻麤", "Ежегодный отчёт"),
    ),
    Pattern(
        "transforms.text.mojibake._WIDE_RUN",
        takes=("a鏀垮簻?b", "规章？"),
        found=("鏀垮簻?", "规章？"),
        leaves=("abc?", "12", ""),
    ),
    Pattern(
        "transforms.text.mojibake._LINE",
        takes=("规章\t12\n", "\ue0f0规章\ue0f1"),
        found=("规章\t12", "规章"),
        leaves=("\n", "\ue0f0\ue0f3", ""),
    ),
    Pattern(
        "transforms.text.mojibake._LOST_RUN",
        takes=(f"规{LOST}{LOST}?章", f"{LOST}1"),
        found=(f"{LOST}{LOST}?", LOST),
        leaves=("规章?", ""),
    ),
    Pattern(
        "transforms.text.mojibake._DESTROYED",
        takes=("规锟斤拷锟斤拷", "锟斤拷锟?", "锟斤拷12"),
        found=("锟斤拷锟斤拷", "锟斤拷锟?", "锟斤拷"),
        leaves=("锟", "斤拷", "一斤"),
        misses=("锟斤",),
    ),
    Pattern(
        "transforms.text.mojibake._ANNOTATION",
        takes=("鎮(zhèn)", "（gōng kāi）"),
        found=("(zhèn)", "（gōng kāi）"),
        leaves=("镇（街道）", "(1)", "zhèn"),
        oversteps=("(app)",),
    ),
    Threshold(
        "transforms.text.mojibake._SAMPLE",
        inside=lambda: len(suspects(f"{'Õ' * 1000}\n" * 31)) == 31,
        outside=lambda: len(suspects(f"{'Õ' * 1000}\n" * 32)) == 32,
        moved=40_000,
    ),
    Threshold(
        "transforms.text.mojibake._ROUNDS",
        inside=lambda: is_mended(3),
        outside=lambda: is_mended(4),
        moved=4,
    ),
    Threshold(
        "transforms.text.mojibake._RARE_LINE",
        inside=lambda: len(suspects("凜" * 28 + "侲" * 2)) == 1,
        outside=lambda: len(suspects("凜" * 29 + "侲")) == 1,
        moved=3.1,
    ),
    Threshold(
        "transforms.text.mojibake._LEAST_READS_AS_CHINESE",
        inside=lambda: mojibake._is_chinese("政" * 30 + "澍" * 70),
        outside=lambda: mojibake._is_chinese("政" * 29 + "澍" * 71),
        moved=0.2,
    ),
    Threshold(
        "transforms.text.mojibake._LEAST_HAN",
        inside=lambda: mojibake._is_chinese("政府信息公开工作"),
        outside=lambda: mojibake._is_chinese("政府信息公开年"),
        moved=5,
    ),
    Threshold(
        "transforms.text.mojibake._MOST_LOST",
        inside=lambda: mojibake._is_chinese("政府信息公开工作" + LOST * 2),
        outside=lambda: mojibake._is_chinese("政府信息公开工作" + LOST * 3),
        moved=0.5,
    ),
    Threshold(
        "transforms.text.mojibake._CLEAR_MARGIN",
        inside=lambda: mojibake._is_clearly_better("政" * 10, "政" * 6),
        outside=lambda: mojibake._is_clearly_better("政" * 10, "政" * 7),
        moved=0.8,
    ),
    Threshold(
        "transforms.text.mojibake._NEARLY_ALL",
        inside=lambda: is_word_mended(90, 8),
        outside=lambda: is_word_mended(88, 10),
        moved=0.5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("name", REVERSIBLE)
def test_a_garbled_report_comes_back(name: str) -> None:
    for seed, layout in enumerate(LAYOUTS):
        page, _, data = BYTES_DAMAGES[name](draw_case(layout, ("none",), seed).page, Random(seed))
        garbled = data.decode()
        assert garbled != (text := strip_marks(page.text))
        mended = repair_mojibake(garbled)
        assert mended.text == text
        assert list(mended.repairs) == REVERSIBLE[name]


@pytest.mark.parametrize("name", LOSSY)
def test_what_garbling_lost_is_not_invented(name: str) -> None:
    for seed, layout in enumerate(LAYOUTS):
        text = draw_case(layout, ("none",), seed).text
        mended = repair_mojibake(LOSSY[name](text)).text
        assert LOST in mended
        plain = set(text) | {LOST, "?"}
        strange = [char for char in mended if char not in plain]
        # Where a converter took the next byte as well, some words stay garbled.
        assert len(strange) < (0.1 if "hungrily" in name else 0.01) * len(mended)
        # A digit that survived stands between the same neighbours, or beside a lost place.
        for found in re.finditer(rf"(?<![0-9{LOST}?])[0-9]+(?![0-9{LOST}?])", mended):
            assert found[0] in text


@pytest.mark.parametrize("name", LOSSY)
def test_a_garbled_report_has_no_wrong_cell(name: str) -> None:
    case = draw_case("tab_rows_padded", ("none",), 9)
    report = read_report(LOSSY[name](case.text).encode(), "a.txt").report
    printed = {".".join(map(str, key)): cell.value for key, cell in case.truth.items()}
    for fact in report.facts if report else ():
        assert fact.value is None or fact.value == printed[fact.subject]
    assert report is None or any(doubt.rule == "encoding_damage" for doubt in report.doubts)


def test_a_digit_beside_a_lost_place_is_not_loaded() -> None:
    head = "示例县样例镇2020年政府信息公开工作年度报告\n统计期限自2020年1月1日起至2020年12月31日止。\n"
    row = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t40\t{}\t60\n其他对外管理服务事项\t70\t80\t90\n"
    for cell in ("5�", "�5", "1�3", "5 �", "�", "��", "锟斤拷", "5锟斤拷", "�件", "-�"):
        report = read_report((head + "二、主动公开政府信息情况\n" + row.format(cell)).encode(), "a.txt").report
        assert report is not None
        facts = {fact.key[-1]: fact for fact in report.facts if fact.key[1:2] == ("licensing",)}
        assert (facts["change"].value, facts["change"].cell_status) == (None, "unreadable"), cell
        assert (facts["prior_year_items"].value, facts["decisions"].value) == (Decimal(40), Decimal(60)), cell
        assert [doubt.rule for doubt in report.doubts].count("encoding_damage") == 1


def test_destroyed_characters_become_what_they_were() -> None:
    assert repair_mojibake("规章锟斤拷锟斤拷\t锟斤拷12").text == f"规章{LOST}\t{LOST}12"


def test_garbled_cells_of_a_table_stay_apart() -> None:
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["行政规范性文件", "3", "0", "12"]]
    garbled = tuple(tuple(read_latin1(cell.encode("gbk")) for cell in row) for row in rows)
    title = read_latin1("示例县样例镇2022年政府信息公开工作年度报告".encode("gbk"))
    document = build_document(Content((title, garbled), metadata=((title, title),)))
    assert [cell.text for cell in document.cells if cell.column >= 0] == [cell for row in rows for cell in row]
    assert document.metadata == (("示例县样例镇2022年政府信息公开工作年度报告",) * 2,)
    assert document.repairs == ("mojibake:gb18030-as-latin1",)


def test_garbled_quotes_beside_sound_ones() -> None:
    text = "“公开”与" + "\n" + "“" + read_latin1("政务公开年度报告及各项规定".encode("gbk")) + "”"
    assert repair_mojibake(text).text == "“公开”与\n“政务公开年度报告及各项规定”"


# --- what must not be touched --------------------------------------------------------------------------------------


def clean_paragraphs(count: int) -> list[str]:
    """Paragraphs of invented prose and lines of the form: as they are, traditional, and with Taiwan's words."""
    rng = Random("clean")
    labels = [line.label for form in ("2019", "2021") for line in form_lines(form)]
    found: list[str] = []
    while len(found) < count:
        prose = draw_prose(rng, draw_place(rng), rng.randint(2019, 2024))
        texts = [prose.title, *prose.preamble, *prose.headings.values(), *prose.signature, rng.choice(labels)]
        texts += [paragraph for part in (prose.before, prose.after) for group in part.values() for paragraph in group]
        found += texts
        found += [to_traditional(text, rng.choice(CONVERSIONS)) for text in texts]
        found += [to_taiwan_terms(text) for text in texts]
    return found[:count]


def test_clean_paragraphs_are_left_alone() -> None:
    paragraphs = clean_paragraphs(10_000)
    assert len(set(paragraphs)) > 1_000
    assert [text for text in dict.fromkeys(paragraphs) if _is_touched(text)] == []
    together = "\n".join(paragraphs)
    assert repair_mojibake(together).repairs == ()


def test_hard_spaces_that_indent_short_paragraphs_are_left_alone() -> None:
    """Two of them are a rare character of GBK (牋), which a page would then have before each paragraph."""
    lines = ("本部分数据见下表。", "无。", "虚构乡人民政府", "2021年1月25日")
    blank_cells = "\ue0f2" * 6  # which have every line looked at
    assert not _is_touched("\n".join((*(f"\xa0\xa0\xa0\xa0{line}" for line in lines), blank_cells)))


def _is_touched(text: str) -> bool:
    mended = repair_mojibake(text)
    return bool(mended.repairs) or mended.text != text


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this checkout")
def test_real_reports_are_left_alone() -> None:
    for path in sorted(REPORTS.glob("*.txt")):
        text = path.read_text("utf-8")
        for form in (text, *(to_traditional(text, conversion) for conversion in CONVERSIONS)):
            assert not _is_touched(form)
            assert not any(_is_touched(line) for line in form.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Annual report on open government: 12 items, R&D, Q&A, AT&T; see §3, 5°C ± 2, ½ of it — “quoted”.",
        "Rapport annuel : l'été, où ça a été créé, à Besançon, naïve, cœur, Noël, façade.",
        "Jahresbericht über die Öffentlichkeit: größte Fälle, müßig, Übergröße, ÄÖÜäöüß.",
        "Ежегодный отчёт об открытости",
        "zhèngfǔ xìnxī gōngkāi, lǜ sè, nǚ xìng, Lǚ Shùn",
        "价格5&6元，R&D投入，AT&T，<td>&copy</td>，x=1&y=2&amp_z",
        "代码：s = '\\u4e2d\\u6587'，路径 C:\\users\\u1234，换行 \\n",
        "网址 https://example.org/%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B9%B4%E6%8A%A5，完成率100%，占比50%20件",
        "礐石街道、鮀莲街道、瀂港街道、鴜鷺树镇、洩湖镇、鮜门镇、织篢镇、濛洲街道",
        "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽韾响顟顠饙饙骳骎",
        "カタカナとひらがな、日本語の文章です。年次報告書を公開しました。",
        "정보공개 연차보고서",
        "3×4÷2＝6，≤5%，①②③，Ⅰ、Ⅱ，㎡，℃，•·",
        "",
    ],
)
def test_text_that_is_no_garbled_chinese_is_left_alone(text: str) -> None:
    assert not _is_touched(text)


def test_a_report_garbled_beyond_repair_is_no_report() -> None:
    text = draw_case("tab_rows_padded", ("none",), 1).text
    reading = read_report(text.encode().decode("big5hkscs", "replace").encode(), "a.txt")
    assert isinstance(reading.rejection, Rejection)


def test_windows_1252_is_told_from_latin1() -> None:
    text = "一、总体情况：全镇主动公开政府信息"
    assert repair_mojibake(read_cp1252(text.encode())).repairs == ("mojibake:utf-8-as-cp1252",)
    assert repair_mojibake(read_latin1(text.encode())).repairs == ("mojibake:utf-8-as-latin1",)


def test_a_garbled_character_that_is_a_line_end_is_turned_back_in_a_file() -> None:
    text = "政府信息公开工作年度报告，全年制发规范性文件，办理公开申请。"
    garbled = text.encode().decode("latin-1")
    assert "\x85" in garbled
    assert build_document(Content((garbled,))).text == text


def test_what_was_garbled_three_times_alike_is_left() -> None:
    garbled = TITLE
    for _ in range(3):
        garbled = read_latin1(garbled.encode())
    assert repair_mojibake(garbled).repairs == ()


@pytest.mark.parametrize("lost", [1, 2, 6, 60])
def test_sound_text_with_holes_is_left_as_it_is(lost: int) -> None:
    """As exports give that cannot write a character beyond the basic plane: holes are damage, but no garble."""
    hole = LOST * lost
    text = "\n".join(
        (
            f"（一）主动公开。全年公开信息44条，{hole}其中规范性文件2件、{hole}行政许可4件。",
            f"（二）依申请公开。{hole}共收到申请5件，{hole}上年结转1件，{hole}予以公开7件。",
            f"本年度行政复议1件，{hole}行政诉讼1件，{hole}结果维持1件。",
        )
    )
    assert repair_mojibake(text) == mojibake.Mended(text, ())


def test_garble_beside_holes_is_still_repaired() -> None:
    garbled = "本年新收政府信息公开申请数量".encode().decode("gb18030", "replace")
    sound = f"共收到申请5件，{LOST * 6}上年结转1件。"
    assert repair_mojibake(f"{garbled * 3}\n{sound}").text.endswith(sound)
    assert "本年新收" in repair_mojibake(f"{garbled * 3}\n{sound}").text
