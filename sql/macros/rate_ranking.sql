-- The areas of a level ranked by a rate of their townships: rate_ranking('county', 'denied_rate', 50, 0.8) by the
-- codes of township_rate, for 'county', 'prefecture' or 'province', one row an area and year. An area is ranked where
-- part and whole are known of at least the given share of its townships, and whole is at least the given number of
-- requests: a rate of few requests, or of few townships, says little. The others keep their rate, with a NULL rank.
-- townships are those that there are, counted those that say both numbers, coverage_share is counted / townships.
-- Equal rates share a rank; 1 is the highest rate of the year. Demonstration places are ranked among themselves.
create macro rate_ranking(level, rate_code, minimum_requests, minimum_share) as table
with
townships as (
    select
        *,
        case level
            when 'county' then county_code when 'prefecture' then prefecture_code when 'province' then province_code
        end as area_code,
        case level when 'county' then county when 'prefecture' then prefecture when 'province' then province end as area
    from dim_township
),

rates as (
    select * from township_rate where rate = rate_code
),

areas as (
    select
        area_code,
        any_value(area) as area,
        any_value(province) as province,
        any_value(is_fictional) as is_fictional,
        count(*) as townships
    from townships
    where area_code is not null
    group by area_code
),

sums as (
    select
        townships.area_code,
        rates.report_year,
        count(*) as published,
        count(rates.whole) as counted,
        sum(rates.part)::bigint as part,
        sum(rates.whole)::bigint as whole
    from rates
    inner join townships using (township_code)
    group by townships.area_code, rates.report_year
),

shares as (
    select
        areas.*,
        sums.* exclude (area_code),
        rate_code as rate,
        sums.part / nullif(sums.whole, 0) as value,
        sums.counted / areas.townships as coverage_share
    from sums
    inner join areas using (area_code)
),

judged as (
    select
        *,
        value is not null and whole >= minimum_requests and coverage_share >= minimum_share as is_ranked
    from shares
),

final as (
    select
        area_code,
        area,
        province,
        is_fictional,
        report_year,
        rate,
        part,
        whole,
        value,
        townships,
        published,
        counted,
        coverage_share,
        is_ranked,
        case
            when is_ranked
                then rank() over (partition by is_fictional, report_year, is_ranked order by value desc)
        end as rank
    from judged
)

select * from final
