-- Whose report it is: reports with the same key and year are revisions or copies of each other.
--
-- An agency is its township or, where that was not found, its name without the name of its office, if a county,
-- prefecture or province stands in front of it: a bare name such as 城关镇 belongs to many places, so such a report
-- stands alone, as does one without any name.
create macro agency_key(report_id, township_code, agency) as
    case
        when township_code is not null then 'township ' || township_code
        when regexp_matches(
            regexp_replace(agency, '(人民政府|办事处|党政办公室|办公室)+$', ''),
            '(.(省|市|盟|县|区|旗)|..州).+(镇|乡|街道|苏木)$'
        ) then 'agency ' || regexp_replace(agency, '(人民政府|办事处|党政办公室|办公室)+$', '')
        else 'report ' || report_id
    end
