"""What the fields of a form and the drawings of a page show: a text, or something that is not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from transforms.text import FORM_FIELD, FORMULA, IMAGE, OBJECT

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

FIELDS = frozenset(
    {"input", "select", "textarea", "button", "meter", "progress", "svg", "canvas", "math", "audio", "video"}
)
"""Elements that show something else than the text in them."""

UNSEEN_FIELDS = FIELDS - {"input", "textarea"}
"""Those that belong to the page around a report, but where they stand in the cell of a table."""

# Kinds of inputs that show no value of their own.
_BARE_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
# Kinds that show it as something else than text.
_DRAWN_INPUTS = frozenset({"checkbox", "radio", "range", "color", "file", "password"})
# Elements of formulas that set what is in them one behind the other.
_PLAIN_MATH = frozenset({"math", "mn", "mrow", "mtext", "mstyle", "mo", "semantics"})

Shown = tuple[str, str]
"""The text, and the name of what is not read."""


def show_field(node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> Shown:
    """What a browser shows of a field."""
    if tag == "input":
        return _show_input(attributes)
    if tag == "select":
        return _show_menu(node, attributes)
    if tag in ("textarea", "button"):
        text = _text_of(node)
        return text, FORM_FIELD if not text and attributes.get("placeholder") else ""
    if tag in ("meter", "progress"):
        return "", FORM_FIELD
    if tag == "math":
        return _show_formula(node)
    return "", IMAGE if tag in ("svg", "canvas") else OBJECT


def _show_input(attributes: Mapping[str, str | None]) -> Shown:
    kind = (attributes.get("type") or "").strip().lower()
    if kind in _BARE_INPUTS:
        return "", ""
    if kind in _DRAWN_INPUTS:
        return "", FORM_FIELD
    value = (attributes.get("value") or "").strip()
    return value, FORM_FIELD if not value and attributes.get("placeholder") else ""


def _show_menu(node: LexborNode, attributes: Mapping[str, str | None]) -> Shown:
    """A menu shows the option that is chosen last, without one the first that can be; a list box shows them all."""
    size = (attributes.get("size") or "").strip()
    if "multiple" in attributes or (size.isascii() and size.isdigit() and int(size[:4]) > 1):
        return "", FORM_FIELD
    options = node.css("option")
    chosen = [option for option in options if "selected" in option.attributes]
    possible = [option for option in options if "disabled" not in option.attributes]
    shown = chosen[-1:] or possible[:1]
    if not shown:
        return "", ""
    return (shown[0].attributes.get("label") or "").strip() or _text_of(shown[0]), ""


def _show_formula(node: LexborNode) -> Shown:
    """A formula of plain numbers is its text; one with raised parts, roots or fractions is not read."""
    inner = [child for child in node.css("*") if child.mem_id != node.mem_id]
    is_plain = all((child.tag or "") in _PLAIN_MATH for child in inner)
    return (_text_of(node), "") if is_plain else ("", FORMULA)


def _text_of(node: LexborNode) -> str:
    return " ".join((node.text() or "").split())
