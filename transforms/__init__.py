"""The core of nianbao: the bytes of a report in, frames and doubts out.

Importing this package is cheap and imports neither prefect nor duckdb; start at `transforms.report.read_report`.
"""
