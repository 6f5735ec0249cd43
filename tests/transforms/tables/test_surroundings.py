"""What stands around a table: whose figures it holds, of which year, in which unit."""

from __future__ import annotations

from transforms.stream import Entry, read_document, read_entries, read_tokens, unwrap_labels
from transforms.tables.surroundings import Surroundings, read_surroundings

TITLE = "示例县样例镇2020年政府信息公开工作年度报告"
REQUESTS = "三、收到和处理政府信息公开申请情况"
REVIEWS = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
ROW = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1"
LATER_ROW = "（一）予以公开\t1\t0\t0\t0\t0\t0\t1"
PROACTIVE = "二、主动公开政府信息情况"
ITEM = "行政许可\t40\t5\t60"
AMOUNT = "行政事业性收费\t1\t2\t3"
SENTENCE = "本年度未收到申请，也没有结转的申请。"


def read(text: str) -> list[tuple[Entry, Surroundings]]:
    entries = read_entries(unwrap_labels(read_tokens(read_document(text))))
    return list(zip(entries, read_surroundings(entries), strict=True))


def said_of(*lines: str, row: str = ROW) -> Surroundings:
    """What is said of the last row of some lines that begins as `row` does."""
    found = [said for entry, said in read("\n".join([*lines, ""])) if row.startswith(_printed(entry))]
    return found[-1]


def _printed(entry: Entry) -> str:
    return entry.token.ordinal + entry.token.text
