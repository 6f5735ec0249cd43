"""Sends reports of known figures through real tools and counts what the reader makes of it.

`python -m tests.truth.tools [--sample N] [--seed S] [--tool NAME] [--show K] [--cache FOLDER] [--details FILE]`;
`--case ID` reads one document again, `--write FILE` writes what the tool hands over of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from tests.truth.tools.documents import DocumentId, draw
from tests.truth.tools.plan import plan_documents
from tests.truth.tools.reading import Result, convert_all, judge_document, source_bytes, tool_output
from tests.truth.tools.registry import CONVERSIONS, TOOLS
from tests.truth.tools.store import Store, default_folder

CHUNK = 64
UNRULED = " (no rules)"


@dataclass
class Tally:
    """Counts over the documents of one tool; `undamaged` are the pairs (right, valued) of undamaged ones."""

    documents: int = 0
    cells: int = 0
    valued: int = 0
    demanded: int = 0
    demanded_right: int = 0
    right: int = 0
    doubted: int = 0
    missing: int = 0
    silent: int = 0
    undamaged_right: int = 0
    undamaged_valued: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        self.documents += 1
        for name in ("cells", "valued", "demanded", "demanded_right", "right", "doubted", "missing"):
            setattr(self, name, getattr(self, name) + getattr(result, name))
        self.silent += len(result.silent)
        self.notes.update(result.notes)
        if result.damages == ("none",):
            self.undamaged_right += result.right
            self.undamaged_valued += result.valued


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def print_table(tallies: dict[str, Tally]) -> None:
    """A line a tool. `recall` is right of all cells with a value, whatever the tool or the damage left of them."""
    columns = ("docs", "cells", "valued", "right", "doubted", "missing", "SILENT", "undamaged", "recall", "demanded")
    print(f"{'tool':<26}" + "".join(f"{name:>10}" for name in columns) + "  notes")
    for name, tally in tallies.items():
        counts = (tally.documents, tally.cells, tally.valued, tally.right, tally.doubted, tally.missing, tally.silent)
        shares = (
            _share(tally.undamaged_right, tally.undamaged_valued),
            _share(tally.right, tally.valued),
            _share(tally.demanded_right, tally.demanded),
        )
        notes = ", ".join(f"{note} {count}" for note, count in sorted(tally.notes.items()))
        print(f"{name:<26}" + "".join(f"{value:>10}" for value in (*counts, *shares)) + f"  {notes}".rstrip())


def missing_tools() -> dict[str, list[str]]:
    """The tools that cannot run here, by the package or program that is absent."""
    missing: dict[str, list[str]] = {}
    for tool in TOOLS.values():
        if tool.missing:
            missing.setdefault(tool.missing, []).append(tool.name)
    for (source, target), conversion in CONVERSIONS.items():
        if conversion.is_missing:
            missing.setdefault(conversion.program, []).append(f"{target} from {source}")
    return missing


def judge_plan(plan: list[DocumentId], store: Store, only: str, workers: int) -> Iterator[Result]:
    """The results of all documents; so many at a time are converted, then read."""
    with Pool(workers) as pool:
        for start in range(0, len(plan), CHUNK):
            chunk = plan[start : start + CHUNK]
            written = list(zip(chunk, pool.map(_write_source, chunk, chunksize=4), strict=True))
            parts = [written[first::workers] for first in range(workers)]
            pool.map(partial(_convert_part, store=store, only=only), parts, chunksize=1)
            for results in pool.imap(partial(judge_document, store=store, only=only), chunk):
                yield from results


def _write_source(document_id: DocumentId) -> bytes:
    return source_bytes(draw(document_id))


def _convert_part(part: list[tuple[DocumentId, bytes]], store: Store, only: str) -> int:
    return convert_all(part, store, only)


def run(results: Iterable[Result], show: int, details: Path | None) -> int:
    """Print the table and the first silent errors; the exit status is 1 where there is one."""
    tallies = {f"{name}{unruled}": Tally() for name in TOOLS for unruled in ("", UNRULED)}
    total, wrong = Tally(), []
    with details.open("w", encoding="utf-8") if details else nullcontext() as file:
        for result in results:
            tallies[f"{result.tool}{UNRULED if result.is_unruled else ''}"].add(result)
            total.add(result)
            wrong += [(result.case, error) for error in result.silent]
            if file:
                file.write(_line(result))
    print_table({**{name: tally for name, tally in tallies.items() if tally.documents}, "all": total})
    for case, error in wrong[:show]:
        print(f"{error}\n    --case '{case}'")
    return 1 if wrong or any(note.startswith("crashed") for note in total.notes) else 0


def _line(result: Result) -> str:
    found = {**vars(result), "silent": list(map(vars, result.silent))}
    return json.dumps(found, ensure_ascii=False, default=str) + "\n"


def show_case(text: str, store: Store, target: Path | None) -> int:
    """Print what became of one document behind one tool, and what the tool handed over, or write that to a file."""
    name, document = text.split("/", 1)
    document_id = DocumentId.parse(document)
    drawn = draw(document_id)
    data = source_bytes(drawn)
    convert_all([(document_id, data)], store, name)
    output = tool_output(drawn, TOOLS[name], data, store)
    if output is None:
        print(f"{name} failed or is absent")
        return 1
    if target:
        target.write_bytes(output.data)
    elif TOOLS[name].is_text:
        print(output.data.decode("utf-8", "replace").replace("\t", "→").replace("\f", "␌"))
    result = judge_document(document_id, store, name)[0]
    figures = drawn.figures
    print(f"form {figures.form}, {figures.year}, {figures.regime}, blanks {figures.blank_mode}, slip {figures.slip}")
    print(f"right {result.right} of {result.valued}; notes {dict(result.notes)}; lost {dict(result.lost)}")
    print("\n".join(f"silent: {error}" for error in result.silent))
    return 1 if result.silent else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.truth.tools", description=__doc__)
    parser.add_argument("--sample", type=int, default=600, help="how many documents; each goes to several tools")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", default="", choices=["", *TOOLS], metavar="NAME", help="only one tool")
    parser.add_argument("--show", type=int, default=20, help="how many silent errors to print")
    parser.add_argument("--cache", type=Path, default=default_folder(), help="where converted files are kept")
    parser.add_argument("--details", type=Path, help="a file for all results, a line of JSON each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--case", help="read one document behind one tool, as named by a silent error")
    parser.add_argument("--write", type=Path, help="with --case: a file for what the tool hands over")
    options = parser.parse_args(arguments)
    store = Store(options.cache)
    if options.case:
        return show_case(options.case, store, options.write)
    for need, names in missing_tools().items():
        print(f"{need} is absent: left out are {', '.join(names)}")
    plan = plan_documents(options.sample, options.seed, options.tool)
    return run(judge_plan(plan, store, options.tool, options.workers), options.show, options.details)


if __name__ == "__main__":
    sys.exit(main())
