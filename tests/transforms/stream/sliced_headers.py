"""Headers in slices, as texts give them, for the tests of what sets them straight."""

from __future__ import annotations

from transforms.stream.headers import straighten_headers

OFFICIAL = "自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
# Lines that have no order, for a header whose lines exclude the form's and tell no other.
UNTOLD = ["申请人情况", "总计 其他 法律服务机构 社会公益组织 科研机构 商业企业", "自然人"]
# As `pdftotext -layout` gives a header whose labels are centred; 01a of the cases has the same shape.
LAYOUT = (
    "（本列数据的勾稽关系为：第一项加第二项之和，                申请人情况",
    "  等于第三项加第四项之和）                     法人或其他组织",
    "                      自然人                                            总计",
    "                           商业企业  科研机构  社会公益组织  法律服务机构  其他",
)
# The same without the places of the words.
BARE = tuple(" ".join(line.split()) for line in LAYOUT)
# Narrow cells, in the lines across them.
SLICES = (
    "申请人情况",
    "法人或其他组织",
    "自然 社会 法律",
    "商业 科研 总计",
    "人 公益 服务 其他",
    "企业 机构",
    "组织 机构",
)
ROW = "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10"
PROCEDURES = "行政复议 行政诉讼 未经复议直接起诉 复议后起诉"
RESULTS = " ".join(["结果维持 结果纠正 其他结果 尚未审结 总计"] * 3)


def header(*lines: str) -> str:
    """The last line of the header, '' where the lines stay as they are."""
    straight = straighten_headers([*lines, ROW])
    assert len(straight) == len(lines) + 1
    return straight[-2] if straight[:-1] != list(lines) else ""
