"""Alternate content of Office XML: of what a document gives for several programs, the one that Word shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Vocabularies that the Word of today understands; a choice that requires another one is passed over.
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
)


def resolve_alternates(root: _Element) -> None:
    """Put the branch that is shown in the place of each alternate content: the first choice that is understood, else
    the fallback (ECMA-376 part 3, 7.6)."""
    for element in list(root.iter(_COMPATIBILITY + "AlternateContent")):
        parent = element.getparent()
        if parent is None:
            continue
        branch = next((child for child in element if _is_shown(child)), None)
        for child in list(branch) if branch is not None else ():
            element.addprevious(child)
        parent.remove(element)


def _is_shown(branch: _Element) -> bool:
    if branch.tag != _COMPATIBILITY + "Choice":
        return str(branch.tag) == _COMPATIBILITY + "Fallback"
    required = (branch.get("Requires") or "").split()
    namespaces = [branch.nsmap.get(prefix) or "" for prefix in required]
    return bool(namespaces) and all(namespace.startswith(_UNDERSTOOD) for namespace in namespaces)
