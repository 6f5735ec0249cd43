"""Pages whose styles do something to a digit before a number."""

from __future__ import annotations

from transforms.formats import html
from transforms.formats.content import Content
from transforms.limits import Limits

LIMITS = Limits()


def read(page: str) -> Content:
    content = html.read_content(page.encode(), LIMITS)
    assert isinstance(content, Content)
    return content


def shown(digit: str, sheet: str = "") -> str:
    """What a cell shows that has something before 379."""
    page = f"<!DOCTYPE html><html><head>{sheet}</head><body><table><tr><td>规章<td>{digit}379</table></body></html>"
    (block,) = read(page).blocks
    assert not isinstance(block, str)
    ((_, text),) = block
    return text


def styled(sheet: str, digit: str = "<span class='n' id='i'>9</span>") -> str:
    return shown(digit, f"<style>{sheet}</style>")
