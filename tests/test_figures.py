"""The figures of the house count what a person would count in made-up sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence_in_code import Source, find_regexes, find_thresholds, parse, proved_names
from tests.figures import body_lengths, find_sql_years, find_years, measure

PATH = "transforms/room/x.py"


def source_of(text: str) -> Source:
    return parse(PATH, text)


def unproved_regexes(text: str, *proved: str) -> list[int]:
    """The lines of the regular expressions that lack evidence."""
    found = find_regexes(source_of(text), {f"transforms.room.x.{name}" for name in proved})
    return [finding.line for finding in found if not finding.has_evidence]


def unproved_thresholds(text: str, *proved: str) -> list[int]:
    """The lines of the thresholds that lack evidence."""
    found = find_thresholds(source_of(text), {f"transforms.room.x.{name}" for name in proved})
    return [finding.line for finding in found if not finding.has_evidence]


@pytest.mark.parametrize(
    "text",
    [
        "A = re.compile('x')",
        "A = re.compile(rf'{B}x', re.MULTILINE)",
        "A: Final = re.compile(b'x')",
        "def f(text):\n    return re.sub(r'x', '', text)",
        "def f(text):\n    return re.findall(B + 'x', text)",
        "ROWS = ((re.compile(B), 'all'),)",
        "ROWS = (re.compile(rf'{B.pattern}x'), )",
        "def make(words):\n    return re.compile(words)\nA = make('x')",
        "def make(metric, words):\n    return re.compile(words)\nA = make('metric', words='x')",
    ],
)
def test_a_pattern_in_the_code_is_one_regular_expression(text: str) -> None:
    assert len(find_regexes(source_of(text), set())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "def f(words):\n    return re.compile('|'.join(words))",
        "def f(words):\n    return re.compile(words)",
        "def f(text):\n    return text.sub('x', '')",
        "A = re.escape('x')",
        "A = 're.compile(1)'",
    ],
)
def test_a_pattern_that_is_made_from_data_is_none(text: str) -> None:
    assert find_regexes(source_of(text), set()) == []


def test_a_compiled_pattern_that_is_used_by_name_counts_once() -> None:
    assert len(find_regexes(source_of("A = re.compile('x')\ndef f(text):\n    return re.sub(A, '', text)"), set())) == 1


def test_evidence_is_a_comment_and_an_entry() -> None:
    assert unproved_regexes("# Takes x.\nA = re.compile('x')", "A") == []
    assert unproved_regexes("# Takes x.\nA = re.compile('x')") == [2]
    assert unproved_regexes("A = re.compile('x')", "A") == [1]
    assert unproved_regexes("# Takes x.\n\nA = re.compile('x')", "A") == [3]


def test_neighbours_share_the_comment_above_them() -> None:
    text = "# Takes x, then y.\nA = re.compile('x')\nB = re.compile(\n    'y'\n)\n\nC = re.compile('z')"
    assert unproved_regexes(text, "A", "B", "C") == [7]


def test_a_comment_of_another_statement_is_not_shared() -> None:
    assert unproved_regexes("# Imports.\nimport re\nA = re.compile('x')", "A") == [3]
    assert unproved_regexes("A = 1  # x\nB = re.compile('x')", "B") == [2]


def test_a_row_of_a_table_has_its_example_and_counter_example() -> None:
    row = "ROWS = (Row(re.compile('x'), example='x'{}),)"
    assert unproved_regexes(row.format(", counter_example='y'")) == []
    assert unproved_regexes(row.format("")) == [1]


def test_a_pattern_in_a_function_has_no_evidence() -> None:
    assert unproved_regexes("# Takes x.\ndef A(text):\n    return re.search('x', text)", "A") == [3]


@pytest.mark.parametrize(
    "text",
    [
        "A = 5",
        "A: int = 0.5",
        "A = 64 * 1024",
        "A = -5",
        "A = 0x10",
        "A, B = 5, 1",
        "A = (2008, 2035)",
        "A = Decimal('0.01')",
        "def f(x):\n    return len(x) <= 40",
        "def f(x):\n    return 3 < x < y",
        "def f(x):\n    return x > 0.8 * len(x)",
        "def f(x):\n    return x >= -5",
    ],
)
def test_a_number_that_decides_is_a_threshold(text: str) -> None:
    assert len(find_thresholds(source_of(text), set())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A = 2",
        "A = -1",
        "A = 'five'",
        "A = True",
        "A = {'a': 5}",
        "A = B * 5",
        "def f(x=5):\n    y = 5\n    return x == 5",
        "def f(x):\n    return len(x) > 1",
        "def f(x):\n    return x <= 0x9FFF",
        "def f(x):\n    return x[5] < y(5)",
    ],
)
def test_any_other_number_is_none(text: str) -> None:
    assert find_thresholds(source_of(text), set()) == []


def test_constants_of_one_assignment_have_evidence_of_their_own() -> None:
    assert unproved_thresholds("# The widest.\nA, B = 5, 6", "A", "B") == []
    assert unproved_thresholds("# The widest.\nA, B = 5, 6", "A") == [2]


def test_a_bare_comparison_has_no_evidence() -> None:
    assert unproved_thresholds("# The widest.\nA = f(3 < 5)", "A") == [2]


def test_names_are_proved_by_the_evidence_of_a_test() -> None:
    shared = "ROOM = 'a.b'\nEVIDENCE = (Pattern(f'{ROOM}.C'), Given(ROOM), Given(f'{OTHER}.C'))"
    assert proved_names(parse("tests/test_a.py", shared)) == {"a.b.C", "a.b", ".C"}
    entries = "(Pattern('a.B', takes=('x',)), Threshold('a.C'), Given('a.D'), Other('a.E'), Pattern(*names))"
    assert proved_names(parse("tests/test_a.py", f"EVIDENCE = {entries}")) == {"a.B", "a.C", "a.D"}
    assert proved_names(parse("tests/test_a.py", f"SOMETHING = {entries}")) == set()


@pytest.mark.parametrize(
    "line", ["A = '2019'", "A = {2021: 1}", "A = f(x, ('2019', 'b'))", "A = LINES_2021", "x.y_2019"]
)
def test_a_form_year_in_code_is_seen(line: str) -> None:
    assert [finding.line for finding in find_years(source_of(f"import re\n{line}"))] == [2]


@pytest.mark.parametrize(
    "line", ["'''The form of 2019.'''", "A = 1  # 2019", "A = '12019'", "A = 'since 2019'", "A = 2020"]
)
def test_a_form_year_in_prose_is_none(line: str) -> None:
    assert find_years(source_of(line)) == []


def test_a_form_year_in_sql_is_seen_outside_comments() -> None:
    sql = "-- of 2019\nselect '2021' /* 2019\n2019 */ as of_2021,\n'--' as mark, 2019 -- 2021\nfrom lines"
    assert [finding.line for finding in find_sql_years("sql/x.sql", sql)] == [2, 3, 4]


def test_a_body_is_measured_without_its_docstring() -> None:
    text = (
        "def f():\n    '''Says\n    much.'''\n    a = (\n        1\n    )\n\n    return a\ndef g():\n    '''Nothing.'''"
    )
    assert body_lengths(source_of(text)) == [5, 0]


def test_a_checkout_is_measured(tmp_path: Path) -> None:
    files = {
        "transforms/__init__.py": "",
        "transforms/a.py": "def f(x):\n    return x > 5\n",
        "transforms/room/__init__.py": "",
        "transforms/room/x.py": "import re\n\n# x.\nA = re.compile('x')\nB = re.compile('y')\nC = re.compile('z')\n",
        "flows/b.py": "YEARS = ('2019', '2021')\n",
        "notebooks/c.py": "\n" * 9,
        "sql/d.sql": "select '2019'\n",
        "tests/transforms/room/test_x.py": "EVIDENCE = (Pattern('transforms.room.x.A'),)\n",
        "tests/transforms/test_x.py": "EVIDENCE = (Pattern('transforms.room.x.B'),)\n\n",
        "tests/transforms/room/test_x_more.py": "EVIDENCE = (Pattern('transforms.room.x.C'),)\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    figures = measure(tmp_path)
    assert [figure for _, figure in figures.rows] == [
        "2",
        "1",
        "9 lines: notebooks/c.py",
        "2 lines: tests/transforms/test_x.py",
        "1 of 3",
        "2 of 3, 1 without",
        "0 of 1, 1 without",
        "2",
        "1 of 1 functions",
    ]
    assert [f"{kind}: {finding}" for kind, finding in figures.lacking] == [
        "regex: transforms/room/x.py:5: transforms.room.x.B",
        "threshold: transforms/a.py:2: return x > 5",
        "year: flows/b.py:1: YEARS = ('2019', '2021')",
        "year: sql/d.sql:1: select '2019'",
        "mirror: transforms/a.py:1: tests/transforms/test_a.py",
        "mirror: flows/b.py:1: tests/flows/test_b.py",
    ]


def test_nothing_of_this_checkout_lacks_evidence_or_a_mirrored_test() -> None:
    root = Path(__file__).resolve().parents[1]
    assert [f"{kind}: {finding}" for kind, finding in measure(root).lacking] == []
