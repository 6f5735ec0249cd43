-- The manifest: what the next run compares the raw folder with.
with
files as (
    select * from staged.files
),

run as (
    select * from staged.run
),

seen_before as (
    select * from history.source_file
),

archives as (
    select distinct file_path from staged.source_files where is_member
),

reports as (
    select distinct source_path from report_file
),

refusals as (
    select source_path, reason from staged.rejections where reading_id = ''
),

final as (
    select
        files.source_path,
        files.byte_size,
        files.modified_ns,
        files.changed_ns,
        files.inode,
        files.hashed_ns,
        files.source_sha256,
        nullif(files.reading_id, '') as reading_id,
        nullif(files.parser_version, '') as parser_version,
        case
            when archives.file_path is not null then 'archive'
            when reports.source_path is not null then 'report'
            else 'quarantined'
        end as outcome,
        refusals.reason,
        coalesce(seen_before.first_seen_at, run.started_at) as first_seen_at,
        coalesce(if(files.missing_since is null, null, seen_before.last_seen_at), run.started_at) as last_seen_at,
        files.missing_since
    from files
    cross join run
    left join seen_before using (source_path)
    left join archives on files.source_path = archives.file_path
    left join reports on files.source_path = reports.source_path
    left join refusals on files.source_path = refusals.source_path
    order by files.path_order
)

select * from final
