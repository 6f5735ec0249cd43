"""Tables set row by row: tabs, pipes, spaces, or nothing at all between the cells of a row."""

from __future__ import annotations

from random import Random

from tests.truth.form_grid import SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT, Cell, Grid, expand_spans
from tests.truth.marks import strip_marks


def row_cells(grid: Grid, *, above: bool, left: bool) -> list[list[Cell]]:
    """The rows of a grid, with an empty cell for what a span covers from above or from the left, where asked."""
    dropped = [pad for pad, is_kept in ((SPANNED_FROM_ABOVE, above), (SPANNED_FROM_LEFT, left)) if not is_kept]
    return [[cell for cell in row if not any(cell is pad for pad in dropped)] for row in expand_spans(grid)]


def row_texts(grid: Grid, *, above: bool, left: bool) -> list[list[str]]:
    return [[cell.text for cell in row] for row in row_cells(grid, above=above, left=left)]


def printed_texts(grid: Grid) -> list[list[str]]:
    """The rows of a grid without spanned places and without blank cells."""
    return [[text for text in row if strip_marks(text).strip()] for row in row_texts(grid, above=False, left=False)]


def set_tab_rows_padded(grid: Grid, rng: Random) -> str:
    return "\n".join("\t".join(row) for row in row_texts(grid, above=True, left=True))


def set_tab_rows_unpadded(grid: Grid, rng: Random) -> str:
    return "\n".join("\t".join(row) for row in row_texts(grid, above=False, left=False))


def set_tab_rows_ragged(grid: Grid, rng: Random) -> str:
    """Merged cells padded in some rows and not in others, as in a table pasted through a spreadsheet."""
    lines = []
    for padded, bare in zip(
        row_texts(grid, above=True, left=True), row_texts(grid, above=True, left=False), strict=True
    ):
        row = list(rng.choice((padded, bare)))
        row += [""] * rng.choice((0, 0, len(padded) - len(row)))
        lines.append("\t".join(row))
        if rng.random() < 0.1:
            lines.append("")
    return "\n".join(lines)


def _right_pads(grid: Grid) -> list[int]:
    return [sum(cell in (SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT) for cell in row) for row in expand_spans(grid)]


def set_pipe_rows_padded(grid: Grid, rng: Random) -> str:
    """Rows as `规章 | 0 | 0 | 0 | |`: the places that spans cover are padded at the end, with bare pipes."""
    extra = rng.choice((0, 1))
    rows = row_texts(grid, above=False, left=False)
    return "\n".join(
        f"{' | '.join(row)} | {'|' * (pads + extra)}".rstrip(" ")
        for row, pads in zip(rows, _right_pads(grid), strict=True)
    )


def set_pipe_rows_unpadded(grid: Grid, rng: Random) -> str:
    end = rng.choice((" |", ""))
    return "\n".join(f"{' | '.join(row)}{end}" for row in row_texts(grid, above=False, left=False))


def set_pipe_rows_framed(grid: Grid, rng: Random) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in row_texts(grid, above=True, left=True))


def set_pipe_rows_framed_short(grid: Grid, rng: Random) -> str:
    """Rows as `| 第二十条第(一)项 | |||`: framed, with the covered places as bare pipes at the end."""
    rows = row_texts(grid, above=False, left=False)
    return "\n".join(
        f"| {' | '.join(row)} |{' ' + '|' * pads if pads else ''}"
        for row, pads in zip(rows, _right_pads(grid), strict=True)
    )


def set_markdown(grid: Grid, rng: Random) -> str:
    lines = set_pipe_rows_framed(grid, rng).split("\n")
    rule = rng.choice(("|---", "| --- ", "|:---:")) * grid.width + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def set_space_rows(grid: Grid, rng: Random) -> str:
    gap = rng.choice((" ", "  ", "\u3000"))
    return "\n".join(gap.join(row) for row in printed_texts(grid))


def set_aligned_columns(grid: Grid, rng: Random) -> str:
    """Values aligned under each other with runs of spaces, as in a plain-text table."""
    lines = []
    for row in printed_texts(grid):
        lines.append("".join(text + " " * max(2, 14 - 2 * len(strip_marks(text))) for text in row).rstrip())
    return "\n".join(lines)


def set_label_glued(grid: Grid, rng: Random) -> str:
    """Values parted by spaces, but the label glued to the first of them: 规章0 0 0."""
    lines = []
    for row in row_cells(grid, above=False, left=False):
        start = next((place for place, cell in enumerate(row) if cell.is_value), len(row))
        values = [cell.text for cell in row[start:] if strip_marks(cell.text).strip()]
        lines.append("".join(cell.text for cell in row[:start]) + " ".join(values))
    return "\n".join(lines)


def set_glued_rows(grid: Grid, rng: Random) -> str:
    return "\n".join("".join(row) for row in row_texts(grid, above=False, left=False))


def set_glued_table(grid: Grid, rng: Random) -> str:
    return "".join("".join(row) for row in row_texts(grid, above=False, left=False))


def set_one_line_spaces(grid: Grid, rng: Random) -> str:
    return " ".join(text for row in printed_texts(grid) for text in row)


def set_one_line_pipes(grid: Grid, rng: Random) -> str:
    return " | ".join(text for row in row_texts(grid, above=False, left=False) for text in row) + " |"


def set_one_line_tabs(grid: Grid, rng: Random) -> str:
    return "\t".join(text for row in row_texts(grid, above=False, left=False) for text in row)
