"""The search in sections: what is found, where, and that no sign in the words is more than a sign."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import opencc
import pytest

from tests.flows.rows import CODES, load_tables, query, report_row

LONG = "甲" * 30 + "开展业务\n培训两次，“图解”政策" + "乙" * 30


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    reports = [
        report_row("a"),
        report_row("b", report_year=2022, township_code=CODES[1], agency="示例县范例镇"),
        report_row("c", township_code=None, township_match="none", agency="某县财政局", agency_kind="department"),
    ]
    texts = [
        ("a", 5, LONG),
        ("a", 6, "无。"),
        ("b", 5, "培训100%完成，培训乾县干部，it's done"),
        ("c", 1, "培训与图解"),
    ]
    sections = [{"report_id": report, "section_no": number, "text": text} for report, number, text in texts]
    load_tables(warehouse, {"report": reports, "report_section": sections})
    return warehouse


def search(warehouse: Path, words: str | None, columns: str = "report_id, section_no") -> list[tuple[object, ...]]:
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return connection.execute(
            f"SELECT {columns} FROM section_search(?) ORDER BY report_id, section_no", [words]
        ).fetchall()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("培训", [("a", 5), ("b", 5), ("c", 1)]),
        ("图解 培训", [("a", 5), ("c", 1)]),
        ("  图解\t培训　", [("a", 5), ("c", 1)]),
        ("培訓 圖解", [("a", 5), ("c", 1)]),
        ("业务培训", [("a", 5)]),
        ("乾县", [("b", 5)]),
        ("100%", [("b", 5)]),
        ("it's", [("b", 5)]),
        ("“图解”", [("a", 5)]),
        ("%", [("b", 5)]),
        ("_", []),
        (".*", []),
        ("[", []),
        ("'); DROP TABLE report; --", []),
        ("培训 没有", []),
        ("", []),
        ("  ", []),
        (None, []),
    ],
)
def test_sections_in_which_all_words_stand(
    published: Path, words: str | None, expected: list[tuple[object, ...]]
) -> None:
    assert search(published, words) == expected


def test_a_section_is_given_with_its_place_year_and_hits(published: Path) -> None:
    columns = "township_code, township, county, province, is_fictional, agency, report_year, hits"
    assert search(published, "培训", columns) == [
        (CODES[0], "示范镇", "示例县", "示例省", True, "示例县示范镇", 2021, 1),
        (CODES[1], "范例镇", "示例县", "示例省", True, "示例县范例镇", 2022, 2),
        (None, None, None, None, False, "某县财政局", 2021, 1),
    ]


def test_a_word_that_is_given_twice_is_counted_once(published: Path) -> None:
    assert search(published, "培训 培训", "report_id, hits") == search(published, "培训", "report_id, hits")


def test_the_snippet_stands_around_the_first_word(published: Path) -> None:
    snippets = search(published, "培训", "snippet")
    assert snippets == [
        ("…" + "甲" * 16 + "开展业务培训两次，“图解”政策" + "乙" * 11 + "…",),
        ("培训100%完成，培训乾县干部，it's d…",),
        ("培训与图解",),
    ]


def test_only_current_reports_are_searched(tmp_path: Path) -> None:
    warehouse = tmp_path / "nianbao.duckdb"
    reports = [report_row("a"), report_row("b")]
    sections = [{"report_id": report, "section_no": 1, "text": "培训"} for report in "ab"]
    load_tables(warehouse, {"report": reports, "report_section": sections})
    current = query(warehouse, "SELECT report_id FROM report WHERE status = 'current'")
    assert search(warehouse, "培训", "report_id") == current
    assert len(current) == 1


def test_words_are_simplified_as_opencc_does(published: Path) -> None:
    """Common characters of Big5 that GB 2312 has not; those that both have are of two scripts, as in 乾县."""
    converter = opencc.OpenCC("t2s")
    expected: dict[str, str] = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        big5 = character.encode("big5", "ignore")
        is_common = bool(big5) and big5 < b"\xc9\x40"
        changed = converter.convert(character) if is_common and not character.encode("gb2312", "ignore") else character
        expected[character] = changed if len(changed) == 1 else character
    [(given,)] = query(published, f"SELECT simplify('{''.join(expected)}')")
    assert {a: b for a, b in zip(expected, given, strict=True) if b != expected[a]} == {}
    assert sum(a != b for a, b in expected.items()) > 1800
