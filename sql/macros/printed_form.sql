-- The form whose lines table three of each report prints: one row a report with report_id and form.
--
-- The forms differ in lines that one of them has alone. Those that the report prints decide, its form only if it prints
-- such lines of several forms or of none.
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

forms_of_lines as (
    select cells.report_id, any_value(lines.forms[1]) as form, count(distinct lines.forms[1]) as form_count
    from cells
    inner join lines using (line)
    where len(lines.forms) = 1 and cells.cell_status != 'missing'
    group by cells.report_id
),

final as (
    select
        reports.report_id,
        case when forms_of_lines.form_count = 1 then forms_of_lines.form else reports.form end as form
    from reports
    left join forms_of_lines using (report_id)
)

select * from final
