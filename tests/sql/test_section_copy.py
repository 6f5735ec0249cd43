"""The copy finder: who took over whose text, and what is no copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.flows.rows import TOWNSHIPS, Row, load_tables, query, report_row

# Invented sentences, each of more than ten characters.
ONE = "{place}把公开栏目按照目录逐项核对，失效的内容及时撤下"
TWO = "全年举办培训{number}次，重要事项张贴上墙并由专人负责更换"
THREE = "接到的咨询当场答复，不能当场答复的登记在册并逐条回访"
OTHER = "涉及群众切身利益的事项先听取意见再作决定，理由一并说明"
SHORT = "无其他事项"


def write_text(*sentences: str, place: str = "示范镇", number: int = 3) -> str:
    return "。".join(sentence.format(place=place, number=number) for sentence in sentences) + "。"


def report(report_id: str, town: int, year: int, published_on: str | None = None, **values: Any) -> Row:
    names = {"township_code": TOWNSHIPS[town]["township_code"], "agency": "示例县" + TOWNSHIPS[town]["township"]}
    dated = date.fromisoformat(published_on) if published_on else None
    return report_row(report_id, report_year=year, published_on=dated, **{**names, **values})


def find_copies(
    tmp_path: Path, texts: Sequence[tuple[Row, int, str]], columns: str, townships: Sequence[Row] = TOWNSHIPS
) -> list[tuple[Any, ...]]:
    warehouse = tmp_path / "nianbao.duckdb"
    reports = {row["report_id"]: row for row, _, _ in texts}
    sections = [{"report_id": row["report_id"], "section_no": number, "text": text} for row, number, text in texts]
    load_tables(warehouse, {"report": reports.values(), "report_section": sections}, townships=townships)
    return query(warehouse, f"SELECT {columns} FROM section_copy ORDER BY report_id, section_no")


PAIR = "report_id, source_report_id"


def test_a_text_with_other_names_and_numbers_is_a_copy(tmp_path: Path) -> None:
    earlier = report("a", 0, 2021, "2022-01-10")
    later = report("b", 1, 2021, "2022-01-20")
    texts = [
        (earlier, 5, write_text(ONE, TWO)),
        (later, 5, write_text(ONE, TWO, place="范例镇", number=12).replace("，", "，\n　")),
    ]
    columns = "report_id, section_no, agency, source_report_id, source_agency, source_year, is_same_body, direction, "
    [row] = find_copies(tmp_path, texts, columns + "sentences, shared_characters = characters, is_exact, example")
    assert row[:8] == ("b", 5, "示例县范例镇", "a", "示例县示范镇", 2021, False, "dated")
    assert row[8:] == (2, True, True, "全年举办培训12次，重要事项张贴上墙并由专人负责更换")


def test_a_copy_may_have_sentences_of_its_own(tmp_path: Path) -> None:
    texts = [
        (report("a", 0, 2020), 5, write_text(ONE, TWO, THREE)),
        (report("b", 1, 2021), 5, write_text(ONE, TWO, OTHER, place="范例镇")),
    ]
    [(report_id, source, direction, is_exact, share)] = find_copies(
        tmp_path, texts, f"{PAIR}, direction, is_exact, shared_share"
    )
    assert (report_id, source, direction, is_exact) == ("b", "a", "year", False)
    assert 0.5 < share < 0.8


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("2022-03-01", 2021), ("2022-01-01", 2021), ("a", "b", "dated")),
        # The report for the earlier year was published later.
        (("2023-06-01", 2020), ("2022-01-01", 2021), ("a", "b", "dated")),
        ((None, 2021), (None, 2021), ("b", "a", None)),
        ((None, 2022), (None, 2021), ("a", "b", "year")),
    ],
)
def test_the_earlier_one_is_the_source(
    tmp_path: Path,
    first: tuple[str | None, int],
    second: tuple[str | None, int],
    expected: tuple[str, str, str | None],
) -> None:
    texts = [
        (report("a", 0, first[1], first[0]), 6, write_text(ONE, TWO)),
        (report("b", 1, second[1], second[0]), 6, write_text(ONE, TWO, place="范例镇")),
    ]
    assert find_copies(tmp_path, texts, f"{PAIR}, direction") == [expected]


def test_a_body_that_repeats_itself_is_told_apart(tmp_path: Path) -> None:
    texts = [(report("a", 0, 2020), 5, write_text(ONE, TWO)), (report("b", 0, 2021), 5, write_text(ONE, TWO))]
    assert find_copies(tmp_path, texts, f"{PAIR}, is_same_body") == [("b", "a", True)]


def test_a_chain_leads_to_its_beginning(tmp_path: Path) -> None:
    texts = [(report(name, town, 2020 + town), 5, write_text(TWO, THREE)) for town, name in enumerate("abc")]
    assert find_copies(tmp_path, texts, PAIR) == [("b", "a"), ("c", "a")]


@pytest.mark.parametrize(
    "sentences",
    [
        (OTHER, THREE),
        # Less than half of it is the other's.
        (ONE, OTHER, THREE),
        # Short sentences are common ones.
        (SHORT, "没有", SHORT),
    ],
)
def test_what_is_no_copy(tmp_path: Path, sentences: tuple[str, ...]) -> None:
    texts = [
        (report("a", 0, 2020), 5, write_text(ONE, TWO, SHORT, SHORT)),
        (report("b", 1, 2021), 5, write_text(*sentences, place="范例镇")),
    ]
    assert find_copies(tmp_path, texts, PAIR) == []


@pytest.mark.parametrize(
    ("form", "found"), [("2021", []), ("2019", []), ("pre2019", [("b", "a")]), ("narrative", [("b", "a")])]
)
def test_sections_with_tables_are_left_out(tmp_path: Path, form: str, found: list[tuple[str, str]]) -> None:
    years = (2016, 2017) if form == "pre2019" else (2020, 2021)
    texts = [(report(name, town, years[town], form=form), 2, write_text(TWO, THREE)) for town, name in enumerate("ab")]
    assert find_copies(tmp_path, texts, PAIR) == found


@pytest.mark.parametrize(("counties", "copies"), [(10, 9), (11, 0)])
def test_a_formula_of_many_counties_counts_for_nobody(tmp_path: Path, counties: int, copies: int) -> None:
    towns = [
        {
            **TOWNSHIPS[0],
            "county_code": f"9901{number:02}",
            "county": f"第{'甲乙丙丁戊己庚辛壬癸子'[number - 1]}县",
            "township_code": f"9901{number:02}100000",
        }
        for number in range(1, counties + 1)
    ]
    texts = [
        (report_row(f"r{at:02}", township_code=town["township_code"], agency=town["county"]), 5, write_text(ONE, TWO))
        for at, town in enumerate(towns)
    ]
    assert len(find_copies(tmp_path, texts, PAIR, towns)) == copies
