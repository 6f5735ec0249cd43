"""Pages put together from paragraphs and tables: plain, on one line, in an outer table, or as PDF pages."""

from __future__ import annotations

from random import Random

from tests.truth.document import Block
from tests.truth.marks import ANY_MARK, mark_footer, read_marks

PDF_WIDTH = 36


def set_paragraphs(blocks: list[Block], rng: Random) -> str:
    """One paragraph a line; sometimes indented, sometimes with blank lines around headings."""
    indent = rng.choice(("", "", "\u3000\u3000", "    "))
    gap = rng.choice(("\n", "\n", "\n\n"))
    return gap.join(indent + block.text if block.kind == "paragraph" else block.text for block in blocks) + "\n"


def set_one_line(blocks: list[Block], rng: Random) -> str:
    return " ".join(block.text.replace("\n", " ") for block in blocks)


def set_outer_table(blocks: list[Block], rng: Random) -> str:
    """The page inside a table of its own: lines of hundreds of pipes, and all prose in cells."""
    width = rng.randint(100, 400)
    lines = ["|" * width for _ in range(rng.randint(1, 4))]
    for block in blocks:
        lines.append(block.text if block.kind == "table" else f"{block.text.replace(chr(10), ' ')} |")
    return "\n".join([*lines, "|" * width])


def _wrap_prose(text: str) -> list[str]:
    return [line[start : start + PDF_WIDTH] for line in text.split("\n") for start in range(0, len(line), PDF_WIDTH)]


def _header_lines(table: list[str]) -> list[str]:
    """The lines of a table above its first value."""
    for number, line in enumerate(table):
        if any(event.kind in ("value", "row") for event in read_marks(line)):
            return table[:number]
    return []


def _footer(number: int, style: str, total: int) -> str:
    return {
        "dash": f"- {number} -",
        "em": f"— {number} —",
        "page": f"第 {number} 页 共 {total} 页",
        "bare": mark_footer(str(number)),
    }[style]


def _set_pdf(blocks: list[Block], rng: Random, *, feed: bool, repeats_header: bool) -> str:
    lines: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.kind == "table":
            table = block.text.split("\n")
            header = _header_lines(table) if ANY_MARK.search(block.text) else []
            lines += [(line, header) for line in table]
        else:
            lines += [(line, []) for line in _wrap_prose(block.text)]
    return _paginate(lines, rng, feed=feed, repeats_header=repeats_header)


def _paginate(lines: list[tuple[str, list[str]]], rng: Random, *, feed: bool, repeats_header: bool) -> str:
    height = rng.randint(18, 34)
    style = rng.choice(("dash", "em", "page", "bare"))
    total = (len(lines) - 1) // height + 1
    out: list[str] = []
    for number in range(total):
        page = lines[number * height : (number + 1) * height]
        is_continued = number > 0 and bool(page[0][1]) and lines[number * height - 1][1] is page[0][1]
        if repeats_header and is_continued and page[0][0] not in page[0][1]:
            out += page[0][1]
        out += [line for line, _ in page]
        out.append(_footer(number + 1, style, total) + ("\f" if feed else ""))
    return "\n".join(out) + "\n"


def set_pdf_pages(blocks: list[Block], rng: Random) -> str:
    return _set_pdf(blocks, rng, feed=False, repeats_header=False)


def set_pdf_form_feeds(blocks: list[Block], rng: Random) -> str:
    return _set_pdf(blocks, rng, feed=True, repeats_header=False)


def set_pdf_header_repeated(blocks: list[Block], rng: Random) -> str:
    return _set_pdf(blocks, rng, feed=rng.random() < 0.5, repeats_header=True)
