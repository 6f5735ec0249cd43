-- Verdicts are imported into the published file (flows/commands/review.py); every ingest takes them over, also those on
-- findings that are not there any more: the file may come back.
with
earlier_reviews as (
    select * from history.finding_review
),

final as (
    select
        finding_id,
        verdict,
        note,
        reviewer,
        reviewed_at,
        message
    from earlier_reviews
    order by finding_id
)

select * from final
