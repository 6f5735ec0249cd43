-- The open findings of each report that has any: one row a report with report_id, open_findings and open_errors.
create macro open_finding_count() as table
with
findings as (
    select report_id, severity from open_finding
),

final as (
    select
        report_id,
        count(*) as open_findings,
        count(*) filter (severity = 'error') as open_errors
    from findings
    group by report_id
)

select * from final
