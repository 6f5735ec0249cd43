"""The measures: the numbers that are computed once for each report, when the warehouse is built.

A measure is declared here and nowhere else: its name, what it is the sum of, its labels and what it means. The table
`report_measure`, the codes of `dim_measure`, the columns of the views with their comments, and the sums over areas all
follow. Each is the sum of some cells, which are named as

- `fact_request.line.<line>`, the printed total of a line of table three;
- `fact_request.line_group.<group>`, those of all lines of the group that the form as printed has;
- `fact_review.<procedure>.<result>`, a cell of table four;
- `fact_proactive.<item>.<measure>`, a cell of table two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import dataframely as dy


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of each report, as it is declared.

    `meaning` is what `township_year` says of it, `meaning_of_sum` what the sums over areas say, both without their full
    stop; they are `label_en` unless more must be said.
    """

    measure: str
    unit: str
    cells: tuple[str, ...]
    label_zh: str
    label_en: str
    meaning: str
    meaning_of_sum: str

    @property
    def fact_table(self) -> str:
        """The table whose cells it is the sum of."""
        return self.cells[0].partition(".")[0]


def _declare(unit: str, cells: str, label_zh: str, label_en: str, meaning: str, meaning_of_sum: str) -> dict[str, Any]:
    """What a column of the schema keeps of its measure; the name is that of the column."""
    return {
        "unit": unit,
        "cells": tuple(cells.split()),
        "label_zh": label_zh,
        "label_en": label_en,
        "meaning": meaning or label_en,
        "meaning_of_sum": meaning_of_sum or label_en,
    }


def _count(cells: str, label_zh: str, label_en: str, meaning: str = "", meaning_of_sum: str = "") -> dy.Int64:
    return dy.Int64(
        nullable=True,
        description="As in township_year.",
        metadata=_declare("count", cells, label_zh, label_en, meaning, meaning_of_sum),
    )


def _amount(cells: str, label_zh: str, label_en: str, meaning: str = "", meaning_of_sum: str = "") -> dy.Decimal:
    return dy.Decimal(
        18,
        2,
        nullable=True,
        description="As in township_year, in yuan.",
        metadata=_declare("CNY", cells, label_zh, label_en, meaning, meaning_of_sum),
    )


class ReportMeasure(dy.Schema):
    """What township_year says of each current report, kept so that its questions are answered fast; ask the view."""

    report_id = dy.String(primary_key=True, description="The report; the same file content always has the same id.")
    new_requests = _count("fact_request.line.new", "本年新收申请", "Requests received in the year")
    carried_in = _count("fact_request.line.carried_in", "上年结转申请", "Requests carried over from the year before")
    inflow = _count(
        "fact_request.line_group.inflow",
        "新收与结转合计",
        "Requests that came in, new or carried over",
        meaning="new_requests + carried_in",
    )
    granted = _count("fact_request.line_group.granted", "予以公开", "Requests granted")
    partial = _count("fact_request.line_group.partial", "部分公开", "Requests granted in part")
    denied = _count(
        "fact_request.line_group.denied",
        "不予公开",
        "Requests denied",
        meaning="Requests denied, all eight reasons together",
    )
    unavailable = _count(
        "fact_request.line_group.unavailable",
        "无法提供",
        "Requests for what could not be provided",
        meaning="Requests for what could not be provided, all three reasons together",
    )
    rejected = _count(
        "fact_request.line_group.rejected",
        "不予处理",
        "Requests not processed",
        meaning="Requests not processed, all five reasons together",
    )
    other = _count(
        "fact_request.line_group.other",
        "其他处理",
        "Requests handled otherwise",
        meaning="Requests handled otherwise, all reasons of the form together",
    )
    handled_total = _count(
        "fact_request.line_group.total",
        "办理结果总计",
        "Requests handled in total",
        meaning="Requests handled in total, as printed",
        meaning_of_sum="Requests handled in total, as printed",
    )
    carried_out = _count("fact_request.line_group.outflow", "结转下年度", "Requests carried over to the next year")
    reconsideration_total = _count(
        "fact_review.reconsideration.total",
        "行政复议总计",
        "Administrative reconsiderations over disclosure",
        meaning="Administrative reconsiderations over disclosure, as printed",
    )
    reconsideration_corrected = _count(
        "fact_review.reconsideration.corrected",
        "行政复议结果纠正",
        "Reconsiderations that corrected the agency",
        meaning="Those that corrected the agency",
    )
    litigation_total = _count(
        "fact_review.litigation_direct.total fact_review.litigation_after_review.total",
        "行政诉讼总计",
        "Lawsuits over disclosure",
        meaning="Lawsuits over disclosure, direct and after reconsideration, their printed totals together",
    )
    litigation_corrected = _count(
        "fact_review.litigation_direct.corrected fact_review.litigation_after_review.corrected",
        "行政诉讼结果纠正",
        "Lawsuits that corrected the agency",
        meaning="Those that corrected the agency",
    )
    rules_issued = _count(
        "fact_proactive.rules.issued",
        "规章制发件数",
        "Rules issued in the year",
        meaning="Rules issued in the year; on the 2019 form, made in the year",
        meaning_of_sum="Rules issued, on the 2019 form made, in the year",
    )
    rules_repealed = _count(
        "fact_proactive.rules.repealed",
        "规章废止件数",
        "Rules repealed in the year",
        meaning="Rules repealed in the year; NULL on the 2019 form, which does not ask for it",
    )
    rules_in_force = _count(
        "fact_proactive.rules.in_force",
        "规章现行有效件数",
        "Rules in force",
        meaning="Rules in force at the end of the year; NULL on the 2019 form, which does not ask for it",
    )
    normative_documents_issued = _count(
        "fact_proactive.normative_documents.issued",
        "行政规范性文件制发件数",
        "Normative documents issued in the year",
        meaning="Normative documents issued in the year; on the 2019 form, made in the year",
        meaning_of_sum="Normative documents issued, on the 2019 form made, in the year",
    )
    normative_documents_repealed = _count(
        "fact_proactive.normative_documents.repealed",
        "行政规范性文件废止件数",
        "Normative documents repealed in the year",
        meaning="Normative documents repealed in the year; NULL on the 2019 form, which does not ask for it",
    )
    normative_documents_in_force = _count(
        "fact_proactive.normative_documents.in_force",
        "行政规范性文件现行有效件数",
        "Normative documents in force",
        meaning="Normative documents in force at the end of the year; NULL on the 2019 form, which does not ask for it",
    )
    normative_documents_disclosed = _count(
        "fact_proactive.normative_documents.disclosed",
        "规范性文件新公开数量",
        "Normative documents newly disclosed in the year",
        meaning="Normative documents newly disclosed in the year; NULL on the 2021 form, which does not ask for it",
    )
    licensing_decisions = _count(
        "fact_proactive.licensing.decisions", "行政许可处理决定", "Decisions on administrative licences"
    )
    other_services_decisions = _count(
        "fact_proactive.other_services.decisions",
        "其他对外管理服务事项处理决定",
        "Decisions on other administrative services",
        meaning="Decisions on other administrative services; NULL where the report does not print the line",
    )
    penalty_decisions = _count(
        "fact_proactive.penalty.decisions", "行政处罚处理决定", "Decisions on administrative penalties"
    )
    coercion_decisions = _count(
        "fact_proactive.coercion.decisions", "行政强制处理决定", "Decisions on administrative coercion"
    )
    fees_amount = _amount(
        "fact_proactive.fees.amount",
        "行政事业性收费金额",
        "Administrative fees collected",
        meaning="Administrative fees collected, in yuan; NULL on the 2019 form, which does not ask for it",
        meaning_of_sum="Administrative fees collected, in yuan",
    )
    procurement_items = _count(
        "fact_proactive.procurement.items",
        "政府集中采购项目",
        "Items of centralised procurement",
        meaning="Items of centralised procurement; NULL on the 2021 form, which does not ask for it",
    )
    procurement_amount = _amount(
        "fact_proactive.procurement.amount",
        "政府集中采购总金额",
        "Amount of centralised procurement",
        meaning="Amount of centralised procurement, in yuan; NULL on the 2021 form, which does not ask for it",
        meaning_of_sum="Amount of centralised procurement, in yuan",
    )


def _list_measures() -> Iterator[Measure]:
    for name, column in ReportMeasure.columns().items():
        if column.metadata:
            yield Measure(name, **column.metadata)


MEASURES = tuple(_list_measures())
