"""Every damage by name: what it does to a document before typesetting, or to a page after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.truth import damage_borrowed, damage_columns, damage_encodings, damage_grids, damage_pages, damage_words
from tests.truth.damage_encodings import BYTES_DAMAGES, BytesDamage
from tests.truth.damage_words import NumberPrinter, renumber, reprint_numbers
from tests.truth.document import Document, map_joined_texts
from tests.truth.typeset import Layout, Page

DocumentDamage = Callable[[Document, Random], Document]
PageDamage = Callable[[Page, Random], Page]
TextDamage = Callable[[str, Random], str]
TELLING = ("zero", "single", "small", "small", "mixed", "mixed", "large")
STAGES = ("figures", "words", "grid", "page", "bytes")


@dataclass(frozen=True)
class Damage:
    """A damage of one stage; stages are applied in order, because earlier ones set the tables anew.

    `parts` names the ways of parting values in which the damage makes sense: a space inside a number cannot be told
    from a space between two. `change_text` changes any text, and so suits files too; other damages of a page do not.
    """

    name: str
    stage: str
    change_document: DocumentDamage | None = None
    change_page: PageDamage | None = None
    change_text: TextDamage | None = None
    change_bytes: BytesDamage | None = None
    parts: tuple[str, ...] = ("cell", "space", "")
    needs: str = ""
    regimes: tuple[str, ...] = ()
    hides_headers: bool = False
    moves_columns: bool = False
    shortens_rows: bool = False

    def suits(self, layout: Layout) -> bool:
        if layout.render and (self.change_bytes or (self.change_page and not self.change_text)):
            return False
        if self.shortens_rows and layout.pads_rows:
            return False
        return layout.parts_values_with in self.parts and self.needs in layout.name

    def suits_with(self, other: Damage) -> bool:
        """Two ways of writing the same numbers would undo each other, as would two of writing the same file."""
        return self.stage != other.stage or self.stage not in ("figures", "bytes")


def can_combine(first: Damage, second: Damage) -> bool:
    """Whether two damages leave a page that has a truth: what one blurs, the other must not need."""
    moved, hidden = first.moves_columns or second.moves_columns, first.hides_headers or second.hides_headers
    names = {first.name, second.name}
    if len(names) < 2 or "none" in names or (moved and hidden):
        return False
    return not names >= {"spaces_inside_digits", "tabs_to_spaces"} and first.suits_with(second)


def _numbers(name: str, printer: NumberPrinter, parts: tuple[str, ...], regimes: tuple[str, ...] = ()) -> Damage:
    def reprint(document: Document, rng: Random) -> Document:
        return reprint_numbers(document, rng, printer)

    return Damage(name, "figures", reprint, parts=parts, regimes=regimes)


def _words(name: str, change: DocumentDamage, parts: tuple[str, ...] = ("cell", "space", "")) -> Damage:
    return Damage(name, "words", change, parts=parts)


def _grid(name: str, change: DocumentDamage, *, hides: bool = False, moves: bool = False) -> Damage:
    return Damage(name, "grid", change, regimes=TELLING, hides_headers=hides, moves_columns=moves)


def _page(name: str, change: PageDamage, *, hides: bool = False, needs: str = "") -> Damage:
    return Damage(name, "page", change_page=change, hides_headers=hides, needs=needs)


def _text(name: str, change: TextDamage) -> Damage:
    def change_page(page: Page, rng: Random) -> Page:
        return replace(page, text=change(page.text, rng))

    return Damage(name, "page", change_page=change_page, change_text=change)


def change_text(document: Document, rng: Random, change: TextDamage) -> Document:
    """Change all texts of a report that becomes a file."""
    return map_joined_texts(document, lambda text: change(text, rng))


def _damages() -> list[Damage]:
    words, grids, columns, pages = damage_words, damage_grids, damage_columns, damage_pages
    cells, parted = ("cell",), ("cell", "space")
    numberings = ("spaced", "half_width", "comma", "brackets", "circled", "digits", "first", "none")
    return [
        Damage("none", "figures", lambda document, rng: document),
        _numbers("full_width_digits", words.print_full_width, ("cell", "space", "")),
        _numbers("thousands_separators", words.print_thousands, parted, ("large", "mixed")),
        _numbers("spaces_inside_digits", words.print_spaced_digits, cells, ("large", "mixed")),
        _numbers("spaces_around_digits", words.print_padded, parted),
        _numbers("footnote_marks", words.print_footnoted, parted),
        _numbers("units_in_cells", words.print_with_unit, cells),
        _numbers("signs", words.print_signed, parted),
        _numbers("decimals", words.print_decimal, parted),
        _numbers("chinese_numerals", words.print_hanzi, parted, ("small", "mixed")),
        Damage("money_units", "figures", words.print_with_money_unit, parts=cells),
        *(_words(f"numbering_{style}", renumber(style)) for style in numberings),
        _words("typos", words.misspell_labels),
        _words("typos_in_short_labels", words.misspell_short_labels),
        _words("truncated_labels", words.truncate_labels),
        _words("doubled_characters", words.double_characters),
        _words("dropped_characters", words.drop_characters),
        _grid("spaced_labels", words.space_labels),
        _grid("lost_brackets", words.lose_brackets),
        replace(_grid("dropped_value", grids.drop_value), shortens_rows=True),
        _grid("dropped_row", grids.drop_row),
        _grid("dropped_header_row", grids.drop_header_row, hides=True),
        _grid("dropped_header_cell", grids.drop_header_cell),
        _grid("blank_header_cell", grids.blank_header_cell),
        _grid("repeated_header_cell", grids.repeat_header_cell, hides=True),
        _grid("dropped_row_label", grids.drop_row_label),
        _grid("blank_row_label", grids.blank_row_label),
        _grid("lost_group_label", grids.lose_group_label, hides=True),
        _grid("lost_corner", grids.lose_corner),
        _grid("damaged_captions", grids.damage_captions),
        _grid("swapped_rows", grids.swap_rows),
        _grid("swapped_clauses", grids.swap_clauses),
        _grid("swapped_measures", columns.swap_measures, moves=True),
        _grid("swapped_organisations", columns.swap_organisations, moves=True),
        _grid("swapped_person_and_total", columns.swap_person_and_total, moves=True),
        _grid("moved_organisations", columns.move_organisations, moves=True),
        _grid("swapped_results", columns.swap_results, moves=True),
        _grid("swapped_litigation", columns.swap_litigation, moves=True),
        _grid("litigation_first", columns.put_litigation_first, moves=True),
        replace(_grid("glued_values", grids.glue_values), shortens_rows=True),
        _grid("glued_values_with_pad", grids.glue_values_with_pad),
        _grid("duplicated_row", grids.duplicate_row),
        _grid("contradicting_row", grids.duplicate_row_differently),
        _grid("unknown_row", grids.add_unknown_row),
        _grid("note_column", grids.add_note_column),
        _grid("number_column", grids.add_number_column),
        _grid("lost_headings", grids.lose_headings),
        _grid("renumbered_headings", grids.renumber_headings),
        _grid("prose_for_tables", grids.write_prose_for_table),
        _grid("lost_tables", grids.lose_tables),
        _page("duplicate_lines_removed", pages.remove_duplicate_lines, hides=True),
        _page("cut_middle", pages.cut_middle, hides=True),
        _page("cut_lines", pages.cut_lines, hides=True),
        _page("truncated_end", pages.truncate_end),
        _page("truncated_start", pages.truncate_start, hides=True),
        _page("page_number_inside", pages.insert_page_number),
        _page("stray_line_inside", pages.insert_stray_line),
        _page("trailing_blanks_stripped", pages.strip_trailing_blanks),
        _page("tabs_to_spaces", pages.turn_tabs_into_spaces, needs="tab"),
        _page("cut_at_width", pages.cut_at_width),
        _text("half_width_punctuation", pages.use_half_width_punctuation),
        _text("traditional", pages.use_traditional_script),
        _text("taiwan_terms", pages.use_taiwan_terms),
        _text("pinyin_dense", pages.annotate_densely),
        _text("pinyin_sparse", pages.annotate_sparsely),
        _page("line_endings", pages.change_line_endings),
        _text("no_break_spaces", pages.use_no_break_spaces),
        _text("zero_width_characters", pages.scatter_zero_width),
        _page("page_chrome", pages.add_page_chrome),
        _page("other_report", damage_borrowed.append_other_report, hides=True),
        _page("last_years_tables", damage_borrowed.append_last_years_tables, hides=True),
        _text("traditional_words", damage_encodings.use_some_traditional_words),
        *(Damage(name, "bytes", change_bytes=change) for name, change in BYTES_DAMAGES.items()),
    ]


DAMAGES: Mapping[str, Damage] = {damage.name: damage for damage in _damages()}


def suitable_damages(layout: Layout) -> list[Damage]:
    """The damages that make sense in a layout, none at all first."""
    return [damage for damage in DAMAGES.values() if damage.suits(layout)]
