"""PDFs that other programs print from known reports; each test is left out where its program is not installed."""

from __future__ import annotations

from random import Random

import pytest

from tests.truth.case import Case, CaseId
from tests.truth.document import draw_document, map_texts
from tests.truth.judge import judge_cases
from tests.truth.marks import strip_marks
from tests.truth.print_pdf import PRINTERS
from tests.truth.truth import page_truth
from tests.truth.typeset import Layout, typeset
from tests.truth.typeset_rows import set_tab_rows_padded


@pytest.mark.parametrize("name", PRINTERS)
def test_a_printed_report_is_read_as_it_was_drawn(name: str) -> None:
    program, print_reports = PRINTERS[name]
    if program is None:
        pytest.skip(f"{name} is not installed")
    rng = Random(name)
    documents = [draw_document(rng) for _ in range(2)]
    printed = print_reports([map_texts(document, strip_marks) for document in documents], rng)
    cases = []
    for number, (document, data) in enumerate(zip(documents, printed, strict=True)):
        page = typeset(document, Layout(name, set_tab_rows_padded), rng)
        cases.append(Case(CaseId(name, ("none",), str(number)), page, "", "", data, page_truth(page)))
    judgements = judge_cases(cases)
    assert [judgement.silent for judgement in judgements] == [[], []]
    assert [judgement.missed for judgement in judgements] == [[], []]
    assert all(judgement.demanded for judgement in judgements)
