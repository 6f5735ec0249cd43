"""What a request to end does, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.signals import EXIT_INTERRUPTED, INTERRUPTED

ROOT = Path(__file__).resolve().parents[2]
LINE = f"nianbao: {INTERRUPTED}\n"
PREPARE = "import os, signal, sys; from flows.signals import *; from flows.signals import end_silently; "
ASK = "os.kill(os.getpid(), signal.SIGINT); "


def run(code: str, **variables: str) -> tuple[int, str]:
    """Exit status and standard error of a process."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE + code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_where_there_is_nothing_to_clean_up_the_process_ends_with_one_line(number: signal.Signals) -> None:
    assert run(f"handle(end_at_once); os.kill(os.getpid(), {number:d})") == (EXIT_INTERRUPTED, LINE)


def test_the_line_is_json_where_the_log_is() -> None:
    status, told = run(f"handle(end_at_once); {ASK}", NIANBAO_LOG_FORMAT="json")
    line = json.loads(told)
    assert (status, line["event"], line["level"]) == (EXIT_INTERRUPTED, INTERRUPTED, "error")
    assert line["time"].endswith("Z")


def test_the_first_request_is_raised_and_the_second_does_not_wait() -> None:
    code = f"""handle(raise_once)
try:
    {ASK}
except KeyboardInterrupt:
    os.write(2, b"cleaning up\\n")
    {ASK}
    os.write(2, b"this takes long\\n")
"""
    assert run(code) == (EXIT_INTERRUPTED, f"cleaning up\n{LINE}")


def test_a_module_is_loaded_before_the_request_is_raised(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(f"import os, signal\n{ASK}\nos.write(2, b'loaded\\n')\n")
    code = f"""handle(raise_once)
sys.path.insert(0, {str(tmp_path)!r})
try:
    import slow
    signal.pause()
except KeyboardInterrupt:
    os.write(2, b"interrupted\\n" if "slow" in sys.modules else b"half made\\n")
"""
    assert run(code) == (0, "loaded\ninterrupted\n")


def test_who_has_said_how_it_ended_ends_so() -> None:
    assert run(f"handle(end_silently(3)); {ASK}") == (3, "")


def test_a_request_in_a_destructor_is_not_lost() -> None:
    code = f"""mind_the_ends(); handle(raise_once)
class Last:
    def __del__(self):
        {ASK}
last = Last()
del last
os.write(2, b"lost\\n")
"""
    assert run(code) == (EXIT_INTERRUPTED, LINE)


def test_another_error_in_a_destructor_is_told_as_ever() -> None:
    code = (
        "mind_the_ends()\nclass Last:\n    def __del__(self):\n        raise ValueError('odd')\nlast = Last()\ndel last"
    )
    status, told = run(code)
    assert (status, "ValueError: odd" in told) == (0, True)


def test_the_last_moments_pass() -> None:
    """Behind all that is called at the exit, Python drops its handlers; what was registered first is called last."""
    late = f"import atexit; handle(end_at_once); atexit.register(lambda: {ASK.rstrip('; ')})"
    assert run(late) == (EXIT_INTERRUPTED, LINE)
    assert run(f"{late}; mind_the_ends()") == (0, "")


def test_what_is_ignored_from_outside_stays_ignored() -> None:
    """As by nohup, or for a job in the background of a script."""
    code = f"signal.signal(signal.SIGINT, signal.SIG_IGN); handle(end_at_once); {ASK}"
    assert run(code) == (0, "")


def test_the_line_is_in_the_language_of_the_operator() -> None:
    assert run(f"handle(end_at_once); {ASK}", NIANBAO_LANG="zh") == (
        EXIT_INTERRUPTED,
        "nianbao: 已中断；已发布的仓库完好\n",
    )
    status, told = run(f"handle(end_at_once); {ASK}", NIANBAO_LANG="zh", NIANBAO_LOG_FORMAT="json")
    assert (status, json.loads(told)["event"]) == (EXIT_INTERRUPTED, INTERRUPTED)
