-- The reports whose rows an incremental build replaces: all of every body of which a report came, went, was read anew
-- or lies elsewhere. Those that are still there are loaded again, beside each other, as a full build loads them.
--
-- What tables and rules know of a report beside itself is its body: which of its reports is current, the years before,
-- the gaps between them, the paths of copies. A rule that looks at its county as well is asked of the counties with
-- news (COUNTY_RULES in flows/warehouse/incremental.py).
--
-- A reading is known by its id while a run that the last version knows of has staged it: a run that was killed, or
-- whose version was rolled back, may have read the same file otherwise, with more time or memory.
with
files as (
    select source_sha256, source_path, missing_since is not null as is_missing from staged.source_files
),

readings as (
    select report_id, body_key, source_sha256, reading_id from staged.report
),

kept as (
    select report_id, segment from staged.kept
),

segments as (
    select distinct segment from kept
),

runs as (
    select run_id from history.ingest_run
),

reports_before as (
    select report_id, body_key, reading_id from history.report
),

files_before as (
    select report_id, source_path, missing_since is not null as is_missing from history.report_file
),

-- A segment is named after its run, whose id has one dash.
new_segments as (
    select segment
    from segments
    anti join runs on concat_ws('-', split_part(segment, '-', 1), split_part(segment, '-', 2)) = runs.run_id
),

now as (
    select
        readings.report_id,
        readings.body_key,
        readings.reading_id,
        list((files.source_path, files.is_missing) order by files.source_path) as files
    from readings
    inner join files using (source_sha256)
    group by readings.report_id, readings.body_key, readings.reading_id
),

before as (
    select
        reports_before.report_id,
        reports_before.body_key,
        reports_before.reading_id,
        list((files_before.source_path, files_before.is_missing) order by files_before.source_path) as files
    from reports_before
    inner join files_before using (report_id)
    group by reports_before.report_id, reports_before.body_key, reports_before.reading_id
),

read_anew as (
    select report_id from kept semi join new_segments using (segment)
),

changed as (
    select now.body_key, before.body_key as previous_body_key
    from now
    full join before using (report_id)
    left join read_anew using (report_id)
    where now.reading_id is distinct from before.reading_id
        or now.files is distinct from before.files
        or read_anew.report_id is not null
),

bodies as (
    select body_key from changed where body_key is not null
    union
    select previous_body_key as body_key from changed where previous_body_key is not null
),

final as (
    select report_id from now semi join bodies using (body_key)
    union
    select report_id from before semi join bodies using (body_key)
)

select * from final
