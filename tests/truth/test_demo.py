"""The demonstration files are what the script writes, and say what they are."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.truth.demo import (
    DEMO_FOLDER,
    DISCLAIMER,
    EDITIONS,
    Edition,
    demo_figures,
    demo_files,
    demo_truth,
    write_demo,
)
from tests.truth.form import APPLICANTS, PROACTIVE, REQUEST, REVIEW, form_keys, form_lines
from tests.truth.script import to_traditional

FILES = [pytest.param(edition, id=edition.file) for edition in EDITIONS]
PINYIN = re.compile(r"\([a-zà-ǿ]+\)")


def read_edition(edition: Edition) -> str:
    """The text of a demonstration file, simple enough to search: no annotations, no line breaks."""
    data = (DEMO_FOLDER / edition.file).read_bytes()
    text = data.decode(edition.encoding).removeprefix("\ufeff")
    return PINYIN.sub("", text).replace("\n", "").replace(" ", "")


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    write_demo(tmp_path)
    kept = {path.name: path.read_bytes() for path in DEMO_FOLDER.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


@pytest.mark.parametrize("edition", FILES)
def test_every_report_says_that_it_is_fictional(edition: Edition) -> None:
    text = read_edition(edition)
    assert any(
        sentence in text for sentence in (DISCLAIMER, to_traditional(DISCLAIMER), to_traditional(DISCLAIMER, "s2tw"))
    )


@pytest.mark.parametrize("edition", FILES)
def test_every_printed_figure_stands_in_its_file(edition: Edition) -> None:
    text = read_edition(edition)
    printed = {cell.text for cell in demo_figures(edition).cells.values() if cell.text not in ("", "0")}
    assert {figure for figure in printed if figure not in text} == set()


def test_scripts_and_encodings_are_varied() -> None:
    assert {edition.encoding for edition in EDITIONS} == {"utf-8", "utf-8-sig", "gb18030", "utf-16-le", "big5hkscs"}
    assert sorted(edition.script for edition in EDITIONS)[:2] == ["pinyin", "simplified"]
    assert len({edition.layout for edition in EDITIONS}) > 6


def test_truth_covers_every_cell_of_every_report() -> None:
    truth = demo_truth()
    assert set(truth) == {edition.file for edition in EDITIONS}
    for edition in EDITIONS:
        tables = truth[edition.file]
        keys = {(table, *key) for table in tables for key in tables[table]}
        assert keys == set(form_keys("2019" if edition.year == 2020 else "2021"))


def test_known_figures_are_as_written_down() -> None:
    truth = demo_truth()
    assert truth["fanli-2020.txt"][PROACTIVE][9, "procurement", "amount"] == Decimal(152790)
    assert truth["yangli-2020.txt"][PROACTIVE][9, "procurement", "amount"] == Decimal(125000)
    assert truth["fanli-2021.txt"][PROACTIVE][8, "fees", "amount"] == Decimal(3500)
    assert truth["fanli-2022.txt"][REQUEST]["new", "total"] == 78
    assert truth["fanli-2022.txt"][REVIEW]["reconsideration", "total"] == 4
    assert truth["yanshi-2020.txt"][REQUEST]["granted", "total"] is None


def _broken_totals(edition: Edition) -> list[str]:
    cells = demo_truth()[edition.file][REQUEST]
    kinds = [kind for kind in APPLICANTS if kind != "total"]
    sums = {
        line.code: sum((cells[line.code, kind] or Decimal(0) for kind in kinds), Decimal(0))
        for line in form_lines("2019" if edition.year == 2020 else "2021")
    }
    return [code for code, parts in sums.items() if parts != (cells[code, "total"] or 0)]


def test_only_one_report_holds_a_clerks_slip() -> None:
    broken = {edition.file: lines for edition in EDITIONS if (lines := _broken_totals(edition))}
    assert broken == {"fanli-2021.txt": ["new"]}


def test_what_is_carried_over_arrives_but_once() -> None:
    truth = demo_truth()
    missed = []
    for edition in EDITIONS:
        later = truth.get(f"{edition.file.split('-')[0]}-{edition.year + 1}.txt")
        carried = truth[edition.file][REQUEST]["carried_out", "total"]
        if later and carried != later[REQUEST]["carried_in", "total"]:
            missed.append(edition.file)
    assert missed == ["yangli-2021.txt"]


def test_the_gazetteer_has_the_columns_of_the_dimension() -> None:
    from transforms.schemas.dimensions import ListedTownship

    rows = list(csv.DictReader(io.StringIO(demo_files()["gazetteer.csv"].decode())))
    assert list(rows[0]) == ListedTownship.column_names()
    assert {row["township"] for row in rows} > {edition.place.township for edition in EDITIONS}
    assert all(re.fullmatch(r"99\d{10}", row["township_code"]) for row in rows)
