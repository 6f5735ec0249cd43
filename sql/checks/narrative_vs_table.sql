-- What the prose states of requests and reviews must be what the tables say: the one number that it presents as the
-- total of the year. Approximate numbers (余, 多, 约) are not compared.
--
-- Requests received may be the new ones or all that came in, since prose does not always set those carried over apart.
with
numbers as (
    select * from fact_narrative where channel = 'all' and period = 'year' and not is_approximate
),

request_totals as (
    select report_id, line, value from fact_request where applicant = 'total'
),

review_totals as (
    select report_id, procedure, value from fact_review where result = 'total'
),

requests as (
    select
        report_id,
        any_value(value) filter (line = 'new') as new_requests,
        any_value(value) filter (line = 'carried_in') as carried_in,
        any_value(value) filter (line = 'handled_total') as handled_total
    from request_totals
    group by report_id
),

reviews as (
    select
        report_id,
        any_value(value) filter (procedure = 'reconsideration') as reconsiderations,
        any_value(value) filter (procedure = 'litigation_direct')
        + any_value(value) filter (procedure = 'litigation_after_review') as litigations
    from review_totals
    group by report_id
),

tabled as (
    select
        report_id,
        'requests_received' as metric,
        'requests received' as counted,
        '收到的申请' as counted_zh,
        new_requests as value,
        new_requests + coalesce(carried_in, 0) as other_value
    from requests
    union all by name
    select
        report_id,
        'requests_answered' as metric,
        'requests answered' as counted,
        '办结或答复的申请' as counted_zh,
        handled_total as value,
        handled_total as other_value
    from requests
    union all by name
    select
        report_id,
        'reconsiderations' as metric,
        'administrative reconsiderations (行政复议)' as counted,
        '行政复议' as counted_zh,
        reconsiderations as value,
        reconsiderations as other_value
    from reviews
    union all by name
    select
        report_id,
        'litigations' as metric,
        'lawsuits (行政诉讼)' as counted,
        '行政诉讼' as counted_zh,
        litigations as value,
        litigations as other_value
    from reviews
),

violations as (
    select
        numbers.report_id,
        numbers.township_code,
        numbers.report_year,
        numbers.metric,
        if(length(numbers.sentence) > 120, left(numbers.sentence, 119) || '…', numbers.sentence) as sentence,
        numbers.value as stated,
        tabled.counted,
        tabled.counted_zh,
        tabled.value as tabled
    from numbers
    inner join tabled using (report_id, metric)
    where numbers.value != tabled.value and numbers.value != tabled.other_value
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'narrative_vs_table' as rule,
        'warning' as severity,
        'fact_narrative.' || metric as subject,
        tabled::varchar as expected,
        plain_number(stated) as actual,
        format(
            'The text states {} {}, the table {}: “{}”',
            plain_number(stated), counted, tabled, sentence
        ) as message,
        format(
            '正文写{}是{}，表中却是{}：“{}”', counted_zh, plain_number(stated), tabled, sentence
        ) as message_zh
    from violations
    order by report_id, metric
)

select * from final
