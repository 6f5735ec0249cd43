-- What every county, prefecture and province since 2007 is today: one row per division and today's division of its
-- land. A division that is still there has a row for itself. Join it where reports of several years belong together:
-- docs/queries.md says how.
--
-- division_code: 12-digit code of the division; see dim_division.
-- division: 名称 — Its name; the last one under the code.
-- division_level: Level of the division.
-- valid_to: Last year at whose end it was listed; NULL: it still is.
-- successor_code: 12-digit code of a division of today; the same code where the division is still there.
-- successor: 现名称 — Its name.
-- successor_level: Its level.
-- relation: same: the division itself, whose name may have changed; renamed: the same place under another code, but for
--     villages or a town at its borders; merged: its whole land went there, and other land too; divided: a part of its
--     land went there; split_off: the division is still there, and this one was set up out of it.
-- is_same_place: Whether reports of both may stand in one series: same and renamed.
-- valid_from: First year at whose end the division was listed; NULL: at the end of 2007 already.

with recursive
divisions as (
    select * from dim_division where division_level != 'township'
),

links as (
    select
        division_code as old_code,
        unnest(successor_codes) as new_code,
        len(successor_codes) as successor_count,
        valid_to
    from divisions
),

predecessor_counts as (
    select new_code, count(*) as predecessor_count
    from links
    group by new_code
),

steps as (
    select
        links.old_code,
        links.new_code,
        case
            when links.valid_to is null then 'split_off'
            when links.successor_count > 1 then 'divided'
            when predecessor_counts.predecessor_count > 1 then 'merged'
            when heirs.division_level = olds.division_level and heirs.valid_from = links.valid_to + 1 then 'renamed'
            else 'merged'
        end as relation
    from links
    inner join predecessor_counts using (new_code)
    inner join divisions as heirs on links.new_code = heirs.division_code
    inner join divisions as olds on links.old_code = olds.division_code
    where links.old_code != links.new_code
),

-- What a step says is kept for the whole way where the others say less: divided before merged before renamed.
ways as (
    select old_code as division_code, new_code as successor_code, relation
    from steps
    union
    select
        ways.division_code,
        steps.new_code as successor_code,
        case
            when 'split_off' in (ways.relation, steps.relation) then 'split_off'
            when 'divided' in (ways.relation, steps.relation) then 'divided'
            when 'merged' in (ways.relation, steps.relation) then 'merged'
            else 'renamed'
        end as relation
    from ways
    inner join steps on ways.successor_code = steps.old_code and steps.relation != 'split_off'
),

rows_of_all as (
    select division_code, division_code as successor_code, 'same' as relation
    from divisions
    where valid_to is null
    union all
    select division_code, successor_code, min(relation) as relation
    from ways
    group by division_code, successor_code
),

final as (
    select
        olds.division_code,
        olds.division,
        olds.division_level,
        olds.valid_from,
        olds.valid_to,
        rows_of_all.successor_code,
        news.division as successor,
        news.division_level as successor_level,
        rows_of_all.relation,
        rows_of_all.relation in ('same', 'renamed') as is_same_place
    from rows_of_all
    inner join divisions as olds using (division_code)
    inner join divisions as news on rows_of_all.successor_code = news.division_code
    where news.valid_to is null
)

select * from final
