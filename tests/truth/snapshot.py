"""All that the reader makes of many reports, written to a file, so that a change of the code can be held against it.

`python -m tests.truth.snapshot write FILE [--reports N] [--seed S]` reads the real reports and the cases where they lie
beside this checkout, the demonstration reports, the texts of `tests/cases` and N generated ones, and writes a line of
JSON for each: facts, doubts, evidence, sections, narrative, rejection, or the error that it ended with. `python -m
tests.truth.snapshot compare BEFORE AFTER` prints every difference between two such files and exits with 1 if there is
any.

The files are made where they are needed and are no part of the repository.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from tests.truth.accuracy import draw_sample, plan_cases
from tests.truth.case import CaseId, build_case
from transforms.report import Reading, read_report

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = {"real": SHARED / "reports", "case": SHARED / "cases", "demo": ROOT / "data" / "raw"}
# What differs without any difference in what was read: the version of the reader, and in generated documents, in which
# their makers write the time of day, the hash of the file and its size.
_NOT_COMPARED = ("parser_version", "report_id", "source_sha256", "byte_size")
_TIME_OF_DAY = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _plain(reading: Reading) -> dict[str, Any]:
    read = {name: getattr(reading, name) for name in ("media_type", "rejection", "evidence", "metadata")}
    report = asdict(reading.report) if reading.report else {}
    rejection = asdict(reading.rejection) if reading.rejection else None
    kept = {name: value for name, value in report.items() if name not in _NOT_COMPARED}
    return {**read, "rejection": rejection, "report": kept}


def _line(name: str, data: bytes, path: str) -> str:
    try:
        read = _plain(read_report(data, path))
    except Exception as error:
        read = {"error": repr(error)}
    text = json.dumps({"name": name, **read}, ensure_ascii=False, default=str, sort_keys=True)
    return _TIME_OF_DAY.sub("…", text)


def _read_files() -> Iterator[str]:
    for kind, folder in FOLDERS.items():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield _line(f"{kind} {path.relative_to(folder)}", path.read_bytes(), path.name)


def _read_texts() -> Iterator[str]:
    """The texts of the cases that the tests of the rooms share, read as files."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text("utf-8"))):
            original = case["original"]
            if not isinstance(original, dict):
                text = original if isinstance(original, str) else "\n".join(map(str, original))
                yield _line(f"{path.stem} {number}", text.encode("utf-8", "surrogatepass"), "report.txt")


def _read_case(case_id: CaseId) -> str:
    case = build_case(case_id)
    return _line(f"generated {case_id}", case.data, "report.txt")


def write_snapshot(target: Path, reports: int, seed: int) -> int:
    """Read everything and write the snapshot; the number of its lines."""
    lines = [*_read_files(), *_read_texts()]
    with Pool(2) as pool:
        lines += pool.imap(_read_case, draw_sample(plan_cases(reports, seed), reports, seed), chunksize=8)
    target.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return len(lines)


def _differences(before: object, after: object, place: str) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _differences(before.get(key), after.get(key), f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (first, second) in enumerate(zip(before, after, strict=True)):
            yield from _differences(first, second, f"{place}[{index}]")
    elif before != after:
        yield f"{place}: {_short(before)} -> {_short(after)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)"


def read_snapshot(path: Path) -> dict[str, Any]:
    """The readings of a snapshot by name."""
    read = map(json.loads, path.read_text("utf-8").splitlines())
    return {line["name"]: line for line in read}


def compare_snapshots(before: Path, after: Path, most: int) -> int:
    """Print up to `most` differences and their number; the exit status."""
    found = list(_differences(read_snapshot(before), read_snapshot(after), ""))
    print("\n".join(found[:most]))
    print(f"{len(found)} differences between {len(read_snapshot(before))} and {len(read_snapshot(after))} readings")
    return 1 if found else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.truth.snapshot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write")
    write.add_argument("file", type=Path)
    write.add_argument("--reports", type=int, default=1000)
    write.add_argument("--seed", type=int, default=1)
    compare = commands.add_parser("compare")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    compare.add_argument("--most", type=int, default=40, help="how many differences to print")
    options = parser.parse_args(arguments)
    if options.command == "compare":
        return compare_snapshots(options.before, options.after, options.most)
    print(f"{write_snapshot(options.file, options.reports, options.seed)} readings in {options.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
