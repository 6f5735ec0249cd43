"""Pictures of numbers that were recognised, beside the cells that have them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from notebooks.site.reading import Row
from notebooks.site.text import escape, word
from transforms.language import Language

# What base64 is written with. Leaves everything else, as it goes into an address.
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def crops_of(findings: Iterable[Row]) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What findings tell of recognised numbers, by cell."""
    crops: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for finding in findings:
        for told in _cells(finding.get("details")):
            crops[str(told.get("cell"))].append(told)
    return crops


def _cells(details: object) -> list[Mapping[str, object]]:
    """The cells of a finding's details; none where they are something else."""
    try:
        found = json.loads(details)["cells"] if isinstance(details, str) else []
    except (ValueError, KeyError, TypeError):
        return []
    return [told for told in found if isinstance(told, dict)] if isinstance(found, list) else []


def crop_html(told: Mapping[str, object], language: Language) -> str:
    """The picture of a number, with its page and how sure the engines were; '' where there is none."""
    crop = told.get("crop")
    if not isinstance(crop, str) or not _BASE64.fullmatch(crop):
        return ""
    title = word("recognised", language, page=told.get("page"), confidence=told.get("confidence"))
    return f'<img class="crop" src="data:image/png;base64,{crop}" alt="{escape(title)}" title="{escape(title)}">'
