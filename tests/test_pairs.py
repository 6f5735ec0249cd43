"""Every sentence that a person reads stands in both languages: the same facts, in the words of each."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HAN = re.compile("[\u4e00-\u9fff]")
# Names of the official form and of the files that reports are in, quoted or parted as a term, stand in English too.
QUOTED = re.compile(r"“[^”]*”|（[^）]*）|\([^)]*\)|write 无")
# A value with its form, such as {size:,}.
PLACE = re.compile(r"\{\w*(?::[^{}]*)?\}")


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def halves(call: ast.Call) -> Iterator[tuple[str, str]]:
    """Chinese and English of a pair that is written out; of words that depend on something, each that there may be."""
    if not (isinstance(call.func, ast.Name) and call.func.id == "Pair") or len(call.args) < 2:
        return
    choices = [[one.body, one.orelse] if isinstance(one, ast.IfExp) else [one] for one in call.args[:2]]
    for zh in map(literal, choices[0]):
        for en in map(literal, choices[1]):
            if zh and en:
                yield zh, en


def written() -> Iterator[tuple[str, str, str]]:
    for folder in ("transforms", "flows"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for zh, en in halves(node) if isinstance(node, ast.Call) else ():
                    yield f"{path.relative_to(ROOT)}: {en}", zh, en


WRITTEN = [(zh, en) for _, zh, en in written()]
PLACES = [name for name, _, _ in written()]


def places(words: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(words) if name is not None}


def test_the_words_of_doubts_and_rejections_are_among_those_that_are_looked_at() -> None:
    english = {en for _, en in WRITTEN}
    assert "No cell of the row can be read." in english
    assert "The PDF has {count} pages; at most {most} are read." in english
    assert "it unpacks to more than `NIANBAO_EXPANSION_RATIO` times its size" in english


@pytest.mark.parametrize(("zh", "en"), WRITTEN, ids=PLACES)
def test_both_halves_have_the_same_places_each_in_its_own_language(zh: str, en: str) -> None:
    assert {name for name, _ in places(zh)} == {name for name, _ in places(en)} or names_a_section(zh, en)
    if re.search(r"[A-Za-z]{2}", PLACE.sub("", QUOTED.sub("", en))):
        assert HAN.search(zh)
    assert not HAN.search(QUOTED.sub("", en))


def names_a_section(zh: str, en: str) -> bool:
    """A section has a Chinese numeral in the one half and a number in the other."""
    return {name for name, _ in places(zh) ^ places(en)} == {"numeral", "number"}


@pytest.mark.parametrize(
    ("zh", "en", "sound"),
    [
        ("共{count}格", "{count} cells", True),
        ("共{count}格", "{number} cells", False),
        ("{count} cells", "{count} cells", False),
        ("共{count}格", "{count} 格", False),
        ("“{row}”行", "row “总计”", False),
    ],
)
def test_a_half_that_lacks_something_would_be_noticed(zh: str, en: str, *, sound: bool) -> None:
    [(found_zh, found_en)] = halves(ast.parse(f"Pair({zh!r}, {en!r})", mode="eval").body)  # type: ignore[arg-type]
    try:
        test_both_halves_have_the_same_places_each_in_its_own_language(found_zh, found_en)
    except AssertionError:
        assert not sound
    else:
        assert sound
