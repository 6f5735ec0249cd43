"""Hook and webhook: who failed is told, and neither can hurt the run or give a secret away."""

from __future__ import annotations

import json
import logging
import os
import shlex
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.runs.hooks import call_webhook, notify, run_hook
from flows.settings import Settings
from flows.state.run_log import RunRecord

SECRET = "s3cr3t-t0ken"
SAVE = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"


def record(outcome: str = "failed", message: str = "it broke", message_zh: str = "") -> RunRecord:
    started, ended = "2024-01-31T02:00:00Z", "2024-01-31T02:10:00Z"
    return RunRecord("r1", started, ended, outcome, message, {"files_seen": 3}, 600.0, message_zh=message_zh)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is asked directly."""
    monkeypatch.setenv("no_proxy", "*")


Handle = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def served(handle: Handle) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """A server on loopback: its address, and (method, path, body) of what it gets."""
    seen: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append((self.command, self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            handle(self)

        def do_GET(self) -> None:
            seen.append((self.command, self.path, b""))
            handle(self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?token={SECRET}", seen
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()


def answer(status: int, **headers: str) -> Handle:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()

    return handle


def test_a_failed_run_is_told_to_both(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    target = tmp_path / "with space; $(touch x).json"
    command = shlex.join([sys.executable, "-c", SAVE, str(target)])
    with served(answer(204)) as (url, seen):
        told = record(message="call 13900000000", message_zh="请打13900000000")
        notify(Settings.model_validate({"hook": command, "webhook": url}), told)
    expected = {
        "run_id": "r1",
        "started_at": "2024-01-31T02:00:00Z",
        "ended_at": "2024-01-31T02:10:00Z",
        "outcome": "failed",
        "message": "call ＊＊＊",
        "counts": {"files_seen": 3},
        "seconds": 600.0,
        "version": "",
        "inputs": [],
        "message_zh": "请打＊＊＊",
    }
    assert json.loads(target.read_bytes()) == expected
    [(method, path, body)] = seen
    assert (method, path, json.loads(body)) == ("POST", f"/hook?token={SECRET}", expected)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert caplog.messages == []


HOSTILE = "镇'\"; touch hurt; $(touch hurt) `touch hurt` | touch hurt & \n\r\0\x1b[2J\u202e\udcff%s{why}"


def test_what_a_record_says_is_run_by_nobody_and_arrives_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Names of files come into it, by which somebody may say anything at any length."""
    monkeypatch.chdir(tmp_path)
    command = shlex.join([sys.executable, "-c", SAVE, "told.json"])
    told = record(message=HOSTILE * 50_000, message_zh=HOSTILE)
    with served(answer(204)) as (url, seen):
        notify(Settings.model_validate({"hook": command, "webhook": url}), told)
    for payload in ((tmp_path / "told.json").read_bytes(), seen[0][2]):
        assert payload.isascii()
        assert b"\n" not in payload
        assert json.loads(payload)["message_zh"] == HOSTILE
        assert json.loads(payload)["message"] == HOSTILE * 50_000
    assert [path.name for path in tmp_path.iterdir()] == ["told.json"]
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("hook_on", "outcome", "is_told"),
    [
        ("failure", "failed", True),
        ("failure", "stopped_by_guard", True),
        ("failure", "interrupted", True),
        ("failure", "published", False),
        ("failure", "nothing_new", False),
        ("always", "nothing_new", True),
    ],
)
def test_who_wants_to_hear_of_what(hook_on: str, outcome: str, is_told: bool) -> None:
    with served(answer(200)) as (url, seen):
        notify(Settings.model_validate({"webhook": url, "hook_on": hook_on}), record(outcome))
    assert bool(seen) is is_told


@pytest.mark.parametrize(
    ("command", "warning"),
    [
        (["/no/such/program", SECRET], "the hook program could not be started: No such file or directory"),
        (
            [sys.executable, "-c", "raise SystemExit(7)", SECRET],
            f"the hook {Path(sys.executable).name} failed with status 7",
        ),
        (["a\0b", SECRET], "the hook a\0b could not be started: ValueError"),
    ],
)
def test_a_hook_that_fails_is_a_warning(caplog: pytest.LogCaptureFixture, command: list[str], warning: str) -> None:
    run_hook(command, b"{}")
    assert caplog.messages == [warning]
    assert caplog.records[0].levelno == logging.WARNING


def test_a_hook_that_reads_and_says_nothing_of_use_does_no_harm(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    code = f"import sys; sys.stdin.close(); print('{SECRET}'); print('{SECRET}', file=sys.stderr)"
    run_hook([sys.executable, "-c", code], b"x" * 1_000_000)
    assert caplog.messages == []
    assert capfd.readouterr() == ("", "")


def test_a_hook_is_killed_with_what_it_started(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its child holds a pipe open, which has an end only when the child is gone."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run_hook(["sh", "-c", '(echo on; exec sleep 600) >"$0" & sleep 600', str(pipe)], b"{}", seconds=3)
    assert os.read(reader, 100) == b"on\n"
    for _ in range(600):  # the kernel closes it a moment after the kill
        with suppress(BlockingIOError):
            assert os.read(reader, 100) == b""
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child of the hook lives on")
    os.close(reader)
    assert caplog.messages == ["the hook sh was given up after 3 seconds"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_webhook_that_refuses_is_a_warning(caplog: pytest.LogCaptureFixture, status: int) -> None:
    with served(answer(status)) as (url, _):
        call_webhook(url, b"{}")
    assert caplog.messages == [f"the webhook failed: it answered with status {status}"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_webhook_follows_no_redirect(caplog: pytest.LogCaptureFixture, status: int) -> None:
    """A redirect followed would turn the POST into a GET without the record, or tell another host."""
    with served(answer(200)) as (other, told), served(answer(status, Location=other)) as (url, seen):
        call_webhook(url, b"{}")
    assert (len(seen), told) == (1, [])
    assert caplog.messages == [f"the webhook failed: it answered with status {status}"]


def test_a_webhook_that_answers_in_drops_is_left(caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        while not stop.wait(0.1):
            try:
                request.wfile.write(b"H")
            except OSError:
                return

    with served(drip) as (url, _):
        call_webhook(url, b"{}", seconds=1)
        stop.set()
    assert caplog.messages == ["the webhook failed: no answer within 1 seconds"]


@pytest.mark.parametrize(
    "url",
    [
        f"http://127.0.0.1:1/{SECRET}",
        f"http://127.0.0.1:1/{SECRET} x",
        f"http://no.invalid/{SECRET}",
        f"http://[{SECRET}",
    ],
)
def test_no_warning_gives_the_address_away(caplog: pytest.LogCaptureFixture, url: str) -> None:
    call_webhook(url, b"{}")
    [message] = caplog.messages
    assert message.startswith("the webhook failed: ")
    assert SECRET not in message


@pytest.mark.parametrize("name", ["hook", "webhook"])
def test_an_empty_setting_is_none(name: str) -> None:
    notify(Settings.model_validate({name: " "}), record())
    assert getattr(Settings.model_validate({name: " "}), name) is None
