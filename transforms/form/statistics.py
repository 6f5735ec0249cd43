"""The statistics form (政府信息公开情况统计表) as declared data.

The State Council's General Office prescribed it in 2014 (国办发〔2014〕32号), and reports of 2014 to 2018 carry it. The
forms of provinces and cities before it have some of its indicators under the same or other words, and some of their
own. `statistic_indicators.csv` has the indicators of both, headings included, `statistic_variants.csv` other words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from transforms.form.declared import split_ordinal
from transforms.knowledge import read_rows

STATISTIC_FORM = "2014"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the statistics form.

    `parent` is the indicator or heading that it stands under, '' at the top. `unit` is that of the warehouse, '' for a
    heading, which has no figures; `printed_unit` that of the form. `is_part` says that with its siblings of the same
    form it adds up to its parent. `remark` says on the form how to count, `printed` are all wordings of its label.
    """

    code: str
    forms: tuple[str, ...]
    parent: str
    label: str
    ordinal: str
    remark: str
    unit: str
    printed_unit: str
    is_part: bool
    printed: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it heads others and has no figures of its own."""
        return not self.unit

    @property
    def is_owed(self) -> bool:
        """Whether the form of 2014 has it, so that a report with that form lacks it if it is not printed."""
        return STATISTIC_FORM in self.forms and not self.is_heading


@cache
def statistic_indicators() -> tuple[Indicator, ...]:
    """The indicators in the order of the form, those of its forerunners among them."""
    variants = defaultdict(list)
    for row in read_rows("statistic_variants"):
        variants[row["indicator"]].append(row["variant_zh"])
    found = []
    for row in read_rows("statistic_indicators"):
        ordinal, label = split_ordinal(row["label_zh"])
        remark = row["remark_zh"]
        wordings = (label, *variants[row["indicator"]])
        printed = (*wordings, *(f"{words}{remark}" for words in wordings if remark))
        found.append(
            Indicator(
                row["indicator"],
                tuple(row["forms"].split()),
                row["parent"],
                label,
                ordinal,
                remark,
                row["unit"],
                row["unit_zh"],
                row["is_part"] == "true",
                printed,
            )
        )
    return tuple(found)


@cache
def statistic_indicator(code: str) -> Indicator:
    """The indicator of a code."""
    return next(indicator for indicator in statistic_indicators() if indicator.code == code)


@cache
def indicator_ancestors(code: str) -> tuple[str, ...]:
    """An indicator and all that it stands under, nearest first.

    >>> indicator_ancestors("refused_privacy")
    ('refused_privacy', 'answered_refused', 'requests_answered', 'requests')
    """
    parent = statistic_indicator(code).parent
    return (code, *indicator_ancestors(parent)) if parent else (code,)
