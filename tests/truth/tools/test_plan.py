"""The plan: every damage on every route, and only where it leaves a truth."""

from __future__ import annotations

import pytest

from tests.truth.tools.plan import PAIRS, SINGLE_DAMAGES, plan_documents, suits, suits_tool, tools_for
from tests.truth.tools.registry import CONVERSIONS, ROUTES, TOOLS
from tests.truth.tools.sources import SOURCES


def test_a_smaller_sample_is_the_start_of_a_larger_one() -> None:
    assert plan_documents(30, 5) == plan_documents(90, 5)[:30]
    assert plan_documents(30, 5) != plan_documents(30, 6)


def test_a_large_sample_has_every_damage_on_every_route_and_every_pair() -> None:
    planned = {(one.route, one.damages) for one in plan_documents(6000, 1)}
    for route in ROUTES.values():
        wanted: list[tuple[str, ...]] = [(name,) for name in SINGLE_DAMAGES if suits(route, name)]
        wanted += [pair for pair in PAIRS if suits(route, pair[0]) and suits(route, pair[1])]
        assert [damages for damages in wanted if (route.name, damages) not in planned] == []


def test_a_third_is_undamaged() -> None:
    plan = plan_documents(60, 2)
    assert sum(one.damages == ("none",) for one in plan) == 20


def test_every_tool_is_reached_and_can_be_fed() -> None:
    reached = set()
    for route in ROUTES.values():
        for tool in route.tools:
            suffix = SOURCES[route.source].suffix
            assert tool.takes == suffix or (suffix, tool.takes) in CONVERSIONS
            reached.add(tool.name)
    assert reached == set(TOOLS)


@pytest.mark.parametrize("name", ["pdftotext-raw", "innertext", "antiword"])
def test_a_plan_for_one_tool_leads_to_it(name: str) -> None:
    plan = plan_documents(40, 3, name)
    assert {ROUTES[one.route].name for one in plan} <= {
        route.name for route in ROUTES.values() if TOOLS[name] in route.tools
    }
    assert all(set(map(str, tools_for(one, name))) <= {str(TOOLS[name])} for one in plan)


@pytest.mark.parametrize(
    ("tool", "damage", "expected"),
    [
        ("docx", "dropped_value", True),
        ("pdf", "dropped_value", False),  # the row would look like one with a blank at its end
        ("pandas-html-csv", "glued_values", False),
        ("bs4-newline", "glued_values", True),
        ("pdftotext-raw", "spaces_inside_digits", False),  # nobody could tell 1 2 from 12
        ("bs4", "thousands_separators", False),
        ("bs4-newline", "spaces_inside_digits", True),
        ("pdf", "utf8_as_gbk", False),  # a file of bytes, not of text
        ("pypdf", "utf8_as_gbk", True),
        ("pypdf", "none", True),
    ],
)
def test_a_damage_is_done_only_where_a_truth_is_left(tool: str, damage: str, expected: bool) -> None:
    assert suits_tool(TOOLS[tool], damage) is expected


def test_a_blank_is_paired_with_a_column_of_numbers_a_page_number_and_a_note() -> None:
    for other in ("number_column", "page_numbers", "note_column"):
        assert ("few_blanks", other) in PAIRS
