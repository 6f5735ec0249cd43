"""Who enters which room of a package, and by which door."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator


def entries(source: str, package: str, rooms: Collection[str], own: str) -> Iterator[tuple[str, str]]:
    """(room, what is taken of it) for every import of another room: a name that it exports, or a module as a door."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        for module, name in names:
            top, _, inner = module.partition(".")
            room, _, door = inner.partition(".")
            if top == package and room in rooms and room != own:
                yield room, door or name
