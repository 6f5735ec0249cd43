"""Files of reviewers' verdicts: what is read of them, and what is wrong with them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.commands.verdicts import Review, parse_reviews, read_review_file
from flows.errors import RunError
from tests.flows.saying import in_both
from transforms.schemas.codes import VERDICTS

NOW = datetime(2024, 5, 1, 12)
MARCH, APRIL = datetime(2024, 3, 1), datetime(2024, 4, 1)
HEADER = "finding_id,verdict,note,reviewer,reviewed_at\n"
FIRST, SECOND = "0123456789abcdef", "123456789abcdef0"


def problems_of(text: str) -> str:
    with pytest.raises(ValueError) as error:
        parse_reviews(text, NOW)
    return str(error.value)


def test_a_verdict_is_read_with_its_line() -> None:
    [line] = parse_reviews(HEADER + f'\n{FIRST},source_error,"Seen,\nin print.",r,2024-03-01\n', NOW)
    assert line.line == 3
    assert line.review == Review(FIRST, "source_error", "Seen,\nin print.", "r", MARCH)


def test_the_line_of_a_verdict_is_that_on_which_it_begins() -> None:
    lines = parse_reviews(HEADER + f'{FIRST},confirmed,"a\nb\nc",r,2024-03-01\n{SECOND},confirmed,,r,2024-03-01\n', NOW)
    assert [line.line for line in lines] == [2, 5]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-03-01", MARCH),
        ("2024-03-01T00:00", MARCH),
        ("2024-03-01 00:00:00", MARCH),
        ("2024-03-01T08:00:00+08:00", MARCH),
        ("2024-03-01T08:00+0800", MARCH),
        ("2024-03-01T00:00:00Z", MARCH),
        ("2024/3/1", MARCH),
        ("2024/3/1 0:00", MARCH),
    ],
)
def test_times_are_read_as_people_and_spreadsheets_write_them(text: str, time: datetime) -> None:
    [line] = parse_reviews(HEADER + f"{FIRST},confirmed,,r,{text}\n", NOW)
    assert line.review.reviewed_at == time


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1.23457E+15,confirmed,,r,2024-03-01", "line 2: “1.23457E+15” is no finding_id"),
        (f"{FIRST},wrong,,r,2024-03-01", "line 2: the verdict must be one of confirmed, source_error, parser_error, "),
        (f"{FIRST},,A note.,r,2024-03-01", "line 2: the verdict must be one of "),
        (f"{FIRST},confirmed,,,2024-03-01", "line 2: the reviewer is not named"),
        (f"{FIRST},ignored,,r,2024-03-01", "line 2: a finding is ignored for a reason: the note is empty"),
        (f"{FIRST},confirmed,,r,1 March", "line 2: reviewed_at must be a day or time such as 2024-01-31"),
        (f"{FIRST},confirmed,,r,03/01/2024", "line 2: reviewed_at must be"),
        (f"{FIRST},confirmed,,r,2024-02-30", "line 2: reviewed_at “2024-02-30” is no time of the calendar"),
        (f"{FIRST},confirmed,,r,0001-01-01T00:00+08:00", "line 2: reviewed_at “0001-01-01T00:00+08:00” is no time"),
        (f"{FIRST},confirmed,,r,2024-05-03", "line 2: reviewed_at “2024-05-03” lies in the future"),
        (f"{FIRST},confirmed,,r", "line 2: 4 cells, where the first line has 5"),
        (f"{FIRST},confirmed,,r,2024-03-01,more", "line 2: 6 cells, where the first line has 5"),
        (f'{FIRST},confirmed,"open,r,2024-03-01', "line 2: the quotes or commas are broken"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(row: str, problem: str) -> None:
    assert problems_of(HEADER + row + "\n").startswith(problem)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (f"{FIRST},confirmed,a\0b,r,2024-03-01", "line 2: the note has control characters"),
        (f"{FIRST},confirmed,,r\x1b[2J,2024-03-01", "line 2: the reviewer has control characters"),
        (f"{FIRST},{'x' * 100_000},,r,2024-03-01", "line 2: the verdict must be one of"),
        (f"{FIRST},confirmed,{'x' * 200_000},r,2024-03-01", "line 2: the quotes or commas are broken (field larger"),
        (f"{FIRST},confirmed,,r,{'1' * 100_000}", "line 2: reviewed_at must be"),
        (f"{FIRST},confirmed,,r,２０２４-03-01", "line 2: reviewed_at “２０２４-03-01” is no time"),
        (f"{FIRST},confirmed,,r,9999999999-03-01", "line 2: reviewed_at must be"),
        (f"={FIRST},confirmed,,r,2024-03-01", "line 2: “=0123456789abcdef” is no finding_id"),
        (f"{FIRST.upper()},confirmed,,r,2024-03-01", "line 2: “0123456789ABCDEF” is no finding_id"),
        (f"{FIRST};confirmed;;r;2024-03-01", "line 2: 1 cells, where the first line has 5"),
        ("," * 1_000_000, "line 2: 1000001 cells, where the first line has 5"),
        ("x" * 100_000 + ",confirmed,,r,2024-03-01", "line 2: “xxx"),
    ],
)
def test_a_hostile_line_is_told_in_a_short_sentence(row: str, problem: str) -> None:
    told = problems_of(HEADER + row + "\n")
    assert told.startswith(problem)
    assert len(told) < 400


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (HEADER.strip() + ",x" * 1_000_000, "the first line names x twice"),
        (HEADER.strip() + "".join(f",{number}" for number in range(200_000)), "names unknown columns: 0, 1, 2"),
        ("\ufeff" + HEADER, "there is no finding_id"),
        (HEADER.encode("utf-16-le").decode("utf-8"), "there is no finding_id"),
        ("\0" * 1000, "there is no finding_id"),
        ('"' + HEADER, "the quotes or commas are broken"),
    ],
)
def test_a_hostile_header_is_told_in_a_short_sentence(header: str, problem: str) -> None:
    told = problems_of(header)
    assert problem in told
    assert len(told) < 400


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030", "big5"])
def test_a_file_in_another_encoding_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "verdicts.csv"
    file.write_bytes((HEADER + f"{FIRST},confirmed,已核對,審核,2024-03-01\n").encode(encoding))
    with pytest.raises(RunError, match=r"verdicts\.csv is not UTF-8 text; save it as “CSV UTF-8”"):
        read_review_file(file, NOW)


def test_a_byte_order_mark_and_a_formula_sign_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.csv"
    file.write_bytes((HEADER + f"{FIRST},confirmed,=1+1,r,2024-03-01\n").encode("utf-8-sig"))
    [line] = read_review_file(file, NOW)
    assert line.review.note == "=1+1"


def test_a_day_that_has_begun_elsewhere_is_not_the_future() -> None:
    assert parse_reviews(HEADER + f"{FIRST},confirmed,,r,2024-05-02T02:00\n", NOW)


def test_all_problems_are_told_at_once_but_not_without_end() -> None:
    rows = "x,confirmed,,r,2024-03-01\n" * 25
    lines = problems_of(HEADER + rows).splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["line 2", "line 3"]
    assert lines[20:] == ["and 5 more"]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("", "there is no finding_id, verdict, note, reviewer, reviewed_at"),
        ("finding_id;verdict;note;reviewer;reviewed_at\n", "there is no finding_id"),
        ("finding_id,verdict,reviewer,reviewed_at\n", "there is no note"),
        ("finding_id,verdict,verdict,note,reviewer,reviewed_at\n", "names verdict twice"),
        (HEADER.strip() + ",comment\n", "unknown columns: comment"),
    ],
)
def test_a_header_must_name_the_columns(header: str, problem: str) -> None:
    assert problem in problems_of(header)


def test_the_later_of_two_verdicts_in_a_file_counts_wherever_it_stands() -> None:
    rows = [f"{FIRST},confirmed,,r,2024-04-01\n", f"{FIRST},source_error,,r,2024-03-01\n"]
    for text in (rows[0] + rows[1], rows[1] + rows[0]):
        [line] = parse_reviews(HEADER + text, NOW)
        assert line.review.verdict == "confirmed"


def test_two_verdicts_of_the_same_time_contradict_each_other() -> None:
    rows = f"{FIRST},confirmed,,r,2024-03-01\n{FIRST},source_error,,r,2024-03-01\n"
    assert problems_of(HEADER + rows) == f"line 3: another verdict than line 2 on {FIRST} at the same time"


def test_the_same_line_twice_is_one_verdict() -> None:
    assert len(parse_reviews(HEADER + 2 * f"{FIRST},confirmed,,r,2024-03-01\n", NOW)) == 1


def test_what_is_wrong_is_said_in_chinese_too() -> None:
    with pytest.raises(ValueError) as error:
        parse_reviews(HEADER + f"{FIRST},confirmed,,,2024-03-01\n{FIRST},wrong,,r,2024-03-01\n", NOW)
    chinese, _ = in_both(error.value)
    assert chinese.splitlines() == [
        "第2行：没有写明 reviewer",
        f"第3行：verdict 只能是 {', '.join(VERDICTS)} 之一，不能是“wrong”",
    ]
