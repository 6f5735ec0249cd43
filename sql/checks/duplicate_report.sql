-- A current report whose agency published other figures for the same year in another file.
with
reports as (
    select
        *,
        coalesce('township ' || township_code, 'agency ' || agency, 'report ' || report_id) as agency_key
    from report
),

superseded as (
    select
        agency_key,
        report_year,
        count(*) as superseded_count,
        string_agg(source_path, ', ' order by source_path) as superseded_paths
    from reports
    where status = 'superseded'
    group by agency_key, report_year
),

final as (
    select
        reports.report_id,
        reports.township_code,
        reports.report_year,
        'duplicate_report' as rule,
        'warning' as severity,
        'report' as subject,
        'one report for the agency and year' as expected,
        (superseded.superseded_count + 1)::varchar || ' reports with different figures' as actual,
        format(
            'For {} there are other reports of {} whose figures differ: {}. The figures loaded are those of {}.{}',
            reports.report_year,
            coalesce(reports.agency, reports.township_code),
            superseded.superseded_paths,
            reports.source_path,
            if(
                reports.township_code is null,
                ' The township was not found with certainty, so these may be two places of the same name.',
                ''
            )
        ) as message
    from reports
    inner join superseded using (agency_key, report_year)
    where reports.status = 'current'
    order by reports.report_id
)

select * from final
