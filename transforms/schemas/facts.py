"""The fact tables, one a table of the forms, and that of the prose.

As in `transforms.schemas.tables`, docstrings and descriptions are the comments of the tables and their columns.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from transforms.schemas import columns
from transforms.schemas.codes import DIVISION_CODE, NARRATIVE_CHANNELS, NARRATIVE_METRICS, PERIODS, UNITS
from transforms.schemas.columns import codes


class FactRequest(dy.Schema):
    """Table three: disclosure requests received and handled, one row per line and kind of applicant."""

    report_id = columns.report_id(primary_key=True)
    township_code = columns.township_code()
    report_year = columns.report_year()
    line = dy.String(primary_key=True, description="Line of the form; see dim_request_line.")
    applicant = dy.String(primary_key=True, description="Kind of applicant; see dim_applicant. total as printed.")
    value = dy.Int64(nullable=True, description="Requests, as printed; NULL unless reported or repaired.")
    raw_text = columns.raw_text()
    cell_status = columns.cell_status()

    @dy.rule()
    def value_follows_status(cls) -> pl.Expr:
        return columns.value_follows_status()


class FactReview(dy.Schema):
    """Table four: administrative reconsideration and litigation over disclosure, one row per procedure and result."""

    report_id = columns.report_id(primary_key=True)
    township_code = columns.township_code()
    report_year = columns.report_year()
    procedure = dy.String(primary_key=True, description="Review procedure; see dim_review_procedure.")
    result = dy.String(primary_key=True, description="Result; see dim_review_result. total as printed.")
    value = dy.Int64(nullable=True, description="Cases, as printed; NULL unless reported or repaired.")
    raw_text = columns.raw_text()
    cell_status = columns.cell_status()

    @dy.rule()
    def value_follows_status(cls) -> pl.Expr:
        return columns.value_follows_status()


class FactProactive(dy.Schema):
    """Table two: information disclosed proactively under Article 20, one row per item and measure."""

    report_id = columns.report_id(primary_key=True)
    township_code = columns.township_code()
    report_year = columns.report_year()
    clause = dy.Int32(primary_key=True, description="Item of Article 20 of the Regulations: 1, 5, 6, 8 or 9.")
    item = dy.String(primary_key=True, description="What is counted; see dim_proactive_measure.")
    measure = dy.String(primary_key=True, description="How it is counted; see dim_proactive_measure.")
    value = dy.Decimal(
        18, 2, nullable=True, description="Count, or amount in yuan (see unit); NULL unless reported or repaired."
    )
    unit = codes(UNITS, "count, or CNY for money in yuan.")
    raw_text = columns.raw_text()
    cell_status = columns.cell_status()

    @dy.rule()
    def value_follows_status(cls) -> pl.Expr:
        return columns.value_follows_status()


class FactStatistic(dy.Schema):
    """The statistics form that reports of 2014 to 2018 carry, and its forerunners: one row per indicator and period."""

    report_id = columns.report_id(primary_key=True)
    township_code = columns.township_code()
    division_code = dy.String(
        nullable=True,
        regex=DIVISION_CODE,
        description="The official division whose government, or whose department, published the report, padded to 12 "
        "digits; NULL where none was found with certainty.",
    )
    report_year = columns.report_year()
    indicator = dy.String(primary_key=True, description="What is counted; see dim_statistic_indicator.")
    period = codes(
        PERIODS, "What the figure covers: the report's year, or all years up to its end (历年累计).", primary_key=True
    )
    value = dy.Decimal(
        18, 2, nullable=True, description="Count, or amount in yuan (see unit); NULL unless reported or repaired."
    )
    unit = codes(UNITS, "count, or CNY for money in yuan; dim_statistic_indicator has what the form counts in.")
    raw_text = columns.raw_text()
    cell_status = columns.cell_status()

    @dy.rule()
    def value_follows_status(cls) -> pl.Expr:
        return columns.value_follows_status()


class FactNarrative(dy.Schema):
    """Numbers stated in the prose, each with its sentence."""

    report_id = columns.report_id()
    township_code = columns.township_code()
    report_year = columns.report_year()
    metric = codes(NARRATIVE_METRICS, "What is counted.")
    channel = codes(
        NARRATIVE_CHANNELS,
        "Where or of whom it was counted; all: the total that the report states; unspecified: a number that competes "
        "with others for the total, or of several places together.",
    )
    value = dy.Decimal(18, 2, description="The number as stated, 万 multiplied out; 0 for 未收到, 无 and the like.")
    unit = dy.String(nullable=True, description="Counting word as printed, such as 条 or 件; NULL without one.")
    is_approximate = dy.Bool(description="True where the number is given as 余, 多, 约, 近 or 以上.")
    period = codes(
        PERIODS,
        "What the number covers: the report's year, or all years up to a day (累计, 截至, 自…以来).",
    )
    sentence = dy.String(description="The sentence that states it, personal data masked.")
    section_no = dy.Int32(
        nullable=True, min=1, max=6, description="Section in which the sentence stands; NULL before the first heading."
    )
