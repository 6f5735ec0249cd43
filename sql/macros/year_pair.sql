-- Each current report whose body has one for the year before too, with that one.
create macro year_pair() as table
with
reports as (
    select * from followed_report()
),

final as (
    select
        later.report_id,
        later.township_code,
        later.report_year,
        earlier.report_id as previous_report_id,
        earlier.report_year as previous_year,
        earlier.source_path as previous_source_path
    from reports as later
    inner join reports as earlier
        on later.body_key = earlier.body_key
        and later.report_year = earlier.report_year + 1
)

select * from final
