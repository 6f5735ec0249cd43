-- Sections of current reports in which all the given words stand: section_search('培训 图解'), one row a section with
-- township, year, how often the words stand there, and a snippet around the first of them. Words are parted by spaces
-- and taken literally, whatever signs are in them, and found over the end of a line; 繁体 is found as 简体, in which
-- the texts are. Without a word there are no rows. docs/decisions/0017-text-search.md says why it scans the texts and
-- needs no index.
create macro section_search(words) as table
with
wanted as (
    select list_filter(regexp_split_to_array(simplify(words), '[\s\x{3000}]+'), lambda word: word != '') as parts
),

-- A file may break its lines within a word: what parts two Chinese characters goes, and never what parts digits. Few
-- texts are joined: those that have the first word, which is a constant pattern of its characters with any spaces
-- between them.
sections as (
    -- Twice, as each character between two breaks is the end of one match and the beginning of the next.
    select
        * replace (
            regexp_replace(
                regexp_replace(
                    text, '(\p{Han})[\s\x{A0}\x{200B}\x{3000}]+(\p{Han})', '\1\2', 'g'
                ),
                '(\p{Han})[\s\x{A0}\x{200B}\x{3000}]+(\p{Han})',
                '\1\2',
                'g'
            ) as text
        )
    from report_section
    where
        regexp_matches(
            text,
            array_to_string(
                list_transform(
                    string_split(
                        list_filter(
                            regexp_split_to_array(simplify(words), '[\s\x{3000}]+'), lambda word: word != ''
                        )[1],
                        ''
                    ),
                    lambda letter: regexp_escape(letter)
                ),
                '[\s\x{A0}\x{200B}\x{3000}]*'
            )
        )
),

reports as (
    select * from report where status = 'current'
),

townships as (
    select * from dim_township
),

found as (
    select
        sections.report_id,
        sections.section_no,
        sections.heading,
        sections.text,
        wanted.parts
    from sections
    cross join wanted
    where
        contains(sections.text, wanted.parts[1])
        and len(list_filter(wanted.parts, lambda part: not contains(sections.text, part))) = 0
),

places as (
    select
        *,
        instr(text, parts[1]) as found_at,
        least(found_at - 1, 20) as before,
        substr(text, found_at - before, before + length(parts[1]) + 20) as around,
        list_sum(
            list_transform(
                list_distinct(parts), lambda part: (length(text) - length(replace(text, part, ''))) // length(part)
            )
        )::bigint as hits
    from found
),

final as (
    select
        reports.report_id,
        reports.township_code,
        townships.township,
        townships.county,
        townships.province,
        coalesce(townships.is_fictional, starts_with(reports.division_code, '99'), false) as is_fictional,
        reports.agency,
        reports.report_year,
        places.section_no,
        places.heading,
        places.hits,
        concat(
            case when places.found_at > 21 then '…' else '' end,
            places.around,
            case when length(places.text) >= places.found_at + 20 + length(places.parts[1]) then '…' else '' end
        ) as snippet
    from places
    inner join reports using (report_id)
    left join townships using (township_code)
)

select * from final
