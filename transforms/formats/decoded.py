"""The text of a file, decoded once for all formats that look at it."""

from __future__ import annotations

from functools import lru_cache

from transforms.doubts import Rejection
from transforms.text import Decoded, decode


@lru_cache(maxsize=1)
def decode_file(data: bytes) -> Decoded | Rejection:
    """What `transforms.text.decode` makes of the bytes of a file; that of the last file is kept."""
    return decode(data)
