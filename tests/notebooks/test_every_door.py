"""No text of a warehouse, and no path, commands whoever reads the explorer, its page, its site, or what wrote them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import pytest

from notebooks.explore import app
from notebooks.page import render_findings
from notebooks.site.write import write_site
from tests.flows.hostile_words import COMMANDS, HOSTILE, MARKUP, NAMES, as_spoken, commands_in, decoded
from tests.notebooks.site.sited import build_sited
from transforms.language import Language

ROOT = Path(__file__).resolve().parents[2]
# Columns with words of files and lists; others are codes by which rows are found.
WORDED = (
    *("agency", "title", "source_path", "heading", "text", "raw_text", "sentence", "note", "reviewer", "expected"),
    *("actual", "message", "message_zh", "detail", "detail_zh", "township", "county", "prefecture", "province"),
    *("label_zh", "label_en", "item_label_zh", "measure_label_zh", "parser_version", "division"),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse each of whose words commands."""
    path = tmp_path_factory.mktemp("hostile") / f"w{NAMES['others']}.duckdb"
    build_sited(path)
    version = path.resolve()
    version.chmod(0o600)
    with closing(duckdb.connect(str(version))) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'VARCHAR' "
            "AND table_name IN (SELECT table_name FROM duckdb_tables())"
        ).fetchall()
        for table, column in columns:
            if column in WORDED:
                connection.execute(f"UPDATE {table} SET {column} = {column} || $1", [HOSTILE + MARKUP])
    return path


def spoken_by(value: Any) -> str:
    """All text in what a notebook defines or shows."""
    if hasattr(value, "to_dict") and hasattr(value, "mark"):
        return json.dumps(value.to_dict(), ensure_ascii=False)
    return value.text if hasattr(value, "text") else ""


def test_the_site(warehouse: Path, tmp_path: Path) -> None:
    for language in Language:
        folder = tmp_path / language.value
        write_site(warehouse, folder, language, UTC)
        pages = [path for path in folder.rglob("*") if path.is_file()]
        assert len(pages) > 5
        for page in pages:
            assert not commands_in(decoded(page.read_bytes())), (page.name, as_spoken(page.read_bytes()))
            assert page.suffix != ".html" or "<img" not in page.read_text("utf-8")


def test_the_explorer(warehouse: Path) -> None:
    outputs, found = app.run(defs={"place": warehouse})
    texts = [spoken_by(output) for output in outputs]
    assert any("·" in text for text in texts)
    for text in texts:
        assert not commands_in(text.replace("\r", "")), as_spoken(text.encode())
        assert "<img src=x" not in text
    for section in (found["overview"], found["trends"], found["channels"], found["rankings"]):
        for panel in section.panels:
            drawn = json.dumps(panel.chart.to_dict(), ensure_ascii=False) if panel.chart else ""
            assert "\\u001b" not in drawn and not commands_in(drawn)
    listed = found["finding_table"].data
    assert not commands_in(listed.write_json())
    assert not commands_in(render_findings(listed, listed.head(0)))
    found["warehouse"].close()


def test_what_the_explorer_says_of_a_place_without_a_warehouse(tmp_path: Path) -> None:
    outputs, found = app.run(defs={"place": tmp_path / f"{COMMANDS[4]}{NAMES['others']}<img src=x>"})
    said = "".join(spoken_by(output) for output in outputs) + found["problem"]
    assert not commands_in(said)
    assert "<img" not in "".join(spoken_by(output) for output in outputs)


@pytest.mark.endurance
@pytest.mark.parametrize("module", ["notebooks.export", "notebooks.site"])
@pytest.mark.parametrize("language", Language)
def test_the_commands_that_write_them(warehouse: Path, tmp_path: Path, module: str, language: Language) -> None:
    out = tmp_path / f"out{NAMES['others']}.html"
    for words in (
        [out, "--warehouse", warehouse],
        [out, "--warehouse", tmp_path / NAMES["commands"]],
        [f"/dev/null/{NAMES['others']}", "--warehouse", warehouse],
        [f"--{NAMES['commands']}"],
        [out, "--lake", NAMES["others"], "--lake-data", NAMES["commands"]],
    ):
        command = [sys.executable, "-m", module, *map(str, words)]
        environment = {**os.environ, "NIANBAO_LANG": language.value}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=300)
        assert done.stdout + done.stderr
        assert not commands_in(decoded(done.stdout + done.stderr)), as_spoken(done.stdout + done.stderr)
    assert out.exists()
    pages = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    for page in pages:
        html = page.read_text("utf-8")
        # What draws the charts is a library's, and has such characters in its patterns.
        assert not commands_in(html.partition("</main>")[0]), (
            page.name,
            as_spoken(html.partition("</main>")[0].encode()),
        )
