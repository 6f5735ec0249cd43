-- A count or an amount as one would write it: 12, not 12.00.
create macro plain_number(value) as
    rtrim(rtrim(value::decimal(18, 2)::varchar, '0'), '.')
