"""The pieces of a page: what a reader of it sees, in reading order, and the boxes that they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transforms.formats.content import Table

# Stand for what a page keeps as it is while the white space around it collapses. No text has them: NUL is no
# character of HTML, and the others are taken out of what is read.
LINE_BREAK, GAP, _KEPT_SPACE, _KEPT_TAB = "\x00", "\x01", "\x02", "\x03"
# A gap that styles make on a line; no reader of numbers joins digits across it, unlike digits across a space.
WIDE_SPACE = "\u2003"
_KEPT = str.maketrans({LINE_BREAK: "\n", GAP: WIDE_SPACE, _KEPT_SPACE: " ", _KEPT_TAB: "\t"})
_PRESERVED = str.maketrans({"\n": LINE_BREAK, " ": _KEPT_SPACE, "\t": _KEPT_TAB, "\r": None, "\f": None})
# East Asian characters and punctuation. Curly quotes are those of Latin texts too, and not among them.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
# A line end of the source between two of them, with the blanks around it: no space. Leaves blanks alone and line ends
# beside a digit, which may part two numbers. Misses those beside a curly quote.
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*+\n[ \t\r\n\f]*+(?=[{_WIDE}])")
# White space of HTML, which collapses. Leaves the wide and the unbreakable space, which a page shows.
_SPACES = re.compile(r"[ \t\r\n\f]+")
# A line break with the collapsed spaces around it, which no line shows at its ends.
_AROUND_BREAK = re.compile(rf" ?{LINE_BREAK} ?")


@dataclass(slots=True)
class Piece:
    """A paragraph, a table or an image of a page, and the box it stands in.

    `unread` names what stands there and is not read; only a cell of a table tells it. `linked` is how many characters
    of it are links; a text of '' is an empty line that the page shows. `starts` are the columns of the page's own grid
    in which the columns of a table begin, `width` is how many that grid has.
    """

    box: int
    text: str = ""
    rows: Table = ()
    is_image: bool = False
    unread: str = ""
    is_heading: bool = False
    linked: int = 0
    starts: tuple[int, ...] = ()
    width: int = 0

    @property
    def shown(self) -> str:
        """All text of the piece, each row of a table on one line with tabs between its cells."""
        return self.text or "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in self.rows)


@dataclass(slots=True)
class Boxes:
    """The boxes of a page, numbered in the order in which they open; the first holds all others.

    The boxes inside of a box are those with numbers from its own up to `ends`. `chrome` are those that the page
    itself calls navigation, header or footer.
    """

    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    chrome: list[int] = field(default_factory=list)

    def open(self, parent: int, *, is_chrome: bool = False) -> int:
        box = len(self.parents)
        self.parents.append(parent)
        self.ends.append(box)
        if is_chrome:
            self.chrome.append(box)
        return box

    def close(self, box: int) -> None:
        self.ends[box] = len(self.parents) - 1

    def holds(self, box: int, other: int) -> bool:
        """Whether a box is another or holds it."""
        return box <= other <= self.ends[box]


@dataclass(slots=True)
class Flow:
    """What is being set one below the other: the page, or a cell of a table."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0

    def end_paragraph(self, box: int, *, is_heading: bool = False) -> None:
        """Set the words read since the last end, if there are any, as a paragraph."""
        if not self.words:
            return
        text = collapse_spaces("".join(self.words))
        if text:
            kept = "" if text.isspace() else text.removesuffix("\n")
            self.pieces.append(Piece(box, kept, is_heading=is_heading, linked=self.linked))
        self.words.clear()
        self.linked = 0


def collapse_spaces(text: str) -> str:
    """Collapse white space as a browser does.

    A line end in the source is a space, but nothing between two East Asian characters (CSS Text 3, section 4.1.3), so
    that a source wrapped anywhere does not break words.

    >>> collapse_spaces(" 本年新收\\n   申请  1\\n2 件 ")
    '本年新收申请 1 2 件'
    """
    if text.isalnum():
        return text
    collapsed = _SPACES.sub(" ", _BETWEEN_WIDE.sub("", text))
    return _AROUND_BREAK.sub(LINE_BREAK, collapsed).strip(f" {GAP}").translate(_KEPT)


def preserve_spaces(text: str) -> str:
    """The text of an element that keeps its white space, marked so that it is kept."""
    return text.translate(_PRESERVED)
