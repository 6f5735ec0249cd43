-- An aggregate: the sum of the values of those rows that are parts, if there are as many parts as there must be and all
-- have a value; NULL otherwise, since an incomplete sum is unknown.
create macro complete_sum(value, is_part, part_count) as
    case when count(value) filter (is_part) = part_count then sum(value) filter (is_part) end
