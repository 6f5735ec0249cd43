"""What docs/security.md promises of the code as a whole."""

from __future__ import annotations

import ast
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import Typer

import flows.cli
from flows.commands.export import export_warehouse
from flows.settings import Settings
from flows.versions import published_warehouse
from tests.flows.inputs import copy_demo
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from tests.test_architecture import SOURCES, relative

SHELLS = {("os", "system"), ("os", "popen"), ("subprocess", "getoutput"), ("subprocess", "getstatusoutput")}
AWKWARD = 'o\'brien "x"; drop table report; -- $(touch hacked) *'


def shells_in(source: str) -> Iterator[str]:
    """Calls that hand a command line to a shell."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        module, _, function = name.rpartition(".")
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        is_plain = isinstance(given.get("shell"), ast.Constant) and not given["shell"].value  # type: ignore[attr-defined]
        if (module, function) in SHELLS or name == "create_subprocess_shell" or ("shell" in given and not is_plain):
            yield name


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_source_calls_a_shell(path: Path) -> None:
    assert list(shells_in(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    ["os.system(name)", "os.popen('ls')", "subprocess.run(name, shell=True)", "run(name, shell=wanted)"],
)
def test_a_call_of_a_shell_would_be_noticed(source: str) -> None:
    assert list(shells_in(source)) != []


def test_names_are_text_and_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / AWKWARD
    raw, warehouse = folder / "raw", folder / "w'w.duckdb"
    copy_demo(raw)
    report = next((raw / "county").glob("fanli-2020*"))
    report.rename(raw / f"2020 {AWKWARD}.txt")
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE source_path LIKE '%drop table%'") == [(1,)]
    assert query(warehouse, "SELECT count(*) FROM report WHERE status = 'current'") == [(12,)]
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, folder / "export")
    assert (folder / "export" / "manifest.json").is_file()
    assert not list(tmp_path.rglob("hacked"))


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_nothing_that_a_command_writes_can_be_written_by_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Typer()

    @app.command()
    def write() -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "file").write_text("")

    monkeypatch.setattr(flows.cli, "app", app)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("sys.argv", ["nianbao"])
    with pytest.raises(SystemExit):
        flows.cli.main()
    made = [tmp_path / "folder", tmp_path / "folder" / "file"]
    assert [path.stat().st_mode & stat.S_IWOTH for path in made] == [0, 0]


@pytest.mark.usefixtures("open_umask")
def test_a_run_gives_nobody_more_rights_than_the_umask_does(tmp_path: Path) -> None:
    os.umask(0o027)
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse" / "nianbao.duckdb"
    copy_demo(raw)
    ingest_here(raw, warehouse)
    made = [path for path in warehouse.parent.rglob("*") if not path.is_symlink()]
    assert len(made) > 5
    assert [path.name for path in made if path.stat().st_mode & 0o027] == []


def test_the_settings_do_not_print_their_secrets() -> None:
    settings = Settings.model_validate({"webhook": "https://example.org/hook?token=secret", "hook": "tell secret"})
    assert "secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
