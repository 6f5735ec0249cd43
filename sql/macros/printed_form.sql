-- The form whose lines table three of each report prints: one row a report with report_id and form.
--
-- The forms differ in the lines for other outcomes. Those that the report prints decide, its form only if it prints
-- those of both forms or of none.
create macro printed_form() as table
with
reports as (
    select report_id, form from report
),

cells as (
    select report_id, line, cell_status from fact_request
),

lines as (
    select line, forms from dim_request_line
),

other_line_counts as (
    select
        cells.report_id,
        count(*) filter (list_contains(lines.forms, '2019')) as of_2019,
        count(*) filter (list_contains(lines.forms, '2021')) as of_2021
    from cells
    inner join lines using (line)
    where len(lines.forms) = 1 and cells.cell_status != 'missing'
    group by cells.report_id
),

final as (
    select
        reports.report_id,
        case
            when other_line_counts.of_2019 > 0 and other_line_counts.of_2021 = 0 then '2019'
            when other_line_counts.of_2021 > 0 and other_line_counts.of_2019 = 0 then '2021'
            else reports.form
        end as form
    from reports
    left join other_line_counts using (report_id)
)

select * from final
