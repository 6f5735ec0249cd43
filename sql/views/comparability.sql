-- Which measures mean the same over the years: one row a measure of township_year, with what dim_measure_form says of
-- it on each form. same: the forms ask the same; changed: the note says what that form counts otherwise; absent: it
-- does not ask. request_history has the numbers of all forms side by side.
--
-- measure: Name of the column in township_year.
-- label_zh: 指标 — Chinese label.
-- label_en: English label.
-- unit: count, or CNY for money in yuan.
-- form_2014: 2014年统计表 — Comparability on the statistics form of 2014 to 2018, with the forms after it.
-- form_2019: 2019年格式 — Comparability on the form for 2019 and 2020.
-- form_2021: 2021年格式 — Comparability on the form for 2021 and later.
-- comparable_from: 可比起始年 — First year from which every form asks the same; NULL where the newest does not ask.
-- notes_zh: 说明 — What the forms ask otherwise, each with its year, in Chinese; NULL where nothing needs to be said.
-- notes_en: The same in English.
-- measure_order: Order of the measures.

with
measures as (
    select * from dim_measure
),

forms as (
    select * from dim_measure_form
),

wide as (
    select
        measure,
        any_value(comparability) filter (form = '2014') as form_2014,
        any_value(comparability) filter (form = '2019') as form_2019,
        any_value(comparability) filter (form = '2021') as form_2021,
        string_agg(form || '：' || note_zh, ' ' order by sort_order) as notes_zh,
        string_agg(form || ': ' || note_en, ' ' order by sort_order) as notes_en
    from forms
    group by measure
),

final as (
    select
        measures.measure,
        measures.label_zh,
        measures.label_en,
        measures.unit,
        measures.sort_order as measure_order,
        wide.* exclude (measure),
        case
            when wide.form_2021 != 'same' then null
            when wide.form_2019 != 'same' then 2021
            when wide.form_2014 != 'same' then 2019
            else 2014
        end as comparable_from
    from measures
    inner join wide using (measure)
)

select * from final
