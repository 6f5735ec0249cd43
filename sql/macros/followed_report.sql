-- The current reports that can be followed over the years, each with the key of its agency.
--
-- An agency without a township code is followed by its name only where no place of the gazetteer fits it; where several
-- fit, the reports of two years may be those of two places. One whose name does not say where it is stands alone.
create macro followed_report() as table
with
reports as (
    select
        *,
        agency_key(report_id, township_code, agency) as agency_key
    from report
    where status = 'current'
),

final as (
    select
        report_id,
        agency_key,
        agency,
        township_code,
        report_year,
        source_path
    from reports
    where township_code is not null or (township_match = 'none' and starts_with(agency_key, 'agency '))
)

select * from final
