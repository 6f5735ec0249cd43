"""The quarantine as an operator sees it, and what the next run is asked to read again."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.commands.quarantine import describe_file, list_lines, request_retries, show_lines
from flows.errors import RunError
from flows.state.paths import retries_path
from flows.state.retries import clear_retries, read_retries
from flows.versions.published import published_warehouse
from flows.versions.quarantined import QuarantinedFile, read_quarantine
from tests.flows.made_warehouse import EARLIER, make_warehouse, quarantined
from tests.flows.rows import report_row, sha256_of
from tests.flows.saying import in_both

RAW = Path("raw")


@pytest.fixture
def filled(warehouse: Path) -> Path:
    """A warehouse with four files in quarantine, one of them for long, two of them the same."""
    rows = [
        quarantined("示例县/a.txt", "no_year", source_sha256=sha256_of("same")),
        quarantined("b.zip!/c.pdf", "scanned_pdf", detail="No text on 3 pages.\x1b[31m", first_seen_at=EARLIER),
        quarantined("b.zip!/d.txt", "no_year", source_sha256=sha256_of("same")),
        quarantined("locked.txt", "unreadable_file", source_sha256=None),
    ]
    make_warehouse(
        warehouse,
        [report_row("r")],
        quarantine=rows,
        report_file=[
            {"report_id": "r", "source_path": "r.txt", "first_seen_at": EARLIER, "last_seen_at": EARLIER},
        ],
    )
    return warehouse


def listed(warehouse: Path, reason: str | None = None) -> list[QuarantinedFile]:
    """What the command lists of a file."""
    with published_warehouse(warehouse) as connection:
        return read_quarantine(connection, reason)


def shown(warehouse: Path, path: str, retries: Collection[str] | None = ()) -> list[str]:
    """What the command shows of a file."""
    with published_warehouse(warehouse) as connection:
        return show_lines(connection, RAW, path, retries)


def test_the_list_has_every_file_or_those_of_a_reason(filled: Path) -> None:
    assert list_lines(listed(filled)) == [
        "scanned_pdf      b.zip!/c.pdf",
        "no_year          b.zip!/d.txt",
        "unreadable_file  locked.txt",
        "no_year          示例县/a.txt",
    ]
    assert [file.source_path for file in listed(filled, "no_year")] == ["b.zip!/d.txt", "示例县/a.txt"]
    assert list_lines(listed(filled, "no' OR true --")) == []


def test_json_tells_everything(filled: Path) -> None:
    described = json.loads(json.dumps(describe_file(listed(filled)[0], {"b.zip"})))
    assert described == {
        "source_path": "b.zip!/c.pdf",
        "source_sha256": sha256_of("b.zip!/c.pdf"),
        "reason": "scanned_pdf",
        "detail": "No text on 3 pages.\x1b[31m",
        "detail_zh": "在b.zip!/c.pdf中发现。",
        "run_id": "20240131T020000Z-0123abcd",
        "first_seen_at": "2023-12-01T00:00:00Z",
        "is_retry_requested": True,
    }
    assert describe_file(listed(filled)[0], ())["is_retry_requested"] is False
    assert describe_file(listed(filled)[0], None)["is_retry_requested"] is None


def test_show_tells_what_helps_and_who_is_the_same(filled: Path) -> None:
    lines = shown(filled, "示例县/a.txt")
    assert lines[0] == "file        示例县/a.txt"
    assert "what helps  name the year in the folder or the file's name" in lines
    assert "same bytes  b.zip!/d.txt" in lines
    assert lines == shown(filled, "raw/示例县/a.txt") == shown(filled, str(RAW.absolute() / "示例县/a.txt"))


def test_show_tells_whether_the_file_is_read_again_where_that_is_known(filled: Path) -> None:
    for retries, expected in (
        (["b.zip"], "the next run reads it again"),
        ([], "when the file or the reader changes"),
        (None, "when the file or the reader changes; whether more is asked for is known where it is ingested"),
    ):
        assert f"retry       {expected}" in shown(filled, "b.zip!/c.pdf", retries)


def test_show_sends_a_terminal_no_command(filled: Path) -> None:
    lines = shown(filled, "raw/b.zip!/c.pdf")
    assert "found       No text on 3 pages.\\u001b[31m" in lines


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.txt", "nowhere.txt is not in quarantine"),
        ("r.txt", "r.txt is not in quarantine; it was read as the report r"),
        ("b.zip", "b.zip is not in quarantine, but 2 of its members are, such as b.zip!/c.pdf"),
    ],
)
def test_a_file_that_is_not_in_quarantine(filled: Path, path: str, message: str) -> None:
    with pytest.raises(RunError) as error:
        shown(filled, path)
    assert str(error.value) == message


def asked_for(warehouse: Path) -> list[str]:
    return [file["source_path"] for file in json.loads(retries_path(warehouse).read_bytes())["files"]]


def test_requests_are_merged_until_a_run_has_done_them(filled: Path) -> None:
    assert read_retries(filled) == frozenset()
    assert request_retries(filled, RAW, ["raw/示例县/a.txt"], None) == 1
    assert request_retries(filled, RAW, ["b.zip!/c.pdf"], None) == 1
    assert read_retries(filled) == {"示例县/a.txt", "b.zip"}
    assert asked_for(filled) == ["b.zip!/c.pdf", "示例县/a.txt"]
    clear_retries(filled, {"b.zip", "other.txt"})
    assert read_retries(filled) == {"示例县/a.txt"}
    clear_retries(filled, {"示例县/a.txt"})
    assert not retries_path(filled).exists()
    clear_retries(filled, {"示例县/a.txt"})


@pytest.mark.parametrize(
    ("paths", "reason", "expected"),
    [
        (["b.zip"], None, ["b.zip!/c.pdf", "b.zip!/d.txt"]),
        (["b.zip"], "no_year", ["b.zip!/d.txt"]),
        ([], "no_year", ["b.zip!/d.txt", "示例县/a.txt"]),
        ([], None, ["b.zip!/c.pdf", "b.zip!/d.txt", "locked.txt", "示例县/a.txt"]),
    ],
)
def test_what_a_request_means(filled: Path, paths: list[str], reason: str | None, expected: list[str]) -> None:
    assert request_retries(filled, RAW, paths, reason) == len(expected)
    assert asked_for(filled) == expected


@pytest.mark.parametrize(
    ("paths", "reason"), [(["nowhere.txt"], None), ([], "no_such_reason"), (["b.zip"], "empty_file")]
)
def test_a_request_for_nothing_is_refused(filled: Path, paths: list[str], reason: str | None) -> None:
    with pytest.raises(RunError):
        request_retries(filled, RAW, paths, reason)
    assert not retries_path(filled).exists()


@pytest.mark.parametrize("content", [b"", b'{"files": [{"source_pa', b"[]", b"null", b"\xff", b'{"files": [3]}'])
def test_a_torn_file_asks_for_nothing_and_takes_requests(filled: Path, content: bytes) -> None:
    retries_path(filled).parent.mkdir()
    retries_path(filled).write_bytes(content)
    assert read_retries(filled) == frozenset()
    request_retries(filled, RAW, ["locked.txt"], None)
    assert read_retries(filled) == {"locked.txt"}
    assert [path.name for path in retries_path(filled).parent.iterdir()] == ["retry.json"]


def test_requests_made_at_once_are_all_kept(filled: Path) -> None:
    paths = ["示例县/a.txt", "b.zip!/c.pdf", "b.zip!/d.txt", "locked.txt"]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda path: request_retries(filled, RAW, [path], None), paths))
    assert sorted(asked_for(filled)) == sorted(paths)


def test_a_request_that_cannot_be_written_says_so(filled: Path) -> None:
    retries_path(filled).parent.write_text("no folder")
    with pytest.raises(RunError, match="the request cannot be written"):
        request_retries(filled, RAW, ["locked.txt"], None)


def test_others_may_read_the_requests(filled: Path) -> None:
    request_retries(filled, RAW, ["locked.txt"], None)
    assert stat.S_IMODE(retries_path(filled).stat().st_mode) & 0o022 == 0


def test_the_quarantine_speaks_chinese(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    assert list_lines(listed(filled)) == [
        "scanned_pdf 扫描件            b.zip!/c.pdf",
        "no_year 年度不明              b.zip!/d.txt",
        "unreadable_file 文件无法打开  locked.txt",
        "no_year 年度不明              示例县/a.txt",
    ]
    lines = shown(filled, "locked.txt", {"locked.txt"})
    assert "文件        locked.txt" in lines
    assert "sha256      未读取" in lines
    assert "重读        下一次运行会重新读取" in lines
    assert any(line.startswith("处理办法    ") for line in lines)
    with pytest.raises(RunError) as error:
        shown(filled, "b.zip")
    assert in_both(error.value)[0] == "b.zip不在隔离区，但其中2个成员在，例如b.zip!/c.pdf"
