-- The townships of each province together, one row per province and year: as county_year, for provinces.
-- Townships of counties without any report count among townships as well.
--
-- province_code and on: as in county_year.

with
final as (
    select * exclude (county_code, county, prefecture_code, prefecture) from township_sums('province')
)

select * from final
