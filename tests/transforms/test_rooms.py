"""The rooms of the core: each is entered by what it exports, and by nothing else."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import transforms
from tests.rooms import entries

FOLDER = Path(transforms.__file__).parent
ROOT = FOLDER.parent
ROOMS = sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))
SOURCES = sorted(
    [*FOLDER.rglob("*.py"), *(ROOT / "flows").rglob("*.py"), *(ROOT / "notebooks").glob("*.py")],
)
MOST_FILES_AT_THE_ROOT = 8


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "transforms" and len(parts) > 2 else ""


def test_the_root_has_few_files_and_every_folder_is_a_room() -> None:
    assert len(list(FOLDER.glob("*.py"))) <= MOST_FILES_AT_THE_ROOT
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_has_what_it_exports(room: str) -> None:
    module = importlib.import_module(f"transforms.{room}")
    assert module.__doc__
    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_private_to_a_room_is_used_outside(path: Path) -> None:
    found = list(entries(path.read_text("utf-8"), "transforms", ROOMS, room_of(path)))
    exported = {room: set(importlib.import_module(f"transforms.{room}").__all__) for room, _ in found}
    assert [f"transforms.{room}: {name}" for room, name in found if name not in exported[room]] == []
