"""The codes that columns of the warehouse may hold. Names and codes are the contract with analysts."""

from __future__ import annotations

# Six digits of the county, three of the township, and three zeros, where a village has its own: one is not told apart.
TOWNSHIP_CODE = r"^\d{12}$"
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
FORMS = ("2019", "2021", "pre2019", "narrative")
SCRIPTS = ("simplified", "traditional", "mixed")
REPORT_STATUSES = ("current", "superseded", "duplicate")
FILE_OUTCOMES = ("report", "archive", "quarantined")
CELL_STATUSES = ("reported", "blank", "repaired", "ambiguous", "unreadable", "missing")
VALUED_STATUSES = ("reported", "repaired")
SEVERITIES = ("error", "warning", "info")
VERDICTS = ("confirmed", "source_error", "parser_error", "ignored")
CLOSING_VERDICTS = ("source_error", "ignored")
UNITS = ("count", "CNY")
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
