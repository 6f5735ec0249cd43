"""The SQL files of `sql/`: queries, views and macros, with the comments that stand in them.

`sql/staged/<table>.sql` selects what several tables need of the staged frames, `sql/renewal/` which reports a night
changes, `sql/tables/<table>.sql` the rows of one base table, `sql/checks/<rule>.sql` the violations of one rule as rows
of `quality_finding`, `sql/views/<view>.sql` the rows of one view; `sql/macros/<macro>.sql` creates what several of
them, or analysts, share. A macro's file opens with its comment, a view's file with its comments:

    -- Comment of the view, over as many lines as it takes.
    --
    -- column_name: comment of the column,
    --     continued on an indented line.
    -- other_column: ...
    -- {measure}_townships of fact_request: comment with {measure}, {label_zh}, {meaning}, ...
    -- third_column and on: as in other_view.

    with ...

The columns of a view stand in the order of their comments, whatever that of its query. A comment of `{measure}` stands
for one a measure of these tables, or of all, with what `transforms.schemas.measures` declares of it; several below each
other alternate. The last form takes over the comments of another view from that column to its last. All of them are
given in Chinese and English, as `flows.warehouse.comments` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path

from flows.duck import quote_text
from flows.warehouse.comments import in_both
from transforms.schemas import MEASURES

SQL_FOLDER = Path(__file__).resolve().parents[2] / "sql"

_COLUMN_COMMENT = re.compile(r"([a-z][a-z0-9_]*|\{measure\}[a-z_]*(?: of [a-z_, ]+)?): (.+)")
_COLUMNS_AS_IN = re.compile(r"([a-z][a-z0-9_]*) and on: as in ([a-z][a-z0-9_]*)\.")
_SQL_COMMENT = re.compile(r"--.*")
# A step of a query: its name and the bracket that opens it at the end of a line.
_STEP = re.compile(r"\b(\w+) as \($", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ViewFile:
    """A view as its file declares it: name, comment, comments of its columns, and the query.

    `columns_as_in` names a column and the view that has its comment and those of the columns behind it; `list_views`
    has taken them over.
    """

    name: str
    comment: str
    column_comments: Mapping[str, str]
    query: str
    columns_as_in: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class MacroFile:
    """A macro as its file declares it: name, comment, and the statement that creates it."""

    name: str
    comment: str
    statement: str

    @property
    def kind(self) -> str:
        """How DuckDB calls it: it gives a table or a value."""
        return "MACRO TABLE" if ") as table" in self.statement else "MACRO"


def read_query(path: Path) -> str:
    """The query of a file, without its semicolon."""
    return path.read_text("utf-8").strip().removesuffix(";")


def list_queries(kind: str, folder: Path = SQL_FOLDER) -> dict[str, str]:
    """Queries of `sql/<kind>/` by name, in the order of their names."""
    return {path.stem: read_query(path) for path in sorted((folder / kind).glob("*.sql"))}


def split_header(text: str) -> tuple[list[str], str]:
    """The comment lines that a file opens with, without their dashes, and the rest.

    >>> split_header("-- A view.\\n--\\n-- a: One.\\n\\nselect 1 as a\\n")
    (['A view.', '', 'a: One.'], 'select 1 as a')
    """
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return [line[2:].removeprefix(" ") for line in lines[:end]], "\n".join(lines[end:]).strip().removesuffix(";")


def parse_column_comments(lines: list[str]) -> dict[str, str]:
    """Comments of columns from `name: comment` lines, each with its indented continuations.

    Raises `ValueError` for a line that is neither.

    >>> parse_column_comments(["a: One", "    and more.", "b: Two."])
    {'a': 'One and more.', 'b': 'Two.'}
    """
    comments: dict[str, str] = {}
    column = ""
    for line in lines:
        started = _COLUMN_COMMENT.fullmatch(line)
        if started:
            column = started[1]
            comments[column] = started[2]
        elif line.startswith("    ") and column:
            comments[column] += " " + line.strip()
        else:
            raise ValueError(f"neither a column's comment nor its continuation: {line!r}")
    return comments


def _is_of_measures(comment: tuple[str, str]) -> bool:
    return comment[0].startswith("{measure}")


def _of_measure(text: str, values: Mapping[str, object]) -> str:
    """The comment of one measure in both languages: by the Chinese that it has itself, else by that of all measures."""
    own = text.format_map(values)
    told = in_both(own)
    return told if told != own else in_both(text).format_map(values)


def _expand(comments: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for measure in MEASURES:
        for column, text in comments:
            name, _, tables = column.partition(" of ")
            if not tables or measure.fact_table in tables.split(", "):
                yield name.format_map(asdict(measure)), _of_measure(text, asdict(measure))


def expand_measures(comments: Mapping[str, str]) -> dict[str, str]:
    """The comments in both languages, with one a measure for those of `{measure}`.

    >>> list(expand_measures({"a": "A.", "{measure} of fact_review": "{label_zh}.", "b": "B."}).items())[:2]
    [('a', 'A.'), ('reconsideration_total', '行政复议总计.')]
    """
    expanded: dict[str, str] = {}
    for is_of_measures, group in groupby(comments.items(), _is_of_measures):
        together = list(group)
        expanded.update(_expand(together) if is_of_measures else ((name, in_both(text)) for name, text in together))
    return expanded


def parse_view(name: str, text: str) -> ViewFile:
    """A view from the text of its file. Raises `ValueError` where the comments are not in the documented form."""
    header, query = split_header(text)
    end = header.index("") if "" in header else len(header)
    comment, lines = " ".join(header[:end]), header[end + 1 :]
    as_in = _COLUMNS_AS_IN.fullmatch(lines[-1]) if lines else None
    columns = expand_measures(parse_column_comments(lines[:-1] if as_in else lines))
    return ViewFile(name, in_both(comment), columns, query, (as_in[1], as_in[2]) if as_in else None)


def take_over_comments(view: ViewFile, views: Mapping[str, ViewFile]) -> ViewFile:
    """The view with the comments that stand in another one's file. Raises `ValueError` if they do not."""
    if view.columns_as_in is None:
        return view
    first, other = view.columns_as_in
    comments = views[other].column_comments if other in views else {}
    if first not in comments:
        raise ValueError(f"{view.name} takes the comment of {first} from {other}, which has none")
    columns = list(comments)
    taken = {column: comments[column] for column in columns[columns.index(first) :]}
    return replace(view, column_comments={**view.column_comments, **taken})


def list_views(folder: Path = SQL_FOLDER) -> list[ViewFile]:
    """The views of `sql/views/` in the order of their names."""
    views = {path.stem: parse_view(path.stem, path.read_text("utf-8")) for path in (folder / "views").glob("*.sql")}
    return [take_over_comments(views[name], views) for name in sorted(views)]


def parse_macro(name: str, text: str) -> MacroFile:
    """A macro from the text of its file.

    >>> parse_macro("twice", "-- Twice\\n-- the value.\\ncreate macro twice(value) as 2 * value;\\n")
    MacroFile(name='twice', comment='Twice the value.', statement='create macro twice(value) as 2 * value')
    """
    header, statement = split_header(text)
    return MacroFile(name, in_both(" ".join(line for line in header if line)), statement)


def list_macros(folder: Path = SQL_FOLDER) -> list[MacroFile]:
    """The macros of `sql/macros/` in the order of their names."""
    return [parse_macro(path.stem, path.read_text("utf-8")) for path in sorted((folder / "macros").glob("*.sql"))]


def find_used(query: str, names: set[str]) -> set[str]:
    """Those of the names that a query reads from or calls; a step of its own hides what has its name.

    >>> query = "with d as (\\nselect 1)\\nselect twice(a) as twice from b join d -- from c"
    >>> sorted(find_used(query, {"twice", "b", "c", "d"}))
    ['b', 'twice']
    """
    code = _SQL_COMMENT.sub("", query)
    foreign = names - set(_STEP.findall(code))
    return {name for name in foreign if re.search(rf"\b(?:(?:from|join)\s+{name}\b|{name}\()", code)}


def find_needed(queries: Iterable[str], definitions: Mapping[str, str]) -> set[str]:
    """Those of the definitions that queries use, themselves or by one that they use.

    >>> sorted(find_needed(["select * from a"], {"a": "select twice(b) from c", "twice": "", "d": ""}))
    ['a', 'twice']
    """
    names, needed = set(definitions), set[str]()
    waiting = list(queries)
    while waiting:
        found = find_used(waiting.pop(), names) - needed
        needed |= found
        waiting += [definitions[name] for name in found]
    return needed


def define_views(folder: Path = SQL_FOLDER, used_by: Iterable[str] | None = None) -> Iterator[str]:
    """The statements that create views and macros with their comments, each behind those that it uses.

    All of them, or those alone that queries need. The tables must be there. Raises `graphlib.CycleError` if two use
    each other.
    """
    views = {view.name: view for view in list_views(folder)}
    macros = {macro.name: macro for macro in list_macros(folder)}
    queries = {name: view.query for name, view in views.items()} | {name: m.statement for name, m in macros.items()}
    names = set(queries)
    needed = names if used_by is None else find_needed(used_by, queries)
    order = TopologicalSorter({name: sorted(find_used(queries[name], names) - {name}) for name in sorted(needed)})
    for name in order.static_order():
        if name in macros:
            yield macros[name].statement
            yield f"COMMENT ON {macros[name].kind} {name} IS {quote_text(macros[name].comment)}"
        else:
            yield create_view(views[name])
            yield from comments_of_view(views[name])


def create_view(view: ViewFile) -> str:
    """The CREATE VIEW of a view: the columns of its query in the order of their comments."""
    return f"CREATE VIEW {view.name} AS SELECT {', '.join(view.column_comments) or '*'} FROM (\n{view.query}\n)"


def comments_of_view(view: ViewFile) -> list[str]:
    """The COMMENT statements of a view and its columns."""
    return [
        f"COMMENT ON VIEW {view.name} IS {quote_text(view.comment)}",
        *(f"COMMENT ON COLUMN {view.name}.{name} IS {quote_text(text)}" for name, text in view.column_comments.items()),
    ]
