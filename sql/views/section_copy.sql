-- Sections whose text stands in an earlier report already: who took over what from whom, across bodies and years. One
-- row per section of a current report and the section that its sentences are first known from, where these sentences
-- are at least half of the section and 30 characters together. Sentences are compared with the names of their own
-- place, numbers, dates, signs and spaces folded away; one of less than 10 characters, or that stands in reports of
-- more than 10 counties, is a common formula and counts for nobody. Sections 2 to 4 of the forms since 2019 are left
-- out, as their tables print the same labels everywhere. Each sentence leads to the earliest report that has it, so
-- that cost grows with the text and not with its pairs; of a text that went from one to the next the first alone is
-- named. docs/decisions/0018-copied-text.md has the figures.
--
-- report_id: The report with the later text.
-- section_no: Section of the official outline, 1 to 6.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- division_code: 12-digit code of the division whose government or department published it; NULL where it is not
--     certain.
-- agency: 机关 — The disclosing body as named in the report.
-- county: 县 — Name of its county; NULL above the counties.
-- province: 省 — Name of its province.
-- is_fictional: Whether it is a demonstration place.
-- report_year: 年度 — The year that the data cover.
-- published_on: 公布日期 — Date of publication, where the report states it.
-- source_report_id: The report with the earlier text.
-- source_section_no: Its section.
-- source_agency: 来源机关 — The disclosing body as named there.
-- source_county: 来源县 — Name of its county.
-- source_year: 来源年度 — The year that its data cover.
-- source_published_on: 来源公布日期 — Its date of publication, where it states it.
-- is_same_body: Whether both are of the same body, which repeats itself.
-- direction: How it is known which was first: dated, by two dates of publication; year, by the years of the reports;
--     NULL where neither tells, and either may be the source.
-- sentences: 相同句数 — Sentences of the section that the source has too.
-- shared_characters: 相同字数 — Their characters, folded.
-- characters: 字数 — All characters of the section, folded.
-- shared_share: 相同比例 — shared_characters / characters.
-- is_exact: Whether the whole section stands in the source, apart from names, numbers and signs.
-- example: 例句 — The longest of the sentences, as the later section prints it.

with
divisions as (
    select division_code, division, county, prefecture, province, is_fictional from dim_division
),

proactive_cells as (
    select * from dim_proactive_measure
),

reports as (
    select
        report.report_id,
        report.township_code,
        report.division_code,
        report.body_key,
        report.agency,
        report.report_year,
        report.published_on,
        report.form in (select form from proactive_cells) as has_tables,
        divisions.county,
        divisions.province,
        coalesce(divisions.is_fictional, false) as is_fictional,
        coalesce(divisions.county, report.body_key) as place,
        coalesce(report.published_on, make_date(report.report_year + 1, 1, 31)) as known_on,
        list_filter(
            [
                report.agency,
                divisions.province,
                divisions.prefecture,
                divisions.county,
                divisions.division,
                regexp_replace(divisions.prefecture, '(市|地区|盟)$', ''),
                regexp_replace(divisions.county, '(区|县|市|旗)$', ''),
                regexp_replace(divisions.division, '(街道|镇|乡|区|县|市)$', '')
            ],
            lambda name: length(name) > 1
        ) as names
    from report
    left join divisions using (division_code)
    where report.status = 'current'
),

sections as (
    select * from report_section
),

prose as (
    select
        reports.report_id,
        sections.section_no,
        reports.place,
        reports.body_key,
        reports.known_on,
        reports.names,
        unnest(regexp_split_to_array(sections.text, '[。；;！!？?]+')) as sentence
    from sections
    inner join reports using (report_id)
    where sections.section_no in (1, 5, 6) or not reports.has_tables
),

-- Names of the place first, as they may have numerals in them; then all but Chinese characters, numerals, and what a
-- body calls itself.
folded as (
    select
        * exclude (names),
        regexp_replace(
            list_reduce(list_prepend(sentence, names), lambda text, name: replace(text, name, '')),
            '[^\p{Han}]|[〇零一二两三四五六七八九十百千万]|[我本全](省|市|区|县|镇|乡|街道)|办事处|人民政府',
            '',
            'g'
        ) as words
    from prose
),

hashed as (
    select *, length(words) as characters, hash(words) as words_hash from folded where words != ''
),

sizes as (
    select report_id, section_no, sum(characters)::bigint as characters
    from hashed
    group by report_id, section_no
),

-- Where a sentence is first known from.
origins as (
    select
        words_hash,
        arg_min(
            {'report_id': report_id, 'section_no': section_no},
            {'known_on': known_on, 'body_key': body_key, 'section_no': section_no}
        ) as source
    from hashed
    where characters >= 10
    group by words_hash
    having count(distinct report_id) > 1 and count(distinct place) <= 10
),

shared as (
    select
        hashed.report_id,
        hashed.section_no,
        origins.source,
        count(*) as sentences,
        sum(hashed.characters)::bigint as shared_characters,
        arg_max(hashed.sentence, hashed.characters) as example
    from hashed
    inner join origins using (words_hash)
    where hashed.report_id != origins.source.report_id
    group by hashed.report_id, hashed.section_no, origins.source
),

final as (
    select
        later.report_id,
        shared.section_no,
        later.township_code,
        later.division_code,
        later.agency,
        later.county,
        later.province,
        later.is_fictional,
        later.report_year,
        later.published_on,
        earlier.report_id as source_report_id,
        shared.source.section_no as source_section_no,
        earlier.agency as source_agency,
        earlier.county as source_county,
        earlier.report_year as source_year,
        earlier.published_on as source_published_on,
        later.body_key = earlier.body_key as is_same_body,
        case
            when earlier.published_on < later.published_on then 'dated'
            when earlier.published_on is null and earlier.report_year < later.report_year then 'year'
            when later.published_on is null and earlier.report_year < later.report_year then 'year'
        end as direction,
        shared.sentences,
        shared.shared_characters,
        sizes.characters,
        shared.shared_characters / sizes.characters as shared_share,
        shared.shared_characters = sizes.characters as is_exact,
        regexp_replace(shared.example, '[\s\x{3000}]+', '', 'g') as example
    from shared
    inner join sizes using (report_id, section_no)
    inner join reports as later on shared.report_id = later.report_id
    inner join reports as earlier on shared.source.report_id = earlier.report_id
    where shared.shared_characters >= 30 and shared.shared_characters * 2 >= sizes.characters
)

select * from final
