"""PDF: what a reader sees on its pages, by geometry; tables where rules are drawn."""

from transforms.formats.pdf.document import read_content, recognises

__all__ = ["read_content", "recognises"]
