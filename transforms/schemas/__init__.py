"""The tables of the warehouse, declared once, with their codes and rules."""

from transforms.schemas.codes import (
    FICTIONAL,
    PERIODS,
    SEVERITIES,
    STATISTIC_FORMS,
    VALUED_STATUSES,
    VERDICTS,
    CellStatus,
    FactTable,
)
from transforms.schemas.dimensions import DimDivision, DimTownship, ListedTownship
from transforms.schemas.measures import MEASURES
from transforms.schemas.rules import READING_RULES, Rule
from transforms.schemas.tables import READ_SCHEMAS, WAREHOUSE_SCHEMAS, FindingReview, QualityFinding

__all__ = [
    "FICTIONAL",
    "MEASURES",
    "PERIODS",
    "READING_RULES",
    "READ_SCHEMAS",
    "SEVERITIES",
    "STATISTIC_FORMS",
    "VALUED_STATUSES",
    "VERDICTS",
    "WAREHOUSE_SCHEMAS",
    "CellStatus",
    "DimDivision",
    "DimTownship",
    "FactTable",
    "FindingReview",
    "ListedTownship",
    "QualityFinding",
    "Rule",
]
