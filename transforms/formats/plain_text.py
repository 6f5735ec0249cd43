"""Plain text in any encoding."""

from __future__ import annotations

from transforms.decoding import decode
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.limits import Limits


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read a text file in any encoding that `transforms.decoding` knows."""
    decoded = decode(data)
    if isinstance(decoded, Rejection):
        return decoded
    return Content((decoded.text,), decoded.encoding, decoded.confidence, decoded.evidence)
