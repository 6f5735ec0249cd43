"""The programs that the bench starts: where they are, and conversions of many files in one call.

Each conversion takes many files and gives as many, None for one that failed. What an office program or a browser needs
of a home is in a temporary folder, which is removed.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

BATCH = 20
SECONDS = 60.0
_NAMES = {
    "soffice": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
_CHROMIUM_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The pages are written into a frame one after the other; what is laid out there is what a person would copy.
_INNER_TEXT = """<!doctype html><meta charset="utf-8"><body><script>
const texts = [];
for (const page of PAGES) {
  const frame = document.createElement("iframe");
  frame.width = 1200; frame.height = 800;
  document.body.appendChild(frame);
  const inner = frame.contentDocument;
  inner.open(); inner.write(page); inner.close();
  texts.push(inner.body.innerText);
  frame.remove();
}
const pre = document.createElement("pre");
pre.textContent = "@@" + JSON.stringify(texts) + "@@";
document.body.replaceChildren(pre);
</script></body>"""
_DUMPED = re.compile("<pre>@@(.*)@@</pre>", re.DOTALL)


@cache
def find_program(name: str) -> str | None:
    """The path of a program, None where it is not installed."""
    return next((path for one in _NAMES.get(name, (name,)) if (path := shutil.which(one))), None)


@cache
def program_version(name: str) -> str:
    """What the program says of its version, for the key of what it made."""
    program = find_program(name)
    short = dict.fromkeys(("pdftotext", "pdftohtml", "mutool"), "-v")
    option = {**short, "antiword": "-h", "links2": "-version"}.get(name, "--version")
    if program is None:
        return "absent"
    done = subprocess.run([program, option], capture_output=True, timeout=SECONDS, check=False)
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    return next((line for line in lines if any(char.isdigit() for char in line)), "")


def run_filter(name: str, options: Sequence[str], source: bytes, suffix: str) -> bytes:
    """The standard output of a program that reads one file, which `{}` stands for; empty where it fails."""
    with TemporaryDirectory(prefix="nianbao-tools-") as folder:
        path = Path(folder) / f"report.{suffix}"
        path.write_bytes(source)
        command = [str(find_program(name)), *(option.replace("{}", str(path)) for option in options)]
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stdout


def convert_with_office(sources: Sequence[bytes], source: str, target: str, export: str = "") -> list[bytes | None]:
    """Files whose names end in `source`, as LibreOffice saves them in the format `target`, all in one call."""
    with TemporaryDirectory(prefix="nianbao-tools-") as folder:
        paths = [Path(folder) / f"{number}.{source}" for number in range(len(sources))]
        for path, data in zip(paths, sources, strict=True):
            path.write_bytes(data)
        out = Path(folder) / "out"
        command = [str(find_program("soffice")), f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"]
        command += ["--headless", "--norestore", "--convert-to", f"{target}:{export}" if export else target]
        command += ["--outdir", str(out), *map(str, paths)]
        _run_long(command, SECONDS + 20 * len(paths))
        return [_read(out / f"{path.stem}.{target}") for path in paths]


def print_with_chromium(sources: Sequence[bytes], options: Sequence[str] = ()) -> list[bytes | None]:
    """Web pages as Chromium prints them."""
    with TemporaryDirectory(prefix="nianbao-tools-") as folder:
        printed = []
        for number, data in enumerate(sources):
            page, target = Path(folder) / f"{number}.html", Path(folder) / f"{number}.pdf"
            page.write_bytes(data)
            _run_long([*_chromium(folder), *options, f"--print-to-pdf={target}", page.as_uri()], SECONDS)
            printed.append(_read(target))
        return printed


def inner_texts(sources: Sequence[bytes]) -> list[bytes | None]:
    """The innerText of web pages in UTF-8, as Chromium lays them out, all in one call."""
    with TemporaryDirectory(prefix="nianbao-tools-") as folder:
        page = Path(folder) / "pages.html"
        pages = json.dumps([data.decode("utf-8") for data in sources]).replace("</", "<\\/")
        page.write_text(_INNER_TEXT.replace("PAGES", pages), "utf-8")
        dumped = _run_long([*_chromium(folder), "--dump-dom", page.as_uri()], SECONDS + len(sources))
        found = _DUMPED.search(dumped.decode("utf-8", "replace"))
        texts = json.loads(html.unescape(found.group(1))) if found else [None] * len(sources)
        return [None if text is None else text.encode("utf-8", "replace") for text in texts]


def _chromium(folder: str) -> list[str]:
    return [str(find_program("chromium")), *_CHROMIUM_OPTIONS, f"--user-data-dir={folder}/profile"]


def _run_long(command: Sequence[str], seconds: float) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False).stdout
    except subprocess.TimeoutExpired:
        return b""


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
