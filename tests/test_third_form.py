"""A form of another year is data: one that nobody prescribed, added to copies of the CSV files, is read and loaded.

The form of 2027 drops a line and adds one, counts what was revised instead of what was repealed, does not ask for
rules, and asks for fees in yuan. Rows of CSV files say so and nothing else.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str]
DROPPED, ADDED = "other_fee_unpaid", "other_withdrawn"
HEADER = "申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
REPORT = f"""示例县样例镇2027年政府信息公开工作年度报告
本报告所列数据的统计期限自2027年1月1日起至2027年12月31日止。
一、总体情况
样例镇认真执行条例。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年修订件数\t现行有效件数
行政规范性文件\t3\t2\t41
第二十条第（八）项
信息内容\t本年收费总额
行政事业性收费\t1250
三、收到和处理政府信息公开申请情况
{HEADER}
一、本年新收政府信息公开申请数量\t5\t1\t0\t0\t0\t0\t6
（六）其他处理\t\t\t\t\t\t\t
1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t1\t0\t0\t0\t0\t0\t1
2.申请人主动撤回申请\t2\t1\t0\t0\t0\t0\t3
3.其他\t0\t0\t0\t0\t0\t0\t0
（七）总计\t3\t1\t0\t0\t0\t0\t4
五、存在的主要问题及改进情况
无。
"""
QUERIES = {
    "report": "SELECT form FROM report",
    "withdrawn": f"SELECT value FROM fact_request WHERE line = '{ADDED}' AND applicant = 'total'",
    "dropped": f"SELECT count(*) FROM fact_request WHERE line = '{DROPPED}'",
    "revised": "SELECT value::INTEGER FROM fact_proactive WHERE measure = 'revised'",
    "fees": "SELECT value::INTEGER, unit FROM fact_proactive WHERE item = 'fees'",
    "rules": "SELECT count(*) FROM fact_proactive WHERE item = 'rules'",
    "other": "SELECT other FROM report_measure",
    "form": "SELECT form FROM printed_form()",
    "doubts": "SELECT DISTINCT rule FROM quality_finding WHERE rule LIKE '%ambiguous' OR rule LIKE '%unreadable'",
}
LOAD_AND_ASK = f"""
import json, sys
from pathlib import Path
import duckdb
from tests.flows.pipeline import ingest_here
ingest_here(Path("raw"), Path("out/nianbao.duckdb"))
with duckdb.connect("out/nianbao.duckdb", read_only=True) as warehouse:
    print(json.dumps({{name: warehouse.sql(query).fetchall() for name, query in {QUERIES!r}.items()}}))
"""


def change_rows(path: Path, change: Callable[[list[Row]], list[Row]]) -> None:
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    changed = change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)


def with_form(rows: list[Row]) -> list[Row]:
    return [*rows, {"form": "2027", "first_year": "2027", "amount_unit_zh": "元", "regulation_zh": "made up"}]


def with_lines(rows: list[Row]) -> list[Row]:
    kept = [row if row["line"] == DROPPED else {**row, "forms": keep(row["forms"])} for row in rows]
    place = next(index for index, row in enumerate(kept) if row["line"] == DROPPED) + 1
    label = {"label_zh": "2.申请人主动撤回申请", "label_en": "Otherwise handled: withdrawn"}
    return [*kept[:place], {**kept[place - 1], "line": ADDED, "forms": "2027", **label}, *kept[place:]]


def keep(forms: str) -> str:
    return f"{forms} 2027" if "2021" in forms else forms


def with_cells(rows: list[Row]) -> list[Row]:
    kept = [{**row, "form": "2027"} for row in rows if row["form"] == "2021" and row["item"] != "rules"]
    revised = {"measure": "revised", "measure_label_zh": "本年修订件数", "measure_label_en": "Revised this year"}
    changed = [{**row, **revised} if row["measure"] == "repealed" else row for row in kept]
    fees = {"measure_label_zh": "本年收费总额", "measure_label_en": "Fees this year"}
    return [*rows, *({**row, **fees} if row["item"] == "fees" else row for row in changed)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program whose CSV files have a third form answers of its warehouse."""
    copy = tmp_path_factory.mktemp("third_form")
    for folder in ("transforms", "flows", "sql", "tests/flows"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "tests" / "__init__.py").touch()
    knowledge = copy / "transforms" / "knowledge"
    change_rows(knowledge / "forms.csv", with_form)
    change_rows(knowledge / "request_lines.csv", with_lines)
    change_rows(knowledge / "proactive_measures.csv", with_cells)
    (copy / "raw").mkdir()
    (copy / "raw" / "样例镇.txt").write_text(REPORT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOAD_AND_ASK],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_the_report_is_of_the_third_form_by_its_labels(answers: dict[str, Any]) -> None:
    assert answers["report"] == answers["form"] == [["2027"]]


def test_its_own_line_is_read_and_counted_among_the_outcomes(answers: dict[str, Any]) -> None:
    assert answers["withdrawn"] == [[3]]
    assert answers["other"] == [[4]]


def test_its_own_measure_and_its_unit_of_money_are_read(answers: dict[str, Any]) -> None:
    assert answers["revised"] == [[2]]
    assert answers["fees"] == [[1250, "CNY"]]


def test_what_it_does_not_ask_for_is_not_missing(answers: dict[str, Any]) -> None:
    assert answers["dropped"] == answers["rules"] == [[0]]


def test_nothing_is_doubted(answers: dict[str, Any]) -> None:
    assert answers["doubts"] == []
