-- The current reports that can be followed over the years.
--
-- A body without a division is followed by its name only where no place of the gazetteer fits it; where several fit,
-- the reports of two years may be those of two places. One whose name does not say where it is stands alone.
create macro followed_report() as table
with
reports as (
    select * from report where status = 'current'
),

final as (
    select
        report_id,
        body_key,
        agency,
        township_code,
        report_year,
        source_path
    from reports
    where division_code is not null or (township_match = 'none' and starts_with(body_key, 'agency '))
)

select * from final
