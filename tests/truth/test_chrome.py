"""Below any chrome the same body, township and title are found as without it."""

from __future__ import annotations

import pytest

from tests.truth.chrome import CHROMES, FORMATS, Page, differences, draw_pages, main, read_page, typeset
from tests.truth.chrome_words import BUILT, HELD_OUT, Words
from transforms.outline import read_label

TITLE = ("沭阳县马厂镇", "2021年政府信息公开工作年度报告")


@pytest.mark.parametrize(("words", "seed"), [(BUILT, 1), (HELD_OUT, 2)], ids=["built", "held out"])
def test_chrome_changes_nothing(words: Words, seed: int) -> None:
    pages = draw_pages(49, seed, words)
    assert [(page, differences(page)) for page in pages if differences(page)] == []


def test_a_sample_has_every_chrome_in_every_layout() -> None:
    pages = draw_pages(3 * len(CHROMES) * len(FORMATS), 3, BUILT)
    assert {(page.chrome, page.layout) for page in pages} == {(one, other) for one in CHROMES for other in FORMATS}


def test_the_words_that_were_held_out_are_others() -> None:
    assert not set(BUILT.menu) & set(HELD_OUT.menu)
    assert not {label for label, _ in BUILT.metadata} & {label for label, _ in HELD_OUT.metadata}
    assert any(read_label(publisher) is None for publisher in HELD_OUT.publishers)


def test_what_differs_is_told() -> None:
    page = Page("site", (("范例县人民政府2020年政府信息公开工作年度报告",),), TITLE, "编制如下，", "text", " ")
    assert "agency" in differences(page)
    assert read_page(page, has_chrome=False).township_code == "321322105000"
    assert typeset(page)[0].decode().startswith("范例县")


def test_a_run_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sample", "2", "--seed", "4"]) == 0
    assert "2 pages:" in capsys.readouterr().out
