-- township_year summed over the townships of each county, prefecture or province, by township_sums('county') and so on:
-- what county_year, prefecture_year and province_year select from. A sum has the number of townships that it is of
-- beside it. It gives a row for every year from the first to the last for which a township of the area has a report.
create macro township_sums(level) as table
with
townships as (
    select
        *,
        case level when 'county' then county_code when 'prefecture' then prefecture_code else province_code end
            as area_code
    from dim_township
),

reports as (
    select townships.area_code, years.*
    from township_year as years
    inner join townships using (township_code)
),

areas as (
    select
        area_code,
        any_value(county_code) as county_code,
        any_value(county) as county,
        any_value(prefecture_code) as prefecture_code,
        any_value(prefecture) as prefecture,
        any_value(province_code) as province_code,
        any_value(province) as province,
        count(*) as townships
    from townships
    group by area_code
),

area_years as (
    select area_code, unnest(range(min(report_year), max(report_year) + 1))::integer as report_year
    from reports
    group by area_code
),

sums as (
    select
        area_code,
        report_year,
        count(*) as published,
        sum(new_requests)::bigint as new_requests,
        count(new_requests) as new_requests_townships,
        sum(carried_in)::bigint as carried_in,
        count(carried_in) as carried_in_townships,
        sum(inflow)::bigint as inflow,
        count(inflow) as inflow_townships,
        sum(granted)::bigint as granted,
        count(granted) as granted_townships,
        sum(partial)::bigint as partial,
        count(partial) as partial_townships,
        sum(denied)::bigint as denied,
        count(denied) as denied_townships,
        sum(unavailable)::bigint as unavailable,
        count(unavailable) as unavailable_townships,
        sum(rejected)::bigint as rejected,
        count(rejected) as rejected_townships,
        sum(other)::bigint as other,
        count(other) as other_townships,
        sum(handled_total)::bigint as handled_total,
        count(handled_total) as handled_total_townships,
        sum(carried_out)::bigint as carried_out,
        count(carried_out) as carried_out_townships,
        sum(reconsideration_total)::bigint as reconsideration_total,
        count(reconsideration_total) as reconsideration_total_townships,
        sum(reconsideration_corrected)::bigint as reconsideration_corrected,
        count(reconsideration_corrected) as reconsideration_corrected_townships,
        sum(litigation_total)::bigint as litigation_total,
        count(litigation_total) as litigation_total_townships,
        sum(litigation_corrected)::bigint as litigation_corrected,
        count(litigation_corrected) as litigation_corrected_townships,
        sum(rules_issued)::bigint as rules_issued,
        count(rules_issued) as rules_issued_townships,
        sum(rules_repealed)::bigint as rules_repealed,
        count(rules_repealed) as rules_repealed_townships,
        sum(rules_in_force)::bigint as rules_in_force,
        count(rules_in_force) as rules_in_force_townships,
        sum(normative_documents_issued)::bigint as normative_documents_issued,
        count(normative_documents_issued) as normative_documents_issued_townships,
        sum(normative_documents_repealed)::bigint as normative_documents_repealed,
        count(normative_documents_repealed) as normative_documents_repealed_townships,
        sum(normative_documents_in_force)::bigint as normative_documents_in_force,
        count(normative_documents_in_force) as normative_documents_in_force_townships,
        sum(normative_documents_disclosed)::bigint as normative_documents_disclosed,
        count(normative_documents_disclosed) as normative_documents_disclosed_townships,
        sum(licensing_decisions)::bigint as licensing_decisions,
        count(licensing_decisions) as licensing_decisions_townships,
        sum(other_services_decisions)::bigint as other_services_decisions,
        count(other_services_decisions) as other_services_decisions_townships,
        sum(penalty_decisions)::bigint as penalty_decisions,
        count(penalty_decisions) as penalty_decisions_townships,
        sum(coercion_decisions)::bigint as coercion_decisions,
        count(coercion_decisions) as coercion_decisions_townships,
        sum(fees_amount) as fees_amount,
        count(fees_amount) as fees_amount_townships,
        sum(procurement_items)::bigint as procurement_items,
        count(procurement_items) as procurement_items_townships,
        sum(procurement_amount) as procurement_amount,
        count(procurement_amount) as procurement_amount_townships,
        sum(granted) filter ((granted + handled_total) is not null)
        / nullif(sum(handled_total) filter ((granted + handled_total) is not null), 0) as granted_rate,
        count(granted + handled_total) as granted_rate_townships,
        sum(granted + partial) filter ((granted + partial + handled_total) is not null)
        / nullif(sum(handled_total) filter ((granted + partial + handled_total) is not null), 0) as disclosed_rate,
        count(granted + partial + handled_total) as disclosed_rate_townships,
        sum(denied) filter ((denied + handled_total) is not null)
        / nullif(sum(handled_total) filter ((denied + handled_total) is not null), 0) as denied_rate,
        count(denied + handled_total) as denied_rate_townships,
        sum(unavailable) filter ((unavailable + handled_total) is not null)
        / nullif(sum(handled_total) filter ((unavailable + handled_total) is not null), 0) as unavailable_rate,
        count(unavailable + handled_total) as unavailable_rate_townships,
        sum(rejected) filter ((rejected + handled_total) is not null)
        / nullif(sum(handled_total) filter ((rejected + handled_total) is not null), 0) as rejected_rate,
        count(rejected + handled_total) as rejected_rate_townships,
        sum(carried_out) filter ((carried_out + inflow) is not null)
        / nullif(sum(inflow) filter ((carried_out + inflow) is not null), 0) as carried_out_rate,
        count(carried_out + inflow) as carried_out_rate_townships,
        sum(open_findings)::bigint as open_findings,
        sum(open_errors)::bigint as open_errors
    from reports
    group by area_code, report_year
),

final as (
    select
        areas.county_code,
        areas.county,
        areas.prefecture_code,
        areas.prefecture,
        areas.province_code,
        areas.province,
        area_years.report_year,
        areas.townships,
        coalesce(sums.published, 0) as published,
        coalesce(sums.published, 0) / areas.townships as published_rate,
        sums.new_requests,
        coalesce(sums.new_requests_townships, 0) as new_requests_townships,
        sums.carried_in,
        coalesce(sums.carried_in_townships, 0) as carried_in_townships,
        sums.inflow,
        coalesce(sums.inflow_townships, 0) as inflow_townships,
        sums.granted,
        coalesce(sums.granted_townships, 0) as granted_townships,
        sums.partial,
        coalesce(sums.partial_townships, 0) as partial_townships,
        sums.denied,
        coalesce(sums.denied_townships, 0) as denied_townships,
        sums.unavailable,
        coalesce(sums.unavailable_townships, 0) as unavailable_townships,
        sums.rejected,
        coalesce(sums.rejected_townships, 0) as rejected_townships,
        sums.other,
        coalesce(sums.other_townships, 0) as other_townships,
        sums.handled_total,
        coalesce(sums.handled_total_townships, 0) as handled_total_townships,
        sums.carried_out,
        coalesce(sums.carried_out_townships, 0) as carried_out_townships,
        sums.reconsideration_total,
        coalesce(sums.reconsideration_total_townships, 0) as reconsideration_total_townships,
        sums.reconsideration_corrected,
        coalesce(sums.reconsideration_corrected_townships, 0) as reconsideration_corrected_townships,
        sums.litigation_total,
        coalesce(sums.litigation_total_townships, 0) as litigation_total_townships,
        sums.litigation_corrected,
        coalesce(sums.litigation_corrected_townships, 0) as litigation_corrected_townships,
        sums.rules_issued,
        coalesce(sums.rules_issued_townships, 0) as rules_issued_townships,
        sums.rules_repealed,
        coalesce(sums.rules_repealed_townships, 0) as rules_repealed_townships,
        sums.rules_in_force,
        coalesce(sums.rules_in_force_townships, 0) as rules_in_force_townships,
        sums.normative_documents_issued,
        coalesce(sums.normative_documents_issued_townships, 0) as normative_documents_issued_townships,
        sums.normative_documents_repealed,
        coalesce(sums.normative_documents_repealed_townships, 0) as normative_documents_repealed_townships,
        sums.normative_documents_in_force,
        coalesce(sums.normative_documents_in_force_townships, 0) as normative_documents_in_force_townships,
        sums.normative_documents_disclosed,
        coalesce(sums.normative_documents_disclosed_townships, 0) as normative_documents_disclosed_townships,
        sums.licensing_decisions,
        coalesce(sums.licensing_decisions_townships, 0) as licensing_decisions_townships,
        sums.other_services_decisions,
        coalesce(sums.other_services_decisions_townships, 0) as other_services_decisions_townships,
        sums.penalty_decisions,
        coalesce(sums.penalty_decisions_townships, 0) as penalty_decisions_townships,
        sums.coercion_decisions,
        coalesce(sums.coercion_decisions_townships, 0) as coercion_decisions_townships,
        sums.fees_amount,
        coalesce(sums.fees_amount_townships, 0) as fees_amount_townships,
        sums.procurement_items,
        coalesce(sums.procurement_items_townships, 0) as procurement_items_townships,
        sums.procurement_amount,
        coalesce(sums.procurement_amount_townships, 0) as procurement_amount_townships,
        sums.granted_rate,
        coalesce(sums.granted_rate_townships, 0) as granted_rate_townships,
        sums.disclosed_rate,
        coalesce(sums.disclosed_rate_townships, 0) as disclosed_rate_townships,
        sums.denied_rate,
        coalesce(sums.denied_rate_townships, 0) as denied_rate_townships,
        sums.unavailable_rate,
        coalesce(sums.unavailable_rate_townships, 0) as unavailable_rate_townships,
        sums.rejected_rate,
        coalesce(sums.rejected_rate_townships, 0) as rejected_rate_townships,
        sums.carried_out_rate,
        coalesce(sums.carried_out_rate_townships, 0) as carried_out_rate_townships,
        coalesce(sums.open_findings, 0) as open_findings,
        coalesce(sums.open_errors, 0) as open_errors
    from areas
    inner join area_years using (area_code)
    left join sums using (area_code, report_year)
)

select * from final
