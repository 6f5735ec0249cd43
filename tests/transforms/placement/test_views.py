"""The tables of a report as grids for people: as the form has them, with what was read in each cell."""

from __future__ import annotations

from decimal import Decimal

from tests.transforms.reading import END, HEAD, HEADER
from transforms.placement.fact import Fact
from transforms.placement.views import view_tables
from transforms.report import read_report
from transforms.schemas import CellStatus, FactTable

TABLES = f"""二、主动公开政府信息情况
第二十条第（五）项
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政许可\t40\t—\t60
其他对外管理服务事项\t7\t8\t9
第二十条第（九）项
信息内容\t采购项目数量\t采购总金额（元）
政府集中采购\t3\t120
三、收到和处理政府信息公开申请情况
{HEADER}
一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21
"""


def test_a_grid_has_the_labels_of_the_form_and_the_cells_that_were_read() -> None:
    report = read_report(f"{HEAD}{TABLES}{END}".encode(), "report.txt").report
    assert report is not None
    views = {view.title: view for view in view_tables(report.facts)}
    services = views["第二十条第（五）项"]
    assert services.column_labels == ("上一年项目数量", "本年增/减", "处理决定数量")
    label, cells = services.rows[0]
    assert label == "行政许可"
    assert [(cell.raw_text, cell.value, cell.cell_status) for cell in cells] == [
        ("40", Decimal(40), "reported"),
        ("—", None, "blank"),
        ("60", Decimal(60), "reported"),
    ]
    assert views["第二十条第（九）项"].rows[0][1][1].value == Decimal(120)
    requests = views["收到和处理政府信息公开申请情况"]
    assert requests.column_labels[-1] == "总计"
    assert [cell.value for cell in requests.rows[0][1]] == [1, 2, 3, 4, 5, 6, 21]
    assert {cell.cell_status for cell in requests.rows[1][1]} == {"missing"}
    assert requests.rows[0][1][-1].subject == "fact_request.new.total"


def test_a_report_without_tables_has_no_grids() -> None:
    assert view_tables(()) == ()


def test_the_statistics_form_is_a_grid_of_its_indicators() -> None:
    text = (
        "示例县样例镇2013年政府信息公开工作年度报告\n本报告所列数据的统计期限自2013年1月1日起至2013年12月31日止。\n"
        "一、概述\n我镇按要求公开政府信息。\n二、主动公开政府信息情况\n见附表。\n三、依申请公开情况\n见附表。\n"
        "指标名称\t计量单位\t本年度\t历年累计\n申请总数\t条\t7\t90\n行政诉讼数\t件\t\t1\n五、存在的主要问题\n无。\n"
    )
    report = read_report(text.encode(), "report.txt").report
    assert report is not None
    [view] = view_tables(report.facts)
    assert view.column_labels == ("统计数", "历年累计")
    printed = [(label, [(cell.raw_text, cell.cell_status) for cell in cells]) for label, cells in view.rows]
    assert printed == [
        ("收到申请数", [("7", "reported"), ("90", "reported")]),
        ("行政诉讼数量", [("", "blank"), ("1", "reported")]),
    ]


def test_the_grid_of_the_statistics_form_has_the_periods_that_the_report_prints() -> None:
    key = ("requests_received", "year")
    [view] = view_tables([Fact(FactTable.STATISTIC, key, Decimal(7), "count", "7", CellStatus.REPORTED)])
    assert view.column_labels == ("统计数",)
    assert [len(cells) for _, cells in view.rows] == [1]
