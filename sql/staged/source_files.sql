-- Every file below the raw folder and every member of an archive, in path order; members behind their archive, files
-- that are gone behind those that are there.
--
-- An archive that lies at several paths was unpacked once; its members are listed below each of them. `read_as` is the
-- path under which a content was read, by this run or by an earlier one, `file_path` the file of the raw folder.
with
files as (
    select
        source_path,
        source_sha256,
        read_name as read_as,
        reading_id,
        segment,
        source_path as file_path,
        path_order as file_order,
        missing_since,
        false as is_member
    from staged.files
),

members as (
    select
        files.source_path || substring(members.source_path, length(files.read_as) + 1) as source_path,
        members.source_sha256,
        members.source_path as read_as,
        files.reading_id,
        files.segment,
        files.source_path as file_path,
        files.file_order,
        files.missing_since,
        true as is_member
    from staged.members as members
    inner join files using (reading_id, segment)
),

listed as (
    select * from files
    union all by name
    select * from members
),

final as (
    select
        *,
        row_number() over (order by file_order, is_member, nfc_normalize(source_path), source_path) as path_order,
        not is_member and file_path in (select file_path from members) as is_archive
    from listed
)

select * from final
