"""A name in which a character is lost is nobody's: it never becomes the name of another place."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.identity.places import TOWN, TOWNSHIP, made_gazetteer
from transforms.identity import Identity, find_identity, national_gazetteer
from transforms.identity.lost_characters import LostCharacters, may_be

_STAND_IN = "\u9ff0\u9ff0"
EVIDENCE = (
    Pattern(
        "transforms.identity.lost_characters._ANY",
        takes=("示□镇", "\ufffd", "?", "示dian镇"),
        leaves=("示范镇", "二零二一年", "，"),
    ),
    Pattern(
        "transforms.identity.lost_characters._LOST_IN_SENTENCE",
        takes=("示□镇", "示\ufffd镇", "示⿰土甸镇", "示????镇", "按照□宁县", "\ufffd安镇", "示x镇", "示[?]镇", "示*镇"),
        leaves=(
            "□样例镇",
            "\uf0b7样例镇",
            "是什么?样例镇",
            "1\ufffd2",
            "示例县*样例镇",
            "八五〇农场",
            "首页\ue604样例镇",
        ),
    ),
    Pattern(
        "transforms.identity.lost_characters._LOST_IN_NAME",
        takes=("示?镇", "?例镇", "□丰县赵庄镇", "示范□2021年", "示范□", "???2021年", "■镇", "*例镇"),
        leaves=("■样例镇", "\ue604样例镇", "3×4", "示例县■样例镇", "*样例镇", "?2021年"),
    ),
    Pattern(
        "transforms.identity.lost_characters._TITLE",
        takes=("示?镇2021年政府信息公开工作年度报告", "政府信息公开年报"),
        leaves=("信息公开工作", "年度报告"),
    ),
    Pattern(
        "transforms.identity.lost_characters._NAME",
        takes=("示?镇人民政府", "示例县财政?局", "示范□"),
        leaves=("什么是公开?我镇认为，", "2022年1月", "字" * 40),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.lost_characters._PAIR",
        takes=(f"示{_STAND_IN}镇",),
        leaves=("示\u9ff0镇", "示范镇"),
    ),
    Pattern(
        "transforms.identity.lost_characters._CUT_AREA",
        takes=(f"{_STAND_IN}丰县赵庄镇",),
        leaves=(f"丰县{_STAND_IN}庄镇", "丰县赵庄镇"),
    ),
    Pattern(
        "transforms.identity.lost_characters._AREAS",
        takes=("示例县样例镇", "示例省示例市样例镇"),
        leaves=("样例镇", "示例县镇"),
    ),
    Threshold(
        "transforms.identity.lost_characters._LONGEST_TITLE",
        inside=lambda: "?" in hidden("?丰县赵庄镇" + "字" * 80 + "政府信息公开工作年度报告"),
        outside=lambda: "?" in hidden("?丰县赵庄镇" + "字" * 60 + "政府信息公开工作年度报告"),
        moved=70,
    ),
)
MARKS = ("□", "\ufffd", "\ue123", "■", "〓", "?", "×", "⿰土甸", "????", "*", "○", "☐", "#", "dian", "x", "[?]", "々")
# The prose speaks of a township of the gazetteer, more often than of anybody.
NEIGHBOUR = "样例镇组织学习。\n样例镇开展交流。\n样例镇落实要求。\n"


def hidden(line: str) -> str:
    """A line whose lost characters are hidden."""
    return LostCharacters().hide(line)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def identify(
    named: str, prose: str = NEIGHBOUR, path: str = "", metadata: tuple[tuple[str, str], ...] = ()
) -> Identity:
    """Who publishes a report that names its body in its title, opening and signature."""
    text = (
        f"{named}2021年政府信息公开工作年度报告\n根据要求，现将{named}2021年政府信息公开工作年度报告公布如下。\n"
        f"一、总体情况\n{prose}二、主动公开政府信息情况\n\n{named}人民政府\n2022年1月10日\n"
    )
    return find_identity(text, made_gazetteer(TOWN, TOWNSHIP), path, metadata)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("before", ["", "示例县"])
def test_the_neighbour_of_a_damaged_name_is_not_the_publisher(mark: str, before: str) -> None:
    identity = identify(f"{before}示{mark}镇")
    assert (identity.agency, identity.township_code, identity.township_match) == (f"{before}示{mark}镇", None, "none")
    assert [doubt.rule for doubt in identity.doubts] == ["township_unresolved"]
    assert f"示{mark}镇" in identity.doubts[0].message


@pytest.mark.parametrize("mark", MARKS)
def test_its_title_is_as_printed(mark: str) -> None:
    assert identify(f"示{mark}镇").title == f"示{mark}镇2021年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "named",
    [
        "□镇",
        "\ufffd镇",
        "?镇",
        "\ufffd安镇",
        "□安镇",
        "?例镇",
        "*例镇",
        "示范□",
        "示范街□",
        "示例县财政□",
        "???",
        "□例苏木",
    ],
)
def test_so_is_a_name_whose_first_or_last_characters_are_lost(named: str) -> None:
    text = f"{named}2021年政府信息公开工作年度报告\n一、总体情况\n{NEIGHBOUR}"
    identity = find_identity(text, made_gazetteer(TOWN, TOWNSHIP))
    assert (identity.title, identity.agency) == (text.partition("\n")[0], named)
    assert identity.township_code is None


@pytest.mark.parametrize(
    "title",
    ["示□\n镇{}", "示\ufffd\n镇{}", "示 □ 镇{}", "镇{}", "例镇{}", "示?镇{}（截至12月31日，下同）"],
)
def test_a_title_of_which_a_part_is_lost_leaves_its_report_to_no_neighbour(title: str) -> None:
    text = f"{title.format('2021年政府信息公开工作年度报告')}\n一、总体情况\n{NEIGHBOUR}"
    identity = find_identity(text, made_gazetteer(TOWN, TOWNSHIP))
    assert identity.township_code is None
    assert identity.doubts


def test_an_opening_with_a_lost_character_is_heard() -> None:
    text = (
        "2021年政府信息公开工作年度报告\n现将示?镇2021年政府信息公开工作年度报告公布如下，请查阅。\n"
        f"一、总体情况\n{NEIGHBOUR}"
    )
    assert find_identity(text, made_gazetteer(TOWN, TOWNSHIP)).township_code is None


FENG = "320321114000,赵庄镇,town,320321,丰县,320300,徐州市,320000,江苏省"


@pytest.mark.parametrize("mark", ["□", "?", "\ufffd"])
def test_an_area_whose_first_character_is_lost_is_not_the_one_that_is_left(mark: str) -> None:
    """宝丰县赵庄镇 is no township of 丰县, where there is one of the name."""
    gazetteer = made_gazetteer(FENG)
    text = f"{mark}丰县赵庄镇2021年政府信息公开工作年度报告\n一、总体情况\n我镇公开。\n"
    assert find_identity(text.replace(mark, ""), gazetteer).township_code == "320321114000"
    assert find_identity(text, gazetteer).township_code is None


@pytest.mark.parametrize("bullet", ["■", "\uf0b7", "\uf06c", "\ue604", "*"])
def test_a_bullet_before_a_name_is_no_part_of_it(bullet: str) -> None:
    assert identify(f"{bullet}样例镇", "").township_code == "990101001000"


@pytest.mark.parametrize(
    "title", ["示例县*样例镇{}", "示例县人民政府■样例镇{}", "标题■样例镇{}", "2021年■样例镇政府信息公开工作年度报告"]
)
def test_a_decoration_that_parts_words_is_no_lost_character(title: str) -> None:
    text = f"{title.format('2021年政府信息公开工作年度报告')}\n一、总体情况\n我镇公开。\n样例镇学习。\n样例镇交流。\n"
    assert find_identity(text, made_gazetteer(TOWN, TOWNSHIP)).township_code == "990101001000"


@pytest.mark.parametrize("inside", ["\u200b", "\u00ad", "\ufeff", "\ufe00", "\U000e0101"])
def test_what_is_invisible_in_a_name_is_no_part_of_it(inside: str) -> None:
    text = f"样{inside}例镇2021年政府信息公开工作年度报告\n一、总体情况\n范例乡学习。\n范例乡交流。\n范例乡公开。\n"
    assert find_identity(text, made_gazetteer(TOWN, TOWNSHIP)).township_code == "990101001000"


@pytest.mark.parametrize("sentence", ["什么是公开?样例镇坚持学习，", "是□否□样例镇公开。", "公开了什么?样例镇都说明。"])
def test_marks_in_sentences_cost_no_name(sentence: str) -> None:
    identity = identify("样例镇", f"{sentence}\n")
    assert (identity.agency, identity.township_code, identity.doubts) == ("样例镇", "990101001000", ())


@pytest.mark.parametrize("mark", ["\ufffd", "□", "?", "××"])
def test_a_damaged_signature_that_fits_a_whole_title_contests_it_not(mark: str) -> None:
    text = f"样例镇2021年政府信息公开工作年度报告\n一、总体情况\n我镇公开。\n样{mark}镇人民政府\n2022年1月10日\n"
    identity = find_identity(text, made_gazetteer(TOWN, TOWNSHIP))
    assert (identity.township_code, identity.doubts) == ("990101001000", ())


@pytest.mark.parametrize(
    ("damaged", "whole", "may"),
    [
        ("样?镇", "样例镇", True),
        ("示例县样?镇人民政府", "样例镇", True),
        ("样??镇", "样例镇人民政府", True),
        ("样?镇", "样例乡", False),
        ("示?镇", "样例镇", False),
        ("?镇", "样例镇", False),
    ],
)
def test_which_name_a_damaged_one_may_be(damaged: str, whole: str, may: bool) -> None:
    assert may_be(hidden(damaged), whole) == may


def test_damaged_labels_and_paths_name_nobody_else() -> None:
    identity = identify("示□镇", path="示\ufffd镇/2021.txt", metadata=(("发布机构", "示?镇人民政府"),))
    assert (identity.agency, identity.township_code) == ("示□镇", None)


@pytest.mark.parametrize("name", ["河北省唐山市开平区柳树𨟠镇", "山西省晋中市介休市宋𦙶乡"])
def test_a_rare_character_is_no_lost_one(name: str) -> None:
    text = f"{name}2021年政府信息公开工作年度报告\n一、总体情况\n{NEIGHBOUR}"
    identity = find_identity(text, national_gazetteer())
    assert (identity.title, identity.agency) == (text.partition("\n")[0], name)


def test_a_report_that_names_nobody_says_so() -> None:
    identity = find_identity("政府信息公开工作年度报告\n一、总体情况\n公开信息12条。", made_gazetteer(TOWN, TOWNSHIP))
    assert identity.agency is None
    assert [(doubt.rule, doubt.subject) for doubt in identity.doubts] == [("township_unresolved", "report.agency")]


@pytest.mark.parametrize("count", [40, 300])
def test_no_name_is_whole_for_want_of_stand_ins(count: int) -> None:
    lost = LostCharacters()
    names = [f"示{chr(0xE100 + number)}镇" for number in range(count)]
    assert not [name for name in names if lost.hide(name) == name]
    assert lost.show(lost.hide(names[0])) == names[0]


def test_a_text_that_has_a_stand_in_of_its_own_keeps_it() -> None:
    lost = LostCharacters(["示\u9ff0□镇"])
    assert lost.show(lost.hide("示\u9ff0□镇")) == "示\u9ff0□镇"
