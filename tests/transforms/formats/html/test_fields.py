"""Fields of forms, pictures and drawings in the cells of a page."""

from __future__ import annotations

import pytest

from tests.transforms.formats.html.pages import blocks, table


def shown(content: str) -> str:
    return table(f"<tr><td>规章<td>{content}<td>5<tr><td>{'行政规范性文件' * 6}<td>1<td>2")[0][1]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<select><option>0<option selected>679</select>", "679"),
        ("<select><option disabled>选择<option>7</select>", "7"),
        ("<select><option value=1 label=8>9</select>", "8"),
        ("<select multiple><option selected>7<option>8</select>", "[form field]"),
        ("<select size=3><option>7</select>", "[form field]"),
        ("<select></select>", ""),
        ("<input value=679>", "679"),
        ("<input type=number value=679>", "679"),
        ("<input type=search value=679>", "679"),
        ("<input>", ""),
        ("<input placeholder=填写>", "[form field]"),
        ("<input type=hidden value=679>", ""),
        ("<input type=checkbox checked>", "[form field]"),
        ("12<input type=radio>", "12[form field]"),
        ("<textarea>679</textarea>", "679"),
        ("<button>679</button>", "679"),
        ("<meter value=3>3</meter>", "[form field]"),
        ("<img src=3961.png>", "[image]"),
        ("<img src=a.png width=20 height=12>", "[image]"),
        ("<img src=a.png style='display:none'>", ""),
        ("12<img src=a.png>", "12[image]"),
        ("<img width=1 height=1>", ""),
        ("<svg><text>12</text></svg>", "[image]"),
        ("<canvas></canvas>", "[image]"),
        ("<object data=a.swf></object>", "[object]"),
        ("<iframe src=a></iframe>", "[object]"),
        ("<math><mn>679</mn></math>", "679"),
        ("<math><msup><mn>679</mn><mn>1</mn></msup></math>", "[formula]"),
        ("<select style='display:none'><option>7</select>", ""),
    ],
)
def test_a_cell_shows_what_a_browser_shows(content: str, expected: str) -> None:
    assert shown(content).strip("\u2003") == expected


def test_a_label_with_a_picture_is_the_label() -> None:
    assert table("<tr><td><img src=dot.png>规章<td>5") == (("规章", "5"),)


def test_menus_and_buttons_of_a_page_are_no_text() -> None:
    assert blocks("<select><option>省政府</select><button>打印</button><svg></svg><p>无。</p>") == ("无。",)


def test_a_table_of_pictures_is_no_table() -> None:
    assert blocks("<table><tr><td><img src=a><td><img src=b></table><p>无。</p>") == ("无。",)
