"""HTML: what a reader of a page sees, as a browser shows it, without what the page shows around the report."""

from transforms.formats.html.article import count_labels
from transforms.formats.html.document import read_content, read_text, recognises

__all__ = ["count_labels", "read_content", "read_text", "recognises"]
