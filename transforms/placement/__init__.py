"""Rows of the tables to the cells of the form: placed, doubted, collected as facts."""

from transforms.placement.fact import Fact
from transforms.placement.facts import Facts, read_facts
from transforms.placement.statistics import Statistics, read_statistics
from transforms.placement.views import CellView, TableView, view_tables

__all__ = ["CellView", "Fact", "Facts", "Statistics", "TableView", "read_facts", "read_statistics", "view_tables"]
