-- Findings without a closing verdict: not reviewed yet, confirmed, laid to the reader, or saying something else than
-- when they were reviewed. A finding that a reviewer laid to the report itself, or ignored, is left out.
--
-- finding_id: The finding; the same from run to run.
-- report_id: The report.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- report_year: The year that the data cover.
-- rule: Code of the rule that was broken.
-- cause: The named guard or rule that spoke.
-- severity: How grave the finding is: error, warning or info.
-- subject: What the finding is about, such as fact_request.granted.total; the cells of a row or table, parted by a
--     comma and a space.
-- expected: What the rule led to expect.
-- actual: What was found.
-- message: The finding in plain words, in English.
-- message_zh: The same in Chinese.
-- verdict: The reviewer's verdict; NULL where there is none.
-- note: The reviewer's reason and evidence.
-- reviewer: Who gave the verdict.
-- reviewed_at: When the verdict was given (UTC).
-- is_changed: True where the verdict was given on a finding that said something else, or was not there when the verdict
--     was imported.

with
findings as (
    select * from quality_finding
),

reviews as (
    select * from finding_review
),

judged as (
    select
        findings.*,
        reviews.verdict,
        reviews.note,
        reviews.reviewer,
        reviews.reviewed_at,
        reviews.verdict is not null and reviews.message is distinct from findings.message as is_changed
    from findings
    left join reviews using (finding_id)
),

final as (
    select
        finding_id,
        report_id,
        township_code,
        report_year,
        rule,
        cause,
        severity,
        subject,
        expected,
        actual,
        message,
        message_zh,
        verdict,
        note,
        reviewer,
        reviewed_at,
        is_changed
    from judged
    where is_changed or coalesce(verdict not in ('source_error', 'ignored'), true)
)

select * from final
