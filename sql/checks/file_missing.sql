-- A report whose file is gone from the raw folder: what was read of it stays, and can no longer be looked at.
with
files as (
    select * from report_file
),

gone as (
    select
        report_id,
        min(source_path) as source_path,
        min(missing_since) as missing_since
    from files
    group by report_id
    having count(*) = count(missing_since)
),

reports as (
    select * from report
),

final as (
    select
        reports.report_id,
        reports.township_code,
        reports.report_year,
        'file_missing' as rule,
        'info' as severity,
        'report_file' as subject,
        gone.source_path as expected,
        null::varchar as actual,
        concat(
            'The file that this report was read from is no longer in the raw folder, or cannot be read there (',
            gone.source_path,
            '); what was read of it stays.'
        ) as message,
        format(
            '本报告的原始文件已不在原始文件夹中，或在那里打不开（{}）；已读取的内容保留。', gone.source_path
        ) as message_zh
    from gone
    inner join reports using (report_id)
)

select * from final
