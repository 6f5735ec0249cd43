-- The rates of township_year, one row per township, year and rate, each with the two numbers that it is made of: sum
-- part and whole over townships and divide, never average rates. Rows that do not say both have NULL in all three;
-- rate_ranking() counts how many do.
--
-- report_id: The current report of the township and year.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- township: 乡镇街道 — Official name of the township; NULL without a code.
-- county_code: 6-digit code of the county; NULL without a township code.
-- county: 县 — Name of the county; NULL without a township code.
-- prefecture_code: 6-digit code of the prefecture; NULL without a township code.
-- prefecture: 市 — Name of the prefecture; NULL without a township code.
-- province_code: 6-digit code of the province; NULL without a township code.
-- province: 省 — Name of the province; NULL without a township code.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- agency: 机关 — The disclosing body as named in the report.
-- report_year: 年度 — The year that the data cover.
-- form: 年报格式 — The official form of the report.
-- rate: Code of the rate, its column in township_year: granted_rate, disclosed_rate, denied_rate, unavailable_rate,
--     rejected_rate or carried_out_rate.
-- rate_zh: 比率 — Its Chinese name.
-- rate_en: Its English name.
-- part: 分子 — Requests with that outcome; of carried_out_rate those carried over to the next year.
-- whole: 分母 — Requests handled; of carried_out_rate those that came in.
-- value: 比率值 — part / whole; NULL where whole is 0 or one of them is unknown.

with
years as (
    select * from township_year
),

names as (
    select unnest([
        {'rate': 'granted_rate', 'zh': '予以公开率', 'en': 'Granted'},
        {'rate': 'disclosed_rate', 'zh': '公开率', 'en': 'Granted in full or in part'},
        {'rate': 'denied_rate', 'zh': '不予公开率', 'en': 'Denied'},
        {'rate': 'unavailable_rate', 'zh': '无法提供率', 'en': 'Could not be provided'},
        {'rate': 'rejected_rate', 'zh': '不予处理率', 'en': 'Not processed'},
        {'rate': 'carried_out_rate', 'zh': '结转率', 'en': 'Carried over to the next year'}
    ]) as named
),

parts as (
    select
        *,
        unnest([
            {'rate': 'granted_rate', 'num': granted, 'den': handled_total},
            {'rate': 'disclosed_rate', 'num': granted + partial, 'den': handled_total},
            {'rate': 'denied_rate', 'num': denied, 'den': handled_total},
            {'rate': 'unavailable_rate', 'num': unavailable, 'den': handled_total},
            {'rate': 'rejected_rate', 'num': rejected, 'den': handled_total},
            {'rate': 'carried_out_rate', 'num': carried_out, 'den': inflow}
        ]) as divided
    from years
),

final as (
    select
        parts.report_id,
        parts.township_code,
        parts.township,
        parts.county_code,
        parts.county,
        parts.prefecture_code,
        parts.prefecture,
        parts.province_code,
        parts.province,
        parts.is_fictional,
        parts.agency,
        parts.report_year,
        parts.form,
        names.named.rate as rate,
        names.named.zh as rate_zh,
        names.named.en as rate_en,
        case when parts.divided.den is not null then parts.divided.num end as part,
        case when parts.divided.num is not null then parts.divided.den end as whole,
        part / nullif(whole, 0) as value
    from parts
    inner join names on parts.divided.rate = names.named.rate
)

select * from final
