"""The rooms of the shell: each is entered by what it exports, and by nothing else."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

import pytest

import flows
from tests.rooms import entries

FOLDER = Path(flows.__file__).parent
ROOT = FOLDER.parent
ROOMS = sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))
SOURCES = sorted([*FOLDER.rglob("*.py"), *(ROOT / "notebooks").glob("*.py")])
# What stands at the root of the shell and belongs to all rooms; `start` and `cli` are above them.
SHARED = {"bounded", "cli", "duck", "errors", "language", "settings", "signals", "start", "words"}


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "flows" and len(parts) > 2 else ""


def test_the_root_has_few_files_and_every_folder_is_a_room() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")}
    assert files == {"__init__", *SHARED}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_has_what_it_exports(room: str) -> None:
    module = importlib.import_module(f"flows.{room}")
    assert module.__doc__
    for name in module.__all__:
        assert hasattr(module, name) or importlib.util.find_spec(f"flows.{room}.{name}"), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_private_to_a_room_is_used_outside(path: Path) -> None:
    found = list(entries(path.read_text("utf-8"), "flows", ROOMS, room_of(path)))
    private = [
        f"flows.{room}: {name}" for room, name in found if name not in importlib.import_module(f"flows.{room}").__all__
    ]
    assert private == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from flows.state import warehouse_lock", [("state", "warehouse_lock")]),
        ("from flows.state.lock import warehouse_lock", [("state", "lock")]),
        ("def late():\n    import flows.runs.plan", [("runs", "plan")]),
        ("from flows.stage.segments import Stage", []),
        ("from flows.errors import RunError\nimport flows", []),
    ],
)
def test_an_entry_by_another_door_would_be_noticed(source: str, expected: list[tuple[str, str]]) -> None:
    assert list(entries(source, "flows", ROOMS, "stage")) == expected


def test_every_module_has_a_test_of_its_name() -> None:
    tests = ROOT / "tests" / "flows"
    modules = [path.relative_to(FOLDER) for path in FOLDER.rglob("*.py") if path.name != "__init__.py"]
    assert [str(path) for path in modules if not (tests / path.parent / f"test_{path.name}").is_file()] == []
