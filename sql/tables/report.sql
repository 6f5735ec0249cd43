-- One report per body and year is current. Of several, in this order: the one whose file is there, with the most read
-- cells (reported, blank or repaired), with the fewest doubts, published last, with the smallest id: names of files
-- decide nothing, so that moving them changes nothing. Another one is a duplicate if it states the same facts, else
-- superseded.
--
-- Whose report it is says body_key. The facts of a report without any are its text.
with
files as (
    select * from staged.source_files
),

readings as (
    select * from staged.report
),

request_cells as (
    select * from staged.fact_request
),

review_cells as (
    select * from staged.fact_review
),

proactive_cells as (
    select * from staged.fact_proactive
),

statistic_cells as (
    select * from staged.fact_statistic
),

narrative_numbers as (
    select * from staged.fact_narrative
),

doubts as (
    select * from staged.quality_finding
),

sections as (
    select * from staged.report_section
),

run as (
    select * from staged.run
),

seen_before as (
    select * from history.report
),

-- Only of these need cells and texts be looked at: most reports are the only one of their body and year.
rivals as (
    select report_id
    from readings
    qualify count(*) over (partition by body_key, report_year) > 1
),

table_cells as (
    select report_id, concat_ws('.', line, applicant) as cell, value::varchar as stated, cell_status
    from request_cells
    semi join rivals using (report_id)
    union all by name
    select report_id, concat_ws('.', procedure, result) as cell, value::varchar as stated, cell_status
    from review_cells
    semi join rivals using (report_id)
    union all by name
    select report_id, concat_ws('.', clause, item, measure, unit) as cell, value::varchar as stated, cell_status
    from proactive_cells
    semi join rivals using (report_id)
    union all by name
    select report_id, concat_ws('.', indicator, period, unit) as cell, value::varchar as stated, cell_status
    from statistic_cells
    semi join rivals using (report_id)
),

read_cell_counts as (
    select report_id, count(*) as read_cell_count
    from table_cells
    where cell_status in ('reported', 'blank', 'repaired')
    group by report_id
),

statements as (
    select report_id, cell, stated from table_cells where stated is not null
    union all by name
    select distinct report_id, concat_ws('.', metric, channel, period) as cell, value::varchar as stated
    from narrative_numbers
    semi join rivals using (report_id)
),

fact_digests as (
    select report_id, md5(string_agg(cell || '=' || stated, ';' order by cell, stated)) as fact_digest
    from statements
    group by report_id
),

text_digests as (
    select
        report_id,
        'text ' || md5(string_agg(regexp_replace(text, '\s', '', 'g'), ';' order by section_no)) as text_digest
    from sections
    semi join rivals using (report_id)
    group by report_id
),

doubt_counts as (
    select report_id, count(*) as doubt_count
    from doubts
    group by report_id
),

first_files as (
    select
        source_sha256,
        arg_min(source_path, path_order) as source_path,
        min(path_order) as path_order,
        bool_and(missing_since is not null) as is_missing
    from files
    group by source_sha256
),

described as (
    select
        readings.*,
        first_files.source_path,
        first_files.path_order,
        first_files.is_missing,
        coalesce(read_cell_counts.read_cell_count, 0) as read_cell_count,
        coalesce(doubt_counts.doubt_count, 0) as doubt_count,
        coalesce(fact_digests.fact_digest, text_digests.text_digest, '') as fact_digest
    from readings
    inner join first_files using (source_sha256)
    left join read_cell_counts using (report_id)
    left join doubt_counts using (report_id)
    left join fact_digests using (report_id)
    left join text_digests using (report_id)
),

ranked as (
    select
        *,
        row_number() over revisions as preference,
        first_value(fact_digest) over revisions as current_fact_digest
    from described
    window revisions as (
        partition by body_key, report_year
        order by is_missing, read_cell_count desc, doubt_count, published_on desc nulls last, report_id
    )
),

final as (
    select
        ranked.report_id,
        ranked.source_sha256,
        ranked.media_type,
        ranked.byte_size,
        ranked.agency,
        ranked.agency_kind,
        ranked.township_code,
        ranked.township_match,
        ranked.division_code,
        ranked.division_level,
        ranked.body_key,
        ranked.report_year,
        ranked.form,
        ranked.title,
        ranked.published_on,
        ranked.encoding,
        ranked.encoding_confidence,
        ranked.script,
        ranked.repairs,
        ranked.layout,
        ranked.parser_version,
        ranked.source_path,
        ranked.reading_id,
        case
            when ranked.preference = 1 then 'current'
            when ranked.fact_digest = ranked.current_fact_digest then 'duplicate'
            else 'superseded'
        end as status,
        run.run_id,
        coalesce(seen_before.first_seen_at, run.started_at) as first_seen_at,
        run.loaded_at
    from ranked
    cross join run
    left join seen_before using (report_id)
    order by ranked.path_order, ranked.report_id
)

select * from final
