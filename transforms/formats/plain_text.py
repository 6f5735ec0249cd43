"""Plain text in any encoding."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.doubts import Reason, Rejection
from transforms.formats.aligned_text import part_tables
from transforms.formats.content import Block, Content, check_text_bytes
from transforms.formats.decoded import decode_file
from transforms.formats.dressed_letters import undress_letters
from transforms.formats.hard_wraps import join_hard_wraps
from transforms.formats.markdown import plain_rows
from transforms.formats.page_markdown import part_html_tables, plain_spans
from transforms.formats.parted_nodes import join_parted_nodes
from transforms.formats.soft_breaks import join_soft_breaks
from transforms.limits import Limits
from transforms.text import decode, spaces_letters

# Bytes by which a file that is too long is known as no text at all, which is the better reason to leave it.
_START_BYTES = 65_536


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read a text file in any encoding that `transforms.text.decoding` knows."""
    if (too_long := check_text_bytes(data, limits)) is not None:
        start = decode(data[:_START_BYTES])
        return start if isinstance(start, Rejection) and start.reason == Reason.BINARY_FILE else too_long
    decoded = decode_file(data)
    if isinstance(decoded, Rejection):
        return decoded
    parts = part_html_tables(decoded.text, limits)
    return Content(
        tuple(plain_spans(block) for part in parts for block in _read_part(part)),
        decoded.encoding,
        decoded.confidence,
        decoded.evidence,
        doubts=decoded.doubts,
        spaces_letters=spaces_letters(decoded.text),
    )


def _read_part(part: Block) -> Sequence[Block]:
    """The blocks of a text; a table is one."""
    if not isinstance(part, str):
        return (part,)
    return part_tables(plain_rows(join_soft_breaks(undress_letters(join_hard_wraps(join_parted_nodes(part))))))
