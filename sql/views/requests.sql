-- Table three with its labels: requests received and handled, the single lines and kinds of applicant alone. Printed
-- totals are left out, so that values may be summed within a line_group; inflow, outcomes and outflow count the same
-- requests three times, so choose among them. A NULL value was blank, missing or not read with certainty; see
-- cell_status.
--
-- report_id: The report.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- township: Official name of the township; NULL without a code.
-- county: Name of the county; NULL without a code.
-- prefecture: Name of the prefecture; NULL without a code.
-- province: Name of the province; NULL without a code.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- agency: The disclosing body as named in the report.
-- report_year: The year that the data cover.
-- form: The official form of the report.
-- line: Code of the line.
-- line_group: Group of the line: inflow, granted, partial, denied, unavailable, rejected, other or outflow.
-- line_zh: Official label of the line.
-- line_en: English label of the line.
-- line_order: Order of the line on the form.
-- applicant: Code of the kind of applicant.
-- applicant_group: natural_person or organisation.
-- applicant_zh: Official label of the kind of applicant.
-- applicant_en: English label of the kind of applicant.
-- value: Requests, as printed.
-- cell_status: How the value was read.

with
cells as (
    select * from fact_request
),

reports as (
    select report_id, division_code, agency, form from report
),

townships as (
    select * from dim_township
),

lines as (
    select * from dim_request_line where not is_total
),

applicants as (
    select * from dim_applicant where not is_total
),

final as (
    select
        cells.report_id,
        cells.township_code,
        townships.township,
        townships.county,
        townships.prefecture,
        townships.province,
        coalesce(townships.is_fictional, starts_with(reports.division_code, '99'), false) as is_fictional,
        reports.agency,
        cells.report_year,
        reports.form,
        cells.line,
        lines.line_group,
        lines.label_zh as line_zh,
        lines.label_en as line_en,
        lines.sort_order as line_order,
        cells.applicant,
        applicants.applicant_group,
        applicants.label_zh as applicant_zh,
        applicants.label_en as applicant_en,
        cells.value,
        cells.cell_status
    from cells
    inner join reports using (report_id)
    inner join lines using (line)
    inner join applicants using (applicant)
    left join townships using (township_code)
)

select * from final
