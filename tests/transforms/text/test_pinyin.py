"""Readings in brackets are taken out; words, items and abbreviations in brackets stay."""

from __future__ import annotations

from random import Random

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.truth.case import draw_case
from tests.truth.script import annotate_pinyin, pinyin_table, to_traditional
from transforms.text.pinyin import remove_pinyin

TONELESS = ("鎮(zhen)", "開(kai)", "動(dong)", "國(guo)", "報(bao)", "發(fa)", "務(wu)", "辦(ban)")


def is_removed(text: str) -> bool:
    return "(" not in remove_pinyin(text)


EVIDENCE = (
    Pattern(
        "transforms.text.pinyin._ANNOTATION",
        takes=("鎮(zhèn)", "政府〔zhèng fǔ〕", "“公开”（gōngkāi）", "平台(app)"),
        found=("(zhèn)", "〔zhèng fǔ〕", "（gōngkāi）", "(app)"),
        leaves=("1(yī)", "wechat(app)", "镇（街道）", "鎮(zhen4)", "鎮zhèn", "(zhèn)"),
    ),
    Pattern(
        "transforms.text.pinyin._ANNOTATIONS",
        takes=("行(xíng)(háng)", "鎮(zhèn)"),
        found=("(xíng)(háng)", "(zhèn)"),
        leaves=("1(yī)", "镇（街道）"),
    ),
    Pattern(
        "transforms.text.pinyin._PARTED",
        takes=("服務 (wù)", "(guān)確認", "服務 (app)"),
        found=("(wù)", "(guān)", "(app)"),
        leaves=("鎮(zhèn)", "1(yī)", "（一）"),
        misses=("(wé",),
    ),
    Pattern(
        "transforms.text.pinyin._PARTED_BY_SPACE",
        takes=("服務 (wù)", "服務 (app)", "\uf900 (qǐ)"),
        found=("(wù)", "(app)", "(qǐ)"),
        leaves=("鎮(zhèn)", "1 (yī)", "鎮  (zhèn)"),
    ),
    Pattern(
        "transforms.text.pinyin._ONE",
        takes=("(xíng)(háng)", "1(yī)"),
        found=("(xíng)", "(yī)"),
        leaves=("（一）", "(1)", "xíng"),
    ),
    Pattern(
        "transforms.text.pinyin._HAN_BEFORE",
        takes=("12件政府", "示例县样例镇人民政府办公室", "\uf900"),
        found=("件政府", "样例镇人民政府办公室", "\uf900"),
        leaves=("政府，", "12", ""),
    ),
    Pattern(
        "transforms.text.pinyin._LATIN_BEHIND_HAN",
        takes=("平台(app)", "鎮（zhen）", "他(he is)"),
        found=("(app)", "（zhen）", "(he is)"),
        leaves=("鎮(zhèn)", "1(a)", "，(a)", "镇（街道）"),
    ),
    Pattern(
        "transforms.text.pinyin._SYLLABLE",
        takes=("xian", "zhuang", "lü"),
        found=("xian", "zhuang", "lü"),
        leaves=("bcd", "", "v"),
    ),
    Pattern(
        "transforms.text.pinyin._WORD",
        how="fullmatch",
        takes=("zhengfu", "xi'an", "gong kai", "he"),
        leaves=("wechat", "app", "zhen4", "zhèn", ""),
    ),
    Threshold(
        "transforms.text.pinyin._LONGEST_WORD",
        inside=lambda: is_removed("示例县样例镇人民政府(shìlìxiànyànglìzhènrénmínzhèngfǔ)"),
        outside=lambda: is_removed("示例县示样例镇人民政府(shìlìxiànshìyànglìzhènrénmínzhèngfǔ)"),
        moved=5,
    ),
    Threshold(
        "transforms.text.pinyin._MIN_TONED",
        inside=lambda: is_removed("鎮(zhèn)開(kāi)動(dòng)國(guo)"),
        outside=lambda: is_removed("鎮(zhèn)開(kāi)國(guo)"),
        moved=2,
    ),
    Threshold(
        "transforms.text.pinyin._MIN_TONELESS",
        inside=lambda: is_removed("".join(TONELESS)),
        outside=lambda: is_removed("".join(TONELESS[:7])),
        moved=5,
    ),
    Threshold(
        "transforms.text.pinyin._MIN_TONELESS_SHARE",
        inside=lambda: "zhen" not in remove_pinyin("".join(TONELESS) + "平台(app)网站(web)"),
        outside=lambda: "zhen" not in remove_pinyin("".join(TONELESS) + "平台(app)网站(web)微信(wechat)"),
        moved=0.7,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


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
    ("text", "plain"),
    [
        ("鎮(zhèn)開(kāi)動(dòng)，服務 (wù)", "鎮開動，服務 "),
        ("鎮(zhèn)開(kāi)動(dòng)，機關\n(guān)確認", "鎮開動，機關\n確認"),
        ("鎮(zhèn)開(kāi)動(dòng)，平台 (app)", "鎮開動，平台 (app)"),
        ("服務 (wù)", "服務 (wù)"),  # no other says that the text is annotated
    ],
)
def test_a_reading_that_a_page_parted_from_its_character_is_removed(text: str, plain: str) -> None:
    assert remove_pinyin(text) == plain
