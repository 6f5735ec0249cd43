"""The shell of nianbao: the raw folder, the runs, the warehouse and the command line around the core.

`flows.cli` is the entry point; what lies below it is in rooms, one a duty. A room is entered by what its `__init__.py`
exports: names, or modules that are doors of their own where loading them all would be too much. Prefect is imported by
`flows.schedule` alone.
"""
