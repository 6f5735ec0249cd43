"""Tell somebody how a run ended: a command, a webhook, or both, given the run's record as JSON.

Neither may hurt the run: what goes wrong with them is a warning in the log. A command or an address may hold a secret,
so that no log line names more of them than the program.
"""

from __future__ import annotations

import http.client
import logging
import os
import shlex
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import IO

from flows.errors import system_words
from flows.settings import Settings
from flows.state import FAILURES, RunRecord, format_record
from transforms.language import Pair
from transforms.text import mask_personal_data

HOOK_SECONDS = 60.0
WEBHOOK_SECONDS = 10.0

logger = logging.getLogger("nianbao")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses to follow a redirect: it may lead to another host, and would drop the record that was sent."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def notify(settings: Settings, record: RunRecord) -> None:
    """Call the hook and the webhook of the settings, where the run failed or they are always wanted. Never raises."""
    if settings.hook_on == "failure" and record.outcome not in FAILURES:
        return
    masked = replace(
        record, message=mask_personal_data(record.message), message_zh=mask_personal_data(record.message_zh)
    )
    payload = format_record(masked).encode()
    if settings.hook:
        run_hook(shlex.split(settings.hook.get_secret_value()), payload)
    if settings.webhook:
        call_webhook(settings.webhook.get_secret_value(), payload)


def run_hook(command: list[str], payload: bytes, seconds: float = HOOK_SECONDS) -> None:
    """Run a command without a shell, with the payload on standard input. What it writes is not kept.

    After `seconds` it is killed with all that it started.
    """
    program = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = system_words(error) if isinstance(error, OSError) else type(error).__name__
        logger.warning(
            Pair(
                "通知命令{program}无法启动：{why}",
                "the hook {program} could not be started: {why}",
                program=program,
                why=reason,
            )
        )
        return
    try:
        process.communicate(payload, timeout=seconds)
    except subprocess.TimeoutExpired:
        logger.warning(
            Pair(
                "通知命令{program}在{seconds:.0f}秒后仍未结束，已放弃",
                "the hook {program} was given up after {seconds:.0f} seconds",
                program=program,
                seconds=seconds,
            )
        )
    else:
        if process.returncode:
            logger.warning(
                Pair(
                    "通知命令{program}失败，退出状态{status}",
                    "the hook {program} failed with status {status}",
                    program=program,
                    status=process.returncode,
                )
            )
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def call_webhook(url: str, payload: bytes, seconds: float = WEBHOOK_SECONDS) -> None:
    """Send the payload to an address by POST.

    It is done in a thread, which is left behind after `seconds`: a limit on a socket bounds neither the look-up of a
    name nor an answer that comes in drops.
    """
    problems: list[str] = [Pair("{seconds:.0f}秒内没有应答", "no answer within {seconds:.0f} seconds", seconds=seconds)]
    thread = threading.Thread(target=_post, args=(url, payload, seconds, problems), daemon=True)
    thread.start()
    thread.join(seconds)
    for problem in problems[-1:]:
        logger.warning(Pair("通知地址调用失败：{why}", "the webhook failed: {why}", why=problem))


def _post(url: str, payload: bytes, seconds: float, problems: list[str]) -> None:
    """Post; empty the list of problems, or add one. Messages of errors are left out, as they may hold the address."""
    headers = {"Content-Type": "application/json", "User-Agent": "nianbao"}
    try:
        request = urllib.request.Request(url, payload, headers, method="POST")
        urllib.request.build_opener(_NoRedirect).open(request, timeout=seconds).close()
    except urllib.error.HTTPError as error:
        problems.append(Pair("应答状态为 {status}", "it answered with status {status}", status=error.code))
        error.close()
    except Exception as error:
        reason = getattr(error, "reason", error)
        problems.append(getattr(reason, "strerror", None) or type(reason).__name__)
    else:
        problems.clear()
