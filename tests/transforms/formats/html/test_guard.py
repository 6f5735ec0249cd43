"""Pages that would cost the parser too much."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.html import guard
from transforms.formats.html.guard import refuse_costly

HERE = "transforms.formats.html.guard"


def is_read(text: str) -> bool:
    return refuse_costly(text) is None


def with_attributes(count: int) -> str:
    return "<p " + " ".join(f"a{number:04}=1" for number in range(count)) + ">"


def is_walked(tags: int) -> bool:
    """Whether the open elements of a page with so many tags are counted."""
    walked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "_refuse_open_elements", walked.append)
        refuse_costly("<p>" * tags)
    return bool(walked)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{HERE}._MOST_STEPS",
        inside=lambda: is_read("<div>" * 14_141),
        outside=lambda: is_read("<div>" * 14_142),
        moved=110_000_000,
    ),
    Threshold(
        f"{HERE}._MOST_REOPENED",
        inside=lambda: is_read("<b>" * 1_000 + "<p>" * 1_000),
        outside=lambda: is_read("<b>" * 1_000 + "<p>" * 1_001),
        moved=1_001_000,
    ),
    Threshold(
        f"{HERE}._MOST_TAGS",
        inside=lambda: is_read("<" * 2_000_000),
        outside=lambda: is_read("<" * 2_000_001),
        moved=2_000_001,
    ),
    Threshold(
        f"{HERE}._MOST_ATTRIBUTES",
        inside=lambda: is_read(with_attributes(4_999)),
        outside=lambda: is_read(with_attributes(5_000)),
        moved=5_001,
    ),
    Threshold(
        f"{HERE}._HARMLESS_TAGS", inside=lambda: not is_walked(1_000), outside=lambda: not is_walked(1_001), moved=1_001
    ),
    Pattern(
        f"{HERE}._TAG",
        takes=("<div>", "</DIV>", "<b>", "<br/>", "<p class=a>"),
        leaves=("<!-- div -->", "a < b", "<《条例》>", "<1>"),
    ),
    Pattern(
        f"{HERE}._FORMATTING_END",
        takes=("/b>", "/FONT >"),
        leaves=("/body>", "/div>", "/b-x>", "b>"),
        how="match",
    ),
    Pattern(
        f"{HERE}._LONG_TAG",
        takes=("<p" + " a" * 10_000,),
        leaves=("<p" + " a" * 9_999, "<p>" + " a" * 10_000, "< p" + " a" * 10_000),
        misses=("<p a='>'" + " a" * 10_000 + ">",),
    ),
    Pattern(
        f"{HERE}._QUOTED",
        takes=('style="color: red"', "class = 'a b'"),
        leaves=("width=1", 'style="color: red', '"a b"'),
        found=('="color: red"', "= 'a b'"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_page_made_to_be_read_is_not_refused() -> None:
    row = "<tr><td><p><span style='color: red'>规章</span></p></td><td>0</td></tr>"
    assert is_read("<html><body><table>" + row * 2_000 + "</table>")


def test_a_long_text_in_one_attribute_is_one_attribute() -> None:
    assert is_read(f"<p title='{'年 报 ' * 20_000}'>")


def test_elements_that_are_closed_cost_nothing() -> None:
    assert is_read("<div><b>年</b></div>" * 20_000)
