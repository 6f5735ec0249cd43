-- The runs so far and this one. The previous run's files are what the previous warehouse lists. Files are those of the
-- raw folder: an archive is the same as long as what is listed of its members is.
with
listed_files as (
    select report_file.source_path, report.source_sha256
    from report_file
    inner join report using (report_id)
    union all by name
    select source_path, source_sha256 from quarantine
),

run as (
    select * from staged.run
),

earlier_runs as (
    select * from history.ingest_run
),

earlier_listed_files as (
    select report_file.source_path, report.source_sha256
    from history.report_file as report_file
    inner join history.report as report using (report_id)
    union all by name
    select source_path, source_sha256 from history.quarantine
),

files as (
    select
        split_part(source_path, '!/', 1) as file_path,
        string_agg(concat_ws(' ', source_path, source_sha256), chr(10) order by source_path) as content
    from listed_files
    group by file_path
),

earlier_files as (
    select
        split_part(source_path, '!/', 1) as file_path,
        string_agg(concat_ws(' ', source_path, source_sha256), chr(10) order by source_path) as content
    from earlier_listed_files
    group by file_path
),

compared as (
    select
        files.file_path is not null as is_here,
        earlier_files.file_path is not null as was_there,
        files.content = earlier_files.content as is_same
    from files
    full join earlier_files using (file_path)
),

file_counts as (
    select
        count(*) filter (is_here) as files_seen,
        count(*) filter (is_here and not was_there) as files_new,
        count(*) filter (is_here and was_there and not is_same) as files_changed,
        count(*) filter (is_here and was_there and is_same) as files_unchanged,
        count(*) filter (not is_here) as files_missing
    from compared
),

row_counts as (
    select
        (select count(*) from report) as reports_loaded,
        (select count(*) from quarantine) as files_quarantined,
        (select count(*) from fact_request) + (select count(*) from fact_review) + (select count(*) from fact_proactive)
            as cells_loaded,
        (select count(*) from quality_finding) as findings
),

this_run as (
    select
        run.run_id,
        run.started_at,
        make_timestamp(epoch_us(now())) as ended_at,
        run.parser_version,
        file_counts.*,
        row_counts.*
    from run
    cross join file_counts
    cross join row_counts
),

final as (
    select * from earlier_runs
    union all by name
    select * from this_run
    order by started_at, run_id
)

select * from final
