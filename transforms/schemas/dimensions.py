"""The dimensions of the warehouse: townships, and the lines, columns and measures of the official forms.

As in `transforms.schemas.tables`, docstrings and descriptions are the comments of the tables and their columns.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from transforms.schemas.codes import (
    AGENCY_KINDS,
    COMPARABILITIES,
    DIVISION_CODE,
    DIVISION_LEVELS,
    FICTIONAL,
    OFFICIAL_FORMS,
    STATISTIC_FORMS,
    TOWNSHIP_CODE,
    UNITS,
)
from transforms.schemas.columns import codes


class ListedTownship(dy.Schema):
    """A township as a gazetteer lists it."""

    township_code = dy.String(
        primary_key=True, regex=TOWNSHIP_CODE, description="12-digit statistical division code; 99… are fictional."
    )
    township = dy.String(description="Official name.")
    kind = codes(AGENCY_KINDS, "Kind of the division.")
    county_code = dy.String(description="6-digit code of the county.")
    county = dy.String(description="Name of the county.")
    prefecture_code = dy.String(description="6-digit code of the prefecture.")
    prefecture = dy.String(description="Name of the prefecture.")
    province_code = dy.String(description="6-digit code of the province.")
    province = dy.String(description="Name of the province.")

    @dy.rule()
    def is_fictional_in_a_fictional_province(cls) -> pl.Expr:
        """A demonstration place lies in no real county, whose numbers would count it."""
        codes = [
            pl.col(name).str.starts_with(FICTIONAL) for name in ("county_code", "prefecture_code", "province_code")
        ]
        return pl.all_horizontal(code == pl.col("township_code").str.starts_with(FICTIONAL) for code in codes)


class DimTownship(ListedTownship):
    """Township-level divisions."""

    is_fictional = dy.Bool(description="True for a demonstration place (codes 99…).")


class DimDivision(dy.Schema):
    """Divisions of all levels, provinces to townships, with the counties and prefectures that are gone since 2007."""

    division_code = dy.String(
        primary_key=True,
        regex=DIVISION_CODE,
        description="12-digit division code, padded with zeros; 99… are fictional.",
    )
    division = dy.String(description="Official name; the last one that it bore under the code.")
    division_level = codes(DIVISION_LEVELS, "township, county, prefecture or province.")
    parent_code = dy.String(
        nullable=True,
        regex=DIVISION_CODE,
        description="Code of the division that it belongs or belonged to; that of the province where there is no "
        "prefecture between. NULL for a province.",
    )
    county = dy.String(nullable=True, description="Name of the county that it is or lies in; NULL above the counties.")
    prefecture = dy.String(nullable=True, description="Name of the prefecture; NULL where there is none.")
    province = dy.String(nullable=True, description="Name of the province.")
    former_names = dy.List(dy.String(), description="Names that it bore under the same code since 2007, oldest first.")
    successor_codes = dy.List(
        dy.String(),
        description="Divisions that it became or gave land to when it ended or was divided; see division_successor.",
    )
    valid_from = dy.Int32(
        nullable=True,
        description="First year at whose end it was listed; NULL: at the end of 2007 already, or unknown (townships).",
    )
    valid_to = dy.Int32(
        nullable=True, description="Last year at whose end it was listed; NULL: it still is, or unknown (townships)."
    )
    is_official = dy.Bool(
        description="False for a zone that only the list of the Bureau of Statistics has among the counties."
    )
    is_fictional = dy.Bool(description="True for a demonstration place (codes 99…).")


def _label_zh() -> dy.String:
    return dy.String(description="Official Chinese label.")


def _label_en() -> dy.String:
    return dy.String(description="English label.")


def _forms() -> dy.List:
    return dy.List(dy.String(), description="Official forms that have it.")


def _sort_order() -> dy.Int32:
    return dy.Int32(description="Order on the form.")


def _is_total() -> dy.Bool:
    return dy.Bool(description="True for a printed total, which must not be summed with its parts.")


class DimRequestLine(dy.Schema):
    """Lines of table three."""

    line = dy.String(primary_key=True, description="Code of the line.")
    label_zh = _label_zh()
    label_en = _label_en()
    line_group = dy.String(
        description="inflow, granted, partial, denied, unavailable, rejected, other, total, outflow."
    )
    forms = _forms()
    sort_order = _sort_order()
    is_total = _is_total()


class DimApplicant(dy.Schema):
    """Columns of table three."""

    applicant = dy.String(primary_key=True, description="Code of the kind of applicant.")
    label_zh = _label_zh()
    label_en = _label_en()
    applicant_group = dy.String(description="natural_person, organisation or total.")
    forms = _forms()
    sort_order = _sort_order()
    is_total = _is_total()


class DimReviewProcedure(dy.Schema):
    """Procedures of table four."""

    procedure = dy.String(primary_key=True, description="Code of the procedure.")
    label_zh = _label_zh()
    label_en = _label_en()
    procedure_group = dy.String(description="reconsideration or litigation.")
    forms = _forms()
    sort_order = _sort_order()
    is_total = _is_total()


class DimReviewResult(dy.Schema):
    """Results of table four."""

    result = dy.String(primary_key=True, description="Code of the result.")
    label_zh = _label_zh()
    label_en = _label_en()
    result_group = dy.String(description="decided, pending or total.")
    forms = _forms()
    sort_order = _sort_order()
    is_total = _is_total()


class DimProactiveMeasure(dy.Schema):
    """Cells of table two: an item of Article 20 and how it is counted."""

    form = codes(OFFICIAL_FORMS, "The official form.", primary_key=True)
    clause = dy.Int32(primary_key=True, description="Item of Article 20.")
    item = dy.String(primary_key=True, description="Code of what is counted.")
    measure = dy.String(primary_key=True, description="Code of how it is counted.")
    item_label_zh = _label_zh()
    item_label_en = _label_en()
    measure_label_zh = _label_zh()
    measure_label_en = _label_en()
    unit = codes(UNITS, "count, or CNY for money in yuan.")
    sort_order = _sort_order()
    is_total = _is_total()


class DimStatisticIndicator(dy.Schema):
    """Lines of the statistics form (政府信息公开情况统计表) and its forerunners, headings included."""

    indicator = dy.String(primary_key=True, description="Code of what is counted, or of a heading.")
    parent = dy.String(nullable=True, description="The indicator or heading that it stands under; NULL at the top.")
    label_zh = _label_zh()
    label_en = _label_en()
    unit = codes(UNITS, "count, or CNY for money in yuan; NULL for a heading.", nullable=True)
    printed_unit = dy.String(
        nullable=True, description="The unit that the form prints, such as 条; NULL for a heading."
    )
    is_part = dy.Bool(description="True where it adds up to its parent with the other parts of the same form.")
    forms = dy.List(
        dy.String(),
        description="Forms that have it: 2014, prescribed by 国办发〔2014〕32号; earlier, one of its forerunners. "
        f"One or more of: {', '.join(STATISTIC_FORMS)}.",
    )
    sort_order = _sort_order()


class DimMeasure(dy.Schema):
    """Numbers of a report that are columns of township_year, and summed in county_year and the other areas."""

    measure = dy.String(primary_key=True, description="Name of the column.")
    label_zh = dy.String(description="Chinese label.")
    label_en = _label_en()
    unit = codes(UNITS, "count, or CNY for money in yuan.")
    cells = dy.List(
        dy.String(),
        description="What it is the sum of, and NULL where one of them is: printed totals of a line of table three or "
        "of all lines of a group, cells of table four by procedure and result, of table two by item and measure "
        "(issued stands for made on the 2019 form).",
    )
    sort_order = dy.Int32(description="Order of the measures.")


class DimMeasureForm(dy.Schema):
    """How far a measure means the same on each form: 2014 (the statistics form of 2014 to 2018), 2019 and 2021."""

    measure = dy.String(primary_key=True, description="The measure; see dim_measure.")
    form = codes(("2014", *OFFICIAL_FORMS), "The form.", primary_key=True)
    first_year = dy.Int32(description="First year that the form was prescribed for.")
    comparability = codes(
        COMPARABILITIES,
        "same: the forms ask the same, and their numbers may stand in one series; changed: the note says what this "
        "form counts otherwise; absent: it does not ask for it.",
    )
    note_zh = dy.String(nullable=True, description="What the form asks, in Chinese; NULL where nothing is to be said.")
    note_en = dy.String(nullable=True, description="The same in English.")
    sort_order = dy.Int32(description="Order of the measures and, of each, of the forms.")
