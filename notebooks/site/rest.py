"""What stands on no page of a place: reports of no known township, and files that were not loaded."""

from __future__ import annotations

import duckdb

from notebooks.asking import ask
from notebooks.site.reading import column_or_null
from notebooks.site.text import escape, table, word
from transforms.language import Language

REST = "rest.html"
"""The path of the page."""
LISTED = 5_000
"""Lines of a table; a sentence says where there are more."""
_REPORTS = """
select agency, report_year, source_path
from report
where status = 'current' and township_code is null and is_counted(starts_with(division_code, '99'))
order by agency, report_year, report_id
limit $lines
"""


def rest_html(warehouse: duckdb.DuckDBPyConnection, language: Language) -> str:
    """The content of the page."""
    reports = _listed(warehouse, _REPORTS, ("agency", "years", "path"), language)
    files = _listed(warehouse, _quarantined(warehouse, language), ("path", "reason", ""), language)
    return (
        f"<h2>{word('rest_reports', language)}</h2>{reports}"
        f'<h2 id="quarantined">{word("rest_files", language)}</h2>{files}'
    )


def _quarantined(warehouse: duckdb.DuckDBPyConnection, language: Language) -> str:
    """The files and why they were not loaded, in Chinese where the warehouse has the sentences."""
    chinese = column_or_null(warehouse, "quarantine", "detail_zh") if language == Language.ZH else "null::varchar"
    detail = f"coalesce({chinese}, detail)"
    return f"select source_path, reason, {detail} as detail from quarantine order by source_path limit $lines"


def _listed(warehouse: duckdb.DuckDBPyConnection, sql: str, heads: tuple[str, ...], language: Language) -> str:
    """The rows of a query as a table of at most `LISTED` lines."""
    rows = ask(warehouse, sql, lines=LISTED + 1).rows()
    if not rows:
        return f"<p>{word('none', language)}</p>"
    lines = ([escape(value) for value in row] for row in rows[:LISTED])
    more = f'<p class="note">{word("only_first", language, count=LISTED)}</p>' if len(rows) > LISTED else ""
    return table([word(head, language) if head else "" for head in heads], lines, kind="files") + more
