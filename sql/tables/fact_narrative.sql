-- Only current reports: a superseded revision or a copy in another file must never count twice.
with
staged_rows as (
    select * from staged.fact_narrative
),

current_reports as (
    select report_id from report where status = 'current'
),

final as (
    select
        staged_rows.report_id,
        staged_rows.township_code,
        staged_rows.report_year,
        staged_rows.metric,
        staged_rows.channel,
        staged_rows.value,
        staged_rows.unit,
        staged_rows.is_approximate,
        staged_rows.period,
        staged_rows.sentence,
        staged_rows.section_no
    from staged_rows
    inner join current_reports using (report_id)
    order by report_id, section_no, metric, channel, period, value, unit, is_approximate, sentence
)

select * from final
