"""What holds for every text: nothing raises, nothing is invented, the same bytes give the same reading."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.frames import build_frames
from transforms.report import ReadSettings, read_report
from transforms.text.numbers import parse_number
from transforms.text.pinyin import remove_pinyin
from transforms.text.privacy import mask_personal_data
from transforms.text.script import repair_script

ROOT = Path(__file__).resolve().parents[2]
FEW = settings(derandomize=True, deadline=None, max_examples=60)
MANY = settings(derandomize=True, deadline=None, max_examples=300)

NUMERALS = set("零〇○Ｏ无一二两三四五六七八九十百千万")
CELL_TEXT = st.text(
    st.sampled_from("0123456789０９,，.．-－+ \t/—()（）［］*①²%万亿元件条项约余增减无零〇一二十百千注第Oｘ"),
    max_size=12,
)
LABELS = (
    "第二十条第（一）项",
    "信息内容",
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "本年制发件数",
    "规章",
    "规范性文件",
    "上一年项目数量",
    "本年增/减",
    "处理决定数量",
    "行政许可",
    "其他对外管理服务事项",
    "采购项目数量",
    "采购总金额（万元）",
    "政府集中采购",
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "商业企业",
    "其他",
    "总计",
    "一、本年新收政府信息公开申请数量",
    "（一）予以公开",
    "（三）不予公开",
    "1.属于国家秘密",
    "（七）总计",
    "行政复议",
    "行政诉讼",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "三、收到和处理政府信息公开申请情况",
)
VALUES = ("0", "1", "12", "0", "7", "305", "00", "-", "/", "无", "3件", "2.5万元", "约4", "")
SEPARATORS = ("\t", "\n", " | ", "|\n", " ", "", "\n\n", "。", "，")
HEAD = "示例县样例镇2020年政府信息公开工作年度报告\n统计期限自2020年1月1日起至2020年12月31日止。\n"
PIECES = st.lists(st.sampled_from((*LABELS, *VALUES, *VALUES, *SEPARATORS, *SEPARATORS)), max_size=60)
SOUP = PIECES.map(lambda pieces: HEAD + "".join(pieces))

HAN = st.sampled_from("鎮镇開开動動務务政府信息公報报告於于乾后後說说爲\n。")
ANNOTATION = st.sampled_from(("", "", "(zhèn)", "(kāi)", "（wù）", "(de)", "(app)", "（一）", "(the)"))
ANNOTATED = st.lists(st.tuples(HAN, ANNOTATION).map("".join), max_size=40).map("".join)


@MANY
@given(CELL_TEXT | st.text(max_size=20))
def test_a_text_without_numerals_has_no_value(text: str) -> None:
    number = parse_number(text)
    if not any(char.isdecimal() or char in NUMERALS for char in text):
        assert number.value is None
    assert not (number.is_blank and number.value is not None)


@MANY
@given(st.integers(0, 10**11), st.sampled_from(("{}", " {} ", "{}件", "\u3000{}\u00a0", "+{}", "{}*", "{}[1]")))
def test_a_number_is_read_as_printed(value: int, template: str) -> None:
    assert parse_number(template.format(value)).value == value
    assert parse_number(template.format(f"{value:,}")).value == value
    wide = str(value).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert parse_number(template.format(wide)).value == value
    assert parse_number(f"-{value}").value == -value


@FEW
@given(ANNOTATED | st.text(max_size=60))
def test_repairs_are_idempotent(text: str) -> None:
    plain = remove_pinyin(text)
    assert remove_pinyin(plain) == plain
    repaired = repair_script(text).text
    assert repair_script(repaired).text == repaired


@FEW
@given(st.text("0123456789-1390abc@qq.com 手机号Xx，", max_size=60))
def test_masking_is_idempotent_and_leaves_no_number_behind(text: str) -> None:
    masked = mask_personal_data(text)
    assert mask_personal_data(masked) == masked
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", masked)


@FEW
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    reading = read_report(data, "any.txt")
    assert (reading.report is None) == (reading.rejection is not None)


@FEW
@given(st.sampled_from(("utf-8", "utf-16", "gb18030")), st.binary(max_size=300))
def test_no_bytes_behind_a_title_stop_the_reader(encoding: str, rest: bytes) -> None:
    data = HEAD.encode(encoding) + rest
    reading = read_report(data, "any.txt")
    assert (reading.report is None) == (reading.rejection is not None)
    assert reading.byte_size == len(data)


@FEW
@given(st.text(max_size=120).map(HEAD.__add__), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030")))
def test_no_text_stops_the_reader(text: str, encoding: str) -> None:
    reading = read_report(text.encode(encoding, "ignore"), "any.txt")
    assert (reading.report is None) == (reading.rejection is not None)


@settings(FEW, max_examples=150)
@given(SOUP)
def test_labels_and_digits_in_any_order_give_only_numbers_that_are_printed(text: str) -> None:
    reading = read_report(text.encode(), "soup.txt")
    assert reading == read_report(text.encode(), "soup.txt")
    compact = "".join(text.split())
    for fact in reading.report.facts if reading.report else ():
        if fact.unit == "count" and fact.value is not None:
            assert str(abs(fact.value)) in compact or (fact.value == 0 and "无" in compact)
    build_frames([reading])


def test_personal_data_are_kept_only_on_demand() -> None:
    data = f"{HEAD}一、总体情况\n手机13900000000。\n二、主动公开政府信息情况\n六、其他需要报告的事项\n无。".encode()
    for keep in (False, True):
        report = read_report(data, "a.txt", settings=ReadSettings(keep_personal_data=keep)).report
        assert report is not None
        assert ("13900000000" in "".join(section.text for section in report.sections)) is keep


def test_a_reading_does_not_depend_on_the_order_of_sets() -> None:
    text = HEAD + "\n".join(
        (
            "二、主动公开政府信息情况",
            "信息内容\t上一年项目数量\t本年增/咸\t处理决定数",
            "行政许可\t5\t0\t7",
            "行政处罚12件",
            "四、政府信息公开行政复议、行政诉讼情况",
            "行政复议 行政诉讼",
            "结果维持 结果纠正 其他结果 尚未审结 总计",
            "1 0 0 2 3",
        )
    )
    code = f"from transforms.report import read_report; print(ascii(read_report({text.encode()!r}, 'a')))"
    outputs = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert "reported" in outputs.pop()


def test_a_decimal_is_never_rounded() -> None:
    assert parse_number("0.1234567890123456789").value == Decimal("0.1234567890123456789")
