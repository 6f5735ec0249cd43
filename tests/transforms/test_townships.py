"""Which township a report is given: cases written by hand, with codes read off the list of the Bureau of Statistics."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.case_files import FOLDER, Case, params, read_cases
from transforms.identity import Identity, agency_kind, find_identity
from transforms.identity.gazetteer import national_gazetteer
from transforms.report import read_report
from transforms.text.script import repair_script

ROOT = Path(__file__).parents[2]
REPORTS = Path(__file__).parents[3] / "shared" / "reports"
CODES = {
    "000_d89ef309e23e4dcd.txt": "370305104000",
    "001_3abf4460f6dab16e.txt": "230881103000",
    "002_6997cc47fc5df21f.txt": "371083101000",
    "003_9d4d9aaa007f268b.txt": "370305107000",
    "004_7da94f88d5ce056c.txt": "370725110000",
}


def identify(case: Case) -> Identity:
    given = case.original
    return find_identity(
        repair_script("\n".join(given["text"])).text,
        national_gazetteer(),
        given.get("path", ""),
        [(key, value) for key, value in given.get("metadata", [])],
    )


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
            is_named = identity.agency is not None
            assert rules == (expected.get(identity.township_match, set()) if is_named else set()), case.label


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this checkout")
@pytest.mark.parametrize(("name", "code"), CODES.items(), ids=[name[:3] for name in CODES])
def test_the_townships_of_the_real_reports(name: str, code: str) -> None:
    report = read_report((REPORTS / name).read_bytes(), name, gazetteer=national_gazetteer()).report
    assert report is not None
    assert report.township_code == code


@pytest.mark.parametrize(
    ("agency", "kind"),
    [
        ("北京市人民政府", "province_government"),
        ("内蒙古自治区人民政府", "province_government"),
        ("淄博市人民政府", "prefecture_government"),
        ("恩施土家族苗族自治州人民政府", "prefecture_government"),
        ("大兴安岭地区行政公署", "prefecture_government"),
        ("同江市人民政府", "county_government"),
        ("额济纳旗人民政府", "county_government"),
        ("景东彝族自治县人民政府", "county_government"),
        ("昌乐县人民政府办公室", "department"),
        ("临淄区财政局", "department"),
        ("临淄区朱台镇财政所", "department"),
        ("临淄区朱台镇党政办公室", "town"),
        ("昌吉市阿什里哈萨克民族乡", "ethnic_township"),
        ("海淀区上庄地区", "subdistrict"),
        ("海淀区上庄地区办事处", "subdistrict"),
        ("镇安县永乐办事处", "subdistrict"),
        ("额济纳旗巴彦陶来苏木", "other"),
        ("淮安区白马湖农场", "other"),
        ("济南高新技术产业开发区管理委员会", "other"),
    ],
)
def test_the_kind_of_a_body(agency: str, kind: str) -> None:
    assert agency_kind(agency, national_gazetteer()) == kind


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


def test_importing_the_core_reads_no_gazetteer() -> None:
    cached = "gazetteer.national_gazetteer.cache_info().currsize"
    code = f"import transforms.report; from transforms.identity import gazetteer; print({cached})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0"
