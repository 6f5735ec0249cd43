"""What a style does to the text of an element, and what the elements inside take over."""

from __future__ import annotations

import pytest

from transforms.formats.html.style import PLAIN, Drawing, Style, compose_style


@pytest.mark.parametrize(
    ("effects", "style"),
    [
        ({}, PLAIN),
        ({"display": "inline", "color": "#000"}, Style(is_clear=False)),
        ({"display": "none"}, Style(hides=True)),
        ({"position": "absolute", "left": "far"}, Style(hides=True, parts=True)),
        ({"position": "relative", "left": "far"}, Style(hides=True)),
        ({"left": "far"}, PLAIN),
        ({"position": "absolute", "clip": "all"}, Style(hides=True, parts=True)),
        ({"position": "relative", "clip": "all"}, PLAIN),
        ({"text-indent": "far"}, Style(fades=True)),
        ({"vertical-align": "raised"}, Style(raises=True)),
        ({"font-size": "zero", "white-space": "kept"}, Style(is_tiny=True, preserves=True)),
        ({"color": "red", "background-color": "red"}, Style(is_clear=True)),
        ({"color": "clear", "background-clip": "text"}, Style(is_clear=False)),
    ],
)
def test_a_style_is_what_its_properties_do_together(effects: dict[str, str], style: Style) -> None:
    assert compose_style(effects) == style


def test_what_an_element_does_not_set_is_as_outside() -> None:
    outer = Drawing().inside(Style(is_invisible=True, preserves=True))
    assert outer.inside(PLAIN) == outer
    assert not outer.inside(Style(is_invisible=False)).is_invisible
    assert outer.inside(Style(is_invisible=False)).preserves


def test_a_line_through_and_a_faded_box_are_undone_by_nothing_inside() -> None:
    struck = Drawing().inside(Style(strikes=True, fades=True)).inside(Style(is_invisible=False, is_tiny=False))
    assert (struck.is_struck, struck.is_faded, struck.is_seen) == (True, True, False)


@pytest.mark.parametrize(
    ("style", "is_seen", "keeps_place"),
    [
        (PLAIN, True, False),
        (Style(is_invisible=True), False, True),
        (Style(fades=True), False, True),
        (Style(is_clear=True), False, True),
        (Style(is_tiny=True), False, False),
        (Style(strikes=True), False, False),
        (Style(is_tiny=True, fades=True), False, False),
    ],
)
def test_what_is_not_seen_keeps_its_place_unless_it_has_no_size(style: Style, is_seen: bool, keeps_place: bool) -> None:
    drawing = Drawing().inside(style)
    assert (drawing.is_seen, drawing.keeps_place) == (is_seen, keeps_place)
