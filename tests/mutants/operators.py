"""Small changes of a source: what a slip of the pen, or a guard taken out, would leave behind.

Each operator takes a node of the syntax tree and gives texts that stand in for a node's own. Texts of the source are
never changed, nor annotations, decorators and f-strings: messages and evidence are for people.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

_COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLS: Mapping[str, str] = {"any": "all", "all": "any", "min": "max", "max": "min"}

Change = tuple[ast.expr | ast.stmt, str]
"""A node, and the text that takes its place."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a module: the bytes of its source from `start` to `end` become `text`.

    `function` is the dotted name of what it stands in, '' for the module itself. `before` and `after` are the line that
    it changes; where `after` is that of an earlier mutation of the function, its number follows.
    """

    module: str
    function: str
    line: int
    before: str
    after: str
    start: int
    end: int
    text: str

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is known by, also when lines move: module, function, change."""
        return self.module, self.function, f"{self.before} => {self.after}"

    def apply(self, source: str) -> str:
        """The source of the module with the change in it."""
        data = source.encode()
        return (data[: self.start] + self.text.encode() + data[self.end :]).decode()


def find_mutations(module: str, source: str) -> list[Mutation]:
    """All mutations of a module in the order of its source.

    >>> [mutation.after for mutation in find_mutations("m", "x = a < 9")]
    ['x = (a <= 9)', 'x = a < 10', 'x = a < 8']
    """
    tree = ast.parse(source)
    starts = [0, *_accumulate(len(line.encode()) for line in source.splitlines(keepends=True))]
    found: list[Mutation] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for function, (node, text) in _walk(tree, ""):
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        before, after = _lines(source.encode(), start, end, text)
        mutation = Mutation(module, function, node.lineno, before, after, start, end, text)
        seen[mutation.name] += 1
        number = f" ({seen[mutation.name]})" if seen[mutation.name] > 1 else ""
        found.append(replace(mutation, after=after + number))
    return found


def _accumulate(lengths: Iterator[int]) -> Iterator[int]:
    total = 0
    for length in lengths:
        total += length
        yield total


def _lines(data: bytes, start: int, end: int, text: str) -> tuple[str, str]:
    """The lines that a change touches as one, before it and after."""
    first = data.rfind(b"\n", 0, start) + 1
    last = data.find(b"\n", end)
    head, tail = data[first:start].decode(), data[end : last if last >= 0 else len(data)].decode()
    return _on_one_line(head + data[start:end].decode() + tail), _on_one_line(head + text + tail)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _walk(node: ast.AST, function: str) -> Iterator[tuple[str, Change]]:
    """All changes of a node and of those in it, with the name of the function that they stand in."""
    if isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        function = f"{function}.{node.name}".lstrip(".")
    for kind, operators in _OPERATORS.items():
        if isinstance(node, kind):
            yield from ((function, change) for operator in operators for change in operator(node))
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "bases"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _walk(child, function)


def _in_brackets(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


def _swap_comparisons(node: ast.Compare) -> Iterator[Change]:
    for index, operator in enumerate(node.ops):
        swapped = deepcopy(node)
        swapped.ops[index] = _COMPARISONS[type(operator)]()
        yield node, _in_brackets(swapped)


def _change_connective(node: ast.BoolOp) -> Iterator[Change]:
    """and for or, and each operand dropped: a condition that nobody would miss."""
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield node, _in_brackets(ast.BoolOp(other, node.values))
    for index in range(len(node.values)):
        rest = [value for place, value in enumerate(node.values) if place != index]
        yield node, _in_brackets(ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0])


def _drop_sign(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, (ast.Not, ast.USub)):
        yield node, _in_brackets(node.operand)


def _change_constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield node, str(not node.value)
    elif isinstance(node.value, int):
        yield node, str(node.value + 1)
        yield node, f"({node.value - 1})" if node.value == 0 else str(node.value - 1)
    elif isinstance(node.value, float):
        yield node, str(node.value * 2)
        yield node, str(node.value / 2)


def _swap_arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in _ARITHMETIC and not _is_union_of_types(node):
        yield node, _in_brackets(ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right))


def _is_union_of_types(node: ast.BinOp) -> bool:
    """Whether | stands between types, as in an alias that is no annotation."""
    sides = [side for side in (node.left, node.right) if isinstance(side, ast.Name)]
    return any(side.id[0].isupper() or side.id in ("str", "int") for side in sides if not side.id.isupper())


def _swap_assignment(node: ast.AugAssign) -> Iterator[Change]:
    if type(node.op) in _ARITHMETIC:
        yield node, ast.unparse(ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value))
    yield node, "pass"


def _force_branch(node: ast.If | ast.IfExp | ast.While) -> Iterator[Change]:
    """Always, or never; a condition that also names what it found can only be never."""
    if not any(isinstance(inner, ast.NamedExpr) for inner in ast.walk(node.test)):
        yield node.test, "True"
    yield node.test, "False"


def _drop_filter(node: ast.comprehension) -> Iterator[Change]:
    for condition in node.ifs:
        if not any(isinstance(inner, ast.NamedExpr) for inner in ast.walk(condition)):
            yield condition, "True"


def _drop_bound(node: ast.Slice) -> Iterator[Change]:
    for bound in (node.lower, node.upper):
        if bound is not None:
            yield bound, ""


def _swap_call(node: ast.Call) -> Iterator[Change]:
    """any for all, min for max; and a guard that never speaks."""
    if isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield node.func, _CALLS[node.func.id]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "when":
        yield node.args[0], "None"


def _return_nothing(node: ast.Return) -> Iterator[Change]:
    is_empty = isinstance(node.value, (ast.Tuple, ast.List, ast.Dict)) and not any(ast.iter_child_nodes(node.value))
    if node.value is not None and not isinstance(node.value, ast.Constant) and not is_empty:
        yield node.value, "None"


def _drop_statement(node: ast.stmt) -> Iterator[Change]:
    """A call, a change of state, or a jump left out; without a plain name nothing behind it would run at all."""
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom))
    is_state = isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name)
    if is_call or is_state or isinstance(node, (ast.Break, ast.Continue)):
        yield node, "pass"


_OPERATORS: Mapping[type[ast.AST], tuple[Callable[[Any], Iterator[Change]], ...]] = {
    ast.Compare: (_swap_comparisons,),
    ast.BoolOp: (_change_connective,),
    ast.UnaryOp: (_drop_sign,),
    ast.Constant: (_change_constant,),
    ast.BinOp: (_swap_arithmetic,),
    ast.AugAssign: (_swap_assignment,),
    ast.If: (_force_branch,),
    ast.IfExp: (_force_branch,),
    ast.While: (_force_branch,),
    ast.comprehension: (_drop_filter,),
    ast.Slice: (_drop_bound,),
    ast.Call: (_swap_call,),
    ast.Return: (_return_nothing,),
    ast.stmt: (_drop_statement,),
}
