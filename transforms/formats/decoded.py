"""The text of a file, decoded once for all formats that look at it."""

from __future__ import annotations

from functools import lru_cache

from transforms.doubts import Rejection
from transforms.formats.content import check_text_bytes
from transforms.limits import Limits
from transforms.text import Decoded, decode


@lru_cache(maxsize=1)
def decode_file(data: bytes) -> Decoded | Rejection:
    """What `transforms.text.decode` makes of the bytes of a file; that of the last file is kept."""
    return decode(data)


def decode_text(data: bytes) -> Decoded | None:
    """The same for a file that may be text; None for one that is too large for it, or in no encoding."""
    decoded = decode_file(data) if check_text_bytes(data, Limits()) is None else None
    return decoded if isinstance(decoded, Decoded) else None
