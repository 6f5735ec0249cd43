-- Which measures mean the same over the years: one row a measure of township_year and form, with what dim_measure_form
-- says of it. same: it asks what the newest form asks; changed: the note says what it counts otherwise; absent: it
-- does not ask. request_history has the numbers of all forms side by side.
--
-- measure: Name of the column in township_year.
-- label_zh: 指标 — Chinese label.
-- label_en: English label.
-- unit: count, or CNY for money in yuan.
-- form: 格式 — The form; the statistics form of the years before the present tables is one of them.
-- first_year: 起始年 — First year that the form was prescribed for.
-- comparability: 可比性 — same, changed or absent.
-- comparable_from: 可比起始年 — First year from which all forms of the measure are the same; NULL where the newest is
--     not.
-- note_zh: 说明 — What the form asks, in Chinese; NULL where nothing is to be said.
-- note_en: The same in English.
-- measure_order: Order of the measures.

with
measures as (
    select * from dim_measure
),

forms as (
    select * from dim_measure_form
),

-- The last form that is not comparable, 0 where all are.
breaks as (
    select measure, coalesce(max(first_year) filter (comparability != 'same'), 0) as broken_in
    from forms
    group by measure
),

starts as (
    select forms.measure, min(forms.first_year) as comparable_from
    from forms
    inner join breaks using (measure)
    where forms.first_year > breaks.broken_in
    group by forms.measure
),

final as (
    select
        forms.* exclude (sort_order),
        measures.label_zh,
        measures.label_en,
        measures.unit,
        measures.sort_order as measure_order,
        starts.comparable_from
    from forms
    inner join measures using (measure)
    left join starts using (measure)
)

select * from final
