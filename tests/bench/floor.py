"""The floor under reading: the same bytes read, decoded with a codec that is known, and converted by OpenCC."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

import opencc

from transforms.text.decoding import Decoded, decode

_BODY = "word/document.xml"


def _body_of(path: Path) -> bytes:
    data = path.read_bytes()
    return zipfile.ZipFile(io.BytesIO(data)).read(_BODY) if path.suffix == ".docx" else data


def _encoding_of(path: Path) -> str:
    decoded = decode(_body_of(path))
    if not isinstance(decoded, Decoded):
        raise TypeError(f"{path} has no encoding")
    return decoded.encoding


def measure_floor(paths: Iterable[Path]) -> float:
    """Seconds that one process needs at least for these files; telling their encodings is not counted."""
    encodings = {path: _encoding_of(path) for path in paths}
    converter = opencc.OpenCC("t2s")
    started = perf_counter()
    for path, encoding in encodings.items():
        converter.convert(_body_of(path).decode(encoding))
    return perf_counter() - started
