-- A number far from those of the same agency in other years and from those of the other townships of its county in the
-- same year: perhaps a slip of the writer's, or a wrong unit. No more than a note, since numbers may well be unusual.
--
-- The distance is a robust z-score, (x - median) / (1.4826 * median absolute deviation), of ln(1 + number), for counts
-- are skewed; money counts in units of 10000 yuan, and only where it is not 0. The deviation is taken to be at least
-- ln 2, so that a number must differ by a factor of about 30 where all others are equal. Compared is with at least four
-- years or six townships, the number itself among them; where both can be compared, both must find it more than 5 away.
with
numbers as (
    select
        report_id,
        township_code,
        county_code,
        county,
        report_year,
        measure,
        measure_zh,
        measure_en,
        value,
        sign(value) * ln(1 + abs(value) / if(unit = 'CNY', 10000, 1)) as size
    from year_over_year
    where value is not null and (unit = 'count' or value != 0)
),

agencies as (
    select report_id, body_key from followed_report()
),

years as (
    select
        agencies.body_key,
        numbers.measure,
        count(*) as year_count,
        median(numbers.value) as median_value,
        median(numbers.size) as median_size,
        mad(numbers.size) as deviation
    from numbers
    inner join agencies using (report_id)
    group by agencies.body_key, numbers.measure
    having count(*) >= 4
),

counties as (
    select
        county_code,
        report_year,
        measure,
        count(*) as township_count,
        median(value) as median_value,
        median(size) as median_size,
        mad(size) as deviation
    from numbers
    where county_code is not null
    group by county_code, report_year, measure
    having count(*) >= 6
),

scored as (
    select
        numbers.*,
        years.year_count,
        years.median_value as median_of_years,
        abs(numbers.size - years.median_size) / greatest(1.4826 * years.deviation, ln(2)) as distance_from_years,
        counties.township_count,
        counties.median_value as median_of_county,
        abs(numbers.size - counties.median_size) / greatest(1.4826 * counties.deviation, ln(2)) as distance_from_county
    from numbers
    left join agencies using (report_id)
    left join years using (body_key, measure)
    left join counties using (county_code, report_year, measure)
),

-- A distance that is not known does not speak for the number: the other one decides. Where neither is known, none does.
violations as (
    select *
    from scored
    where coalesce(distance_from_years, distance_from_county) > 5
        and coalesce(distance_from_county, distance_from_years) > 5
),

described as (
    select
        *,
        if(
            distance_from_years is null,
            null,
            format('the median of {} years of the same agency is {}', year_count, plain_number(median_of_years))
        ) as years_text,
        if(
            distance_from_county is null,
            null,
            format(
                'the median of {} townships of {} for {} is {}',
                township_count, county, report_year, plain_number(median_of_county)
            )
        ) as county_text,
        if(
            distance_from_years is null,
            null,
            format('同一机关{}个年度的中位数是{}', year_count, plain_number(median_of_years))
        ) as years_text_zh,
        if(
            distance_from_county is null,
            null,
            format(
                '{}{}个乡镇（街道）{}年的中位数是{}',
                county, township_count, report_year, plain_number(median_of_county)
            )
        ) as county_text_zh
    from violations
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'implausible_value' as rule,
        'info' as severity,
        'township_year.' || measure as subject,
        'about ' || plain_number(coalesce(median_of_years, median_of_county)) as expected,
        plain_number(value) as actual,
        format(
            '{} ({}): {} is unusual; {}. It is loaded as printed.',
            measure_en, measure_zh, plain_number(value), concat_ws(', and ', years_text, county_text)
        ) as message,
        format(
            '{}：{}不同寻常，{}。按原文收录。',
            measure_zh, plain_number(value), concat_ws('，', years_text_zh, county_text_zh)
        ) as message_zh
    from described
    order by report_id, subject
)

select * from final
