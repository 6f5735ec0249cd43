-- The townships of each prefecture together, one row per prefecture and year: as county_year, for prefectures.
-- Townships of counties without any report count among townships as well.
--
-- prefecture_code and on: as in county_year.

with
final as (
    select * exclude (county_code, county) from township_sums('prefecture')
)

select * from final
