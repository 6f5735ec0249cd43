-- A current report whose body published another file for the same year: a warning where that differs, else a note.
with
reports as (
    select * from report
),

others as (
    select
        body_key,
        report_year,
        status = 'superseded' as is_different,
        count(*) as report_count,
        string_agg(source_path, ', ' order by source_path) as source_paths
    from reports
    where status != 'current'
    group by body_key, report_year, is_different
),

final as (
    select
        reports.report_id,
        reports.township_code,
        reports.report_year,
        'duplicate_report' as rule,
        if(others.is_different, 'warning', 'info') as severity,
        'report' as subject,
        'one report for the body and year' as expected,
        format(
            '{} reports with {}',
            others.report_count + 1,
            if(others.is_different, 'different figures or text', 'the same figures or text')
        ) as actual,
        format(
            'For {} there are other reports of {} whose figures or text {}: {}. The figures loaded are those of {}.{}',
            reports.report_year,
            coalesce(reports.agency, reports.township_code),
            if(others.is_different, 'differ', 'are the same'),
            others.source_paths,
            reports.source_path,
            if(
                reports.division_code is null,
                ' The division was not found with certainty, so these may be two places of the same name.',
                ''
            )
        ) as message,
        format(
            '{}{}年还有别的报告，数字或文字{}：{}。仓库里的数字取自{}。{}',
            coalesce(reports.agency, reports.township_code),
            reports.report_year,
            if(others.is_different, '不同', '相同'),
            others.source_paths,
            reports.source_path,
            if(reports.division_code is null, '行政区划没有确定，也可能是两个同名的地方。', '')
        ) as message_zh
    from reports
    inner join others using (body_key, report_year)
    where reports.status = 'current'
    order by reports.report_id, others.is_different
)

select * from final
