"""Which township a body is, as far as its name and the places of the text decide it."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.identity.places import NAMESAKE, TOWN, TOWNSHIP, made_gazetteer
from transforms.identity.evidence import build_places
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.resolve import NOTHING, known_as, resolve

MADE = made_gazetteer(TOWN, TOWNSHIP, NAMESAKE)
HERE, THERE = "990101001000", "990102001000"
EVIDENCE = (
    Pattern(
        "transforms.identity.resolve._GOVERNMENT",
        takes=("示例市人民政府演示县", "示例区政府"),
        leaves=("人民政府", "样例镇政府", "政府"),
        found=("人民政府", "政府"),
    ),
    Pattern(
        "transforms.identity.resolve._ZONE",
        takes=("样例高新区", "样例经济技术开发区", "样例新区管委会", "示例市样例园区"),
        leaves=("示例区", "园林", "样例开发区派出所"),
        misses=("样例新城",),
    ),
    Pattern(
        "transforms.identity.resolve._NOISE",
        takes=("中共样例镇", "关于样例镇", "中国共产党示例县"),
        leaves=("关山镇", "中山镇", "样例镇关于"),
        found=("中共", "关于", "中国共产党"),
    ),
    Pattern(
        "transforms.identity.resolve._SHORT_OFFICE",
        takes=("永乐办事处", "范例县永乐办事处"),
        leaves=("办事处", "永办事处", "永乐办", "永乐办事处党政办"),
        found=("办事处", "办事处"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("agency", "text", "code", "match"),
    [
        ("示例县样例镇", "", HERE, "exact"),
        ("模拟样例镇人民政府", "", THERE, "exact"),
        ("示例县样例乡", "", HERE, "inferred"),
        ("示例县样例镇镇", "", HERE, "inferred"),
        ("样例镇", "我镇在示例县人民政府网站公开。", HERE, "inferred"),
        ("样例镇", "模拟县样例镇公开信息。", THERE, "exact"),
        ("样例镇", "", None, "ambiguous"),
        ("样例镇", "我镇在示例县人民政府和模拟县人民政府网站公开。", None, "ambiguous"),
        ("虚构县样例镇", "", None, "none"),
        ("示例县虚构镇", "", None, "none"),
        ("示例市示例县样例经济技术开发区样例镇", "", HERE, "exact"),
        ("样例高新区样例镇", "", None, "ambiguous"),
    ],
)
def test_the_township_that_a_body_is(agency: str, text: str, code: str | None, match: str) -> None:
    found = resolve(agency, build_places(text, (agency,), "", (), MADE))
    assert (found.code, found.match) == (code, match)


def test_a_namesake_whose_county_the_text_names_as_often_leaves_the_township_open() -> None:
    """One of two real townships would otherwise get the figures of the other."""
    places = build_places("示例县样例镇公开信息。模拟县样例镇公开信息。", ("样例镇",), "", (), MADE)
    found = resolve("样例镇", places)
    assert (found.code, found.candidates) == (None, (HERE, THERE))


def test_an_area_code_of_another_place_speaks_against_the_only_township_of_a_name() -> None:
    national = national_gazetteer()
    own, foreign = (build_places(f"电话：{code}-0000000", (), "", (), national) for code in ("0533", "0536"))
    assert resolve("朱台镇", own).code == "370305104000"
    assert resolve("朱台镇", foreign).code is None


def test_a_name_that_no_township_bears_resolves_to_nothing() -> None:
    assert resolve("虚构镇", build_places("", ("虚构镇",), "", (), MADE)) == NOTHING


def test_a_body_is_known_by_its_township_however_it_is_called() -> None:
    names = ("示例县样例镇", "样例镇人民政府", "中共样例镇党委政府")
    assert {known_as(name, MADE)[0] for name in names} == {"样例镇"}
    assert known_as("示例县样例镇", MADE)[1] == {HERE}
    assert known_as("样例镇", MADE)[1] == {HERE, THERE}
    assert known_as("示例县财政局", MADE) == ("示例县财政局", frozenset())
