-- What reading raised, and what the rules of sql/checks/ found. A finding keeps its id from run to run: it is a hash of
-- report, rule and subject. Where several have these in common, the message counts as well, so that a verdict on one of
-- them is never taken for one on another.
with
doubts as (
    select * from staged.quality_finding
),

violations as (
    select * from violation
),

found as (
    select * from doubts
    union all by name
    select * from violations
),

numbered as (
    select
        *,
        count(*) over (partition by report_id, rule, subject) as sibling_count,
        row_number() over (partition by report_id, rule, subject, message order by severity, expected, actual)
            as repetition
    from found
),

final as (
    select
        report_id,
        township_code,
        report_year,
        rule,
        coalesce(cause, rule) as cause,
        severity,
        subject,
        expected,
        actual,
        message,
        message_zh,
        details,
        left(
            sha256(
                concat_ws(
                    chr(31),
                    report_id,
                    rule,
                    coalesce(subject, ''),
                    if(sibling_count > 1, message, null),
                    if(repetition > 1, repetition, null)
                )
            ),
            16
        ) as finding_id
    from numbered
    order by report_id, rule, subject, message, finding_id
)

select * from final
