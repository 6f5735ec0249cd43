"""Nights with scans: what engines read counts as long as they are there, and no scan is read twice for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from reportlab.pdfgen.canvas import Canvas

import flows.reading.fingerprint
import flows.reading.jobs
import flows.schedule.launch
from flows.schedule.launch import turns_of
from tests.flows.pipeline import ingest_here, make_settings
from tests.transforms.formats.pdf.drawing import grey_picture
from transforms.formats.scans import witnesses
from transforms.formats.scans.witnesses import Corners, Image, Line, Recogniser

LINES = (
    "样例镇2021年政府信息公开工作年度报告",
    "本报告的统计期限为2021年1月1日至2021年12月31日。",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "五、存在的主要问题及改进情况",
)


@dataclass(eq=False)
class Engine:
    """Reads the lines of one report in every picture, from top to bottom."""

    name: str = "engine"
    pages: int = 0
    read: list[int] = field(default_factory=list)

    def find_lines(self, image: Image) -> list[Corners]:
        self.pages += 1
        boxes = ((100, 60 * number, 900, 60 * number + 30) for number in range(1, len(LINES) + 1))
        return [((x0, y0), (x1, y0), (x1, y1), (x0, y1)) for x0, y0, x1, y1 in boxes]

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        return [Line(LINES[number % len(LINES)], 0.99) for number in range(len(lines))]


@dataclass
class Night:
    """A raw folder with one scan, and runs over it with or without engines."""

    folder: Path
    patch: pytest.MonkeyPatch

    def run(self, ocr: str, engines: str = "engine 1") -> list[int]:
        """How many pictures each turn read."""

        def engines_of(wanted: str) -> str:
            return "" if wanted == "off" else engines

        for module in (flows.reading.fingerprint, flows.schedule.launch):
            self.patch.setattr(module, "engines_of", engines_of)
        engine = Engine()  # another one each time, as tests read a file once with the same settings
        recogniser = Recogniser(engine, engine, engine)
        self.patch.setattr(flows.reading.jobs, "recogniser_of", lambda name: recogniser if name else None)
        (self.folder / "raw").mkdir(exist_ok=True)
        counts = []
        for turn in turns_of(make_settings(self.folder / "raw", self.folder / "w.duckdb", ocr=ocr)):
            before = engine.pages
            ingest_here(turn.raw, turn.warehouse, ocr=turn.ocr)
            counts.append(engine.pages - before)
        return counts

    @property
    def waits(self) -> list[str]:
        with duckdb.connect(str(self.folder / "w.duckdb"), read_only=True) as connection:
            return [reason for (reason,) in connection.execute("SELECT reason FROM quarantine").fetchall()]


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    pytest.importorskip("cv2")
    pytest.importorskip("PIL")
    (tmp_path / "raw").mkdir()
    held = BytesIO()
    canvas = Canvas(held, pagesize=(400, 500))
    canvas.drawImage(grey_picture(), 0, 0, 400, 500)
    canvas.save()
    (tmp_path / "raw" / "scan.pdf").write_bytes(held.getvalue())
    return Night(tmp_path, monkeypatch)


def test_a_scan_waits_until_engines_are_there_and_is_then_left_alone(night: Night) -> None:
    assert night.run("off") == [0]
    assert night.waits == ["scanned_pdf"]
    assert night.run("auto")[0] > 0
    assert night.waits == []
    assert night.run("auto") == [0]


def test_other_engines_read_again_and_without_any_it_waits_again(night: Night) -> None:
    night.run("auto")
    assert night.run("auto", "engine 2")[0] > 0
    assert night.run("off") == [0]
    assert night.waits == ["scanned_pdf"]


def test_read_later_it_is_published_last_and_stays(night: Night) -> None:
    first, second = night.run("later")
    assert (first, second > 0) == (0, True)
    assert night.waits == []
    assert night.run("later") == [0, 0]
    assert night.waits == []


def test_the_engines_are_those_of_the_protocols() -> None:
    engine: witnesses.Finder = Engine()
    reader: witnesses.Witness = Engine()
    assert engine.find_lines(None)
    assert reader.read_lines([None])[0].text == LINES[0]
