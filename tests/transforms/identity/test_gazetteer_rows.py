"""Rows of additional gazetteers: what is wrong with one is said with its line, and none is taken wrong."""

from __future__ import annotations

import pytest

from tests.transforms.identity.places import HEADER, PLACE, TOWN, TOWNSHIP
from transforms.identity.gazetteer import read_gazetteer
from transforms.identity.gazetteer_rows import COLUMNS, GazetteerError, at_line, read_rows
from transforms.language import Language, Pair


def told(text: str) -> str:
    """What is said of a gazetteer that is refused."""
    with pytest.raises(GazetteerError) as error:
        read_gazetteer(text)
    words = error.value.args[0]
    assert isinstance(words, Pair)
    assert words.said_in(Language.ZH) != str(words)
    assert len(words) < 600
    return str(words)


def test_rows_have_the_line_on_which_they_begin() -> None:
    rows = list(read_rows(f"\ufeff{HEADER}\r\n\r\n{TOWN}\r\n{TOWNSHIP}"))
    assert [(row.line, row.values["township"]) for row in rows] == [(3, "样例镇"), (4, "范例乡")]


def test_spaces_and_quotes_around_a_value_are_no_part_of_it() -> None:
    [row] = read_rows(f'{HEADER}\n" 990101001000 ", 样例镇\u3000,"town",{PLACE}')
    assert (row.values["township_code"], row.values["township"]) == ("990101001000", "样例镇")


def test_a_rare_character_of_private_use_is_one_of_a_name() -> None:
    rare = TOWN.replace("样例镇", "桴\ue000镇")
    assert [row.values["township"] for row in read_rows(f"{HEADER}\n{rare}")] == ["桴\ue000镇"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (TOWN.replace("样例镇", "样例\0镇"), "line 3: the township cannot be"),
        (TOWN.replace("样例镇", "样例\u202e镇"), "line 3: the township cannot be"),
        (TOWN.replace("样例镇", '"样例\n镇"'), "line 3: the township cannot be"),
        (TOWN.replace("样例镇", "样例\u2028镇"), "line 3: the township cannot be"),
        (TOWN.replace("样例镇", "=cmd|'/c calc'!A1"), "line 3: the township cannot be"),
        (TOWN.replace("示例县", ""), "line 3: the county cannot be “”"),
        (TOWN.replace("样例镇", "镇" * 100_000), None),
        (TOWN.replace("样例镇", "镇" * 200_000), "line 3: the quotes or commas are broken (field larger"),
        (TOWN.replace("990101001000", "９９０１０１００１０００"), "line 3: the township_code must have 12 digits"),
        (TOWN.replace("990101001000", "9.90101E+11"), "line 3: the township_code must have 12 digits"),
        (TOWN.replace("990101001000", "1" * 100_000), "line 3: the township_code must have 12 digits"),
        (TOWN.replace("990100", "990100.0"), "line 3: the prefecture_code must have 6 digits"),
        (TOWN.replace("样例镇", '"样例镇'), "line 3: the quotes or commas are broken (unexpected end"),
        (TOWN.replace("样例镇", '"样例"镇'), "line 3: the quotes or commas are broken"),
        (TOWN.replace(",town,", ",town"), "line 3: 8 cells, where the first line has 9"),
        (TOWN + ",more", "line 3: 10 cells, where the first line has 9"),
        (TOWN + "," * 1_000_000, "line 3: 1000009 cells"),
        (TOWN.replace(",", ";"), "line 3: 1 cells"),
        (TOWN.replace("town", "village"), "line 3: the gazetteer breaks these rules: kind"),
        (TOWNSHIP.replace("范例乡", "另一乡"), "line 3: code 990101002000 stands for 范例乡 and for 另一乡 (township)"),
        (TOWNSHIP.replace("示例县", "另一县"), "line 3: code 990101002000 stands for 示例县 and for 另一县 (county)"),
        (TOWN.replace("示例县", "另一县"), "line 3: county 990101 is 示例县 "),
    ],
)
def test_a_hostile_row_is_refused_with_its_line(row: str, said: str | None) -> None:
    text = f"{HEADER}\n{TOWNSHIP}\n{row}\n"
    if said is None:
        assert read_gazetteer(text).frame.height == 2
    else:
        assert told(text).startswith(said)


@pytest.mark.parametrize("header", ["", "\0", f"{HEADER},{HEADER}", "a," * 1_000_000, "=1+1," + HEADER, HEADER.upper()])
def test_other_columns_are_told_however_many(header: str) -> None:
    assert "needs the columns" in told(f"{header}\n{TOWN}\n")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_text_in_another_encoding_is_none(encoding: str) -> None:
    assert "needs the columns" in told(HEADER.encode(encoding).decode("utf-8"))


def test_the_columns_are_those_of_the_list() -> None:
    assert ",".join(COLUMNS) == HEADER
    assert str(at_line(3, Pair("错", "wrong"))) == "line 3: wrong"
