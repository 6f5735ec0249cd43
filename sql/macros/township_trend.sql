-- The rows of township_year for one township, year after year: township_trend('990101100000'), township_trend('示范镇'),
-- township_trend('示例县示范镇'). The township is named by its code (12 or the first 9 digits), by its name, with or
-- without county, prefecture and province in front of it, or by the name of an agency without a code. A name that
-- several townships bear gives the rows of them all: look at county. In a session that has attached the file, USE it.
create macro township_trend(code_or_name) as table
with
years as (
    select * from township_year
),

final as (
    select *
    from years
    where
        township_code = rpad(code_or_name::varchar, 12, '0')
        or list_contains(
            [
                township,
                county || township,
                prefecture || township,
                prefecture || county || township,
                province || county || township,
                province || prefecture || county || township,
                case when township_code is null then agency end
            ],
            code_or_name::varchar
        )
)

select * from final order by township_code, agency, report_year
