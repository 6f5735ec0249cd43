"""The wheel works by itself: in an environment that knows no checkout, from a folder that has nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.inputs import DEMO

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("flows", "notebooks", "sql", "transforms", "pyproject.toml", "README.md", "LICENSE")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SECONDS = 600


def environment() -> dict[str, str]:
    """The variables of this process without those that lead to the checkout, or change what nianbao does."""
    foreign = ("NIANBAO_", "PREFECT_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def call(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def call_well(*arguments: object, folder: Path) -> str:
    """What a program prints that ends with 0."""
    done = call(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of what it is built from."""
    folder = tmp_path_factory.mktemp("wheel")
    (folder / "source").mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / "source" / name)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-index", "--no-deps")
    call_well(*pip, "--no-build-isolation", "--wheel-dir", "dist", "./source", folder=folder)
    (built,) = (folder / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and of this one the packages that it needs.

    The packages come behind the wheel's own, as folders to import from: an editable nianbao among them stays unknown.
    """
    folder = tmp_path_factory.mktemp("environment")
    call_well(sys.executable, "-m", "venv", "--without-pip", "venv", folder=folder)
    python = folder / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install", "--no-index")
    call_well(*pip, "--no-deps", wheel, folder=folder)
    own = Path(call_well(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip())
    packages = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (own / "packages.pth").write_text("".join(f"{place}\n" for place in packages), "utf-8")
    return python.parent


@dataclass(frozen=True)
class Night:
    """A folder that had a raw folder and nothing else, and an ingest."""

    folder: Path
    printed: str


@pytest.fixture(scope="module")
def night(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("night")
    (folder / "reports").mkdir()
    for path in (DEMO / "gazetteer.csv", *sorted(DEMO.glob("shifan-*.txt"))):
        shutil.copy(path, folder / "reports")
    return Night(folder, call_well(programs / "nianbao", "ingest", "--raw", "reports", folder=folder))


def test_the_wheel_holds_sql_knowledge_types_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for room in ("flows", "notebooks", "sql", "transforms"):
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert held[str(path.relative_to(ROOT))] == path.read_bytes()
    for room in ("flows", "notebooks", "transforms"):
        assert f"{room}/py.typed" in held
    assert f"nianbao-{PROJECT['version']}.dist-info/licenses/LICENSE" in held
    assert {name.partition("/")[0] for name in held} == {
        "flows",
        "notebooks",
        "sql",
        "transforms",
        f"nianbao-{PROJECT['version']}.dist-info",
    }


def test_it_is_the_wheel_that_is_used(programs: Path, tmp_path: Path) -> None:
    code = "import flows, transforms; print(flows.__file__, transforms.__file__)"
    for place in call_well(programs / "python", "-c", code, folder=tmp_path).split():
        assert Path(place).is_relative_to(programs.parent)
    assert call_well(programs / "nianbao", "--version", folder=tmp_path) == f"nianbao {PROJECT['version']}\n"


def test_an_ingest_leaves_its_warehouse_where_it_was_called(night: Night) -> None:
    assert re.search(r"^reports loaded +3 \(3 current\)$", night.printed, re.MULTILINE)
    assert {path.name for path in night.folder.iterdir()} == {"data", "reports"}
    assert (night.folder / "data" / "warehouse" / "nianbao.duckdb").is_file()


def test_a_file_is_explained(programs: Path, night: Night) -> None:
    printed = call_well(programs / "nianbao", "explain", "reports/shifan-2020.txt", folder=night.folder)
    assert "收到和处理政府信息公开申请情况" in printed


def test_a_warehouse_is_exported_and_drawn(programs: Path, night: Night, tmp_path: Path) -> None:
    call_well(programs / "nianbao", "export", tmp_path / "out", folder=night.folder)
    assert "示例县示范镇" in (tmp_path / "out" / "csv" / "report.csv").read_text("utf-8-sig")
    call_well(programs / "python", "-m", "notebooks.export", tmp_path / "page.html", folder=night.folder)
    assert "示例县" in (tmp_path / "page.html").read_text("utf-8")
    call_well(programs / "python", "-m", "notebooks.site", tmp_path / "site", folder=night.folder)
    assert "示例县" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_the_status_is_well(programs: Path, night: Night) -> None:
    printed = call_well(programs / "nianbao", "status", "--raw", "reports", "--json", folder=night.folder)
    assert json.loads(printed)["published"]["reports"] == 3


def test_without_a_raw_folder_a_sentence_says_what_to_name(programs: Path, tmp_path: Path) -> None:
    done = call(programs / "nianbao", "ingest", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "nianbao: the raw folder data/raw does not exist or is no folder; name the folder with the report files: "
        "--raw FOLDER, or NIANBAO_RAW\n"
    )


def test_a_schedule_is_served_until_it_is_interrupted(programs: Path, night: Night, tmp_path: Path) -> None:
    """Whatever goes wrong, the process ends: it is killed after the time that nothing may take."""
    with subprocess.Popen(
        [programs / "nianbao", "serve", "--raw", "reports", "--cron", "0 0 29 2 *"],
        cwd=night.folder,
        env=environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        given_up = threading.Timer(SECONDS, process.kill)
        given_up.start()
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "Prefect's pages are at" in line:
                process.send_signal(signal.SIGINT)
        given_up.cancel()
    assert process.returncode == 130, lines
    assert "runs are due at 0 0 29 2 * (cron, Asia/Shanghai)" in lines[0]
    assert lines[2:] == ["nianbao: interrupted; the published warehouse is whole\n"]
