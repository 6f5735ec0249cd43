"""The figures of the house, to be compared before and after a change, also with an older checkout.

    python -m tests.figures [--root DIR] [--list]

What a regular expression and a threshold of the core are, and what is evidence for them, stands in
`tests.evidence_in_code`. A line names the year of a form if a literal or a name in it does; texts for people may speak
of it.
"""

from __future__ import annotations

import argparse
import ast
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.evidence_in_code import Finding, Source, find_regexes, find_thresholds, mirror_of, proved_names, read_sources

ROOT = Path(__file__).resolve().parent.parent
CORE, SHELL = "transforms", "flows"
YEAR = re.compile(r"(?<!\d)(?:2019|2021)(?!\d)")
SQL_COMMENT = re.compile(r"(?P<text>'[^']*')|--[^\n]*|/\*.*?\*/", re.DOTALL)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_years(source: Source) -> list[Finding]:
    """The lines of a source that name the year of a form, as a literal or in a name."""
    lines = {node.lineno for node in ast.walk(source.tree) if isinstance(node, ast.expr) and _names_year(node)}
    return [Finding(source.path, line, source.code_at(line)) for line in sorted(lines)]


def find_sql_years(path: str, text: str) -> list[Finding]:
    """The lines of a SQL file that name the year of a form outside comments."""
    lines = SQL_COMMENT.sub(_without_comment, text).splitlines()
    return [Finding(path, number, line.strip()) for number, line in enumerate(lines, start=1) if YEAR.search(line)]


def _without_comment(match: re.Match[str]) -> str:
    return match["text"] or "\n" * match[0].count("\n")


def body_lengths(source: Source) -> list[int]:
    """How many lines the body of each function has, without its docstring."""
    functions = [node for node in ast.walk(source.tree) if isinstance(node, Function)]
    return [_length(function.body[1:] if ast.get_docstring(function) else function.body) for function in functions]


def _length(body: Sequence[ast.stmt]) -> int:
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _names_year(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return bool(YEAR.fullmatch(str(node.value)))
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return bool(YEAR.search(name))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one checkout, as lines of a table, and what lacks evidence."""

    rows: tuple[tuple[str, str], ...]
    lacking: tuple[tuple[str, Finding], ...]


def measure(root: Path) -> Figures:
    """The figures of the checkout in a folder."""
    core, shell, notebooks, tests = (read_sources(root, folder) for folder in (CORE, SHELL, "notebooks", "tests"))
    proved = {test.path: proved_names(test) for test in tests}
    regexes = _flatten(find_regexes(source, _proved_of(source, proved)) for source in core)
    thresholds = _flatten(find_thresholds(source, _proved_of(source, proved)) for source in core)
    sql = sorted((root / "sql").rglob("*.sql"))
    years = _flatten(find_years(source) for source in (*core, *shell)) + _flatten(
        find_sql_years(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in sql
    )
    modules = [source.path for source in (*core, *shell) if not source.path.endswith("/__init__.py")]
    lengths = [length for source in (*core, *shell) for length in body_lengths(source)]
    rows = (
        (f"files at the root of {CORE}", _files_at_root(core)),
        (f"files at the root of {SHELL}", _files_at_root(shell)),
        ("longest source file", _longest([*core, *shell, *notebooks])),
        ("longest test file", _longest(tests)),
        ("modules with a mirrored test", f"{sum(mirror_of(path) in proved for path in modules)} of {len(modules)}"),
        ("regular expressions with evidence", _share(regexes)),
        ("thresholds with evidence", _share(thresholds)),
        ("lines that name the year of a form", str(len(years))),
        ("lines of a function's body, median", f"{statistics.median(lengths):g} of {len(lengths)} functions"),
    )
    kinds = (("regex", regexes), ("threshold", thresholds), ("year", years))
    lacking = [(kind, finding) for kind, findings in kinds for finding in findings if not finding.has_evidence]
    unmirrored = [("mirror", Finding(path, 1, mirror_of(path))) for path in modules if mirror_of(path) not in proved]
    return Figures(rows, (*lacking, *unmirrored))


def _proved_of(source: Source, proved: Mapping[str, set[str]]) -> set[str]:
    """What the mirrored test of a module proves, with the tests that were split off it."""
    mirror = mirror_of(source.path)
    split = mirror.removesuffix(".py") + "_"
    return {name for path, names in proved.items() if path == mirror or path.startswith(split) for name in names}


def _flatten(groups: Iterable[Iterable[Finding]]) -> list[Finding]:
    return [finding for group in groups for finding in group]


def _files_at_root(sources: Sequence[Source]) -> str:
    return str(sum(source.path.count("/") == 1 for source in sources))


def _longest(sources: Sequence[Source]) -> str:
    length, path = max((len(source.lines), source.path) for source in sources)
    return f"{length} lines: {path}"


def _share(findings: Sequence[Finding]) -> str:
    proved = sum(finding.has_evidence for finding in findings)
    return f"{proved} of {len(findings)}, {len(findings) - proved} without"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.figures", description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout that is measured")
    parser.add_argument("--list", action="store_true", help="print each place that lacks evidence or a mirrored test")
    options = parser.parse_args()
    figures = measure(options.root)
    for name, figure in figures.rows:
        print(f"{name:<36} {figure}")
    for kind, finding in figures.lacking if options.list else ():
        print(f"{kind}: {finding}")


if __name__ == "__main__":
    main()
