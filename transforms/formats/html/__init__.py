"""HTML: what a reader of a page sees, as a browser shows it, without what the page shows around the report."""

from transforms.formats.html.document import read_content, recognises

__all__ = ["read_content", "recognises"]
