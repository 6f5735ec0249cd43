"""Additional gazetteers: which files are ones, and what is said of broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.raw.discovery import find_files
from flows.raw.gazetteers import (
    nearby_gazetteers,
    parse_gazetteers,
    read_gazetteer_files,
    read_gazetteer_texts,
    split_gazetteers,
)
from tests.flows.rows import TOWNSHIPS

HEADER = ",".join(TOWNSHIPS[0])


def gazetteer(path: Path, *rows: dict[str, str], header: str = HEADER) -> Path:
    lines = [header, *(",".join(row.values()) for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def row(**changes: str) -> dict[str, str]:
    return {**TOWNSHIPS[0], **changes}


def test_a_gazetteer_in_the_raw_folder_is_no_report(tmp_path: Path) -> None:
    gazetteer(tmp_path / "county" / "gazetteer.csv", row())
    (tmp_path / "county" / "report.txt").write_text("x")
    reports, chosen = split_gazetteers(find_files(tmp_path), [])
    assert [file.name for file in reports] == ["county/report.txt"]
    assert chosen == [tmp_path / "county" / "gazetteer.csv"]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_its_first_line_decides_however_it_ends(tmp_path: Path, mark: bytes, newline: bytes) -> None:
    (tmp_path / "gazetteer.csv").write_bytes(mark + HEADER.encode() + newline)
    assert split_gazetteers(find_files(tmp_path), [])[0] == []


@pytest.mark.parametrize("header", ["township_code,township", f"{HEADER},note", "四、其他", ""])
def test_a_file_of_that_name_with_another_first_line_is_a_report_like_any_other(tmp_path: Path, header: str) -> None:
    gazetteer(tmp_path / "gazetteer.csv", header=header)
    reports, chosen = split_gazetteers(find_files(tmp_path), [])
    assert ([file.name for file in reports], chosen) == (["gazetteer.csv"], [])


def test_the_same_table_under_another_name_is_a_report_unless_it_is_given(tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "places.csv", row())
    assert [file.name for file in split_gazetteers(find_files(tmp_path), [])[0]] == ["places.csv"]
    assert split_gazetteers(find_files(tmp_path), [path]) == ([], [path])


def test_a_given_gazetteer_that_is_found_as_well_counts_once(tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "gazetteer.csv", row())
    assert split_gazetteers(find_files(tmp_path), [path])[1] == [path]


def test_those_beside_a_file_and_above_it_in_the_raw_folder_are_nearby(tmp_path: Path) -> None:
    inner = tmp_path / "raw" / "county"
    inner.mkdir(parents=True)
    for folder in (tmp_path, inner.parent, inner):
        (folder / "gazetteer.csv").touch()
    raw = inner.parent
    assert nearby_gazetteers(inner / "a.txt", raw) == [inner / "gazetteer.csv", raw / "gazetteer.csv"]
    assert nearby_gazetteers(tmp_path / "a.txt", raw) == [tmp_path / "gazetteer.csv"]
    assert nearby_gazetteers(tmp_path / "elsewhere" / "a.txt", raw) == []


def test_townships_of_all_files_are_known(tmp_path: Path) -> None:
    first = gazetteer(tmp_path / "1.csv", row())
    second = gazetteer(tmp_path / "2.csv", row(), row(township_code="990101999000"))
    codes = read_gazetteer_files([first, second]).frame["township_code"]
    assert {TOWNSHIPS[0]["township_code"], "990101999000"} <= set(codes)


def test_a_run_takes_the_texts_that_it_read_at_its_start(tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "1.csv", row())
    texts = read_gazetteer_texts([path])
    path.unlink()
    assert TOWNSHIPS[0]["township_code"] in set(parse_gazetteers([path], texts).frame["township_code"])


def test_two_files_that_give_a_code_to_different_places_stop_the_run(tmp_path: Path) -> None:
    first = gazetteer(tmp_path / "1.csv", row())
    second = gazetteer(tmp_path / "2.csv", row(township="另一镇"))
    with pytest.raises(RunError, match=r"1\.csv.*2\.csv disagree.*另一镇"):
        read_gazetteer_files([first, second])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(b"a,b\n1,2\n", "needs the columns", id="other columns"),
        pytest.param(f"{HEADER}\n12,x,town,1,a,1,b,1,c\n".encode(), "cannot be used", id="a code that is none"),
        pytest.param("四川".encode("gb18030"), "not UTF-8", id="another encoding"),
    ],
)
def test_a_broken_gazetteer_stops_the_run_and_is_named(tmp_path: Path, text: bytes, message: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(text)
    with pytest.raises(RunError, match=rf"broken\.csv.*{message}"):
        read_gazetteer_files([path])


def test_a_missing_gazetteer_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"nowhere\.csv cannot be read"):
        read_gazetteer_files([tmp_path / "nowhere.csv"])


def test_a_file_that_contradicts_the_national_list_stops_the_run_and_is_named(tmp_path: Path) -> None:
    changes = {
        "township_code": "370305104000",
        "county_code": "370305",
        "prefecture_code": "370300",
        "province_code": "370000",
    }
    path = gazetteer(tmp_path / "mine.csv", row(**changes))
    with pytest.raises(RunError, match=r"mine\.csv cannot be used: line 2: county 370305 is 临淄区"):
        read_gazetteer_files([path])


def test_the_national_list_is_the_base(tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "1.csv", row())
    frame = read_gazetteer_files([path]).frame
    assert frame.height == read_gazetteer_files([]).frame.height + 1
    assert {TOWNSHIPS[0]["township_code"], "370305104000"} <= set(frame["township_code"])
