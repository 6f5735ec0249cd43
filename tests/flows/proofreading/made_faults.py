"""Reports with one fault each, made from a clean one of the demonstration by one change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.flows.inputs import DEMO, NOTICE
from tests.hostile import encrypt_zip, make_zip
from tests.transforms.formats.pdf.drawing import PAPER, grey_picture, make_pdf
from tests.truth.script import annotate_pinyin, to_traditional

CLEAN = (DEMO / "shifan-2022.txt").read_bytes().decode("gb18030")
LAST_YEAR = (DEMO / "shifan-2021.txt").read_text("utf-8")
TWO_YEARS_AGO = (DEMO / "shifan-2020.txt").read_text("utf-8")
OTHER_BODY = (DEMO / "yangli-2021.txt").read_bytes()
STATISTICS = (
    "示例县示范镇2013年政府信息公开工作年度报告\n本报告所列数据的统计期限自2013年1月1日起至2013年12月31日止。\n"
    "一、概述\n我镇按要求公开政府信息。\n二、主动公开政府信息情况\n见附表。\n三、依申请公开情况\n见附表。\n"
    "指标名称\t计量单位\t本年度\t历年累计\n申请总数\t条\t7\t90\n1.当面申请数\t条\t1\t80\n2.传真申请数\t条\t1\t4\n"
    "3.网络申请数\t条\t1\t3\n4.信函申请数\t条\t1\t3\n四、复议和诉讼情况\n无。\n五、存在的主要问题\n无。\n六、其他\n无。\n"
)


def changed(old: str, new: str, text: str = CLEAN) -> str:
    """A text with the one place that has `old` changed."""
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in the report")
    return text.replace(old, new)


def without(start: str, end: str, instead: str = "") -> str:
    """The clean report without what stands from `start` to before `end`."""
    begin = CLEAN.index(start)
    return CLEAN[:begin] + instead + CLEAN[CLEAN.index(end, begin) :]


def of_year(text: str, years: int) -> str:
    """A report with every year that it names so many years later."""
    for year in range(2024, 2017, -1) if years > 0 else range(2018, 2025):
        text = text.replace(str(year), str(year + years))
    return text


def page(text: str) -> str:
    """A text as a web page, a paragraph a line and rows as tables; a line `[picture]` is one."""
    lines = (
        f"<table><tr><td>{line.replace(chr(9), '</td><td>')}</td></tr></table>" if "\t" in line else f"<p>{line}</p>"
        for line in text.splitlines()
    )
    body = "".join(lines).replace("</table><table>", "").replace("<p>[picture]</p>", '<p><img src="table.png"></p>')
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


@dataclass(frozen=True)
class Fault:
    """A file with one fault, the rules that must find it and no others, and the report of last year it comes with."""

    kind: str
    content: str | bytes
    rules: frozenset[str]
    name: str = "report.txt"
    previous: str | bytes | None = None

    def write(self, folder: Path) -> tuple[Path, Path | None]:
        """The paths of the file and of that of last year, beside a gazetteer."""
        (folder / "gazetteer.csv").write_bytes((DEMO / "gazetteer.csv").read_bytes())
        previous = None if self.previous is None else folder / "last year.txt"
        if previous:
            previous.write_bytes(_bytes(self.previous or b""))
        path = folder / self.name
        path.write_bytes(_bytes(self.content))
        return path, previous


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def draw_scan(canvas: Any) -> None:
    """A page that is nothing but a picture."""
    canvas.drawImage(grey_picture(), 0, 0, *PAPER)


def fault(kind: str, content: str | bytes, *rules: str, **more: str | bytes) -> Fault:
    return Fault(kind, content, frozenset(rules), **more)  # type: ignore[arg-type]


HANDLED = "（七）总计\t\t13\t5\t0\t0\t2\t0\t20"
CARRIED_OUT = "四、结转下年度继续办理\t\t\t1\t1\t0\t0\t0\t0\t2"
PETITIONS = "1.信访举报投诉类申请\t1\t0\t0\t0\t0\t0\t1"
PARTLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t2\t0\t0\t0\t0\t0\t2"
REVIEWS = "1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0"
TRAINED = "全年开展培训3次。"

FAULTS = (
    fault(
        "a total of a row, in a column of sums",
        changed(HANDLED, HANDLED[:-2] + "21"),
        "applicant_total",
        "outcome_total",
        "request_balance",
    ),
    fault("an outcome", changed(PETITIONS, "1.信访举报投诉类申请\t2\t0\t0\t0\t0\t0\t2"), "outcome_total"),
    fault(
        "requests that are not accounted for",
        changed(CARRIED_OUT, "四、结转下年度继续办理\t\t\t2\t1\t0\t0\t0\t0\t3"),
        "request_balance",
    ),
    fault(
        "a kind of applicant",
        changed("8.属于行政查询事项\t0\t0\t0\t0\t1\t0\t1", "8.属于行政查询事项\t0\t0\t0\t0\t2\t0\t1"),
        "applicant_total",
        "outcome_total",
    ),
    fault("a total of reviews", changed(REVIEWS, REVIEWS.replace("1\t0\t0\t0\t1", "1\t0\t0\t0\t2")), "review_total"),
    fault("the parts of an indicator", STATISTICS, "statistic_total", "cells_missing"),
    fault("requests received, in the prose", changed("申请21件", "申请23件"), "narrative_vs_table"),
    fault(
        "reconsiderations, in the prose",
        changed(TRAINED, TRAINED + "全年因政府信息公开被申请行政复议3件。"),
        "narrative_vs_table",
    ),
    fault(
        "what last year carried over",
        CLEAN,
        "carry_over",
        previous=changed(
            "四、结转下年度继续办理 | 0 | 1 | 0 | 0 | 0 | 0 | 1",
            "四、结转下年度继续办理 | 1 | 1 | 0 | 0 | 0 | 0 | 2",
            LAST_YEAR,
        ),
    ),
    fault(
        "documents in force",
        changed("行政规范性文件\t3\t2\t13", "行政规范性文件\t3\t2\t14"),
        "in_force_roll",
        previous=LAST_YEAR,
    ),
    fault(
        "items of the year before",
        of_year(TWO_YEARS_AGO, 1),
        "form_outdated",
        "items_roll",
        "unit_assumed",
        "copied_report",
        "carry_over",
        previous=TWO_YEARS_AGO,
    ),
    fault(
        "all numbers of last year", CLEAN, "copied_report", "carry_over", "in_force_roll", previous=of_year(CLEAN, -1)
    ),
    fault("a report of the year before the last", CLEAN, "not_compared", previous=TWO_YEARS_AGO),
    fault(
        "last year's report of another body", CLEAN, "other_body", "carry_over", "in_force_roll", previous=OTHER_BODY
    ),
    fault("a section without its heading", changed("五、存在的主要问题及改进情况\n", ""), "section_missing"),
    fault("a section without a word", without("一年来", "六、"), "section_empty"),
    fault("no table four", without("行政复议\t", "五、", "本部分数据见附件。\n"), "cells_missing"),
    fault(
        "no tables",
        without(
            "第二十条",
            "五、",
            "数据见附件。\n三、收到和处理政府信息公开申请情况\n见附件。\n四、政府信息公开行政复议、行政诉讼情况\n见附件。\n",
        ),
        "tables_missing",
    ),
    fault("a row that is not there", without("\t\t2.重复申请", "\t\t3.要求提供公开出版物"), "cells_missing"),
    fault("blank cells", changed(PARTLY, PARTLY.replace("\t0", "\t")), "cells_blank"),
    fault("a word for a number", changed(PARTLY, PARTLY.replace("\t0", "\t若干", 1)), "cell_unreadable"),
    fault("zeros without a boundary", changed(PARTLY, PARTLY.replace("\t0\t0", "\t00", 1)), "cells_repaired"),
    fault("numbers without a boundary", changed("（一）予以公开\t\t9\t4\t", "（一）予以公开\t\t94\t"), "row_ambiguous"),
    fault("a negative count", changed("行政强制\t1", "行政强制\t-1"), "negative_count"),
    fault("an amount without a unit", TWO_YEARS_AGO, "unit_assumed"),
    fault("the form of other years", of_year(TWO_YEARS_AGO, 2), "form_outdated", "unit_assumed"),
    fault(
        "another year in the title",
        changed("示范镇2022年政府信息公开工作年度报告", "示范镇2021年政府信息公开工作年度报告"),
        "year_conflict",
    ),
    fault("no title", CLEAN.partition("\n")[2], "title_missing"),
    fault("a mobile number", changed(TRAINED, TRAINED + "联系电话：13900001234。"), "mobile_number"),
    fault("an identity number", changed(TRAINED, TRAINED + "经办人身份证号110101199001010000。"), "identity_number"),
    fault("an account", changed(TRAINED, TRAINED + "经办人QQ：12345678。"), "messenger"),
    fault("a mailbox", changed(TRAINED, TRAINED + "信箱：abc@163.com。"), "mailbox"),
    fault("a destroyed character", changed("丰富形式", "丰\ufffd形式"), "encoding_damage"),
    fault("garbled text", CLEAN.encode().decode("latin-1"), "repair_needed"),
    fault("pinyin", annotate_pinyin(to_traditional(CLEAN), Random(0), 0.6), "repair_needed"),
    fault("a page that is called a document", page(CLEAN), "type_mismatch", name="report.doc"),
    fault(
        "a picture for a table",
        page(without("行政复议\t", "五、", "[picture]\n")),
        "table_is_image",
        "cells_missing",
        name="report.html",
    ),
    fault("no report", NOTICE, "quarantined"),
    fault("an empty file", b"", "quarantined"),
    fault(
        "the tables of another year in the same file",
        page(CLEAN) + page(LAST_YEAR),
        "foreign_table",
        name="report.html",
    ),
    fault("a scan", make_pdf(draw_scan, draw_scan), "quarantined", name="report.pdf"),
    fault("a broken document", make_zip([("word/document.xml", b"<w:document")]), "quarantined", name="report.docx"),
    fault(
        "a document with a password",
        encrypt_zip(make_zip([("word/document.xml", b"<w:document/>")])),
        "quarantined",
        name="report.docx",
    ),
)
