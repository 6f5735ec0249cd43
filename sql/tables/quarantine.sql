-- A rejected content is rejected at every path that holds it.
with
files as (
    select * from staged.files
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

final as (
    select
        files.source_path,
        files.source_sha256,
        rejections.reason,
        rejections.detail,
        run.run_id,
        coalesce(seen_before.first_seen_at, run.started_at) as first_seen_at
    from files
    inner join rejections on files.read_as = rejections.source_path
    cross join run
    left join seen_before
        on files.source_path = seen_before.source_path
        and files.source_sha256 is not distinct from seen_before.source_sha256
    order by files.path_order
)

select * from final
