-- An aggregate: the sum of the parts divided by that of the wholes, of the rows that say both; NULL where the wholes
-- are 0 together, or no row says both.
create macro rate_of_sums(part, whole) as
    sum(part) filter ((part + whole) is not null) / nullif(sum(whole) filter ((part + whole) is not null), 0)
