-- Every value of the fact tables with the text of its cell and the file that it stands in.
--
-- report_id: The report.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- report_year: The year that the data cover.
-- fact_table: The fact table that holds the value.
-- cell: The value's keys in that table, joined by dots: line.applicant, procedure.result, clause.item.measure or
--     indicator.period.
-- value: The value; money in yuan.
-- raw_text: The text of the cell as it stands in the file.
-- cell_status: How the value was read.
-- layout: How the tables were laid out in the file.
-- source_path: First path below the raw folder that holds the file.
-- source_sha256: SHA-256 of the file's bytes.
-- parser_version: Version of the reader that read the file.

with
reports as (
    select report_id, layout, source_path, source_sha256, parser_version from report
),

cells as (
    select
        report_id,
        township_code,
        report_year,
        'fact_request' as fact_table,
        concat_ws('.', line, applicant) as cell,
        value::decimal(18, 2) as value,
        raw_text,
        cell_status
    from fact_request
    union all by name
    select
        report_id,
        township_code,
        report_year,
        'fact_review' as fact_table,
        concat_ws('.', procedure, result) as cell,
        value::decimal(18, 2) as value,
        raw_text,
        cell_status
    from fact_review
    union all by name
    select
        report_id,
        township_code,
        report_year,
        'fact_proactive' as fact_table,
        concat_ws('.', clause, item, measure) as cell,
        value,
        raw_text,
        cell_status
    from fact_proactive
    union all by name
    select
        report_id,
        township_code,
        report_year,
        'fact_statistic' as fact_table,
        concat_ws('.', indicator, period) as cell,
        value,
        raw_text,
        cell_status
    from fact_statistic
),

final as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.fact_table,
        cells.cell,
        cells.value::double as value,
        cells.raw_text,
        cells.cell_status,
        reports.layout,
        reports.source_path,
        reports.source_sha256,
        reports.parser_version
    from cells
    inner join reports using (report_id)
)

select * from final
