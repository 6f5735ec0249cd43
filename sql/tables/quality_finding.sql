-- What reading raised; the rules of sql/checks/ add theirs afterwards.
with
doubts as (
    select * from staged.quality_finding
),

final as (
    select
        report_id,
        township_code,
        report_year,
        rule,
        severity,
        subject,
        expected,
        actual,
        message
    from doubts
    order by report_id, rule, subject, message
)

select * from final
