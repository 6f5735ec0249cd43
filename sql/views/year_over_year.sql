-- Each number of township_year beside that of the year before, one row per report and measure; only numbers of the
-- directly preceding year are compared, and only where it is certain that the agency is the same. An agency without
-- township_code is followed by its name where that says where it is and no place of the gazetteer fits it.
--
-- report_id: The current report of the township and year.
-- previous_report_id: The current report of the year before; NULL where there is none.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- township: 乡镇街道 — Official name of the township; NULL without a code.
-- county_code: 6-digit code of the county; NULL without a township code.
-- county: 县 — Name of the county; NULL without a township code.
-- prefecture: 市 — Name of the prefecture; NULL without a township code.
-- province: 省 — Name of the province; NULL without a township code.
-- agency: 机关 — The disclosing body as named in the report.
-- report_year: 年度 — The year that the data cover.
-- measure: Name of the column of township_year.
-- measure_zh: Its Chinese label.
-- measure_en: Its English label.
-- measure_order: Order of the measures.
-- unit: count, or CNY for money in yuan.
-- value: 本年 — The number of the year; NULL where unknown.
-- previous_value: 上年 — The number of the year before; NULL where unknown.
-- change: 增减 — value - previous_value; NULL where either is.
-- change_rate: 增减率 — change / previous_value; NULL where that is 0 or unknown.

with
years as (
    select * from township_year
),

pairs as (
    select report_id, previous_report_id from year_pair()
),

measures (measure_order, measure, measure_zh, measure_en, unit) as (
    values
        (1, 'new_requests', '本年新收申请', 'Requests received in the year', 'count'),
        (2, 'carried_in', '上年结转申请', 'Requests carried over from the year before', 'count'),
        (3, 'inflow', '新收与结转合计', 'Requests that came in, new or carried over', 'count'),
        (4, 'granted', '予以公开', 'Requests granted', 'count'),
        (5, 'partial', '部分公开', 'Requests granted in part', 'count'),
        (6, 'denied', '不予公开', 'Requests denied', 'count'),
        (7, 'unavailable', '无法提供', 'Requests for what could not be provided', 'count'),
        (8, 'rejected', '不予处理', 'Requests not processed', 'count'),
        (9, 'other', '其他处理', 'Requests handled otherwise', 'count'),
        (10, 'handled_total', '办理结果总计', 'Requests handled in total', 'count'),
        (11, 'carried_out', '结转下年度', 'Requests carried over to the next year', 'count'),
        (12, 'reconsideration_total', '行政复议总计', 'Administrative reconsiderations over disclosure', 'count'),
        (13, 'reconsideration_corrected', '行政复议结果纠正', 'Reconsiderations that corrected the agency', 'count'),
        (14, 'litigation_total', '行政诉讼总计', 'Lawsuits over disclosure', 'count'),
        (15, 'litigation_corrected', '行政诉讼结果纠正', 'Lawsuits that corrected the agency', 'count'),
        (16, 'rules_issued', '规章制发件数', 'Rules issued in the year', 'count'),
        (17, 'rules_repealed', '规章废止件数', 'Rules repealed in the year', 'count'),
        (18, 'rules_in_force', '规章现行有效件数', 'Rules in force', 'count'),
        (19, 'normative_documents_issued', '行政规范性文件制发件数', 'Normative documents issued in the year', 'count'),
        (20, 'normative_documents_repealed', '行政规范性文件废止件数', 'Normative documents repealed in the year', 'count'),
        (21, 'normative_documents_in_force', '行政规范性文件现行有效件数', 'Normative documents in force', 'count'),
        (22, 'normative_documents_disclosed', '规范性文件新公开数量', 'Normative documents newly disclosed in the year', 'count'),
        (23, 'licensing_decisions', '行政许可处理决定', 'Decisions on administrative licences', 'count'),
        (24, 'other_services_decisions', '其他对外管理服务事项处理决定', 'Decisions on other administrative services', 'count'),
        (25, 'penalty_decisions', '行政处罚处理决定', 'Decisions on administrative penalties', 'count'),
        (26, 'coercion_decisions', '行政强制处理决定', 'Decisions on administrative coercion', 'count'),
        (27, 'fees_amount', '行政事业性收费金额（元）', 'Administrative fees collected', 'CNY'),
        (28, 'procurement_items', '政府集中采购项目', 'Items of centralised procurement', 'count'),
        (29, 'procurement_amount', '政府集中采购总金额（元）', 'Amount of centralised procurement', 'CNY')
),

-- The numbers of a report in the order of the measures.
numbers as (
    select
        report_id,
        [
            new_requests, carried_in, inflow, granted, partial, denied, unavailable, rejected, other, handled_total,
            carried_out, reconsideration_total, reconsideration_corrected, litigation_total, litigation_corrected,
            rules_issued, rules_repealed, rules_in_force, normative_documents_issued, normative_documents_repealed,
            normative_documents_in_force, normative_documents_disclosed, licensing_decisions,
            other_services_decisions, penalty_decisions, coercion_decisions, fees_amount, procurement_items,
            procurement_amount
        ]::decimal(18, 2)[] as numbers
    from report_measure
),

compared as (
    select
        years.*,
        measures.*,
        pairs.previous_report_id,
        numbers.numbers[measures.measure_order] as value,
        previous_numbers.numbers[measures.measure_order] as previous_value
    from years
    inner join numbers using (report_id)
    left join pairs using (report_id)
    left join numbers as previous_numbers on pairs.previous_report_id = previous_numbers.report_id
    cross join measures
),

final as (
    select
        report_id,
        previous_report_id,
        township_code,
        township,
        county_code,
        county,
        prefecture,
        province,
        agency,
        report_year,
        measure,
        measure_zh,
        measure_en,
        measure_order,
        unit,
        value,
        previous_value,
        value - previous_value as change,
        (value - previous_value) / nullif(previous_value, 0) as change_rate
    from compared
)

select * from final
