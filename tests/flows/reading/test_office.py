"""LibreOffice as a converter; where it is installed, with it."""

from __future__ import annotations

import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows.reading import office
from flows.reading.office import LibreOffice, find_program
from transforms.doubts import Rejection
from transforms.stream.document import Document, read_document

needs_office = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
TABLE = (
    "{\\rtf1\\ansi {\\pard before\\par}\\trowd\\cellx2000\\cellx4000 {\\pard\\intbl first\\cell 12\\cell}\\row "
    "{\\pard after {\\deleted 99}{\\v 88}\\par}}"
)


def write_program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of LibreOffice, the only one on the path beside the shell's own."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(office, "find_program", lambda: str(path))


def test_without_the_program_a_file_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = LibreOffice()(b"x")
    assert isinstance(found, Rejection)
    assert found.reason == "needs_libreoffice"


def test_a_program_that_gives_nothing_or_fails_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path, "exit 3", monkeypatch)
    found = LibreOffice()(b"x")
    assert isinstance(found, Rejection)
    assert found.reason == "conversion_failed"
    monkeypatch.setattr(office, "find_program", lambda: str(tmp_path / "gone"))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = LibreOffice()(b"x")
    assert isinstance(found, Rejection)
    assert found.reason == "conversion_failed"


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beat = tmp_path / "beat"
    write_program(tmp_path, f"(while true; do echo x >> {beat}; sleep 0.05; done) & wait", monkeypatch)
    found = LibreOffice(file_seconds=1.0)(b"x")
    assert isinstance(found, Rejection)
    assert found.reason == "conversion_timeout"
    size = beat.stat().st_size
    time.sleep(0.5)
    assert size > 0
    assert beat.stat().st_size == size


def test_a_program_sees_no_setting_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path, f'env > {tmp_path / "env"}; echo "$@" > {tmp_path / "args"}', monkeypatch)
    monkeypatch.setenv("NIANBAO_SECRET", "1")
    LibreOffice()(b"x; rm -rf $HOME")
    assert "NIANBAO_SECRET" not in (tmp_path / "env").read_text()
    assert "rm -rf" not in (tmp_path / "args").read_text()


@needs_office
def test_rich_text_becomes_a_table() -> None:
    document = read_document(TABLE.encode(), "application/rtf", converter=LibreOffice(120))
    assert isinstance(document, Document)
    assert document.text.split() == ["before", "first", "12", "after"]


class _Counter(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@needs_office
def test_nothing_is_fetched_for_a_document() -> None:
    with HTTPServer(("127.0.0.1", 0), _Counter) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f'INCLUDEPICTURE "http://127.0.0.1:{server.server_port}/x.png" \\\\d'
        data = f"{{\\rtf1 words {{\\field{{\\*\\fldinst {link}}}{{\\fldrslt }}}}}}".encode()
        assert isinstance(LibreOffice(120)(data), bytes)
        server.shutdown()
    assert _Counter.asked == []
