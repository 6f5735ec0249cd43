"""The engines are there or not, and are never others than those that were asked for."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from flows.reading import eyes
from flows.reading.eyes import engines_of, find_models, recogniser_of

VERSIONS = {"rapidocr": "3", "onnxruntime": "1", "tesserocr": "2", "opencv-python-headless": "5", "pillow": "9"}


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "chi_sim.traineddata").write_bytes(b"model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    return tmp_path


def make_installed(monkeypatch: pytest.MonkeyPatch, versions: dict[str, str]) -> None:
    monkeypatch.setattr(eyes, "find_spec", lambda name: object())
    monkeypatch.setattr(eyes, "version", versions.__getitem__)


def test_a_model_is_found_where_tesseract_is_told_to_look(models: Path) -> None:
    assert find_models() == str(models)


def test_without_packages_there_are_no_engines(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "find_spec", lambda name: None)
    assert engines_of("auto") == ""
    assert recogniser_of("") is None


def test_without_a_model_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    make_installed(monkeypatch, VERSIONS)
    monkeypatch.setattr(eyes, "_MODEL_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    assert engines_of("auto") == ""


def test_engines_have_versions_and_can_be_off(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_installed(monkeypatch, VERSIONS)
    assert (
        engines_of("auto")
        == "rapidocr 3, onnxruntime 1, tesserocr 2, opencv-python-headless 5, pillow 9, chi_sim of 5 bytes"
    )
    assert engines_of("off") == ""


def test_opencv_of_another_package_is_no_fault(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_installed(monkeypatch, VERSIONS)
    monkeypatch.setattr(eyes, "version", version)
    assert eyes._version_of("no-such-package") == "of another package"


def test_other_engines_than_those_asked_for_read_nothing(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node of a cluster has another version: what it reads is not what the run would have read."""
    make_installed(monkeypatch, VERSIONS)
    found = recogniser_of("rapidocr 4, tesserocr 2")
    assert found is not None
    with pytest.raises(RuntimeError, match="rapidocr 4, tesserocr 2; here is rapidocr 3, onnxruntime 1"):
        found.finder.find_lines(None)
    with pytest.raises(RuntimeError, match="here is rapidocr 3"):
        found.first.read_lines([])


def test_both_engines_read_a_line() -> None:
    pytest.importorskip("rapidocr")
    cv2 = pytest.importorskip("cv2")
    numpy = pytest.importorskip("numpy")
    if not (engines := engines_of("auto")):
        pytest.skip("Tesseract's Chinese model is not installed")
    recogniser = recogniser_of(engines)
    assert recogniser is not None
    page = numpy.full((200, 400), 255, numpy.uint8)
    cv2.putText(page, "2047", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 4)
    [corners] = recogniser.finder.find_lines(page)
    assert 30 < corners[0][0] < 80
    line = page[60:140, 40:300].copy()
    assert [recogniser.first.read_lines([line])[0].text, recogniser.second.read_lines([line])[0].text] == ["2047"] * 2
    assert recogniser.first.read_lines([]) == []
