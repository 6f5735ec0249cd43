"""Regular expressions and thresholds in the code, and whether they have evidence, as the syntax of the sources tells.

A regular expression is a call of `re` whose pattern is written in the code, or of a function of the same module that
compiles what it is given. A threshold is a constant of a module with a number, or a comparison of size with a number
that is not written in hex; -1, 0, 1 and 2 are none. Both have evidence if a comment stands above the constant, or above
the constants that it stands among without a blank line, and if the mirrored test names it in `EVIDENCE` (see
`tests.evidence`). The mirrored test of `x.py` is `test_x.py`, and where that is split, also each
`test_x_….py`. A pattern in a row of a data table has evidence if the row has `example` and `counter_example`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeGuard

METHODS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
EVIDENCE_KINDS = ("Pattern", "Threshold", "Given")
NO_THRESHOLDS = (-1, 0, 1, 2)
CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")

Assignment = ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed Python file; `path` is that below the root, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def code_at(self, line: int) -> str:
        return self.lines[line - 1].strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in the code. `says` is the full name of its constant or, where it has none, the code of its line."""

    path: str
    line: int
    says: str
    has_evidence: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


def parse(path: str, text: str) -> Source:
    """A source from its text."""
    return Source(path, text, ast.parse(text))


def read_sources(root: Path, folder: str) -> list[Source]:
    """The Python files below a folder of a checkout."""
    paths = sorted((root / folder).rglob("*.py"))
    return [parse(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths]


def mirror_of(path: str) -> str:
    """The path of the test that mirrors a module.

    >>> mirror_of("transforms/text/numbers.py")
    'tests/transforms/text/test_numbers.py'
    """
    folder, _, name = path.rpartition("/")
    return f"tests/{folder}/test_{name}"


def proved_names(test: Source) -> set[str]:
    """The full names that the `EVIDENCE` of a test speaks of; a constant may hold the beginning that they share."""
    if not any(name == "EVIDENCE" for node in test.tree.body for name in _targets(node)):
        return set()
    texts = {name: value.value for node in test.tree.body for name, value in _constants(node) if _is_text(value)}
    calls = (node for node in ast.walk(test.tree) if isinstance(node, ast.Call))
    entries = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in EVIDENCE_KINDS)
    return {name for entry in entries for name in map(partial(_text_of, texts), entry.args[:1]) if name}


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text_of(texts: Mapping[str, object], node: ast.expr) -> str:
    """The text of a literal, or of an f-string that puts constants in; '' for anything else."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.FormattedValue) else part for part in node.values)
        return "".join(_text_of(texts, part) for part in parts)
    return str(texts.get(node.id, "") if isinstance(node, ast.Name) else node.value if _is_text(node) else "")


def find_regexes(source: Source, proved: set[str]) -> list[Finding]:
    """The regular expressions that are written in a source, with their evidence."""
    parents = _parents(source.tree)
    makers = _makers(source.tree)
    compiled = {name for node in source.tree.body if _is_compiled(node) for name in _targets(node)}
    findings = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _writes_pattern(node, makers, compiled):
            owner = parents[node]
            is_named = isinstance(owner, Assignment) and parents[owner] is source.tree
            name = _full_name(source, owner) if is_named else ""
            has_evidence = _is_proved_row(node, parents) or (name in proved and has_comment(source, owner))
            findings.append(Finding(source.path, node.lineno, name or source.code_at(node.lineno), has_evidence))
    return findings


def find_thresholds(source: Source, proved: set[str]) -> list[Finding]:
    """The thresholds of a source, with their evidence; a comparison with a bare number has none."""
    findings = []
    for node in source.tree.body:
        for name, value in _constants(node):
            if _is_number(value) and not _is_no_threshold(value):
                full = f"{source.module}.{name}"
                has_evidence = full in proved and has_comment(source, node)
                findings.append(Finding(source.path, node.lineno, full, has_evidence))
    bare = (node for node in ast.walk(source.tree) if isinstance(node, ast.Compare) and _has_threshold(source, node))
    return findings + [Finding(source.path, node.lineno, source.code_at(node.lineno)) for node in bare]


def has_comment(source: Source, statement: ast.AST) -> bool:
    """Whether a comment stands above a statement of a module or above the assignments that it stands among."""
    body = source.tree.body
    lines = source.lines
    for index in range(next(place for place, node in enumerate(body) if node is statement), -1, -1):
        above = body[index].lineno - 1
        if above and lines[above - 1].lstrip().startswith("#"):
            return True
        if not index or body[index - 1].end_lineno != above or not isinstance(body[index - 1], Assignment):
            return False
    return False


def _parents(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _targets(node: ast.AST) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _full_name(source: Source, node: ast.AST) -> str:
    names = _targets(node)
    return f"{source.module}.{names[0]}" if names else ""


def _constants(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names and values of an assignment, one by one where it assigns several."""
    if not isinstance(node, Assignment) or node.value is None:
        return
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=True)
            yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))
        elif isinstance(target, ast.Name):
            yield target.id, node.value


def _is_number(node: ast.expr) -> bool:
    """Whether an expression is a number, a calculation with numbers alone, or several of them."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(map(_is_number, node.elts))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decimal"


def _is_no_threshold(node: ast.expr) -> bool:
    try:
        return ast.literal_eval(node) in NO_THRESHOLDS
    except ValueError:
        return False


def _has_threshold(source: Source, node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    compared = (
        side
        for operator, pair in zip(node.ops, pairwise(sides), strict=True)
        if isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
        for side in pair
    )
    numbers = (number for side in compared for number in _numbers_in(side))
    return any(not _is_no_threshold(number) and not _is_hex(source, number) for number in numbers)


def _numbers_in(node: ast.expr) -> Iterator[ast.expr]:
    """The numbers of one side of a comparison, those of a calculation in it too."""
    if isinstance(node, ast.UnaryOp) and not _is_number(node):
        yield from _numbers_in(node.operand)
    elif isinstance(node, ast.BinOp):
        yield from _numbers_in(node.left)
        yield from _numbers_in(node.right)
    elif not isinstance(node, ast.Tuple) and _is_number(node):
        yield node


def _is_hex(source: Source, node: ast.expr) -> bool:
    return (ast.get_source_segment(source.text, node) or "").lower().startswith("0x")


def _is_call_of_re(call: ast.Call) -> bool:
    method = call.func
    if not isinstance(method, ast.Attribute) or method.attr not in METHODS:
        return False
    return isinstance(method.value, ast.Name) and method.value.id == "re"


def _is_compiled(node: ast.stmt) -> bool:
    return isinstance(node, Assignment) and isinstance(node.value, ast.Call) and _is_call_of_re(node.value)


def _makers(tree: ast.Module) -> dict[str, tuple[int, str]]:
    """The functions of a module that compile one of their parameters: its place and its name."""
    makers = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        compiled = {
            call.args[0].id
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and _is_call_of_re(call) and call.args and isinstance(call.args[0], ast.Name)
        }
        names = [argument.arg for argument in function.args.args]
        if parameters := compiled.intersection(names):
            makers[function.name] = (names.index(min(parameters)), min(parameters))
    return makers


def _writes_pattern(call: ast.Call, makers: dict[str, tuple[int, str]], compiled: set[str]) -> bool:
    if _is_call_of_re(call):
        place, keyword = 0, "pattern"
    elif isinstance(call.func, ast.Name) and call.func.id in makers:
        place, keyword = makers[call.func.id]
    else:
        return False
    named = [argument.value for argument in call.keywords if argument.arg == keyword]
    patterns = call.args[place : place + 1] or named
    return any(_is_written(pattern, compiled) for pattern in patterns)


def _is_written(node: ast.expr, compiled: set[str]) -> bool:
    """Whether a pattern stands in the code: a literal, an f-string, a constant, or such texts put together."""
    if isinstance(node, ast.BinOp):
        return _is_written(node.left, compiled) or _is_written(node.right, compiled)
    if isinstance(node, ast.Name):
        return bool(CONSTANT.fullmatch(node.id)) and node.id not in compiled
    if isinstance(node, ast.Attribute):
        return node.attr == "pattern"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def _is_proved_row(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a pattern stands in a row of a data table that has an example and a counter-example.

    Patterns that are made of the rows of a CSV file have theirs there, which the mirrored test runs.
    """
    row: ast.AST | None = node
    while row is not None:
        if isinstance(row, ast.Call) and {"example", "counter_example"} <= {keyword.arg for keyword in row.keywords}:
            return True
        if isinstance(row, ast.GeneratorExp) and "read_rows" in ast.unparse(row.generators[0].iter):
            return True
        row = parents.get(row)
    return False
