"""The folder that the parts of the bench share, and the corpus in it, which is written once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from time import perf_counter

from flows.settings import count_usable_cores
from tests.bench.corpus import list_reports, write_reports


@dataclass(frozen=True)
class Corpus:
    """What lies in the raw folder, and what writing and reading it cost, in seconds."""

    reports: int
    megabytes: float
    writing: float
    reading: float = 0


@contextmanager
def workplace(keep: Path | None) -> Iterator[Path]:
    """The folder that is to be kept, or one that is removed at the end."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        yield Path(folder)


@contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A folder with nothing in it, removed at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _note(folder: Path) -> Path:
    return folder / "corpus.json"


def _read_note(folder: Path) -> Corpus:
    note = json.loads(_note(folder).read_text())
    return Corpus(**{field.name: note[field.name] for field in fields(Corpus) if field.name in note})


def note_corpus(folder: Path, corpus: Corpus) -> None:
    """Write down what the corpus cost, beside it."""
    _note(folder).write_text(json.dumps(asdict(corpus)))


def write_corpus(folder: Path, reports: int) -> Corpus:
    """Write the corpus into `folder/raw`, if it is not there from an earlier time."""
    if _note(folder).exists():
        corpus = _read_note(folder)
        if corpus.reports == reports:
            print(f"the corpus in {folder} is used again", flush=True)
            return corpus
        raise SystemExit(f"{folder} holds another corpus, of {corpus.reports} reports: name another folder")
    started = perf_counter()
    write_reports(folder / "raw", list_reports(reports), count_usable_cores())
    written = perf_counter() - started
    size = sum(path.stat().st_size for path in (folder / "raw").rglob("*.*")) / 1e6
    corpus = Corpus(reports, size, written)
    note_corpus(folder, corpus)
    return corpus
