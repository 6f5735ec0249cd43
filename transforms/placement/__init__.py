"""Rows of the tables to the cells of the form: placed, doubted, collected as facts."""
