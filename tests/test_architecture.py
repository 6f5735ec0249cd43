"""The shape of the house: what may import what, what a file may mention, how long it may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE_SOURCES = sorted((ROOT / "transforms").rglob("*.py"))
SHELL_SOURCES = sorted((ROOT / "flows").rglob("*.py"))
NOTEBOOK_SOURCES = sorted((ROOT / "notebooks").rglob("*.py"))
SOURCES = [*CORE_SOURCES, *SHELL_SOURCES, *NOTEBOOK_SOURCES]
SHELL_PACKAGES = {"flows", "notebooks", "prefect", "duckdb"}
NOTEBOOK_PACKAGES = {"notebooks", "marimo", "altair", "vl_convert"}
TEST_SOURCES = sorted((ROOT / "tests").rglob("*.py"))
MAX_SOURCE_LINES = 400

# Written so that no pattern matches its own text.
REGISTRY_HOST = re.compile(
    rb"(?:pypi|pythonhosted|npmjs|crates|anaconda|rubygems|debian|maven)\.(?:org|io|com)\b|repo1?\.maven\b|proxy\.golang\b"
)
HOME_PATH = re.compile(rb"(?<![\w.~$}-])/(?:root|work|farm|home|Users)(?=/|\b(?![\w.-]))")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported_packages(source: str) -> set[str]:
    """The top-level packages that a source imports anywhere, also inside functions; relative imports stay at home."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.partition(".")[0] for name in plain | origins}


def modules_loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter loads to run `code`, as `-X importtime` reports them."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\S+)$", done.stderr, re.MULTILINE))


def tracked_files() -> list[Path]:
    """What git tracks or would be asked to track."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nothing says which files belong to the repository")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("path", CORE_SOURCES, ids=relative)
def test_core_imports_nothing_of_the_shell(path: Path) -> None:
    assert imported_packages(path.read_text("utf-8")).isdisjoint(SHELL_PACKAGES)


@pytest.mark.parametrize("path", SHELL_SOURCES, ids=relative)
def test_the_shell_runs_without_the_packages_of_the_notebook(path: Path) -> None:
    assert imported_packages(path.read_text("utf-8")).isdisjoint(NOTEBOOK_PACKAGES)


@pytest.mark.parametrize(
    "source",
    [
        "import duckdb",
        "import prefect.tasks as tasks",
        "from flows.settings import Settings",
        "def late():\n    from prefect import flow",
    ],
)
def test_an_import_of_the_shell_would_be_noticed(source: str) -> None:
    assert not imported_packages(source).isdisjoint(SHELL_PACKAGES)


def test_a_relative_import_is_not_taken_for_the_shell() -> None:
    assert imported_packages("from . import flows\nfrom .duckdb import x\nimport duckdbish") == {"duckdbish"}


@pytest.mark.parametrize(
    "modules", [["transforms"], [module_name(path) for path in CORE_SOURCES]], ids=["package", "all"]
)
def test_importing_the_core_loads_neither_prefect_nor_duckdb(modules: list[str]) -> None:
    loaded = modules_loaded_by("\n".join(f"import {name}" for name in modules))
    assert loaded >= set(modules)
    assert {name.partition(".")[0] for name in loaded}.isdisjoint(SHELL_PACKAGES)


def test_no_file_names_a_registry_or_a_home_folder() -> None:
    files = tracked_files()
    assert len(files) > len(SOURCES)
    found = [
        f"{relative(path)}:{number}: {line[:200]!r}"
        for path in files
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if REGISTRY_HOST.search(line) or HOME_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("names", [("pypi",), ("test", "pypi"), ("files", "pythonhosted")])
def test_a_registry_host_would_be_noticed(names: tuple[str, ...]) -> None:
    assert REGISTRY_HOST.search(".".join((*names, "org")).encode())


@pytest.mark.parametrize("folder", ["root", "work", "home", "Users"])
@pytest.mark.parametrize("sentence", ["see /{}/main/x.py", '"/{}/me"', "file:///{}/x", "cd /{}"])
def test_a_home_folder_would_be_noticed(folder: str, sentence: str) -> None:
    assert HOME_PATH.search(sentence.format(folder).encode())


@pytest.mark.parametrize("sentence", ["./{}/x", "data/{}/x", "https://example.org/{}/x", "/{}-sheet", "/{}s"])
def test_a_relative_path_or_an_address_is_no_home_folder(sentence: str) -> None:
    assert not HOME_PATH.search(sentence.format("work").encode())


@pytest.mark.parametrize("path", [*SOURCES, *TEST_SOURCES], ids=relative)
def test_a_source_file_stays_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_SOURCE_LINES


def test_the_layers_of_the_house_hold() -> None:
    """The contracts stand in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    command = [linter, "--config", "pyproject.toml", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_a_step_that_climbs_back_up_would_be_noticed(tmp_path: Path) -> None:
    for name, source in (("__init__", ""), ("low", "import house.high"), ("high", "")):
        (tmp_path / "house").mkdir(exist_ok=True)
        (tmp_path / "house" / f"{name}.py").write_text(source, "utf-8")
    (tmp_path / "contract.toml").write_text(
        '[tool.importlinter]\nroot_package = "house"\n[[tool.importlinter.contracts]]\nname = "layers"\n'
        'type = "layers"\ncontainers = ["house"]\nlayers = ["high", "low"]\n',
        "utf-8",
    )
    command = [Path(sys.executable).with_name("lint-imports"), "--config", "contract.toml", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "house.low is not allowed to import house.high" in done.stdout
