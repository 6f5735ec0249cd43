"""Tests of `sql/`: its tables, views, macros and checks, on rows whose answers can be counted by eye."""
