-- A year without a report between two years that have one. The finding is on the report that follows the gap.
with
reports as (
    select * from followed_report()
),

spaced as (
    select
        *,
        lag(report_year) over (partition by body_key order by report_year) as previous_year
    from reports
),

-- The first report has no year before it, and a range to NULL has no years.
gaps as (
    select *, unnest(range(previous_year + 1, report_year)) as missing_year from spaced
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'year_missing' as rule,
        'warning' as severity,
        'report.' || missing_year as subject,
        'a report for ' || missing_year as expected,
        'none' as actual,
        format(
            'There are reports of {} for {} and {}, but none for {}. It may never have been published or collected, be '
            || 'in quarantine, or be one whose township was not found.',
            coalesce(agency, township_code), previous_year, report_year, missing_year
        ) as message,
        format(
            '{}有{}年和{}年的报告，没有{}年的。它可能没有发布，没有收集到，在隔离区，或者没有认出是哪个乡镇街道的。',
            coalesce(agency, township_code), previous_year, report_year, missing_year
        ) as message_zh
    from gaps
    order by report_id, missing_year
)

select * from final
