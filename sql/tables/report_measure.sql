-- The numbers of township_year, computed once when the warehouse is built: a question about one county must not add up
-- the cells of all of them. dim_measure says of which cells each is the sum.
with
reports as (
    select * from report where status = 'current'
),

measures as (
    select measure, cells from dim_measure
),

request_lines as (
    select * from dim_request_line
),

forms_as_printed as (
    select report_id, form from printed_form()
),

request_totals as (
    select report_id, line, value from fact_request where applicant = 'total'
),

-- Every line of the form as printed, also one that the report lacks, so that a gap makes its sum NULL.
lines_of_form as (
    select reports.report_id, request_lines.line, request_lines.line_group
    from reports
    inner join forms_as_printed using (report_id)
    inner join request_lines on list_contains(request_lines.forms, forms_as_printed.form)
),

group_sums as (
    select
        lines_of_form.report_id,
        lines_of_form.line_group,
        complete_sum(request_totals.value, true, count(*)) as value
    from lines_of_form
    left join request_totals using (report_id, line)
    group by lines_of_form.report_id, lines_of_form.line_group
),

review_cells as (
    select report_id, procedure, result, value from fact_review
),

measures_of_forms as (
    select form, item, measure from dim_proactive_measure
),

-- made and issued are the same column on two forms. Where a report has both, that of its form counts.
proactive_cells as (
    select
        cells.report_id,
        cells.item,
        if(cells.measure = 'made', 'issued', cells.measure) as measure_of_item,
        cells.value
    from fact_proactive as cells
    inner join reports using (report_id)
    left join measures_of_forms using (form, item, measure)
    qualify row_number() over (
        partition by cells.report_id, cells.item, measure_of_item
        order by cells.cell_status = 'missing', measures_of_forms.measure is null
    ) = 1
),

cells as (
    select report_id, concat_ws('.', 'fact_request.line', line) as cell, value::decimal(38, 2) as value
    from request_totals
    union all by name
    select report_id, concat_ws('.', 'fact_request.line_group', line_group) as cell, value from group_sums
    union all by name
    select report_id, concat_ws('.', 'fact_review', procedure, result) as cell, value from review_cells
    union all by name
    select report_id, concat_ws('.', 'fact_proactive', item, measure_of_item) as cell, value from proactive_cells
),

parts as (
    select measure, len(cells) as part_count, unnest(cells) as cell from measures
),

numbers as (
    select
        cells.report_id,
        parts.measure,
        complete_sum(cells.value, true, any_value(parts.part_count)) as value
    from cells
    inner join parts using (cell)
    group by cells.report_id, parts.measure
),

numbers_by_report as (
    pivot numbers
    on measure in (select measure from dim_measure)
    using any_value(value)
    group by report_id
),

final as (
    select reports.report_id, numbers_by_report.* exclude (report_id)
    from reports
    left join numbers_by_report using (report_id)
    order by reports.report_id
)

select * from final
