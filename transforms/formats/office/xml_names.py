"""Names of XML elements and attributes as office formats need them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


@lru_cache(maxsize=4096)
def split_name(tag: str) -> tuple[str, str]:
    """The namespace and the local name of a tag or attribute as lxml writes it.

    >>> split_name("{urn:a}table"), split_name("table")
    (('urn:a', 'table'), ('', 'table'))
    """
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def local_name(element: _Element) -> str:
    """The name of an element without its namespace: Transitional and Strict documents differ in nothing else."""
    return split_name(str(element.tag))[1]


def find_attribute(element: _Element, name: str) -> str | None:
    """The attribute of that local name in any namespace, None where there is none. One without a namespace is another
    one: Word's `w:val` is meant, and `r:id`."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), None)
