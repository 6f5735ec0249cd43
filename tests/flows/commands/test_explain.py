"""`nianbao explain`: everything about one file, readable at 100 columns, without Prefect or a warehouse."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from flows.commands.explain import ARITHMETIC_NOTE, explain_file, find_target, format_cell
from flows.errors import RunError
from flows.settings import Settings
from tests.flows.inputs import DEMO, NOTICE
from tests.hostile import make_tar, make_zip
from transforms.placement.views import CellView, view_tables
from transforms.report import read_report

ROOT = Path(__file__).resolve().parents[3]
REPORTS = sorted(DEMO.glob("*-20*.txt"))


def explain(path: Path, width: int = 100) -> str:
    output = io.StringIO()
    explain_file(path, Settings(raw=DEMO.parent), Console(width=width, file=output))
    return output.getvalue()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_is_explained_in_full(path: Path) -> None:
    text = explain(path)
    assert all(cell_len(line) <= 100 for line in text.splitlines())
    assert not any(line != line.rstrip() for line in text.splitlines())
    reading = read_report(path.read_bytes(), path.name)
    assert reading.report is not None
    assert reading.source_sha256 is not None
    flat = "".join(text.split())
    for table in view_tables(reading.report.facts):
        assert table.title in text
    for doubt in reading.report.doubts:
        if doubt.rule != "township_unresolved":  # the gazetteer beside the file resolves it
            assert "".join(doubt.message.split()) in flat
    for part in ("Evidence", "Sections", "Tables", "Doubts", reading.source_sha256, str(reading.report.encoding)):
        assert part in text


@pytest.mark.parametrize("width", [40, 100, 200])
def test_no_number_is_lost_at_any_width(tmp_path: Path, width: int) -> None:
    path = REPORTS[0]
    report = read_report(path.read_bytes(), path.name).report
    assert report is not None
    rows = [cells for table in view_tables(report.facts) for _, cells in table.rows]
    numbers = [str(cell.value) for cells in rows for cell in cells if cell.value]
    text = explain(path, width)
    assert numbers
    assert all(number.split(".")[0] in text for number in numbers)


def test_the_gazetteer_beside_a_file_is_used() -> None:
    assert "990101" in explain(REPORTS[0])


def test_money_has_its_unit_and_groups_have_their_headings() -> None:
    text = explain(DEMO / "shifan-2021.txt", 200)
    assert re.search(r"\d 元", text)
    for heading in ("三、本年度办理结果", "（三）不予公开", "（四）无法提供"):
        assert text.count(heading) == 1
    assert text.index("（三）不予公开") < text.index("1.属于国家秘密")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_without_doubts_it_says_who_checks_the_arithmetic(path: Path) -> None:
    text = explain(path)
    assert (ARITHMETIC_NOTE in text) == ("Doubts\nnone\n" in text)


def test_a_file_that_is_no_report_is_explained_by_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, "utf-8")
    text = explain(path)
    assert "not_a_report" in text
    assert "Tables" not in text


def test_text_of_the_file_is_never_taken_for_markup(tmp_path: Path) -> None:
    before, heading, after = (DEMO / "shifan-2021.txt").read_text("utf-8-sig").rpartition("其他需要报告的事项")
    path = tmp_path / "a.txt"
    path.write_text(f"{before}{heading}\n[bold]甲[/]乙[link=x]{after}", "utf-8")
    assert "[bold]甲[/]乙[link=x]" in explain(path)


def test_a_file_that_cannot_be_read_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be read"):
        explain_file(tmp_path, Settings(), Console())


def test_a_file_beyond_its_limit_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(RunError, match="has more than 268,435,456 bytes"):
        explain_file(tmp_path / "a.txt", Settings(), Console())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (CellView("１２", Decimal(12), "reported"), "12 (１２)"),
        (CellView("1.5万元", Decimal("15000.00"), "reported"), "15000 (1.5万元)"),
        (CellView("-", None, "blank"), "– (-)"),
        (CellView(None, None, "missing"), "∅"),
        (CellView("00", Decimal(0), "repaired"), "0 ~ (00)"),
        (CellView("若干", None, "unreadable"), "! (若干)"),
        (CellView("1\n 2", None, "ambiguous"), "? (1 2)"),
        (CellView("10", Decimal(10), "reported"), "10"),
    ],
)
def test_a_cell_shows_value_status_and_what_the_file_says(cell: CellView, expected: str) -> None:
    assert format_cell(cell).plain == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(CellView("0.35", Decimal("3500.00"), "reported"), "3500 元 (0.35)"), (CellView("-", None, "blank"), "– (-)")],
)
def test_an_amount_has_its_unit(cell: CellView, expected: str) -> None:
    assert format_cell(cell, "元").plain == expected


def test_explaining_imports_neither_prefect_nor_duckdb() -> None:
    code = (
        "import sys\n"
        "from flows.cli import main\n"
        f"sys.argv = ['nianbao', 'explain', {str(REPORTS[0])!r}]\n"
        "try:\n    main()\n"
        "finally:\n"
        "    names = {name.partition('.')[0] for name in sys.modules}\n"
        "    assert names.isdisjoint({'prefect', 'duckdb'}), names & {'prefect', 'duckdb'}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tables" in done.stdout


# --- archives ---


def write_archive(folder: Path) -> Path:
    report = DEMO / "shifan-2021.txt"
    inner = make_tar([(report.name, report.read_bytes()), ("notice.txt", NOTICE.encode())], "w:gz")
    path = folder / "all.zip"
    path.write_bytes(make_zip([("x/inner.tar.gz", inner), ("../up.txt", b"1"), ("empty.txt", b"")])[:-30])
    return path


def explain_member(path: Path, member: str) -> list[str]:
    output = io.StringIO()
    explain_file(path, Settings(raw=DEMO.parent), Console(width=100, file=output), member)
    return output.getvalue().splitlines()


def test_an_archive_is_explained_by_its_members_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    lines = explain_member(write_archive(tmp_path), "")
    assert lines[0] == "all.zip"
    assert any(line.split() == ["media", "type", "application/zip"] for line in lines)
    outcomes = {name: outcome.split()[0] for name, outcome in pairwise(lines) if outcome[:1] == " " != name[:1]}
    assert outcomes == {
        "x/inner.tar.gz!/shifan-2021.txt": "report",
        "x/inner.tar.gz!/notice.txt": "not_a_report",
        "../up.txt": "unsafe_member",
        "empty.txt": "empty_file",
        "all.zip": "damaged_file",
    }


def test_a_member_is_explained_as_a_file_is(tmp_path: Path) -> None:
    [name, *lines] = explain_member(write_archive(tmp_path), "x/inner.tar.gz!/shifan-2021.txt")
    assert name == "all.zip!/x/inner.tar.gz!/shifan-2021.txt"
    plain = explain(DEMO / "shifan-2021.txt").splitlines()
    tables, doubts = plain.index("Tables"), plain.index("Doubts")
    assert doubts > tables + 10
    assert lines[lines.index("Tables") : lines.index("Doubts")] == plain[tables:doubts]


def test_an_archive_inside_an_archive_is_explained_by_its_members(tmp_path: Path) -> None:
    lines = explain_member(write_archive(tmp_path), "x/inner.tar.gz")
    assert [lines[0], lines[3], lines[5]] == ["all.zip!/x/inner.tar.gz", "shifan-2021.txt", "notice.txt"]


def test_a_member_that_is_not_there_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"all\.zip holds no member x"):
        explain_member(write_archive(tmp_path), "x")


def test_a_path_is_that_of_a_file_before_it_is_that_of_a_member(tmp_path: Path) -> None:
    path = write_archive(tmp_path)
    (tmp_path / "a.zip!").mkdir()
    (tmp_path / "a.zip!" / "b.txt").write_bytes(b"")
    assert find_target(f"{path}!/x/inner.tar.gz!/a.txt") == (path, "x/inner.tar.gz!/a.txt")
    assert find_target(f"{tmp_path}/a.zip!/b.txt") == (tmp_path / "a.zip!" / "b.txt", "")
    assert find_target(f"{tmp_path}/no.zip!/b.txt") is None


def test_a_file_that_is_no_report_is_explained_by_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode("gbk"))
    text = explain(path)
    assert re.search(r"decoded as +gb18030", text)
    assert re.search(r"repairs +none", text)


def test_no_text_of_a_file_commands_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    head = "示例县样例镇2021年政府信息公开工作年度报告\n一、总体情况\n"
    commands = "\x1b\x9b31m\u202e全年我镇主动公开政府信息3条。"
    path.write_text(head + commands + "平稳。" * 200 + "\n六、其他需要报告的事项\n无。", encoding="utf-8")
    shown = explain(path)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "31m·全年我镇主动公开" in shown


def test_a_report_is_explained_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    english = explain(DEMO / "shifan-2021.txt")
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    chinese = explain(DEMO / "shifan-2021.txt")
    assert all(cell_len(line) <= 100 for line in chinese.splitlines())
    for title in ("依据", "各部分", "表格", "疑点"):
        assert f"\n{title}\n" in chinese
    assert re.search(r"已填 \d+", chinese)
    assert re.search(r"^机关      示例县示范镇", chinese, re.MULTILINE)
    for word in ("Evidence", "Sections", "Tables", "Doubts", "characters", "reported"):
        assert word in english
        assert word not in chinese
