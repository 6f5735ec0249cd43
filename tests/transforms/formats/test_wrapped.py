"""Pages inside of JSON and XML."""

from __future__ import annotations

import json
from html import escape

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats import recognise, wrapped
from transforms.formats.content import Content
from transforms.limits import Limits
from transforms.report import read_report

ROWS = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
TITLE = "<p>示例县样例镇2021年政府信息公开工作年度报告</p>"
PAGE = f"{TITLE}<table>{ROWS}<tr><td>规章</td><td>8</td><td></td><td>3</td></tr></table>"
TABLE = (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "8", "", "3"))


def nest(value: object, depth: int) -> str:
    for _ in range(depth):
        value = [value]
    return json.dumps(value, ensure_ascii=False)


def is_page(text: str) -> bool:
    return recognise(text.encode()) == wrapped.JSON


def read_several(labels: str) -> str:
    page = "<p></p>" * 6 + labels
    reading = wrapped.read_json_content(json.dumps([page, page], ensure_ascii=False).encode(), Limits())
    return "" if isinstance(reading, Content) else str(reading.reason)


def stated_of(name: str, text: str) -> bool:
    content = wrapped.read_json_content(json.dumps({name: text, "c": PAGE}, ensure_ascii=False).encode(), Limits())
    assert isinstance(content, Content)
    return (name, text) in content.metadata


HERE = "transforms.formats.wrapped"
EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._JSON_BEGINNING",
        takes=('{"a"', "[ {", "[[", 'back({"a"', '["a"'),
        leaves=("[图]", "{a}", "规章 {"),
        how="match",
    ),
    Pattern(f"{HERE}._JSONP", takes=('back({"a":1});', "a.b([1])"), leaves=('{"a":1}', "a b(1)"), how="fullmatch"),
    Pattern(
        f"{HERE}._XML_BEGINNING",
        takes=("<?xml version='1.0'?>", " <rss>", "<feed>"),
        leaves=("<xml>", "a <rss>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._XHTML",
        takes=("<?xml?><html>", "<!DOCTYPE a><p>"),
        leaves=("<?xml?><rss>", "<htm>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._TAG",
        takes=("<td>", r"<\/p>", "&lt;/tr&gt;", "<br/>", "&amp;lt;td&amp;gt;"),
        leaves=("<5", "<pre>", "&lt;5"),
    ),
    Pattern(
        f"{HERE}._STATED",
        takes=("title", "pubDate", "publishTime", "source"),
        leaves=("content", "body", "id", "标题"),
        how="fullmatch",
    ),
    Threshold(
        f"{HERE}._LEAST_TAGS",
        inside=lambda: is_page(json.dumps({"a": "<p></p>" * 6})),
        outside=lambda: is_page(json.dumps({"a": "<p></p>" * 5 + "<p>"})),
        moved=11,
    ),
    Threshold(
        f"{HERE}._DEEPEST", inside=lambda: is_page(nest(PAGE, 30)), outside=lambda: is_page(nest(PAGE, 31)), moved=31
    ),
    Threshold(
        f"{HERE}._LONGEST_STATED",
        inside=lambda: stated_of("title", "年" * 200),
        outside=lambda: stated_of("title", "年" * 201),
        moved=300,
    ),
    Threshold(
        f"{HERE}._LEAST_LABELS",
        inside=lambda: read_several("自然人 商业企业 科研机构") == "several_reports",
        outside=lambda: read_several("自然人 商业企业") == "several_reports",
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def as_rss(text: str) -> str:
    item = f"<item><title>年报</title><description>{text}</description></item>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{item}</channel></rss>'


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"title": "年报", "content": PAGE}, ensure_ascii=False),
        json.dumps({"title": "年报", "content": PAGE}),
        json.dumps({"code": 0, "data": [{"title": "年报", "html": PAGE}]}, ensure_ascii=False).replace("/", "\\/"),
        json.dumps({"title": "年报", "content": escape(PAGE)}, ensure_ascii=False),
        "back(" + json.dumps({"title": "年报", "content": PAGE}) + ");",
        as_rss(escape(PAGE)),
        as_rss(escape(escape(PAGE))),
        as_rss(f"<![CDATA[{PAGE}]]>"),
        as_rss(escape(PAGE)).replace("<?xml", "﻿<?xml"),
        as_rss(escape(PAGE)).replace("</channel></rss>", ""),
        as_rss(escape(PAGE)).replace("title>", "dc:title>").replace("description>", "content:encoded>"),
    ],
)
def test_the_page_is_read_with_its_blank_cell(text: str) -> None:
    media_type = recognise(text.encode())
    assert media_type in (wrapped.JSON, wrapped.XML)
    reader = wrapped.read_json_content if media_type == wrapped.JSON else wrapped.read_xml_content
    content = reader(text.encode(), Limits())
    assert isinstance(content, Content)
    assert content.blocks[-1] == TABLE
    assert ("title", "年报") in content.metadata
    assert content.encoding == "utf-8"


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "规章"}',
        '{"a": ' + "[" * 100_000,
        "[图] <p>" * 20,
        "{" + PAGE,
        f'<?xml version="1.0"?><html><body>{PAGE}</body></html>',
        '<!DOCTYPE a [<!ENTITY b "c">]><rss>' + escape(PAGE),
    ],
)
def test_other_texts_are_left(text: str) -> None:
    assert recognise(text.encode()) not in (wrapped.JSON, wrapped.XML)


def test_two_reports_in_one_file_are_told() -> None:
    reading = read_report(json.dumps([PAGE, PAGE], ensure_ascii=False).encode(), "a.json")
    assert reading.rejection is not None
    assert reading.rejection.reason == "several_reports"


def test_a_name_that_stands_twice_drops_no_report() -> None:
    pages = ",".join(f'"a": {json.dumps(PAGE.replace("2021", year), ensure_ascii=False)}' for year in ("2020", "2021"))
    reading = wrapped.read_json_content(f"{{{pages}}}".encode(), Limits())
    assert not isinstance(reading, Content)
    assert reading.reason == "several_reports"


def test_the_last_number_of_a_closed_message_is_whole() -> None:
    page = f"{TITLE}<p>一、总体情况</p><table>{ROWS}<tr><td>规章</td><td>8</td><td>2</td><td>3</td></tr></table>"
    reading = read_report(json.dumps({"a": page}, ensure_ascii=False).encode(), "a.json")
    assert reading.report is not None
    assert {fact.key[-1]: fact.value for fact in reading.report.facts if fact.key[1] == "rules"} == {
        "issued": 8,
        "repealed": 2,
        "in_force": 3,
    }
