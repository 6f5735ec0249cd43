-- The runs so far and this one.
with
run as (
    select * from staged.run
),

earlier_runs as (
    select * from history.ingest_run
),

row_counts as (
    select
        (select count(*) from report) as reports_loaded,
        (select count(*) from quarantine) as files_quarantined,
        (select count(*) from fact_request) + (select count(*) from fact_review) + (select count(*) from fact_proactive)
            + (select count(*) from fact_statistic) as cells_loaded,
        (select count(*) from quality_finding) as findings
),

this_run as (
    select
        run.* exclude (loaded_at),
        make_timestamp(epoch_us(now())) as ended_at,
        row_counts.*
    from run
    cross join row_counts
),

final as (
    select * from earlier_runs
    union all by name
    select * from this_run
    order by started_at, run_id
)

select * from final
