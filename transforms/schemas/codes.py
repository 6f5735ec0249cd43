"""The codes that columns of the warehouse may hold. Names and codes are the contract with analysts."""

from __future__ import annotations

from enum import StrEnum

from transforms.knowledge import read_rows


class FactTable(StrEnum):
    """The fact tables that hold the cells of the form."""

    PROACTIVE = "fact_proactive"
    REQUEST = "fact_request"
    REVIEW = "fact_review"
    STATISTIC = "fact_statistic"


class CellStatus(StrEnum):
    """What became of a cell of the form; docs/warehouse.md says what each means."""

    REPORTED = "reported"
    BLANK = "blank"
    REPAIRED = "repaired"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    MISSING = "missing"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# What the codes of demonstration places begin with, which are no part of the country.
FICTIONAL = "99"
# Six digits of the county, three of the township, and three zeros, where a village has its own: one is not told apart.
TOWNSHIP_CODE = r"^\d{12}$"
# A division above the townships has zeros for what is below it.
DIVISION_CODE = r"^\d{12}$"
DIVISION_LEVELS = ("township", "county", "prefecture", "province")
# The first 64 bits of a digest, as small letters.
FINDING_ID = "^[0-9a-f]{16}$"
AGENCY_KINDS = (
    "town",
    "township",
    "ethnic_township",
    "subdistrict",
    "county_government",
    "prefecture_government",
    "province_government",
    "department",
    "other",
)
TOWNSHIP_MATCHES = ("exact", "inferred", "ambiguous", "none")
OFFICIAL_FORMS = tuple(row["form"] for row in read_rows("forms"))
FORMS = (*OFFICIAL_FORMS, "pre2019", "narrative")
# Whether a measure means the same on several forms.
COMPARABILITIES = ("same", "changed", "absent")
SCRIPTS = ("simplified", "traditional", "mixed")
REPORT_STATUSES = ("current", "superseded", "duplicate")
FILE_OUTCOMES = ("report", "archive", "quarantined")
CELL_STATUSES = tuple(status.value for status in CellStatus)
VALUED_STATUSES = (CellStatus.REPORTED.value, CellStatus.REPAIRED.value)
SEVERITIES = tuple(severity.value for severity in Severity)
VERDICTS = ("confirmed", "source_error", "parser_error", "ignored")
CLOSING_VERDICTS = ("source_error", "ignored")
UNITS = ("count", "CNY")
STATISTIC_FORMS = ("2014", "earlier")
PERIODS = ("year", "cumulative")
NARRATIVE_METRICS = (
    "proactive_disclosures",
    "requests_received",
    "requests_answered",
    "trainings",
    "people_trained",
    "staff",
    "meetings",
    "proposals_handled",
    "new_media_posts",
    "followers",
    "reconsiderations",
    "litigations",
)
NARRATIVE_CHANNELS = (
    "all",
    "unspecified",
    "website",
    "wechat",
    "weibo",
    "video",
    "app",
    "bulletin",
    "press",
    "reading_point",
    "full_time",
    "part_time",
    "npc_suggestions",
    "cppcc_proposals",
)
