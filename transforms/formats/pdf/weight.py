"""What drawing the pages of a PDF takes, measured before the renderer draws any: it cannot be asked, nor stopped.

A page is small and draws much where it draws a form that draws another, each of them any number of times; where its
contents are packed; or where it begins marked contents and ends none. What cannot be measured (an encrypted file, one
whose structure pypdf cannot follow) is left to the bounds of the process that reads.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import islice
from typing import Any

from transforms.formats.pdf.marks import TooComplexError

# Bytes of content that a page may draw, all of them as costly as pdfium knows: 114 bytes of memory each, measured with
# its release 5, where a worker may take 1.3 GB. The fullest page of real reports has 40 KB, a map some megabytes.
_MOST_WEIGHT = 6_000_000
# Marked contents that are begun and not ended, squared, to bytes of content that take as much memory: pdfium keeps all
# marks around each, 28,500 of them in 3.7 GB.
_SQUARED_MARKS = 20
# The operators by which a content chooses a font (ISO 32000-1, 9.3.1 and 8.4.5).
_FONT_SETTERS = (b"Tf", b"gs")
# Forms in forms that are followed; pdfium follows 40. Drawing programs nest some three.
_DEEPEST = 30
# Notes and fields of a page that are drawn into it, and so are weighed; a form has some hundred, and more take pdfium
# minutes.
MOST_ANNOTATIONS = 5000
# A form or picture that is drawn, by its name. Leaves the operator without one, and words that end like it.
_DRAWN = re.compile(rb"/([^\s\0()<>\[\]{}/%]{1,200})[\s\0]{1,20}Do\b")


def is_too_heavy(data: bytes, most_pages: int) -> bool:
    """Whether a page of the first `most_pages` draws more than any report does.

    >>> is_too_heavy(b"no PDF", 1)
    False
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # what it warns of quotes the file
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            return False
        scale = _Scale()
        return any(_is_page_too_heavy(scale, page) for page in islice(reader.pages, most_pages))
    except MemoryError:
        raise
    except Exception:  # what its structure is, the renderer finds by itself
        return False


def _is_page_too_heavy(scale: _Scale, page: Any) -> bool:
    """What cannot be measured costs the measure of its page, not that of the others."""
    try:
        return scale.weigh_page(page) > _MOST_WEIGHT
    except TooComplexError:
        return True
    except MemoryError:
        raise
    except Exception:  # as above
        return False


def weigh_content(content: bytes) -> int:
    """What a content takes by itself, in bytes of the content that takes most.

    >>> weigh_content(b"q Q"), weigh_content(b"/P BMC EMC " * 1000), weigh_content(b"/P BMC " * 1000)
    (3, 11000, 57000)
    """
    begun = content.count(b"BMC") + content.count(b"BDC") - content.count(b"EMC")
    return len(content) + max(0, begun) ** 2 // _SQUARED_MARKS


class _Scale:
    """Weighs pages; what was weighed once is known, by the number of its object."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._fonts: set[int] = set()

    def weigh_page(self, page: Any) -> int:
        """What a page draws: its contents, the forms in them, the looks of its notes, letters that are drawings."""
        resources = _resolve(page.get("/Resources"))
        content = _content_of(page.get("/Contents"))
        looks = sum(self._weigh_form(look, resources, 1) for look in _looks_of(page))
        return self._weigh(content, resources, 0) + looks

    def _weigh_form(self, reference: Any, around: Any, depth: int) -> int:
        """What drawing a form once takes. One that draws itself is not drawn again."""
        number = getattr(reference, "idnum", None)
        if number in self._known:
            return self._known[number]
        form = _resolve(reference)
        if not hasattr(form, "get_data") or form.get("/Subtype") == "/Image":
            return 0
        if number is not None:
            self._known[number] = 0
        weight = self._weigh(_unpack(form), _resolve(form.get("/Resources")) or around, depth)
        if number is not None:
            self._known[number] = weight
        return weight

    def _weigh(self, content: bytes, resources: Any, depth: int) -> int:
        weight = weigh_content(content)
        if depth > _DEEPEST or weight > _MOST_WEIGHT:
            return _MOST_WEIGHT + 1
        drawings = _entries_of(resources, "/XObject")
        for name, times in Counter(_DRAWN.findall(content)).items():
            weight += times * self._weigh_form(drawings.get(_name_of(name)), resources, depth + 1)
        # Letters of a font have the resources of their page, all its fonts, but set no text themselves.
        fonts = _entries_of(resources, "/Font") if any(operator in content for operator in _FONT_SETTERS) else {}
        weight += sum(self._weigh_letters(font, resources, depth + 1) for font in fonts.values())
        return min(weight, _MOST_WEIGHT + 1)

    def _weigh_letters(self, reference: Any, around: Any, depth: int) -> int:
        """The drawings that a font of type 3 has for letters, each of which is drawn once at most: however many pages
        and forms share the font, it is weighed with the first."""
        number = getattr(reference, "idnum", None)
        font = _resolve(reference)
        if number in self._fonts or not isinstance(font, dict) or font.get("/Subtype") != "/Type3":
            return 0
        if number is not None:
            self._fonts.add(number)
        return sum(self._weigh_form(letter, around, depth) for letter in _entries_of(font, "/CharProcs").values())


def _resolve(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _unpack(stream: Any) -> bytes:
    """What a stream unpacks to. Raises TooComplexError for more than pypdf unpacks, which is far above the bound.

    Its bounds on the structure of a file are none of ours: a table that claims too many objects is mended and drawn.
    """
    from pypdf.errors import LimitReachedError

    try:
        data: bytes = stream.get_data()
    except LimitReachedError as error:
        raise TooComplexError from error
    return data


def _content_of(value: Any) -> bytes:
    """The contents of a page, which may be several streams that are drawn as one."""
    found = _resolve(value)
    parts = found if isinstance(found, list) else [found]
    return b"\n".join(_unpack(part) for part in map(_resolve, parts) if hasattr(part, "get_data"))


def _entries_of(resources: Any, key: str) -> Mapping[str, Any]:
    """The resources of a kind by their names, as references: what they are is told by the numbers of their objects."""
    if not isinstance(resources, dict):
        return {}
    found = _resolve(resources.get(key))
    return {name: found.raw_get(name) for name in found} if hasattr(found, "raw_get") else {}


def _name_of(written: bytes) -> str:
    """A name as pypdf has it in dictionaries: a character may be written as # and two digits (ISO 32000-1, 7.3.5).

    >>> _name_of(b"F#31"), _name_of("图".encode())
    ('/F1', '/图')
    """
    from pypdf.generic import NameObject

    name = NameObject.unnumber(b"/" + written)
    for charset in NameObject.CHARSETS:
        with suppress(UnicodeDecodeError):
            return name.decode(charset)
    return name.decode("latin-1")


def _looks_of(page: Any) -> Iterator[Any]:
    """The looks of notes and fields of a page: one, or one for each state."""
    notes = _resolve(page.get("/Annots"))
    for note in map(_resolve, islice(notes if isinstance(notes, list) else (), MOST_ANNOTATIONS)):
        shown = _entries_of(note, "/AP")
        if "/N" in shown:
            is_one = hasattr(_resolve(shown["/N"]), "get_data")
            yield from (shown["/N"],) if is_one else _entries_of(_resolve(note["/AP"]), "/N").values()
