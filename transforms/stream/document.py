"""A file's content as the readers of reports take it: repaired text, and one stream of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from transforms.doubts import Doubt, Rejection
from transforms.formats import Block, Content, Converter, Recognised, Recogniser, read_content
from transforms.language import Pair
from transforms.limits import Limits
from transforms.stream.blank_lines import mark_blank_cells
from transforms.stream.blank_places import mark_blanks
from transforms.stream.blank_traces import mark_blank_spaces
from transforms.stream.cells import Boundary, Cell, read_cells, split_lines, table_cells, unify_line_ends
from transforms.stream.drawn_frames import part_frames
from transforms.stream.headers import straighten_headers
from transforms.stream.layout import name_layout
from transforms.stream.page_numbers import mark_page_numbers
from transforms.stream.parted_notes import join_parted_notes
from transforms.stream.tab_lines import join_tab_lines
from transforms.stream.torn_numbers import join_torn_numbers, mark_invisible_breaks, mark_wrapped_numbers
from transforms.stream.wrapped_rows import join_wrapped_rows
from transforms.text import (
    BLANK_PLACE,
    DIGIT_SPACE,
    GBK_FILLER,
    LOST,
    char_changer,
    repair_mojibake,
    repair_script,
    spaces_letters,
    tell_damage,
    without_recognised,
)

# Stand between the parts of a file while its text is repaired as one. No text has them: they are taken out first.
_BLOCK, _ROW, _CELL = "\ue0f0", "\ue0f1", "\ue0f2"
_TABLE = "\ue0f3"
# The room that keeps a word in its place, at the beginning of a line or behind a word.
_PLACES = re.compile(rf"(?m)(?:^|(\S)){DIGIT_SPACE}+")
_plain = char_changer({**dict.fromkeys(_BLOCK + _ROW + _CELL + _TABLE + BLANK_PLACE, ""), GBK_FILLER: "\u3000"})


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text and cells, in simplified script.

    `encoding` and `encoding_confidence` are None for formats that carry Unicode; `evidence` says what decided the
    encoding; `script` is the script found before conversion; `repairs` are named, in order; `layout` says how tables
    are laid out in it; `metadata`, `doubts` and `is_whole`, whether the file shows its own end, are the format's,
    `spaces_letters`, whether it sets the letters of words apart, and `recognised` as well. The text has no marks of
    recognitions, the cells have.
    """

    text: str
    cells: tuple[Cell, ...]
    encoding: str | None
    encoding_confidence: float | None
    evidence: Pair
    script: str
    repairs: tuple[str, ...]
    layout: str
    is_whole: bool = False
    spaces_letters: bool = False
    metadata: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    recognised: Recognised = field(default_factory=Recognised)


def read_document(
    data: bytes,
    media_type: str,
    limits: Limits | None = None,
    converter: Converter | None = None,
    recogniser: Recogniser | None = None,
) -> Document | Rejection:
    """Read the bytes of a file of a known format, or say why not; see `transforms.formats.read_content`."""
    content = read_content(data, media_type, limits, converter, recogniser)
    return content if isinstance(content, Rejection) else build_document(content)


def build_document(content: Content) -> Document:
    """Repair the text of all blocks together, as scripts and damages are those of the whole file; then cut cells."""
    mended = repair_mojibake(_BLOCK.join(map(_mark_block, (*content.blocks, content.metadata))))
    # A line end of Unicode (U+0085) may be a garbled character, so garbling is undone first.
    repaired = repair_script(unify_line_ends(mended.text))
    *marked, stated = (_unmark_block(block) for block in repaired.text.split(_BLOCK))
    # Places are counted in the characters that were meant, so that a garbled text shows its drawn tables only now.
    blocks = [part for block in marked for part in (part_frames(block) if isinstance(block, str) else (block,))]
    text = "\n".join(_block_text(block) for block in blocks)
    text = without_recognised(text) if content.recognised.numbers else text
    repairs = {repair for repair in (*mended.repairs, *repaired.repairs) if not repair.startswith("opencc")}
    cells = tuple(_cells_of(blocks, is_as_set=not repairs))
    return Document(
        text=text,
        cells=cells,
        encoding=content.encoding,
        encoding_confidence=content.encoding_confidence,
        evidence=content.evidence,
        script=repaired.script,
        repairs=(*content.repairs, *mended.repairs, *repaired.repairs),
        layout=content.layout or name_layout(cells, text),
        is_whole=content.is_whole or content.encoding is None,
        spaces_letters=content.spaces_letters or spaces_letters(text),
        metadata=tuple((row[0], row[1]) for row in stated if len(row) == 2),
        doubts=(*content.doubts, *(() if content.recognised.numbers else _confess_loss(text, content.doubts))),
        recognised=content.recognised,
    )


def _confess_loss(text: str, known: Sequence[Doubt]) -> Iterator[Doubt]:
    """A doubt about characters that were destroyed before the file was written, or that no repair brings back."""
    if LOST in text and not any(doubt.rule == "encoding_damage" for doubt in known):
        yield tell_damage(text, Pair("错误的转换毁坏了文字", "Characters were destroyed by a wrong conversion"))


def _mark_block(block: Block) -> str:
    if isinstance(block, str):
        return _plain(block)
    return _TABLE + _ROW.join(_CELL.join(map(_plain, row)) for row in block)


def _unmark_block(text: str) -> Block:
    if not text.startswith(_TABLE):
        return text
    return tuple(tuple(row.split(_CELL)) for row in text.removeprefix(_TABLE).split(_ROW))


def _block_text(block: Block) -> str:
    if isinstance(block, str):
        return _PLACES.sub(lambda gap: f"{gap[1]}  " if gap[1] else "", block)
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in block)


def _straight_lines(text: str, *, is_as_set: bool) -> list[str]:
    """The lines of a text in which rows and headers stand as the readers of cells take them."""
    text = mark_page_numbers(text)
    lines = join_torn_numbers(
        join_tab_lines(split_lines(mark_invisible_breaks(mark_wrapped_numbers(mark_blank_spaces(text)))))
    )
    marked: list[str] = []
    page_starts: set[int] = set()
    for page in text.split("\f"):
        page_starts.add(len(marked))
        end = len(marked) + page.count("\n") + 1
        marked += mark_blanks(lines[len(marked) : end], is_as_set=is_as_set)
    return mark_blank_cells(join_wrapped_rows(straighten_headers(marked, page_starts)))


def _cells_of(blocks: Sequence[Block], *, is_as_set: bool) -> Iterator[Cell]:
    """The stream of all blocks; texts that follow each other are one, as their lines can be rows of one table."""
    line = 0
    for is_text, group in groupby(blocks, key=lambda block: isinstance(block, str)):
        if is_text:
            text = join_parted_notes("\n".join(block for block in group if isinstance(block, str)))
            for index, cell in enumerate(read_cells("\n".join(_straight_lines(text, is_as_set=is_as_set)))):
                before = Boundary.ROW if line and not index else cell.before
                yield cell._replace(line=cell.line + line, before=before)
            line += text.count("\n") + text.count("\f") + 1
            continue
        for block in group:
            if not isinstance(block, str):
                yield from table_cells(block, line)
                line += len(block)
