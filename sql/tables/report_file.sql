with
files as (
    select * from staged.source_files
),

reports as (
    select report_id, source_sha256 from report
),

run as (
    select * from staged.run
),

seen_before as (
    select * from history.report_file
),

final as (
    select
        reports.report_id,
        files.source_path,
        coalesce(seen_before.first_seen_at, run.started_at) as first_seen_at,
        coalesce(if(files.missing_since is null, null, seen_before.last_seen_at), run.started_at) as last_seen_at,
        files.missing_since
    from files
    inner join reports using (source_sha256)
    cross join run
    left join seen_before using (report_id, source_path)
    order by files.path_order
)

select * from final
