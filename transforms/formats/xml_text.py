"""XML that other programs wrote, parsed without its entities and without the net."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# The declaration, whose encoding is that of the bytes and not of the text. Leaves other instructions.
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def parse_xml(text: str) -> etree._Element | None:
    """The root of XML, read as far as it goes; None for a text that is none, and for one that declares entities."""
    from lxml import etree

    text = _DECLARATION.sub("", text, count=1)
    if "<!ENTITY" in text:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root
