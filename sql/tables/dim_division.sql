with
staged_rows as (
    select * from staged.dim_division
),

final as (
    select
        division_code,
        division,
        division_level,
        parent_code,
        county,
        prefecture,
        province,
        former_names,
        successor_codes,
        valid_from,
        valid_to,
        is_official,
        is_fictional
    from staged_rows
    order by division_code
)

select * from final
