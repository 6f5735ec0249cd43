"""The tables of the warehouse, declared once.

Every frame that leaves the core is validated against one of these schemas, and the warehouse takes its column
types, its NOT NULLs and its comments from them, so that a table, its check and its documentation cannot drift
apart. Names and codes are the contract with analysts; `sql/` holds how the tables are filled.

A class docstring is the comment of its table, a column's `description` the comment of that column. All times are
UTC. `READ_SCHEMAS` are the tables that reading a file yields, `WAREHOUSE_SCHEMAS` all base tables.
"""

from __future__ import annotations

from collections.abc import Mapping

import dataframely as dy

from transforms.schemas import columns
from transforms.schemas.codes import (
    AGENCY_KINDS,
    CLOSING_VERDICTS,
    DIVISION_CODE,
    DIVISION_LEVELS,
    FILE_OUTCOMES,
    FINDING_ID,
    FORMS,
    REPORT_STATUSES,
    SCRIPTS,
    SEVERITIES,
    TOWNSHIP_MATCHES,
    VERDICTS,
)
from transforms.schemas.columns import codes
from transforms.schemas.dimensions import (
    DimApplicant,
    DimDivision,
    DimMeasure,
    DimMeasureForm,
    DimProactiveMeasure,
    DimRequestLine,
    DimReviewProcedure,
    DimReviewResult,
    DimStatisticIndicator,
    DimTownship,
)
from transforms.schemas.facts import FactNarrative, FactProactive, FactRequest, FactReview, FactStatistic
from transforms.schemas.measures import ReportMeasure


class ReadReport(dy.Schema):
    """What reading one file says of the report in it."""

    report_id = columns.report_id(primary_key=True)
    source_sha256 = dy.String(regex="^[0-9a-f]{64}$", description="SHA-256 of the file's bytes.")
    media_type = dy.String(description="Media type as found in the bytes, not from the name.")
    byte_size = dy.Int64(min=0, description="Size of the file in bytes.")
    agency = dy.String(nullable=True, description="The disclosing body as named in the report, simplified.")
    agency_kind = codes(AGENCY_KINDS, "Kind of the disclosing body.", nullable=True)
    township_code = columns.township_code()
    township_match = codes(
        TOWNSHIP_MATCHES, "How the township was found; inferred: by fuzzy matching or from the context."
    )
    division_code = dy.String(
        nullable=True,
        regex=DIVISION_CODE,
        description="12-digit code of the division whose government, or whose department, published the report, as it "
        "was called in that year (see dim_division); township_code at township level. NULL where it is not certain.",
    )
    division_level = codes(DIVISION_LEVELS, "Level of that division; NULL without one.", nullable=True)
    body_key = dy.String(
        description="Whose report it is: level and code of the division, under the last code of a place that was "
        "recoded, and the body's own name there; without a division what is known. Reports with the same key and year "
        "are copies or revisions of each other."
    )
    report_year = columns.report_year()
    form = codes(
        FORMS,
        "The official form that the tables follow: 2019 (prescribed for 2019 and 2020), 2021 (2021 on), pre2019, "
        "or narrative where the report has no tables.",
    )
    title = dy.String(nullable=True, description="Title as printed, simplified; NULL where the report has none.")
    published_on = dy.Date(nullable=True, description="Date of publication, where the report states it.")
    encoding = dy.String(nullable=True, description="What the bytes really are; NULL for formats that carry Unicode.")
    encoding_confidence = dy.Float64(nullable=True, min=0, max=1, description="Confidence in encoding, 0 to 1.")
    script = codes(SCRIPTS, "Script as found, before conversion.")
    repairs = dy.List(dy.String(), description="Named repairs that the text needed, in order.")
    layout = dy.String(nullable=True, description="How the tables were laid out in the source; NULL without tables.")
    parser_version = dy.String(description="Version of the reader that read the file.")


class Report(ReadReport):
    """One row per distinct file content that was read as a report."""

    source_path = dy.String(description="First path, in path order, below the raw folder that holds the file.")
    reading_id = dy.String(
        nullable=True, description="The staged reading that this row and the facts are of; see source_file."
    )
    status = codes(
        REPORT_STATUSES,
        "current: its values are in the fact tables; superseded by another revision; duplicate of the same facts.",
    )
    run_id = dy.String(description="The run that loaded this row.")
    first_seen_at = dy.Datetime(description="When a run first saw this content (UTC).")
    loaded_at = dy.Datetime(description="When this row was loaded (UTC).")


class ReportFile(dy.Schema):
    """Every path that held a report's content."""

    report_id = columns.report_id(primary_key=True)
    source_path = dy.String(primary_key=True, description="Path below the raw folder, with / separators.")
    first_seen_at = dy.Datetime(description="When a run first saw the content at this path (UTC).")
    last_seen_at = dy.Datetime(description="When a run last saw the content at this path (UTC).")
    missing_since = dy.Datetime(
        nullable=True, description="When a run first missed the file there (UTC); NULL: it is there."
    )


class SourceFile(dy.Schema):
    """The files below the raw folder as the last run saw them: what tells the next run which of them to read."""

    source_path = dy.String(primary_key=True, description="Path below the raw folder; an archive is one file.")
    byte_size = dy.Int64(min=0, description="Size of the file in bytes; 0 where it could not be opened.")
    modified_ns = dy.Int64(nullable=True, description="When its content last changed, in nanoseconds since 1970 (UTC).")
    changed_ns = dy.Int64(nullable=True, description="When its entry in the file system last changed, likewise.")
    inode = dy.UInt64(nullable=True, description="Its number in the file system.")
    hashed_ns = dy.Int64(nullable=True, description="When its hash was taken, likewise.")
    source_sha256 = dy.String(nullable=True, description="SHA-256 of its bytes; NULL where they were not read.")
    reading_id = dy.String(
        nullable=True,
        description="The staged reading: a digest of content, of what the path tells, of reader and settings.",
    )
    parser_version = dy.String(
        nullable=True, description="The reader: its version, and a digest of its code, knowledge and libraries."
    )
    outcome = codes(FILE_OUTCOMES, "What came of it. archive: its members are files of their own.")
    reason = dy.String(nullable=True, description="Reason code, where the run refused to open the file.")
    first_seen_at = dy.Datetime(description="When a run first saw a file at this path (UTC).")
    last_seen_at = dy.Datetime(description="When a run last saw it (UTC).")
    missing_since = dy.Datetime(
        nullable=True, description="When a run first missed it (UTC); its reports stay. NULL: it is there."
    )


class ReportSection(dy.Schema):
    """The six sections of a report, in simplified script, personal data masked."""

    report_id = columns.report_id(primary_key=True)
    section_no = dy.Int32(primary_key=True, min=1, max=6, description="Section of the official outline, 1 to 6.")
    heading = dy.String(nullable=True, description="Heading as printed, simplified.")
    text = dy.String(description="Text of the section without its heading, simplified.")


class ReadFinding(dy.Schema):
    """Doubts about a report or a value that reading or a rule raised, before they have an id."""

    report_id = columns.report_id()
    township_code = columns.township_code()
    report_year = columns.report_year(nullable=True)
    rule = dy.String(description="Code of the rule that was broken.")
    cause = dy.String(nullable=True, description="The named guard or rule that spoke; NULL: the rule itself.")
    severity = codes(SEVERITIES, "How grave the finding is.")
    subject = dy.String(
        nullable=True,
        description="What the finding is about, such as fact_request.granted.total. A finding about a row or a table "
        "lists its cells, parted by a comma and a space.",
    )
    expected = dy.String(nullable=True, description="What the rule led to expect.")
    actual = dy.String(nullable=True, description="What was found.")
    message = dy.String(description="The finding in plain words, in English.")
    message_zh = dy.String(description="The same in Chinese.")
    details = dy.String(
        nullable=True,
        description="JSON with more than the message says; of ocr_read, for each cell: page, box in points from the "
        "upper left corner of the page set straight, confidence, readings, and the place's picture (PNG in base64).",
    )


class QualityFinding(ReadFinding):
    """Doubts about a report or a value, each under the code of its rule."""

    cause = dy.String(
        description="The guard that doubted a placement, by its name in the data dictionary; else the rule that spoke."
    )
    finding_id = dy.String(
        primary_key=True,
        regex=FINDING_ID,
        description="The finding; the same from run to run as long as report, rule and subject are. Of several "
        "findings with the same three, the message tells them apart.",
    )


class FindingReview(dy.Schema):
    """Reviewers' verdicts on findings, the latest of each; imported by nianbao review, and kept by every ingest."""

    finding_id = dy.String(
        primary_key=True,
        regex=FINDING_ID,
        description="The finding; it stays here where quality_finding does not have it any more.",
    )
    verdict = codes(
        VERDICTS,
        "confirmed: the finding is right, and its cause is still to be found; source_error: the report itself is "
        "wrong, and is loaded as printed; parser_error: nianbao read it wrongly; ignored: nothing needs to be done. "
        f"{' and '.join(CLOSING_VERDICTS)} close the finding.",
    )
    note = dy.String(nullable=True, description="The reviewer's reason and evidence.")
    reviewer = dy.String(description="Who gave the verdict.")
    reviewed_at = dy.Datetime(description="When the verdict was given (UTC). A later one replaces it.")
    message = dy.String(
        nullable=True,
        description="What the finding said when it was reviewed. A verdict closes no finding that says something else; "
        "NULL where no such finding was there when the verdict was imported.",
    )


class Quarantine(dy.Schema):
    """Every file or member of an archive seen but not loaded, with the reason."""

    source_path = dy.String(
        primary_key=True, description="Path below the raw folder, with / separators; archive.zip!/member."
    )
    source_sha256 = dy.String(nullable=True, description="SHA-256 of the bytes; NULL where they were not read.")
    reason = dy.String(description="Reason code.")
    detail = dy.String(description="The reason in plain words, with what was found, in English.")
    detail_zh = dy.String(description="The same in Chinese.")
    run_id = dy.String(description="The run that last put the file here.")
    first_seen_at = dy.Datetime(description="When a run first put this content of the file here (UTC).")


class IngestRun(dy.Schema):
    """One row per run of the ingest up to the one that built this version, which is the last."""

    run_id = dy.String(primary_key=True, description="The run.")
    started_at = dy.Datetime(description="Start (UTC).")
    ended_at = dy.Datetime(nullable=True, description="End of the load (UTC).")
    parser_version = dy.String(description="Version of the reader.")
    files_seen = dy.Int64(description="Files found below the raw folder; an archive is one.")
    files_new = dy.Int64(description="Files at paths that the previous run did not see, but for moved ones.")
    files_changed = dy.Int64(description="Files whose content differs from what the previous run saw at their path.")
    files_unchanged = dy.Int64(description="Files with the content that the previous run saw.")
    files_missing = dy.Int64(description="Files that the previous run saw and this one did not, but for moved ones.")
    files_moved = dy.Int64(
        nullable=True, description="Files at new paths with the content of one that is gone from another."
    )
    files_read = dy.Int64(
        nullable=True, description="Files that were read; of the others the reading of an earlier run was used."
    )
    reports_loaded = dy.Int64(description="Rows of report.")
    files_quarantined = dy.Int64(description="Rows of quarantine, members of archives among them.")
    cells_loaded = dy.Int64(description="Rows of the four fact tables of printed cells.")
    findings = dy.Int64(description="Rows of quality_finding.")
    built_with = dy.String(
        nullable=True, description="A digest of the program, settings and gazetteers that the warehouse was built with."
    )


READ_SCHEMAS: Mapping[str, type[dy.Schema]] = {
    "report": ReadReport,
    "report_section": ReportSection,
    "fact_request": FactRequest,
    "fact_review": FactReview,
    "fact_proactive": FactProactive,
    "fact_statistic": FactStatistic,
    "fact_narrative": FactNarrative,
    "quality_finding": ReadFinding,
}

WAREHOUSE_SCHEMAS: Mapping[str, type[dy.Schema]] = {
    "dim_township": DimTownship,
    "dim_division": DimDivision,
    "dim_request_line": DimRequestLine,
    "dim_applicant": DimApplicant,
    "dim_review_procedure": DimReviewProcedure,
    "dim_review_result": DimReviewResult,
    "dim_proactive_measure": DimProactiveMeasure,
    "dim_statistic_indicator": DimStatisticIndicator,
    "dim_measure": DimMeasure,
    "dim_measure_form": DimMeasureForm,
    "report": Report,
    "report_file": ReportFile,
    "source_file": SourceFile,
    "report_section": ReportSection,
    "fact_request": FactRequest,
    "fact_review": FactReview,
    "fact_proactive": FactProactive,
    "fact_statistic": FactStatistic,
    "fact_narrative": FactNarrative,
    "report_measure": ReportMeasure,
    "quality_finding": QualityFinding,
    "finding_review": FindingReview,
    "quarantine": Quarantine,
    "ingest_run": IngestRun,
}
