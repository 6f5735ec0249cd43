"""A checked report with findings of every shape, whose texts try to do harm, for the tests of how it is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.proofreading import Checked, check_files
from flows.settings import Settings
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.proofreading.made_faults import CLEAN, PARTLY, changed

# With an entity that a web page left in its text, and which costs a finding.
HARM = "\x1b[31m\u202e<script>alert(1)</script>&amp;'\"\x9b[b](c:d)"
MOBILE, IDENTITY = "13900001234", "110101199001010000"
HARMFUL = changed(
    PARTLY,
    PARTLY.replace("\t0", "\t若干<i>\u202e", 1),
    changed("丰富形式", f"丰富形式，联系{MOBILE}、{IDENTITY}{HARM}", changed("申请21件", f"申请23件{HARM}")),
)


@cache
def checked_files() -> tuple[Checked, ...]:
    """A harmful report, a clean one, and a notice with a name that tries to do harm as well."""
    with TemporaryDirectory() as folder:
        names = ("harmful <b>&.txt", "clean.txt", "notice\x1b[2J\u202e.txt")
        for name, text in zip(names, (HARMFUL, CLEAN, NOTICE), strict=True):
            Path(folder, name).write_text(text, "utf-8")
        Path(folder, "gazetteer.csv").write_bytes((DEMO / "gazetteer.csv").read_bytes())
        return tuple(check_files([f"{folder}/{name}" for name in names], Settings(raw=Path(folder))))


def is_harmless(text: str) -> bool:
    """Whether a text commands no terminal, turns no direction, and has no personal number in full."""
    commands = [character for character in text if ord(character) < 32 and character != "\n"]
    turned = [character for character in text if character in "\x7f\x9b\u202e\u2066\u200f"]
    return not commands and not turned and MOBILE not in text and IDENTITY not in text
