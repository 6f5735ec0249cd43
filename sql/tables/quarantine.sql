-- A rejected content is rejected at every path that holds it now, unless it was read as a report at another one: a
-- reader may fail on a member of an archive for want of time or memory where it reads the same file by itself.
with
files as (
    select * from staged.source_files where missing_since is null
),

reports as (
    select source_sha256 from report
),

rejections as (
    select * from staged.rejections
),

run as (
    select * from staged.run
),

seen_before as (
    select * from history.quarantine
),

rejected_files as (
    select files.source_sha256, files.path_order, rejections.reason, rejections.detail, rejections.detail_zh
    from files
    inner join rejections
        on files.reading_id = rejections.reading_id
        and files.segment = rejections.segment
        and files.read_as = rejections.source_path
),

rejected_contents as (
    select
        source_sha256,
        arg_min(reason, path_order) as reason,
        arg_min(detail, path_order) as detail,
        arg_min(detail_zh, path_order) as detail_zh
    from rejected_files
    where source_sha256 is not null
    group by source_sha256
),

judged as (
    select
        files.source_path,
        files.source_sha256,
        files.path_order,
        coalesce(rejections.reason, rejected_contents.reason) as reason,
        coalesce(rejections.detail, rejected_contents.detail) as detail,
        coalesce(rejections.detail_zh, rejected_contents.detail_zh) as detail_zh
    from files
    left join rejections
        on files.reading_id = rejections.reading_id
        and files.segment = rejections.segment
        and files.read_as = rejections.source_path
    left join rejected_contents on not files.is_archive and files.source_sha256 = rejected_contents.source_sha256
    anti join reports on files.source_sha256 = reports.source_sha256
),

final as (
    select
        files.source_path,
        files.source_sha256,
        files.reason,
        files.detail,
        files.detail_zh,
        run.run_id,
        coalesce(seen_before.first_seen_at, run.started_at) as first_seen_at
    from judged as files
    cross join run
    left join seen_before
        on files.source_path = seen_before.source_path
        and files.source_sha256 is not distinct from seen_before.source_sha256
    where files.reason is not null
    order by files.path_order
)

select * from final
