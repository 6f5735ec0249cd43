"""Alternate content: one branch is shown."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.transforms.formats.office.word_pieces import cell, row, run, table
from tests.transforms.office_files import docx_members, read_blocks, zip_members
from transforms.formats.office.alternates import resolve_alternates

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:x="urn:somebody"'
)


def alternate(required: str, choice: str, fallback: str = "") -> str:
    chosen = f'<mc:Choice Requires="{required}">{choice}</mc:Choice>'
    return f"<mc:AlternateContent>{chosen}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (alternate("wps", "<a/>", "<b/>"), ["a"]),
        (alternate("x", "<a/>", "<b/>"), ["b"]),
        (alternate("nowhere", "<a/>", "<b/>"), ["b"]),
        (alternate("wps x", "<a/>", "<b/>"), ["b"]),
        (alternate("x", "<a/>"), []),
        (alternate("wps", alternate("x", "<a/>", "<b/><c/>"), "<d/>"), ["b", "c"]),
    ],
)
def test_the_first_branch_that_is_understood_is_shown(content: str, shown: list[str]) -> None:
    root = etree.fromstring(f"<r {SPACES}>{content}</r>")
    resolve_alternates(root)
    assert [child.tag for child in root] == shown


def test_runs_cells_and_blocks_can_be_alternates() -> None:
    inner = alternate("wps", run("8"), run("9"))
    rows = row(cell(run("规章")), cell(inner))
    members = docx_members(alternate("wps", table(rows), table(rows)))
    members["word/document.xml"] = members["word/document.xml"].replace("<w:document ", f"<w:document {SPACES} ")
    assert read_blocks(zip_members(members)) == [(("规章", "8"),)]
