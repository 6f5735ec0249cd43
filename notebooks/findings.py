"""Open findings, and what stands in the file beside what was loaded."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from notebooks.asking import IN_AREA, ask

GRAVITY = "case severity when 'error' then 1 when 'warning' then 2 else 3 end"
"""What orders findings, the gravest first."""


def count_findings(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> pl.DataFrame:
    """Open findings and the reports that they are on, by rule and severity, the gravest and most frequent first."""
    sql = f"""
        select severity, rule, count(*) as findings, count(distinct report_id) as reports
        from open_finding
        left join dim_township using (township_code)
        where {IN_AREA}
        group by severity, rule
        order by {GRAVITY}, findings desc, rule
    """
    return ask(warehouse, sql, area=area)


def list_findings(
    warehouse: duckdb.DuckDBPyConnection, area: str | None, *, limit: int, of_each_rule: int | None = None
) -> pl.DataFrame:
    """Open findings with their report and file, the gravest and latest first.

    `of_each_rule` takes only so many of each rule and severity, so that a frequent one hides no other.
    """
    sql = f"""
        select
            finding_id,
            severity,
            rule,
            open_finding.report_year,
            agency,
            subject,
            expected,
            actual,
            message,
            verdict,
            source_path
        from open_finding
        inner join report using (report_id)
        left join dim_township on dim_township.township_code = open_finding.township_code
        where {IN_AREA}
        qualify
            row_number() over (partition by severity, rule order by open_finding.report_year desc, agency, finding_id)
            <= coalesce($of_each_rule, 1000000000)
        order by {GRAVITY}, rule, open_finding.report_year desc, agency, finding_id
        limit $finding_limit
    """
    return ask(warehouse, sql, area=area, of_each_rule=of_each_rule, finding_limit=limit)


# A finding's subject names its cell, table.key.key, or lists those of a row or a table. Beside them stand the cells
# that its rule weighs them against: the other kinds of applicant, the other outcomes of the same applicant, and, of a
# rule across years, the year before.
_CELLS = """
with
chosen as (
    select
        finding_id,
        report_id,
        rule,
        string_split(subject, ', ') as cells,
        split_part(cells[1], '.', 1) as fact_table,
        cells[1][length(fact_table) + 2:] as cell,
        split_part(cells[1], '.', 2) as first_key,
        split_part(cells[1], '.', 3) as second_key
    from open_finding
    where list_contains($finding_ids, finding_id)
),

wanted as (
    select
        *,
        false as is_year_before,
        case
            when rule in ('table_ambiguous', 'foreign_table') then '%'
            when rule = 'statistic_total' then '%.' || second_key
            when fact_table = 'fact_proactive' then first_key || '.' || second_key || '.%'
            when rule in ('request_balance', 'outcome_total') then '%.' || second_key
            when rule = 'carry_over' then cell
            else first_key || '.%'
        end as cells_like
    from chosen
    union all by name
    select
        chosen.* exclude (report_id),
        previous_report_id as report_id,
        true as is_year_before,
        if(rule = 'carry_over', 'carried_out.' || second_key, first_key || '.' || second_key || '.%') as cells_like
    from chosen
    inner join year_pair() using (report_id)
    where rule in ('carry_over', 'in_force_roll', 'items_roll')
),

found as (
    select
        wanted.finding_id,
        wanted.is_year_before,
        list_contains(wanted.cells, lineage.fact_table || '.' || lineage.cell) and not wanted.is_year_before
            as is_subject,
        lineage.report_year,
        lineage.fact_table,
        lineage.cell,
        lineage.raw_text,
        lineage.value,
        lineage.cell_status,
        lineage.source_path
    from wanted
    inner join report_lineage as lineage using (report_id, fact_table)
    -- The underscores of codes are meant literally.
    where lineage.cell like replace(wanted.cells_like, '_', '\\_') escape '\\'
),

measures as (
    select distinct on (clause, item, measure)
        concat_ws('.', clause, item, measure) as cell,
        item_label_zh || ' · ' || measure_label_zh as label,
        100 + sort_order as sort_order
    from dim_proactive_measure
    order by form desc
),

lines as (
    select
        line || '.' || applicant as cell,
        dim_request_line.label_zh || ' · ' || dim_applicant.label_zh as label,
        10 * dim_request_line.sort_order + dim_applicant.sort_order as sort_order
    from dim_request_line
    cross join dim_applicant
),

reviews as (
    select
        procedure || '.' || result as cell,
        dim_review_procedure.label_zh || ' · ' || dim_review_result.label_zh as label,
        10 * dim_review_procedure.sort_order + dim_review_result.sort_order as sort_order
    from dim_review_procedure
    cross join dim_review_result
),

statistics as (
    select
        indicator || '.' || period as cell,
        label_zh || if(period = 'year', '', ' · 历年累计') as label,
        200 + sort_order as sort_order
    from dim_statistic_indicator
    cross join (select unnest(['year', 'cumulative']) as period)
),

labels as (
    select 'fact_request' as fact_table, * from lines
    union all
    select 'fact_review', * from reviews
    union all
    select 'fact_proactive', * from measures
    union all
    select 'fact_statistic', * from statistics
),

stated as (
    select
        chosen.finding_id,
        false as is_year_before,
        true as is_subject,
        fact_narrative.report_year,
        chosen.fact_table,
        metric || '.' || channel as cell,
        metric || ' · ' || channel as label,
        0 as sort_order,
        sentence as raw_text,
        fact_narrative.value,
        if(is_approximate, 'approximate', 'stated') as cell_status,
        report.source_path
    from chosen
    inner join fact_narrative on fact_narrative.report_id = chosen.report_id and metric = chosen.first_key
    inner join report on report.report_id = chosen.report_id
    where chosen.fact_table = 'fact_narrative'
),

final as (
    select found.*, coalesce(labels.label, found.cell) as label, coalesce(labels.sort_order, 0) as sort_order
    from found
    left join labels using (fact_table, cell)
    where is_subject or value is null or value != 0
    union all by name
    select * from stated
)

select * from final order by finding_id, is_subject desc, is_year_before, sort_order, cell
"""


def cells_of_findings(warehouse: duckdb.DuckDBPyConnection, finding_ids: Sequence[str]) -> pl.DataFrame:
    """The text of the cells behind findings and the values that were loaded from them.

    `is_subject` is the cell that the finding is about; of the cells that its rule compares it with, those with the
    plain value 0 are left out. A finding that is not about a cell has no row.
    """
    return ask(warehouse, _CELLS, finding_ids=list(finding_ids))
