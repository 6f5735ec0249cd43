"""One known report as spoilt pictures: read by both engines together and by each alone, and judged."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from random import Random

from flows.reading.eyes import engines_of, recogniser_of
from tests.truth.case import Case, CaseId
from tests.truth.document import Document, draw_document, map_texts
from tests.truth.judge import Judgement, judge_case, loaded_cells
from tests.truth.marks import strip_marks
from tests.truth.scans.packing import PACKS, weights
from tests.truth.scans.spoiling import KINDS
from tests.truth.scans.witness import Bench
from tests.truth.truth import page_truth
from tests.truth.typeset import Layout, Page, typeset
from tests.truth.typeset_rows import set_tab_rows_padded
from transforms.formats.scans.witnesses import Recogniser
from transforms.frames import build_frames
from transforms.report import ReadSettings, read_report
from transforms.text import LOST


@dataclass(frozen=True)
class ScanId:
    """What a case is drawn from: the same always gives the same bytes on a machine with the same fonts."""

    kind: str
    pack: str
    seed: str

    def __str__(self) -> str:
        return "/".join((self.kind, self.pack, self.seed))

    @classmethod
    def parse(cls, text: str) -> ScanId:
        return cls(*text.split("/"))


def plan(documents: int, seed: int, only: str = "") -> list[ScanId]:
    """Kinds in turn, each document with a way of its own to come."""
    rng = Random(f"scans {seed}")
    kinds = [kind for kind in KINDS if kind.startswith(only)]
    packs = list(PACKS)
    return [
        ScanId(kinds[number % len(kinds)], rng.choices(packs, weights(packs))[0], f"{seed}.{number}")
        for number in range(documents)
    ]


def build(scan: ScanId) -> tuple[Case, int]:
    """A report as a file of pictures with its truth, and how many pictures it has."""
    rng = Random(str(scan))
    document: Document = draw_document(rng)
    page: Page = typeset(document, Layout("scan", set_tab_rows_padded), rng)
    dots, spoil = KINDS[scan.kind]
    data, count = PACKS[scan.pack](map_texts(document, strip_marks), rng, dots, spoil)
    return Case(CaseId("scan", ("none",), str(scan)), page, "", "", data, page_truth(page)), count


@dataclass
class Outcome:
    """One document as read by both and by each alone, and what reading it cost."""

    scan: ScanId
    pictures: int
    together: Judgement
    alone: dict[str, Judgement] = field(default_factory=dict)
    seconds: float = 0.0
    engines: dict[str, float] = field(default_factory=dict)
    rejected: str = ""


def judge(case: Case, recogniser: Recogniser) -> tuple[Judgement, str]:
    name = {"%PDF": "report.pdf", "PK\x03\x04": "report.docx"}.get(case.data[:4].decode("latin-1"), "report.html")
    reading = read_report(case.data, name, settings=ReadSettings(recogniser=recogniser))
    if reading.report is None:
        return judge_case(case, {}), f"{reading.rejection.reason if reading.rejection else 'lost'}"
    cells = loaded_cells(build_frames([reading]))
    judgement = judge_case(case, cells.get(reading.report.report_id, {}))
    if reading.report.report_year != case.year:
        judgement.silent.append(f"year {reading.report.report_year}, printed {case.year}")
    township = case.page.document.prose.place.township
    if reading.report.agency and not _names(reading.report.agency, township):
        judgement.silent.append(f"agency {reading.report.agency}, printed {township}")
    return judgement, ""


def _names(agency: str, township: str) -> bool:
    """Whether a name is that of a township, or of a part of it; a character that it says was lost may be any."""
    return agency in township or any(
        all(shown in (LOST, char) for shown, char in zip(agency[start:], township, strict=False))
        for start in range(len(agency) - len(township) + 1)
    )


@cache
def _bench() -> Bench:
    recogniser = recogniser_of(engines_of("auto"))
    if recogniser is None:
        raise SystemExit("the extra ocr or Tesseract's model chi_sim is not installed")
    return Bench(recogniser)


def measure(scan: ScanId, alone: bool = False) -> Outcome:
    """Read one document."""
    bench = _bench()
    case, pictures = build(scan)
    before = bench.first.seconds, bench.second.seconds, bench.finder.seconds
    began = time.process_time()
    together, rejected = judge(case, bench.together)
    seconds = time.process_time() - began
    after = bench.first.seconds, bench.second.seconds, bench.finder.seconds
    names = (bench.first.name, bench.second.name, "finder")
    engines = {name: end - start for name, start, end in zip(names, before, after, strict=True)}
    outcome = Outcome(scan, pictures, together, seconds=seconds, engines=engines, rejected=rejected)
    if alone:
        for witness in (bench.first, bench.second):
            outcome.alone[witness.name] = judge(case, bench.alone(witness))[0]
    bench.forget()
    return outcome


def measure_task(task: tuple[ScanId, bool]) -> Outcome:
    """`measure`, for a pool."""
    return measure(*task)
