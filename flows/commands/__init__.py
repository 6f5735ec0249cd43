"""What the command line offers beside a run.

Each module that `__all__` names is a door of its own, which `flows.cli` opens when its command is asked for: DuckDB,
polars and the reader are loaded by no command that does without.
"""

__all__ = [
    "check_app",
    "dictionary",
    "explain",
    "export",
    "help",
    "lake_app",
    "named_lake",
    "options",
    "quarantine",
    "quarantine_app",
    "review",
    "rollback",
    "saying",
    "status",
    "status_text",
    "versions",
]
