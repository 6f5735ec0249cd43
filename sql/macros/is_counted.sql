-- Whether a place of this kind is one of those to be counted together: real places, or, where no report is of one,
-- those of the demonstration. It is true of what is of no known place, whose is_fictional is NULL.
create macro is_counted(is_fictional) as coalesce(
    is_fictional = (
        select coalesce(bool_and(starts_with(coalesce(township_code, division_code), '99')), false)
        from report
        where status = 'current' and coalesce(township_code, division_code) is not null
    ),
    true
)
