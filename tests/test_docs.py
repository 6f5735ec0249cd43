"""The documentation names what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import flows.cli
from flows.cli import EXIT_FAILED, EXIT_GUARD, app
from flows.commands.check_app import EXIT_FINDINGS
from flows.commands.options import EXIT_USAGE
from flows.commands.reasons import ADVICE
from flows.signals import EXIT_INTERRUPTED
from transforms.doubts import Reason

ROOT = Path(__file__).parents[1]


def test_every_reason_of_quarantine_is_documented_and_advised_on() -> None:
    listed = (ROOT / "docs" / "files.md").read_text("utf-8")
    assert [reason for reason in Reason if f"`{reason}`" not in listed] == []
    assert {reason for advice in ADVICE for reason in advice.reasons} == set(Reason)


def test_every_reason_is_one_that_the_program_gives() -> None:
    sources = [path.read_text("utf-8") for room in ("transforms", "flows") for path in ROOT.glob(f"{room}/**/*.py")]
    given = set(re.findall(r"Reason\.(\w+)", "".join(source for source in sources if "ADVICE = (" not in source)))
    assert {reason.name for reason in Reason} - given == set()


def test_the_reasons_of_quarantine_mean_what_the_documentation_says() -> None:
    table = (ROOT / "docs" / "files.md").read_text("utf-8").partition("## Why a file waits")[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| `")
    ]
    documented = [(tuple(re.findall(r"`(\w+)`", reasons)), meaning, remedy) for reasons, meaning, remedy in rows]
    assert documented == [(advice.reasons, advice.meaning, advice.remedy) for advice in ADVICE]


def test_every_exit_status_is_documented() -> None:
    section = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## How it ended")[2].partition("\n## ")[0]
    listed = {int(status) for status in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}
    assert listed == {0, EXIT_FAILED, EXIT_USAGE, EXIT_GUARD, EXIT_FINDINGS, EXIT_INTERRUPTED}
    for text in (str(flows.cli.__doc__), str(app.info.epilog)):
        assert {int(number) for number in re.findall(r"\b\d+\b", text)} == listed


GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
# A path from the root. Leaves what a reader makes (out/, FILE) and what is below data/raw/ on one's own machine.
PATHS = re.compile(r"(?<![\w./-])(?:\.ci|docs|flows|notebooks|requirements|sql|tests|transforms)/[\w./-]*")


def missing_paths(text: str) -> list[str]:
    return [path for path in PATHS.findall(text) if not (ROOT / path.rstrip(".")).exists()]


def missing_targets(text: str) -> set[str]:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    return set(re.findall(r"(?:`|^)make ([\w-]+)", text, re.MULTILINE)) - targets


def test_every_path_that_the_guide_names_exists() -> None:
    assert len(PATHS.findall(GUIDE)) > 40
    assert missing_paths(GUIDE) == []


def test_every_target_that_the_guide_names_exists() -> None:
    assert missing_targets(GUIDE) == set()


def test_a_path_or_target_that_is_gone_would_be_noticed() -> None:
    text = "`tests/gone.py`, `docs/`, `tests/evidence.py`.\n`make gone` and\nmake test ARGS=tests/sql\n"
    assert missing_paths(text) == ["tests/gone.py"]
    assert missing_targets(text) == {"gone"}


def test_every_constant_that_the_guide_names_is_in_the_code() -> None:
    sources = "".join(
        path.read_text("utf-8")
        for room in ("transforms", "flows", "notebooks", "tests")
        for path in ROOT.glob(f"{room}/**/*.py")
    )
    named = set(re.findall(r"`(_?[A-Z][A-Z_]{3,})`", GUIDE))
    assert {"FORMATS", "TWINS", "READING_RULES"} <= named
    assert {name for name in named if not re.search(rf"^{name}\b.*=", sources, re.MULTILINE)} == set()


def test_every_record_of_a_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert {path.name for path in folder.glob("[0-9]*.md")} <= listed


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/decisions/[0-9]*.md")), ids=lambda path: path.name)
def test_a_record_has_its_number_and_its_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    for part in ("## Context", "## Decision", "## Consequences"):
        assert f"\n{part}\n" in text


# The commands of a page without what is said about them, behind two blanks and a `#`.
BLOCKS = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands_of(page: str) -> list[tuple[str, str]]:
    blocks = BLOCKS.findall((ROOT / page).read_text("utf-8"))
    return [(kind, re.sub(r"\s{2,}# .*$", "", block, flags=re.MULTILINE)) for kind, block in blocks]


def variables_of(page: str) -> dict[str, str]:
    """The settings that a README lists, each with its option and default where that is no word."""
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def test_the_readme_has_the_same_commands_in_both_languages() -> None:
    assert len(commands_of("README.md")) > 10
    assert commands_of("README.zh.md") == commands_of("README.md")


def test_the_readme_lists_the_same_settings_in_both_languages() -> None:
    assert len(variables_of("README.md")) > 30
    assert variables_of("README.zh.md") == variables_of("README.md")


def test_the_readmes_lead_to_the_same_pages_and_to_each_other() -> None:
    links = {
        page: set(re.findall(r"\]\(([^)]+)\)", (ROOT / page).read_text("utf-8")))
        for page in ("README.md", "README.zh.md")
    }
    assert links["README.md"] - {"README.zh.md"} == links["README.zh.md"] - {"README.md"}
    assert "README.zh.md" in links["README.md"]
    assert "README.md" in links["README.zh.md"]
