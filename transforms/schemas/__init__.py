"""The tables of the warehouse, declared once, with their codes and rules."""

from transforms.schemas.codes import SEVERITIES, VERDICTS
from transforms.schemas.dimensions import DimTownship
from transforms.schemas.rules import READING_RULES, Rule
from transforms.schemas.tables import READ_SCHEMAS, WAREHOUSE_SCHEMAS, FindingReview, QualityFinding

__all__ = [
    "READING_RULES",
    "READ_SCHEMAS",
    "SEVERITIES",
    "VERDICTS",
    "WAREHOUSE_SCHEMAS",
    "DimTownship",
    "FindingReview",
    "QualityFinding",
    "Rule",
]
