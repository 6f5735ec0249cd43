"""Raw folders for tests: the demonstration reports, and what must not be taken for a report."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "data" / "raw" / "demo"

NOTICE = """关于编制2021年政府信息公开工作年度报告的通知
各乡镇人民政府，县政府各部门：
根据《中华人民共和国政府信息公开条例》规定，请于2022年1月20日前报送本单位年度报告。
第一条 报告应当包括六个部分。第二条 逾期未报的予以通报。
"""


def names_in(folder: Path) -> list[str]:
    """Names of what lies in a folder, hidden files too, in order."""
    return sorted(path.name for path in folder.iterdir())


def copy_demo(raw: Path) -> None:
    """The demonstration reports with their gazetteer, and a second copy of one under a name that is not UTF-8.

    They lie in a folder of another name: under its own the demonstration is not read beside other files.
    """
    shutil.copytree(DEMO, raw / "county")
    shutil.copyfile(min((raw / "county").glob("*-2020.txt")), raw / os.fsdecode(b"\xb1\xa8.txt"))


def write_bad_input(raw: Path, outside: Path) -> dict[str, set[str]]:
    """Write what must end in quarantine; returns the acceptable reasons by name."""
    raw.mkdir(exist_ok=True)
    (raw / "empty.txt").write_bytes(b"")
    (raw / "blank.txt").write_bytes(b" \r\n\t\n")
    (raw / "rubbish.txt").write_bytes(bytes(range(256)) * 64)
    (raw / "notice.txt").write_text(NOTICE, "utf-8")
    (raw / "policy.md").write_text("# 政策\n\n为了规范工作，制定本办法。\n", "utf-8")
    (raw / "README").write_text("These are reports.\n", "utf-8")
    outside.write_text("secret", "utf-8")
    (raw / "link.txt").symlink_to(outside)
    (raw / "dangling.txt").symlink_to(raw / "nowhere.txt")
    os.mkfifo(raw / "pipe.txt")
    no_report = {"not_a_report"}
    return {
        "empty.txt": {"empty_file"},
        "blank.txt": {"empty_file"},
        "rubbish.txt": {"binary_file", "undecodable"},
        "notice.txt": no_report,
        "policy.md": no_report,
        "README": no_report,
        "link.txt": {"symlink_outside"},
        "dangling.txt": {"unreadable_file"},
        "pipe.txt": {"not_a_file"},
    }
