"""Which township a report is given: cases written by hand, with codes read off the list of the Bureau of Statistics."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.case_files import FOLDER, Case, params, read_cases
from tests.transforms.identity.places import NAMESAKE, TOWN, TOWNSHIP, made_gazetteer
from transforms.identity import Identity, find_identity
from transforms.identity.agency import LOCAL_KINDS, WEIGHTS
from transforms.identity.gazetteer import Gazetteer, national_gazetteer
from transforms.report import read_report
from transforms.text.script import repair_script

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
CODES = {
    "000_d89ef309e23e4dcd.txt": "370305104000",
    "001_3abf4460f6dab16e.txt": "230881103000",
    "002_6997cc47fc5df21f.txt": "371083101000",
    "003_9d4d9aaa007f268b.txt": "370305107000",
    "004_7da94f88d5ce056c.txt": "370725110000",
}


# A title, a contact, a text that name a township each.
TITLED = "示例县样例镇2020年政府信息公开工作年度报告\n一、总体情况\n"
CONTACT = "如有疑问，请与示例县范例乡人民政府联系。\n"
SPOKEN = "范例乡公开信息5条。范例乡培训2次。\n"
DEPARTMENT = [("发布机构", "示例县财政局")]
COMPILED = "本报告由示例县财政局编制，公开如下。\n一、总体情况\n我镇公开信息5条。\n"
OWN = "一、总体情况\n我镇公开信息5条。\n"


def bearers(count: int) -> Gazetteer:
    """A gazetteer of counties with a 样例镇 each."""
    codes = range(990101, 990101 + count)
    return made_gazetteer(*(f"{code}001000,样例镇,town,{code},{code}县,990100,示例市,990000,示例省" for code in codes))


def match_of(text: str) -> str:
    return find_identity(text, made_gazetteer(TOWN, TOWNSHIP)).township_match


def message_for(count: int) -> str:
    """What is said of a name that so many townships bear."""
    doubts = find_identity("样例镇2020年政府信息公开工作年度报告\n一、总体情况", bearers(count)).doubts
    return doubts[0].message


EVIDENCE = (
    Threshold(
        "transforms.identity.agency.WEIGHTS",
        inside=lambda: match_of(TITLED + CONTACT) == "ambiguous",
        outside=lambda: match_of(TITLED + SPOKEN) == "ambiguous",
        moved={**WEIGHTS, "contact": WEIGHTS["text"]},
    ),
    Pattern(
        "transforms.identity.agency._BUREAU_SELF",
        takes=("我局认真", "本单位", "我街道"),
        leaves=("我市", "本报告", "全局"),
    ),
    Threshold(
        "transforms.identity.agency._RIVAL_SHARE",
        inside=lambda: match_of(TITLED + CONTACT) == "ambiguous",
        outside=lambda: match_of(TITLED + SPOKEN) == "ambiguous",
        moved=0.4,
    ),
    Threshold(
        "transforms.identity.agency._LEAST_WEIGHT",
        inside=lambda: find_identity(OWN + SPOKEN, None, "", DEPARTMENT).agency == "范例乡",
        outside=lambda: find_identity(COMPILED, None, "范例乡2020.txt").agency == "范例乡",
        moved=1,
    ),
    Threshold(
        "transforms.identity.agency._MOST_LISTED",
        inside=lambda: " and 1 more" in message_for(13),
        outside=lambda: " more" in message_for(12),
        moved=13,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_county_that_signs_is_the_publisher_of_what_it_says_of_its_townships() -> None:
    """Taken for the township's, the county's figures would stand in the warehouse as those of one township."""
    signed = f"一、总体情况\n{SPOKEN}六、其他需要报告的事项\n无。\n示例县人民政府\n2021年1月20日"
    identity = find_identity(signed, made_gazetteer(TOWN, TOWNSHIP))
    assert (identity.agency, identity.township_code) == ("示例县人民政府", None)


def test_what_only_a_path_says_is_inferred() -> None:
    told = find_identity(OWN, made_gazetteer(TOWN, TOWNSHIP), "示例县/范例乡/2020.txt")
    assert (told.township_code, told.township_match) == ("990101002000", "inferred")


def identify(case: Case) -> Identity:
    given = case.original
    return find_identity(
        repair_script("\n".join(given["text"])).text,
        national_gazetteer(),
        given.get("path", ""),
        [(key, value) for key, value in given.get("metadata", [])],
    )


@params("identities")
def test_the_title_and_agency_of_a_text(case: Case) -> None:
    identity = find_identity(case.original, None)
    found = {"title": identity.title, "agency": identity.agency, "agency_kind": identity.agency_kind}
    assert found == case.expected


@params("townships")
def test_the_township_of_a_text(case: Case) -> None:
    identity = identify(case)
    found = {name: getattr(identity, name) for name in case.expected}
    assert found == case.expected, identity.evidence


def test_no_code_is_wrong_and_few_are_missed() -> None:
    cases = [case for path in FOLDER.glob("townships-*.json") for case in read_cases(path)]
    pairs = [(identify(case).township_code, case.expected["township_code"]) for case in cases]
    named = [pair for pair in pairs if pair[1] is not None]
    assert len(pairs) >= 120
    assert 0.4 < len(named) / len(pairs) < 0.7
    assert [pair for pair in pairs if pair[0] not in (None, pair[1])] == []
    assert sum(found == code for found, code in named) >= 0.95 * len(named)


def test_what_cannot_be_told_is_said() -> None:
    for path in FOLDER.glob("townships-*.json"):
        for case in read_cases(path):
            identity = identify(case)
            rules = {doubt.rule for doubt in identity.doubts}
            expected = {"ambiguous": {"township_ambiguous"}, "none": {"township_unresolved"}}
            is_named = identity.agency is None or identity.agency_kind in LOCAL_KINDS
            assert rules == (expected.get(identity.township_match, set()) if is_named else set()), case.label


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this checkout")
@pytest.mark.parametrize(("name", "code"), CODES.items(), ids=[name[:3] for name in CODES])
def test_the_townships_of_the_real_reports(name: str, code: str) -> None:
    report = read_report((REPORTS / name).read_bytes(), name, gazetteer=national_gazetteer()).report
    assert report is not None
    assert report.township_code == code


@pytest.mark.parametrize(
    ("title", "code", "match", "rules"),
    [
        ("示例县样例镇2020年政府信息公开工作年度报告", "990101001000", "exact", set()),
        ("示例县样例镇人民政府2020年政府信息公开工作年度报告", "990101001000", "exact", set()),
        ("模拟县样例镇2020年政府信息公开工作年度报告", "990102001000", "exact", set()),
        ("示例市示例县样例镇2020年政府信息公开工作年度报告", "990101001000", "exact", set()),
        ("样例镇2020年政府信息公开工作年度报告", None, "ambiguous", {"township_ambiguous"}),
        ("示例县虚构镇2020年政府信息公开工作年度报告", None, "none", {"township_unresolved"}),
    ],
    ids=["county and name", "government", "its namesake", "whole chain", "no county", "not listed"],
)
def test_the_township_of_a_title(title: str, code: str | None, match: str, rules: set[str]) -> None:
    identity = find_identity(f"{title}\n一、总体情况", made_gazetteer(TOWN, TOWNSHIP, NAMESAKE))
    assert (identity.township_code, identity.township_match) == (code, match)
    assert {doubt.rule for doubt in identity.doubts} == rules


def test_a_name_of_two_counties_that_are_both_named_is_ambiguous() -> None:
    text = "样例镇2020年政府信息公开工作年度报告\n我镇由示例县划入模拟县。"
    identity = find_identity(text, made_gazetteer(TOWN, NAMESAKE))
    assert (identity.township_code, identity.township_match) == (None, "ambiguous")
    assert [doubt.rule for doubt in identity.doubts] == ["township_ambiguous"]


PIECES = [
    *("朱台", "临江", "镇", "乡", "街道", "回族乡", "苏木", "地区", "子镇", "办事处", "人民政府", "党政办公室", "农场"),
    *(
        "临淄区",
        "同江市",
        "淄博市",
        "山东省",
        "高新区",
        "市中区",
        "县",
        "区",
        "市",
        "2020年",
        "政府信息公开",
        "工作年度报告",
    ),
    *("报", "告", "年报", "请与", "联系", "由", "编制", "发布机构", "标题", "我镇", "友情链接", "0533-0000000"),
    *("：", "。", "，", "、", "（", "）", "\n", " ", "\t", "/", "2021年1月1日", "一、总体情况"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(text=TEXTS, path=TEXTS, value=TEXTS)
def test_no_text_is_too_odd(text: str, path: str, value: str) -> None:
    identity = find_identity(text, national_gazetteer(), path, [("发布机构", value), ("title", value)])
    assert (identity.township_code is None) == (identity.township_match in ("ambiguous", "none"))


BARE = "2021年政府信息公开工作年度报告"
BODY = "\n一、总体情况\n我镇公开信息5条。"


@pytest.mark.parametrize(
    ("lines", "agency", "code"),
    [
        (("示例县人民政府", "政府信息公开", f"示例县样例镇人民政府{BARE}"), "示例县样例镇人民政府", "990101001000"),
        (("组配分类 政府信息公开年报", f"示例县样例镇{BARE}"), "示例县样例镇", "990101001000"),
        (("首页政务公开示例县样例镇人民政府" + BARE,), "示例县样例镇人民政府", "990101001000"),
        (
            ("样例镇", "范例乡", "虚构乡", "演示镇", BARE, "现公布示例县样例镇2021年政府信息公开年报。"),
            "示例县样例镇",
            "990101001000",
        ),
        (("示例县人民政府", BARE, "如有疑问，请与示例县样例镇人民政府联系。"), "示例县样例镇人民政府", "990101001000"),
        (("县财政局", BARE, "现公布示例县样例镇2021年政府信息公开年报。"), "示例县样例镇", "990101001000"),
        ((BARE, "如有疑问，请与示例县人民政府办公室联系。"), None, None),
        (("组配分类：政府信息公开年报", BARE), None, None),
        (("来源：样例县日报社", BARE), None, None),
        (("示例县 > 样例镇 > 年报", BARE), "样例镇", "990101001000"),
        ((BARE, "根据示例县人民政府办公室通知要求，编制本报告。"), None, None),
    ],
)
def test_whose_report_it_is_among_what_its_page_shows(
    lines: tuple[str, ...], agency: str | None, code: str | None
) -> None:
    identity = find_identity("\n".join(lines) + BODY, made_gazetteer(TOWN, TOWNSHIP))
    assert (identity.agency, identity.township_code) == (agency, code)


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("现公布2021年示例市教育局政府信息公开工作年度报告。", "示例市教育局"),
        ("现公布示例市2021年政府信息公开工作年度报告。本报告由示例市人民政府办公室编制。", "示例市"),
        ("本报告由示例市人民政府办公室编制。我市认真公开信息。", "示例市人民政府"),
        ("本报告由示例市人民政府办公室编制。我办认真公开信息。", None),
        ("现公布示例市人民政府办公室2021年政府信息公开工作年度报告。", "示例市人民政府办公室"),
        ("现特向社会公布示例市教育局2021年度本级政府信息公开年度报告。", "示例市教育局"),
        ("示例市人民政府根据全市2021年工作开展情况，编制本报告。", "示例市人民政府"),
        ("由样例区管理委员会（以下简称管委会）编制。", "样例区管理委员会"),
        (
            "现公布示例市公安局年度报告，内容涵盖示例市公安局样例分局2021年1月1日至12月31日的情况。",
            "示例市公安局样例分局",
        ),
        ("请与示例市公安局指挥中心联系。", "示例市公安局"),
    ],
)
def test_the_opening_sentence_says_whose_report_it_is(opening: str, agency: str | None) -> None:
    text = f"{opening}\n一、总体情况\n公开信息5条。"
    assert find_identity(text, made_gazetteer(TOWN)).agency == agency


def test_a_site_above_a_title_is_not_the_body_of_a_report_that_speaks_as_a_township() -> None:
    """Loaded as the county's, the figures of a township would stand for the whole county."""
    assert find_identity(f"示例县人民政府\n{BARE}{BODY}", made_gazetteer(TOWN)).agency is None
    county = f"示例县人民政府\n{BARE}\n一、总体情况\n我县公开信息5条。"
    assert find_identity(county, made_gazetteer(TOWN)).agency == "示例县人民政府"


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (("一、总体情况", "我镇主动公开信息3条。", "如有疑问，请与示例县行政审批局联系。"), None),
        (("一、总体情况", "我街道主动公开信息3条。", "联系单位：示例县政务服务局"), None),
        (("一、总体情况", "我县主动公开信息3条。", "如有疑问，请与示例县行政审批局联系。"), None),
        (("一、总体情况", "我局主动公开信息3条。", "如有疑问，请与示例县财政局联系。"), "示例县财政局"),
        (
            ("一、总体情况", "我镇公开信息3条。", "请与范例镇党政办联系。", "示例县样例镇人民政府", "2022年1月10日"),
            "示例县样例镇人民政府",
        ),
    ],
    ids=["town", "street", "county", "bureau", "signed"],
)
def test_whom_one_may_ask_is_not_the_body_where_another_speaks_or_signs(
    lines: tuple[str, ...], agency: str | None
) -> None:
    text = "\n".join(("2021年政府信息公开工作年度报告", *lines))
    assert find_identity(text, national_gazetteer()).agency == agency
