"""Short reports for tests of what the reader makes of their tables."""

from __future__ import annotations

from decimal import Decimal

from transforms.report import read_report

HEAD = """示例县样例镇2020年政府信息公开工作年度报告
本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。
"""
END = """
五、存在的主要问题及改进情况
无。
"""
HEADER = "信息内容\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"


def read_cells_of(tables: str) -> dict[str, tuple[str, Decimal | None]]:
    """Status and value by subject of the cells that a report with these tables prints."""
    report = read_report(f"{HEAD}{tables}{END}".encode(), "report.txt").report
    assert report is not None
    printed = (fact for fact in report.facts if fact.cell_status != "missing")
    return {fact.subject: (fact.cell_status, fact.value) for fact in printed}


def values_of(cells: dict[str, tuple[str, Decimal | None]], row: str) -> list[int | str | None]:
    """The values of a row's cells in the order of the form; the status of those that have none."""
    found = [cell for subject, cell in cells.items() if subject.startswith(f"{row}.")]
    return [status if value is None else int(value) for status, value in found]
