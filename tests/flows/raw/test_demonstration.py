"""The demonstration stands alone, or is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.raw.demonstration import is_of_demonstration, leave_out_demonstration
from flows.raw.discovery import find_files
from flows.raw.gazetteers import HEADER
from tests.flows.inputs import DEMO

REAL = "110101001000,东华门街道,subdistrict,110101,东城区,110100,市辖区,110000,北京市"
FICTIONAL = "990101001000,范例街道,subdistrict,990101,示例县,990100,示例市,990000,示例省"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with the demonstration and nothing else that is seen."""
    shutil.copytree(DEMO, tmp_path / "raw" / "demo")
    (tmp_path / "raw" / ".gitkeep").touch()
    return tmp_path / "raw"


def kept(raw: Path, *known: str) -> list[str]:
    return [file.name for file in leave_out_demonstration(find_files(raw), known)]


def test_alone_it_is_read(raw: Path) -> None:
    assert len(kept(raw)) == len(list(DEMO.iterdir()))
    assert kept(raw, "demo/fanli-2020.txt") == kept(raw)


@pytest.mark.parametrize("other", ["report.txt", "demo.txt", "demonstration/a.txt", "中/a.zip", "demo/mine.html"])
def test_beside_any_other_file_it_is_left_out(raw: Path, other: str) -> None:
    (raw / other).parent.mkdir(exist_ok=True)
    (raw / other).write_text("x")
    assert kept(raw) == [other]


def test_its_files_are_known_by_name_so_that_no_other_is_taken_for_one() -> None:
    assert all(is_of_demonstration(f"demo/{path.name}") for path in DEMO.iterdir())
    assert not any(map(is_of_demonstration, ("demo/mine.html", "demo/fanli-2020.txt.html", "demo/a/empty.txt")))


@pytest.mark.parametrize("row", [f"{FICTIONAL}\n\n", f'"{FICTIONAL.replace(",", chr(34) + "," + chr(34))}"'])
def test_it_is_known_however_its_gazetteer_is_written(raw: Path, row: str) -> None:
    (raw / "demo" / "gazetteer.csv").write_text(f"{HEADER.decode()}\n{row}\n", "utf-8")
    (raw / "report.txt").write_text("x")
    assert kept(raw) == ["report.txt"]


def test_a_folder_that_cannot_be_listed_is_another_file_as_well(raw: Path) -> None:
    (raw / "share").symlink_to("nowhere")
    assert kept(raw) == ["share"]


def test_it_does_not_step_in_for_files_that_are_gone(raw: Path) -> None:
    """A share that is not mounted leaves a folder with the demonstration alone."""
    assert kept(raw, "demo/fanli-2020.txt", "2021/report.txt") == []


@pytest.mark.parametrize("rows", [(), (REAL,), (FICTIONAL, REAL)])
def test_a_folder_of_that_name_with_real_places_is_nobodys_demonstration(raw: Path, rows: tuple[str, ...]) -> None:
    (raw / "demo" / "gazetteer.csv").write_text("\n".join((HEADER.decode(), *rows, "")), "utf-8")
    (raw / "report.txt").write_text("x")
    assert len(kept(raw)) == len(list(DEMO.iterdir())) + 1


def test_a_folder_of_that_name_without_a_gazetteer_is_nobodys_demonstration(raw: Path) -> None:
    (raw / "demo" / "gazetteer.csv").unlink()
    (raw / "report.txt").write_text("x")
    assert len(kept(raw)) == len(list(DEMO.iterdir()))


def test_read_for_itself_it_is_a_raw_folder_like_any_other(raw: Path) -> None:
    assert len(kept(raw / "demo", "2021/report.txt")) == len(list(DEMO.iterdir()))
