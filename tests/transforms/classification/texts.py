"""Short texts that are reports or nearly so, and why they are refused."""

from __future__ import annotations

from decimal import Decimal

from transforms.classification import find_rejection
from transforms.outline import find_sections, find_title
from transforms.placement import Fact
from transforms.schemas import CellStatus, FactTable

OWN = "我镇主动公开信息。\n"
HEADINGS = ("一、总体情况\n", "二、主动公开政府信息情况\n", "三、收到和处理政府信息公开申请情况\n")
TITLE = "样例镇2020年政府信息公开工作年度报告\n"
ARTICLES = ("第一条 为规范公开，制定本制度。\n", "第二条 各镇应当公开。\n", "第三条 自印发之日起施行。\n")
CATALOGUE = "样例镇主动公开基本目录"
LINKS = [f"样例镇{year}年政府信息公开年报 {year + 1}-01-20\n" for year in range(2016, 2020)]
TOLD = f"{'我镇主动公开政府信息' * 4}。\n"
FILLED = Fact(FactTable.REQUEST, ("new", "total"), Decimal(1), "count", "1", CellStatus.REPORTED)


def refusal(text: str, filled: int = 0) -> str:
    """Why a text with so many filled cells is no report, '' where it is one."""
    rejection = find_rejection(text, find_title(text), find_sections(text), [FILLED] * filled, 2020)
    return "" if rejection is None else rejection.detail


def outlined(section_chars: int) -> str:
    """A notice that brings a report along, whose sections have so many characters in all."""
    notice = "各镇人民政府：\n请于1月20日前报送。\n"
    return notice + TITLE + "".join((*HEADINGS, "我镇主动公开", "字" * (section_chars - 6)))


SIX_HEADINGS = (
    *HEADINGS,
    "四、政府信息公开行政复议、行政诉讼情况\n",
    "五、存在的主要问题及改进情况\n",
    "六、其他需要报告的事项\n",
)
OWN_2020 = "2020年，我镇主动公开信息。\n"
