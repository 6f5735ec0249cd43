"""A check finds the fault of each made report, and nothing else; bad input is a finding."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.proofreading import Checked, check_files, read_previous
from flows.proofreading.check import _FEW_LINES
from flows.settings import Settings
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.pipeline import ingest_here
from tests.flows.proofreading.made_faults import CLEAN, FAULTS, LAST_YEAR, TRAINED, Fault, changed, fault
from tests.hostile import make_zip
from transforms.archives import Member
from transforms.report import read_member

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT.parent / "shared" / "reports"


def check_one(path: Path, previous: Path | None = None, warehouse: Path | None = None, **given: object) -> Checked:
    settings = Settings.model_validate({"raw": path.parent, **given})
    last_year = read_previous(previous, settings) if previous else None
    [checked] = check_files([str(path)], settings, last_year, warehouse)
    return checked


def rules(checked: Checked) -> set[str]:
    return {finding.rule for finding in checked.findings}


def test_the_made_faults_are_many_and_different() -> None:
    kinds = [one.kind for one in FAULTS]
    assert len(kinds) == len(set(kinds)) > 20


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: one.kind)
def test_the_fault_is_found_and_none_is_invented(one: Fault, tmp_path: Path) -> None:
    assert rules(check_one(*one.write(tmp_path))) == one.rules


def test_in_a_clean_report_nothing_is_found(tmp_path: Path) -> None:
    path, previous = fault("none", CLEAN, previous=LAST_YEAR).write(tmp_path)
    checked = check_one(path, previous)
    assert checked.findings == ()
    assert checked.compared_with == "last year.txt"
    assert checked.report is not None
    assert checked.report.report_year == 2022


def test_a_finding_says_where_and_what_in_both_languages(tmp_path: Path) -> None:
    told = changed(TRAINED, f"{TRAINED}\n联系电话：13900001234。")
    [finding] = check_one(*fault("mobile", told).write(tmp_path)).findings
    assert finding.place.line == 1 + told.splitlines().index("联系电话：13900001234。")
    assert finding.place.section_no == 1
    assert (finding.severity, finding.actual) == ("warning", "139＊＊＊＊＊＊34")
    assert "13900001234" not in str(finding)
    assert finding.message.zh.startswith("这里有手机号码")
    assert finding.message.en.startswith("A mobile number")


def test_a_sum_is_found_on_its_line(tmp_path: Path) -> None:
    row = "四、结转下年度继续办理\t\t\t1\t1\t0\t0\t0\t0\t2"
    text = changed(row, row.replace("\t1\t1", "\t2\t1").replace("\t2\n", "\t3\n")[:-1] + "3")
    findings = check_one(*fault("carried out", text).write(tmp_path)).findings
    assert {finding.rule for finding in findings} == {"request_balance"}
    handled = next(number for number, line in enumerate(text.splitlines(), 1) if "（七）总计" in line)
    assert {finding.place.line for finding in findings} == {handled}
    assert {finding.place.table for finding in findings} == {"fact_request"}


@pytest.mark.parametrize("name", ["nowhere.txt", "folder", "pipe", "a\0b"])
def test_what_cannot_be_opened_is_an_error_of_that_file_alone(name: str, tmp_path: Path) -> None:
    path, _ = fault("none", CLEAN).write(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    bad, good = check_files([f"{tmp_path}/{name}", str(path)], Settings(raw=tmp_path))
    assert [finding.cause for finding in bad.findings] == [
        "not_a_file" if name in ("folder", "pipe") else "unreadable_file"
    ]
    assert bad.findings[0].severity == "error"
    assert good.findings == ()


def test_a_file_beyond_its_limit_is_not_read(tmp_path: Path) -> None:
    path, _ = fault("none", CLEAN).write(tmp_path)
    [finding] = check_one(path, file_bytes=100).findings
    assert (finding.rule, finding.cause) == ("quarantined", "file_too_large")


def test_a_mistake_of_the_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("transforms.report.read_report", fail)
    [finding] = check_one(*fault("none", CLEAN).write(tmp_path)).findings
    assert (finding.cause, finding.message.en) == ("internal_error", "RecursionError: too deep")


def test_each_member_of_an_archive_is_checked(tmp_path: Path) -> None:
    members = [("a/report.txt", CLEAN.encode()), ("notice.txt", NOTICE.encode())]
    path, _ = fault("archive", make_zip(members), name="all.zip").write(tmp_path)
    report, notice = check_files([str(path)], Settings(raw=tmp_path))
    assert (report.name, report.findings) == (f"{path}!/a/report.txt", ())
    assert (notice.name, [one.cause for one in notice.findings]) == (f"{path}!/notice.txt", ["not_a_report"])


@pytest.mark.parametrize(("content", "said"), [(NOTICE.encode(), "notice"), (b"", "no text"), (None, "cannot be read")])
def test_last_years_report_must_be_one(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "last.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RunError, match=rf"the report of last year, .*last\.txt, cannot be used: .*{said}"):
        read_previous(path, Settings())


def test_an_archive_of_several_reports_is_not_last_years(tmp_path: Path) -> None:
    path = tmp_path / "last.zip"
    path.write_bytes(make_zip([("a.txt", CLEAN.encode()), ("b.txt", LAST_YEAR.encode())]))
    with pytest.raises(RunError, match="it is not one report"):
        read_previous(path, Settings())


# --- with a warehouse ---


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of a report for 2021 that carries one request more over than it did."""
    folder = tmp_path_factory.mktemp("published")
    carried = changed(" | 0 | 1 | 0 | 0 | 0 | 0 | 1\n四、政府", " | 1 | 1 | 0 | 0 | 0 | 0 | 2\n四、政府", LAST_YEAR)
    (folder / "raw").mkdir()
    shutil.copy(DEMO / "gazetteer.csv", folder / "raw")
    (folder / "raw" / "earlier.txt").write_text(carried, "utf-8")
    warehouse = folder / "warehouse" / "w.duckdb"
    ingest_here(folder / "raw", warehouse)
    return warehouse


def test_last_year_is_found_in_a_warehouse(published: Path, tmp_path: Path) -> None:
    path, _ = fault("none", CLEAN).write(tmp_path)
    checked = check_one(path, warehouse=published)
    assert rules(checked) == {"carry_over"}
    assert checked.compared_with == "earlier.txt"


def test_a_file_by_name_goes_before_the_warehouse(published: Path, tmp_path: Path) -> None:
    path, previous = fault("none", CLEAN, previous=LAST_YEAR).write(tmp_path)
    assert check_one(path, previous, published).findings == ()


def test_a_year_without_a_report_before_it_says_so(published: Path, tmp_path: Path) -> None:
    path, _ = fault("none", LAST_YEAR).write(tmp_path)
    [finding] = check_one(path, warehouse=published).findings
    assert (finding.rule, finding.cause, finding.severity) == ("not_compared", "none_there", "note")
    assert "2020" in finding.message.zh


def test_a_gap_in_the_years_is_found(published: Path, tmp_path: Path) -> None:
    later = CLEAN.replace("2023", "2024").replace("2022", "2023")
    checked = check_one(*fault("later", later).write(tmp_path)[:1], warehouse=published)
    assert rules(checked) == {"year_missing", "not_compared"}


def test_whose_body_is_not_certain_is_not_compared(published: Path, tmp_path: Path) -> None:
    path, _ = fault("nobody", CLEAN.replace("示例县示范镇", "").replace("示范镇", "我单位")).write(tmp_path)
    causes = {finding.cause for finding in check_one(path, warehouse=published).findings}
    assert "not_followed" in causes


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_warehouse_that_cannot_be_read_stops_with_a_sentence(content: bytes | None, tmp_path: Path) -> None:
    path, _ = fault("none", CLEAN).write(tmp_path)
    warehouse = tmp_path / "w.duckdb"
    if content:
        warehouse.write_bytes(content)
    with pytest.raises(RunError, match=r"w\.duckdb"):
        check_one(path, warehouse=warehouse)


# --- the real reports ---

# What each prints, read by eye: blank cells, two zeros in one cell, mobile numbers of those in charge, and a text that
# lost its title and has pinyin between its characters.
EXPECTED = {
    "000_d89ef309e23e4dcd.txt": {("cells_blank", "warning"): 2},
    "001_3abf4460f6dab16e.txt": {("cells_repaired", "warning"): 1, ("cells_blank", "warning"): 1},
    "002_6997cc47fc5df21f.txt": {
        ("title_missing", "warning"): 1,
        ("repair_needed", "warning"): 1,
        ("repair_needed", "note"): 1,
        ("year_inferred", "note"): 1,
    },
    "003_9d4d9aaa007f268b.txt": {("mobile_number", "warning"): 5},
    "004_7da94f88d5ce056c.txt": {},
}


@pytest.mark.skipif(not REAL.is_dir(), reason="the real reports are not beside this checkout")
def test_the_real_reports_have_what_they_have_and_no_error() -> None:
    paths = [str(REAL / name) for name in EXPECTED]
    command = [sys.executable, "-m", "flows.start", "check", "--format", "json", *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for file in json.loads(done.stdout)["files"]:
        found = [(finding["rule"], finding["severity"]) for finding in file["findings"]]
        assert {one: found.count(one) for one in found} == EXPECTED[Path(file["file"]).name]


def test_what_a_first_reading_computes_is_there_before_the_first_child() -> None:
    """The few lines are a report, so that they take the road of one."""
    reading = read_member(Member("a.txt", _FEW_LINES.encode()))
    assert reading.report is not None
    assert reading.report.report_year == 2021
    assert reading.report.facts
