"""One run, from the raw folder to the published warehouse, and what it tells meanwhile and at its end.

Each module that `__all__` names is a door of its own: whoever only logs or prints a number need not load the reader.
"""

__all__ = ["collect", "compare", "hooks", "logs", "opening", "prepare", "progress", "quiet", "run", "summary"]
