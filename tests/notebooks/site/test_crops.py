"""Pictures of recognised numbers on the pages of the site."""

from __future__ import annotations

import json
from typing import Any

import pytest

from notebooks.site.crops import crop_html, crops_of
from transforms.language import Language

TOLD = {"cell": "fact_request.new.total", "page": 2, "confidence": 0.97, "crop": "aGVsbG8="}


def test_pictures_are_found_by_their_cells() -> None:
    findings: list[dict[str, Any]] = [{"details": json.dumps({"cells": [TOLD]})}, {"details": None}, {}]
    assert crops_of(findings) == {"fact_request.new.total": [TOLD]}


@pytest.mark.parametrize("details", ["", "[", "[]", "{}", '{"cells": 3}', '{"cells": ["x"]}', 3])
def test_details_of_another_kind_tell_nothing(details: object) -> None:
    assert crops_of([{"details": details}]) == {}


def test_a_picture_says_its_page_and_confidence() -> None:
    html = crop_html(TOLD, Language.EN)
    assert 'src="data:image/png;base64,aGVsbG8="' in html
    assert 'alt="page 2, confidence 0.97"' in html


@pytest.mark.parametrize("crop", ['" onerror="alert(1)', "", None, 3, "aGVs bG8="])
def test_what_is_no_picture_is_left_out(crop: object) -> None:
    assert crop_html({**TOLD, "crop": crop}, Language.EN) == ""


def test_what_is_told_is_escaped() -> None:
    assert "<b>" not in crop_html({**TOLD, "page": "<b>"}, Language.EN)
