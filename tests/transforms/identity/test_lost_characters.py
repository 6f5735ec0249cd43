"""A name in which a character is lost is nobody's: it never becomes the name of another place."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.identity.places import TOWN, TOWNSHIP, made_gazetteer
from transforms.identity import Identity, find_identity, national_gazetteer
from transforms.identity.lost_characters import LostCharacters

EVIDENCE = (
    Pattern(
        "transforms.identity.lost_characters._ANY",
        takes=("示□镇", "\ufffd", "?"),
        leaves=("示范镇", "二○二一年", "·"),
    ),
    Pattern(
        "transforms.identity.lost_characters._LOST",
        takes=("示□镇", "示\ufffd镇", "示⿰土甸镇", "\ufffd安镇", "□安镇", "□镇"),
        leaves=("□样例镇", "是□ 否□", "\uf0b7样例镇", "是什么?样例镇", "1\ufffd2"),
    ),
    Pattern(
        "transforms.identity.lost_characters._LOST_IN_NAME",
        takes=("示?镇", "示×镇", "示*镇", "示□镇"),
        leaves=("?样例镇", "□样例镇", "3×4", "示例镇?"),
    ),
    Pattern(
        "transforms.identity.lost_characters._SENTENCE",
        takes=("什么是公开?我镇认为，", "字" * 61),
        leaves=("示?镇2021年政府信息公开工作年度报告", "示?镇人民政府"),
    ),
)
MARKS = ("□", "\ufffd", "\ue123", "■", "〓", "?", "×", "⿰土甸")
# The prose speaks of a township of the gazetteer, more often than of anybody.
NEIGHBOUR = "样例镇组织学习。\n样例镇开展交流。\n样例镇落实要求。\n"


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


@pytest.mark.parametrize("named", ["□镇", "\ufffd镇", "\ufffd安镇", "□安镇"])
def test_so_is_a_name_whose_first_character_is_lost(named: str) -> None:
    identity = identify(named)
    assert (identity.agency, identity.township_code) == (named, None)
    assert identity.doubts


@pytest.mark.parametrize("bullet", ["□", "■", "\uf0b7", "\uf06c"])
def test_a_bullet_before_a_name_is_no_part_of_it(bullet: str) -> None:
    assert identify(f"{bullet}样例镇", "").township_code == "990101001000"


@pytest.mark.parametrize("sentence", ["什么是公开?样例镇坚持学习，", "是□否□样例镇公开。", "公开了什么?样例镇都说明。"])
def test_marks_in_sentences_cost_no_name(sentence: str) -> None:
    identity = identify("样例镇", f"{sentence}\n")
    assert (identity.agency, identity.township_code, identity.doubts) == ("样例镇", "990101001000", ())


def test_a_damaged_signature_contests_no_whole_title() -> None:
    text = "样例镇2021年政府信息公开工作年度报告\n一、总体情况\n我镇公开。\n样\ufffd镇人民政府\n2022年1月10日\n"
    identity = find_identity(text, made_gazetteer(TOWN, TOWNSHIP))
    assert identity.township_code is not None or identity.doubts


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


def test_more_marks_than_stand_ins_are_left() -> None:
    lost = LostCharacters()
    text = "".join(f"示{chr(0xE100 + number)}镇" for number in range(40))
    assert lost.show(lost.hide(text)) == text
