"""The schema of the numbers that are computed once for each report, when the warehouse is built."""

from __future__ import annotations

import dataframely as dy


def _count() -> dy.Int64:
    return dy.Int64(nullable=True, description="As in township_year.")


def _amount() -> dy.Decimal:
    return dy.Decimal(18, 2, nullable=True, description="As in township_year, in yuan.")


class ReportMeasure(dy.Schema):
    """What township_year says of each current report, kept so that its questions are answered fast; ask the view."""

    report_id = dy.String(primary_key=True, description="The report; the same file content always has the same id.")
    new_requests = _count()
    carried_in = _count()
    inflow = _count()
    granted = _count()
    partial = _count()
    denied = _count()
    unavailable = _count()
    rejected = _count()
    other = _count()
    handled_total = _count()
    carried_out = _count()
    reconsideration_total = _count()
    reconsideration_corrected = _count()
    litigation_total = _count()
    litigation_corrected = _count()
    rules_issued = _count()
    rules_repealed = _count()
    rules_in_force = _count()
    normative_documents_issued = _count()
    normative_documents_repealed = _count()
    normative_documents_in_force = _count()
    normative_documents_disclosed = _count()
    licensing_decisions = _count()
    other_services_decisions = _count()
    penalty_decisions = _count()
    coercion_decisions = _count()
    fees_amount = _amount()
    procurement_items = _count()
    procurement_amount = _amount()
