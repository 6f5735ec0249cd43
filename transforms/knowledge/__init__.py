"""What is declared instead of programmed: CSV files that are reviewed as data, and their rows."""

from transforms.knowledge.rows import read_rows

__all__ = ["read_rows"]
