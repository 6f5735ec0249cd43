"""The two engines that read pictures: PP-OCR, whose models are in the wheel of rapidocr, and Tesseract.

They were made apart from each other: other models, trained on other pictures, that cut a line in other ways. Both are
of the extra `ocr`; Tesseract's Chinese model is a file of the system (Debian: tesseract-ocr-chi-sim).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from transforms.formats import Corners, Image, Line, Recogniser

_PACKAGES: Final = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr", "tesserocr")
# What another version of may read a picture otherwise.
_ENGINES: Final = ("rapidocr", "onnxruntime", "tesserocr", "opencv-python-headless", "pillow")
_LANGUAGE: Final = "chi_sim"
_MODEL_FOLDERS: Final = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
# The longer side, in pixels, of the picture in which lines are looked for: more costs time and finds the same.
_FINDER_SIDE: Final = 960
# Lines are read at a height in pixels, and widened with paper to a width: the model's own 320 costs a lone digit four
# times as much, and it reads 270 printed numbers alike with less.
_LINE_HEIGHT: Final = 48
_LEAST_WIDTH: Final = 96
_SINGLE_LINE: Final = 7


def find_models() -> str | None:
    """The folder of Tesseract's Chinese model, None where there is none."""
    folders = (os.environ.get("TESSDATA_PREFIX"), *_MODEL_FOLDERS)
    return next((folder for folder in folders if folder and _model_of(folder).is_file()), None)


def _model_of(folder: str) -> Path:
    return Path(folder) / f"{_LANGUAGE}.traineddata"


def engines_of(ocr: str) -> str:
    """The engines that read pictures with their versions, '' where there are none or they are off.

    `ocr` is the setting: `auto` or `off`.
    """
    folder = None if ocr == "off" or not all(map(find_spec, _PACKAGES)) else find_models()
    if folder is None:
        return ""
    engines = [f"{name} {_version_of(name)}" for name in _ENGINES]
    return ", ".join([*engines, f"{_LANGUAGE} of {_model_of(folder).stat().st_size} bytes"])


def _version_of(name: str) -> str:
    """The version of a package; OpenCV comes as one of several."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "of another package"


def recogniser_of(engines: str) -> Recogniser | None:
    """The engines of that name and version, loaded when they first read; None for ''.

    Where others are installed here, as on a node of a cluster, reading a picture raises `RuntimeError`: what they read
    would not be what was asked for.
    """
    if not engines:
        return None
    found = engines_of("auto")
    return _recogniser() if found == engines else _absent(engines, found)


def _absent(engines: str, found: str) -> Recogniser:
    from transforms.formats import Recogniser

    absent = AbsentEngine(f"pictures are to be read by {engines}; here is {found or 'no engine'}")
    return Recogniser(absent, absent, absent)


@dataclass(frozen=True, slots=True)
class AbsentEngine:
    """An engine that is not installed here, and says so when it is asked to read."""

    name: str

    def find_lines(self, image: Image) -> list[Corners]:
        raise self._error

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        raise self._error

    @property
    def _error(self) -> RuntimeError:
        from transforms.formats import EngineAbsentError

        return EngineAbsentError(self.name)


@cache
def _recogniser() -> Recogniser:
    from transforms.formats import Recogniser

    engine = PaddleOCR()
    return Recogniser(engine, Tesseract(find_models() or ""), engine)


class PaddleOCR:
    """PP-OCR by ONNX Runtime, as rapidocr has it; it finds lines and reads them."""

    name = "PP-OCR"

    @cached_property
    def _engine(self) -> Any:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        from rapidocr import RapidOCR

        threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        return RapidOCR(params={"Global.log_level": "critical", **threads})

    @cached_property
    def _finder(self) -> Any:
        finder = self._engine._load_det_model()
        finder.limit_side_len, finder.limit_type = _FINDER_SIDE, "max"
        return finder

    @cached_property
    def _reader(self) -> Any:
        reader = self._engine._load_rec_model()
        reader.rec_image_shape = [3, _LINE_HEIGHT, _LEAST_WIDTH]
        return reader

    def find_lines(self, image: Image) -> list[Corners]:
        import cv2

        found = self._finder(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)).boxes
        return [] if found is None else [tuple((float(x), float(y)) for x, y in box) for box in found]  # type: ignore[misc]

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        import cv2
        from rapidocr.ch_ppocr_rec.typings import TextRecInput

        from transforms.formats import Line

        if not lines:
            return []
        read = self._reader(TextRecInput(img=[cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines]))
        return [Line(text, float(score)) for text, score in zip(read.txts, read.scores, strict=True)]


class Tesseract:
    """Tesseract's network for Chinese, in this process."""

    name = "Tesseract"

    def __init__(self, folder: str) -> None:
        self._folder = folder

    @cached_property
    def _engine(self) -> Any:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        import tesserocr

        return tesserocr.PyTessBaseAPI(path=self._folder, lang=_LANGUAGE, psm=_SINGLE_LINE)

    def read_lines(self, lines: Sequence[Image]) -> list[Line]:
        return [self._read(line) for line in lines]

    def _read(self, line: Image) -> Line:
        from transforms.formats import Line

        height, width = line.shape
        self._engine.SetImageBytes(line.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(200)
        text = self._engine.GetUTF8Text().strip()
        return Line(text, self._engine.MeanTextConf() / 100)
