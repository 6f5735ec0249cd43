with
staged_rows as (
    select * from staged.dim_township
),

final as (
    select
        township_code,
        township,
        kind,
        county_code,
        county,
        prefecture_code,
        prefecture,
        province_code,
        province,
        is_fictional
    from staged_rows
    order by township_code
)

select * from final
