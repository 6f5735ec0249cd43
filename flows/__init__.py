"""The shell of nianbao: the raw folder, the runs, the warehouse and the command line around the core.

`flows.cli` is the entry point, `flows.ingest` the Prefect flow. Only `flows.ingest` imports Prefect.
"""
