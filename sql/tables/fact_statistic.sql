-- Only current reports: a superseded revision or a copy in another file must never count twice.
with
staged_rows as (
    select * from staged.fact_statistic
),

current_reports as (
    select report_id from report where status = 'current'
),

final as (
    select
        staged_rows.report_id,
        staged_rows.township_code,
        staged_rows.division_code,
        staged_rows.report_year,
        staged_rows.indicator,
        staged_rows.period,
        staged_rows.value,
        staged_rows.unit,
        staged_rows.raw_text,
        staged_rows.cell_status
    from staged_rows
    inner join current_reports using (report_id)
    order by report_id, indicator, period
)

select * from final
