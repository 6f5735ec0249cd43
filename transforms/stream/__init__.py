"""A document as one stream of cells, and the labels and values in it."""

from transforms.stream.cells import Boundary, Cell
from transforms.stream.document import Document, read_document
from transforms.stream.entries import Entry, read_entries
from transforms.stream.places import DIGITS_OF_A_CELL
from transforms.stream.reading_order import is_digits, is_piece_of_number
from transforms.stream.tokens import Kind, Token, have_a_line_each
from transforms.stream.torn_numbers import NARROWEST_CELL
from transforms.stream.whole_cells import read_tokens
from transforms.stream.wrapping import are_group_pieces, unwrap_labels

__all__ = [
    "DIGITS_OF_A_CELL",
    "NARROWEST_CELL",
    "Boundary",
    "Cell",
    "Document",
    "Entry",
    "Kind",
    "Token",
    "are_group_pieces",
    "have_a_line_each",
    "is_digits",
    "is_piece_of_number",
    "read_document",
    "read_entries",
    "read_tokens",
    "unwrap_labels",
]
