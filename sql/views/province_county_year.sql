-- The counties of each province together, one row per province and year: as prefecture_county_year, for provinces.
--
-- division_code: 12-digit code of the province.
-- province and on: as in prefecture_county_year.

with
final as (
    select * exclude (prefecture) from county_sums('province')
)

select * from final
