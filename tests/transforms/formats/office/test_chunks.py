"""Documents that a Word document takes over."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.office.word_pieces import cell, row, run, table
from tests.transforms.office_files import RELATIONS, docx_members, make_docx, read_file, relationships, zip_members
from transforms.doubts import Rejection
from transforms.formats.content import Content

PAGE = "<html><body><table><tr><td>规章</td><td>8</td></tr></table></body></html>"
MESSAGE = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"


def take_over(data: str | bytes, name: str = "chunk.html", *, times: int = 1) -> Content | Rejection:
    chunk = f'<w:altChunk xmlns:r="{RELATIONS}" r:id="rId9"/>'
    members: dict[str, str | bytes] = {**docx_members(f"<w:p>{run('前')}</w:p>" + chunk * times)}
    members["word/_rels/document.xml.rels"] = relationships({"rId9": ("aFChunk", name)})
    members[f"word/{name}"] = data
    return read_file(zip_members(members))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.chunks._MOST_CHUNKS",
        inside=lambda: isinstance(take_over(PAGE, times=20), Content),
        outside=lambda: isinstance(take_over(PAGE, times=21), Content),
        moved=21,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE, "a.html"),
        (MESSAGE, "a.mht"),
        (make_docx(table(row(cell(run("规章")), cell(run("8"))))), "a.docx"),
        ("规章\t8", "a.txt"),
    ],
)
def test_a_document_is_taken_over(data: str | bytes, name: str) -> None:
    content = take_over(data, name)
    assert isinstance(content, Content)
    assert content.blocks[0] == "前"
    assert content.blocks[-1] in ((("规章", "8"),), "规章\t8")


def test_one_of_a_format_that_is_not_read_is_as_a_picture() -> None:
    content = take_over("{\\rtf1 8}", "a.rtf")
    assert isinstance(content, Content)
    assert content.blocks == ("前",)


def test_a_document_inside_of_one_takes_over_no_word_document() -> None:
    inner = docx_members(f'<w:altChunk xmlns:r="{RELATIONS}" r:id="rId9"/>')
    inner["word/_rels/document.xml.rels"] = relationships({"rId9": ("aFChunk", "b.docx")})
    data: dict[str, str | bytes] = {**inner, "word/b.docx": make_docx(f"<w:p>{run('深')}</w:p>")}
    content = take_over(zip_members(data), "a.docx")
    assert isinstance(content, Content)
    assert content.blocks == ("前",)


def test_a_page_that_is_refused_refuses_the_document() -> None:
    cells = "<td>1</td>" * 200
    content = take_over(f"<table>{f'<tr>{cells}</tr>' * 6000}</table>")
    assert isinstance(content, Rejection)
