"""LibreOffice as a converter of DOC, WPS and RTF files, for what only an office program can read.

Each conversion has a profile and a folder of its own, which are removed with it. Macros, links and updates are off in
that profile, its network goes to a closed port, no shell is between, and the program's whole process group is killed
when the time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from transforms.doubts import Reason, Rejection
from transforms.language import Pair

PROGRAMS: Final = ("soffice", "libreoffice")
# The worker itself is ended when a file's time is over, so that the program has to be gone before.
_SHARE_OF_TIME: Final = 0.5
_LONGEST: Final = 300.0
_RTF_START: Final = b"{\\rtf"
_DEAD_PROXY: Final = "http://127.0.0.1:9"

_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM: Final = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_OPTIONS: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """Converts a document to DOCX. `file_seconds` is the time that reading a whole file may take, None for no limit.

    Rejections: `needs_libreoffice` where it is not installed, `conversion_timeout`, `conversion_failed`.
    """

    file_seconds: float | None = None

    def __call__(self, data: bytes, /) -> bytes | Rejection:
        program = find_program()
        if program is None:
            detail = Pair(
                "DOC、WPS、RTF 文件须有 LibreOffice 才能读取，这里没有安装；也可以另存为 DOCX。",
                "DOC, WPS and RTF files need LibreOffice, which is not installed; or save the file as DOCX.",
            )
            return Rejection(Reason.NEEDS_LIBREOFFICE, detail)
        with TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
            try:
                return self._convert(program, data, Path(folder))
            except OSError as error:
                detail = Pair(
                    "LibreOffice 无法运行：{error}。", "LibreOffice could not be run: {error}.", error=error.strerror
                )
                return Rejection(Reason.CONVERSION_FAILED, detail)

    def _convert(self, program: str, data: bytes, folder: Path) -> bytes | Rejection:
        source = folder / ("document.rtf" if data.startswith(_RTF_START) else "document.doc")
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile_text(), "utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            "--convert-to",
            "docx:Office Open XML Text",
            "--outdir",
            str(folder / "converted"),
            str(source),
        ]
        seconds = _LONGEST if self.file_seconds is None else self.file_seconds * _SHARE_OF_TIME
        if not _run_for(command, folder, seconds):
            detail = Pair(
                "LibreOffice 转换这个文件用时超过{seconds:g}秒。",
                "LibreOffice took longer than {seconds:g} seconds for this file.",
                seconds=seconds,
            )
            return Rejection(Reason.CONVERSION_TIMEOUT, detail)
        result = folder / "converted" / "document.docx"
        if not result.is_file():
            detail = Pair(
                "LibreOffice 读不出这个文档，它可能已损坏。",
                "LibreOffice could not read the document; it may be damaged.",
            )
            return Rejection(Reason.CONVERSION_FAILED, detail)
        return result.read_bytes()


def _profile_text() -> str:
    return _PROFILE.format(
        items="\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _OPTIONS)
    )


def _run_for(command: list[str], folder: Path, seconds: float) -> bool:
    """Run a command for at most `seconds`, then kill its process group; whether it ended by itself.

    `timeout`, where the system has it, ends the program even where this process is killed while it waits.
    """
    if guard := shutil.which("timeout"):
        command = [guard, "--signal=KILL", f"{seconds + 5:.0f}", *command]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        else:
            return True
        finally:
            _kill_group(process)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of this process's own settings but where programs are; no network, no display."""
    kept = {name: value for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if (value := os.environ.get(name))}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _DEAD_PROXY)
    return {**kept, **proxies, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
