"""Every layout with every damage makes a case, the same in every process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.truth.case import OWN_ENCODING, CaseId, build_case, draw_case
from tests.truth.damage import suitable_damages
from tests.truth.document import map_joined_texts
from tests.truth.known_documents import FILE_LAYOUTS, TEXT_LAYOUTS, zero_document
from tests.truth.marks import ANY_MARK
from tests.truth.typeset import LAYOUTS, Layout
from transforms.formats import recognise

ROOT = Path(__file__).parents[2]
CASE_IDS = ("pdf_wrapped/typos+dropped_row/3", "tab_rows_ragged/contradicting_row/4", "glued_table/cut_middle/5")


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_every_layout_with_every_damage_makes_a_page(name: str) -> None:
    layout: Layout = LAYOUTS[name]
    for damage in suitable_damages(layout):
        case = draw_case(name, (damage.name,), "any")
        assert not ANY_MARK.search(case.text)
        if damage.change_bytes:
            assert case.data
            assert not ANY_MARK.search(case.data.decode("utf-8", "ignore"))
        else:
            assert case.data.decode(case.encoding).removeprefix("\ufeff") == case.text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", FILE_LAYOUTS)
def test_every_file_is_made_with_its_damages_and_without_marks(name: str) -> None:
    for damage in ("none", "traditional", "no_break_spaces"):
        case = draw_case(name, (damage,), "any")
        assert (recognise(case.data) != "text/plain") or LAYOUTS[name].file_format == "csv"
        if case.encoding != OWN_ENCODING:
            assert not ANY_MARK.search(case.data.decode(case.encoding))


def test_texts_of_a_file_change_together_and_its_figures_stay() -> None:
    document = zero_document("2021")
    changed = map_joined_texts(document, lambda text: text.replace("情况", "状况"))
    assert changed.prose.headings[1] == document.prose.headings[1].replace("情况", "状况") != document.prose.headings[1]
    assert changed.figures is document.figures
    assert map_joined_texts(changed, lambda text: text.replace("状况", "情况")) == document


def digest_cases() -> str:
    return hashlib.sha256(b"".join(build_case(CaseId.parse(text)).data for text in CASE_IDS)).hexdigest()


def test_a_case_is_the_same_in_every_process() -> None:
    code = "from tests.truth.test_case import digest_cases; print(digest_cases())"
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd=ROOT
        )
        assert run.stdout.strip() == digest_cases()
