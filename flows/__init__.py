"""The shell of nianbao: the raw folder, the runs, the warehouse and the command line around the core.

`flows.cli` is the entry point, `flows.schedule.ingest` the Prefect flow. Only `flows.schedule.ingest` imports Prefect.
"""
