-- Requests, their outcomes, reviews and lawsuits of one body and year, over the statistics form of 2014 to 2018 and the
-- forms of 2019 and 2021, as far as they can be compared. One row per current report that has either. A number is NULL
-- where one of its cells is. A county reports on its departments and townships too: sum bodies of one level only.
--
-- report_id: The current report of the body and year.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- division_code: 12-digit code of the division whose government or department published the report; NULL where it
--     is not certain.
-- division_level: township, county, prefecture or province; NULL where the division is.
-- body_key: Whose report it is; the same over the years.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- agency: 机关 — The disclosing body as named in the report.
-- report_year: 年度 — The year that the data cover.
-- form: 格式 — earlier (a forerunner of the statistics form), 2014 (the statistics form), 2019 or 2021.
-- requests_received: 收到申请 — To 2018 收到申请数, since 2019 本年新收. Both are what came in within the year; what was
--     carried over from the year before is in neither.
-- requests_answered: 答复 — To 2018 申请答复数, answers given in the year; since 2019 总计, requests handled, also those
--     carried over and those not processed (不予处理), which had no answer of their own before.
-- granted: 予以公开 — To 2018 同意公开答复数; since 2019 予以公开. To 2018 an answer that the information was already public
--     has a line of its own (already_public), since 2019 it has none.
-- already_public: 已主动公开 — To 2018 属于已主动公开范围数; NULL since 2019, when no form asks for it.
-- partial: 部分公开 — To 2018 同意部分公开答复数, since 2019 部分公开: the same question.
-- refused: 不予公开 — To 2018 不同意公开答复数, with what is no government information; since 2019 不予公开, with inner
--     affairs, files of procedure and of enforcement, without what is no government information. The grounds
--     changed with the Regulations of 2019.
-- unavailable: 无法提供 — To 2018 不属于本行政机关公开 and 申请信息不存在 together; since 2019 无法提供, which also has requests that
--     stayed unclear after correction. NULL on earlier forms.
-- handled_otherwise: 其他 — To 2018 已主动公开, 告知作出更改补充 and 告知通过其他途径办理 together; since 2019 不予处理 and 其他处理. Not the
--     same things: it is here so that the outcomes add up.
-- reconsiderations: 行政复议 — To 2018 行政复议数量; since 2019 the total of 行政复议, which has those still pending.
-- reconsiderations_upheld: 复议维持 — To 2018 维持具体行政行为数, since 2019 结果维持.
-- reconsiderations_corrected: 复议纠正 — To 2018 被依法纠错数, since 2019 结果纠正.
-- reconsiderations_other: 复议其他结果 — To 2018 其他情形数, where those still pending may be counted; since 2019 其他结果.
-- reconsiderations_pending: 复议尚未审结 — NULL to 2018, when the form did not ask for it.
-- litigations: 行政诉讼 — To 2018 行政诉讼数量; since 2019 the totals of 未经复议直接起诉 and 复议后起诉 together, which have those
--     still pending.
-- litigations_upheld: 诉讼维持 — To 2018 维持具体行政行为或者驳回原告诉讼请求数, since 2019 结果维持 of both procedures.
-- litigations_corrected: 诉讼纠正 — To 2018 被依法纠错数, since 2019 结果纠正 of both procedures.
-- litigations_other: 诉讼其他结果 — To 2018 其他情形数, where those still pending may be counted; since 2019 其他结果 of both
--     procedures.
-- litigations_pending: 诉讼尚未审结 — NULL to 2018, when the form did not ask for it.

with
reports as (
    select * from report where status = 'current'
),

divisions as (
    select division_code, is_fictional from dim_division
),

indicators as (
    select indicator, forms from dim_statistic_indicator
),

statistic_cells as (
    select * from fact_statistic where period = 'year'
),

measures as (
    select * from report_measure
),

forms_as_printed as (
    select report_id, form from printed_form()
),

review_cells as (
    select * from fact_review
),

request_cells as (
    select report_id from fact_request
),

of_statistics as (
    select
        cells.report_id,
        case when bool_or(indicators.forms = ['2014']) then '2014' else 'earlier' end as form,
        any_value(value) filter (indicator = 'requests_received') as requests_received,
        any_value(value) filter (indicator = 'requests_answered') as requests_answered,
        any_value(value) filter (indicator = 'answered_granted') as granted,
        any_value(value) filter (indicator = 'answered_already_public') as already_public,
        any_value(value) filter (indicator = 'answered_partial') as partial,
        any_value(value) filter (indicator = 'answered_refused') as refused,
        complete_sum(value, indicator in ('answered_not_competent', 'answered_not_existing'), 2) as unavailable,
        complete_sum(
            value, indicator in ('answered_already_public', 'answered_correction', 'answered_other_channel'), 3
        ) as handled_otherwise,
        any_value(value) filter (indicator = 'reconsiderations') as reconsiderations,
        any_value(value) filter (indicator = 'reconsideration_upheld') as reconsiderations_upheld,
        any_value(value) filter (indicator = 'reconsideration_corrected') as reconsiderations_corrected,
        any_value(value) filter (indicator = 'reconsideration_other') as reconsiderations_other,
        any_value(value) filter (indicator = 'litigations') as litigations,
        any_value(value) filter (indicator = 'litigation_upheld') as litigations_upheld,
        any_value(value) filter (indicator = 'litigation_corrected') as litigations_corrected,
        any_value(value) filter (indicator = 'litigation_other') as litigations_other
    from statistic_cells as cells
    inner join indicators using (indicator)
    group by cells.report_id
),

reviews as (
    select
        report_id,
        any_value(value) filter (procedure = 'reconsideration' and result = 'upheld') as reconsiderations_upheld,
        any_value(value) filter (procedure = 'reconsideration' and result = 'other') as reconsiderations_other,
        any_value(value) filter (procedure = 'reconsideration' and result = 'pending') as reconsiderations_pending,
        complete_sum(value, procedure != 'reconsideration' and result = 'upheld', 2) as litigations_upheld,
        complete_sum(value, procedure != 'reconsideration' and result = 'other', 2) as litigations_other,
        complete_sum(value, procedure != 'reconsideration' and result = 'pending', 2) as litigations_pending
    from review_cells
    group by report_id
),

of_tables as (
    select
        measures.report_id,
        forms_as_printed.form,
        measures.new_requests as requests_received,
        measures.handled_total as requests_answered,
        measures.granted,
        measures.partial,
        measures.denied as refused,
        measures.unavailable,
        measures.rejected + measures.other as handled_otherwise,
        measures.reconsideration_total as reconsiderations,
        reviews.reconsiderations_upheld,
        measures.reconsideration_corrected as reconsiderations_corrected,
        reviews.reconsiderations_other,
        reviews.reconsiderations_pending,
        measures.litigation_total as litigations,
        reviews.litigations_upheld,
        measures.litigation_corrected as litigations_corrected,
        reviews.litigations_other,
        reviews.litigations_pending
    from measures
    inner join forms_as_printed using (report_id)
    left join reviews using (report_id)
    where report_id in (select report_id from request_cells union all select report_id from review_cells)
),

-- A report that has both keeps its official tables.
numbers as (
    select * from of_tables
    union all by name
    select * from of_statistics
    anti join of_tables using (report_id)
),

final as (
    select
        reports.report_id,
        reports.township_code,
        reports.division_code,
        reports.division_level,
        reports.body_key,
        coalesce(divisions.is_fictional, false) as is_fictional,
        reports.agency,
        reports.report_year,
        numbers.form,
        numbers.requests_received::bigint as requests_received,
        numbers.requests_answered::bigint as requests_answered,
        numbers.granted::bigint as granted,
        numbers.already_public::bigint as already_public,
        numbers.partial::bigint as partial,
        numbers.refused::bigint as refused,
        numbers.unavailable::bigint as unavailable,
        numbers.handled_otherwise::bigint as handled_otherwise,
        numbers.reconsiderations::bigint as reconsiderations,
        numbers.reconsiderations_upheld::bigint as reconsiderations_upheld,
        numbers.reconsiderations_corrected::bigint as reconsiderations_corrected,
        numbers.reconsiderations_other::bigint as reconsiderations_other,
        numbers.reconsiderations_pending::bigint as reconsiderations_pending,
        numbers.litigations::bigint as litigations,
        numbers.litigations_upheld::bigint as litigations_upheld,
        numbers.litigations_corrected::bigint as litigations_corrected,
        numbers.litigations_other::bigint as litigations_other,
        numbers.litigations_pending::bigint as litigations_pending
    from reports
    inner join numbers using (report_id)
    left join divisions using (division_code)
)

select * from final
